local t = hf.use("test")
local flow = hf.entry("flow", "zone")
local S = flow.states

local function ctx_with(zones, language)
  local set
  local ctx = t.ctx({ language = language or "en" }, { profile = function(args)
    if not (args and args.assignments) then return { profile = {}, timezoneGuess = zones and { country = "PT", zone = (#zones ~= 2) and zones[1] or nil, zones = zones } } end
    set = args.assignments[1]
    if set:find("nowhere") then return nil, "invalid_value", "there is no such zone" end
    return { profile = {} }
  end })
  return ctx, function() return set end
end

hf.test("one likely zone is asked about, and set on a yes in any language", function()
  for _, yes in ipairs{ "yes", "Sim!", "sí", "oui", "Ja." } do
    local ctx, set = ctx_with{ "Europe/Lisbon" }
    local q = S.begin.enter(ctx, {})
    t.has(q.say, "Europe/Lisbon")
    t.equal(q.go, "one")
    t.equal(set(), nil)
    local a = S.one.on_text(ctx, yes, q.data)
    t.equal(set(), "timezone=Europe/Lisbon")
    t.ok(a.done)
  end
end)

hf.test("a no asks for another, and what is no zone is asked again", function()
  local ctx, set = ctx_with{ "Europe/Lisbon" }
  local q = S.one.on_text(ctx, "não", { zones = { "Europe/Lisbon" } })
  t.equal(q.go, "other")
  q = S.other.on_text(ctx, "nowhere", q.data)
  t.equal(q.go, "other")
  t.ok(S.other.on_text(ctx, "Europe/Madrid", {}).done)
  t.equal(set(), "timezone=Europe/Madrid")
  t.ok(S.one.on_text(ctx, "Europe/Madrid", { zones = { "Europe/Lisbon" } }).done)
end)

hf.test("islands come second: asked about the mainland first, then a choice", function()
  local ctx, set = ctx_with{ "Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores" }
  local q = S.begin.enter(ctx, {})
  t.equal(q.go, "one")
  q = S.one.on_text(ctx, "no", q.data)
  t.has(q.say, "3 Azores")
  S.many.on_text(ctx, "azores", q.data)
  t.equal(set(), "timezone=Atlantic/Azores")
end)

hf.test("several zones are a choice: by number, by city, by name", function()
  local zones = { "America/New_York", "America/Los_Angeles" }
  for said, zone in pairs{ ["2"] = zones[2], ["los angeles"] = zones[2], ["New York"] = zones[1], ["america/new_york"] = zones[1] } do
    local ctx, set = ctx_with(zones)
    local q = S.begin.enter(ctx, {})
    t.has(q.say, "1 New York, 2 Los Angeles")
    S.many.on_text(ctx, said, q.data)
    t.equal(set(), "timezone=" .. zone)
  end
  local ctx, set = ctx_with(zones)
  t.equal(S.many.on_text(ctx, "no", { zones = zones }).go, "other")
  t.equal(set(), nil)
end)

hf.test("without a guess the question is open; it can be left alone; every language has it", function()
  local ctx, set = ctx_with(nil)
  t.equal(S.begin.enter(ctx, {}).go, "other")
  t.ok(S.other.on_text(ctx, "cancel", {}).done)
  t.equal(set(), nil)
  for _, language in ipairs{ "en", "pt", "es", "fr", "de", "pt-BR", "xx" } do
    t.lacks(S.begin.enter(ctx_with({ "Europe/Lisbon" }, language), {}).say, "{")
  end
end)

hf.test("with a vault that is really there", function()
  local ctx = t.user()
  local q = S.other.on_text(ctx, "Europe/Lisbon", {})
  t.ok(q.done)
  t.equal(ctx:profile{}.profile.timezone, "Europe/Lisbon")
  t.equal(S.other.on_text(ctx, "Europe/Lisboa", {}).go, "other")
end)
