local t = hf.use("test")

-- Somebody whose number allows that guess, and what was set last.
local function somebody(zones, zone)
  local set
  local ctx = t.ctx({ language = "en" }, { profile = function(args)
    if not (args and args.assignments) then return { profile = {}, timezoneGuess = zones and { country = "PT", zone = zone, zones = zones } } end
    set = args.assignments[1]
    if set:find("nowhere") then return nil, "invalid_value", "there is no such zone" end
    return { profile = {} }
  end })
  return ctx, function() return set end
end

hf.test("one likely zone is asked about, and nothing is set before the yes", function()
  local ctx, set = somebody({ "Europe/Lisbon" }, "Europe/Lisbon")
  local asked = t.begin(ctx, "zone")
  t.equal(asked.said, "zone_one zone=Europe/Lisbon")
  t.equal(set(), nil)
  t.equal(t.answer(ctx, asked, { yes = true }).said, "zone_set zone=Europe/Lisbon")
  t.equal(set(), "timezone=Europe/Lisbon")
end)

hf.test("a no asks for another, and what is no zone is asked again", function()
  local ctx, set = somebody({ "Europe/Lisbon" }, "Europe/Lisbon")
  local other = t.answer(ctx, t.begin(ctx, "zone"), { no = true, text = "no" })
  t.equal(other.said, "zone_other")
  local again = t.answer(ctx, other, { text = "Europe/nowhere" })
  t.equal(again.said, "zone_unknown")
  t.answer(ctx, again, { text = " Europe/Madrid " })
  t.equal(set(), "timezone=Europe/Madrid")
end)

hf.test("islands come second: the mainland first, then a choice", function()
  local ctx, set = somebody({ "Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores" }, "Europe/Lisbon")
  local many = t.answer(ctx, t.begin(ctx, "zone"), { no = true, text = "no" })
  t.has(many.said, "Lisbon, Madeira")
  t.equal(many.options[3].id, "Atlantic/Azores")
  t.answer(ctx, many, { choice = many.options[3], text = "the third" })
  t.equal(set(), "timezone=Atlantic/Azores")
end)

hf.test("several zones are a choice, under names that people use", function()
  local ctx, set = somebody{ "America/New_York", "America/Los_Angeles" }
  local many = t.begin(ctx, "zone")
  t.equal(many.options[1].name, "New York")
  t.equal(t.answer(ctx, many, { no = true, text = "no" }).go, "other")
  t.equal(set(), nil)
end)

hf.test("what is no answer is left to others", function()
  local ctx, set = somebody({ "Europe/Lisbon" }, "Europe/Lisbon")
  t.equal(t.answer(ctx, t.begin(ctx, "zone"), { text = "ran 5/10 km" }).said, nil)
  t.equal(set(), nil)
end)

hf.test("with a vault that is really there, in every language", function()
  for _, language in ipairs{ "en", "pt", "es", "fr", "de" } do
    local ctx = t.user{ language = language }
    local asked = t.begin(ctx, "zone")
    t.equal(asked.go, "other")
    t.lacks(asked.said, "{")
    t.has(t.answer(ctx, asked, { text = "Europe/Lisbon" }).said, "Europe/Lisbon")
    t.equal(ctx:profile{}.profile.timezone, "Europe/Lisbon")
  end
end)
