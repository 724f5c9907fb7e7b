local t = hf.use("test")
local voice = hf.use("voice")

local IDS = { "flex", "coach-blaze", "luna", "ava", "max", "sofi", "the-monk" }
local VALUES = {
  name = "Ana", what = "Run 5 km", habit = "Run", day = "today", streak = 9, streak_unit = "days", target = 5, unit = "km",
  every = "daily", options = "Run, Read", longest = 20, smallest = "5 minutes", done = 9, due = 12, best = "Read",
  misses = 4, misses_unit = "days",
}
-- Words that shame, and claims that are not so.
local NEVER = { "21 day", "fail", "lazy", "guilt", "shame", "excuse", "disappoint", "loser", "weak", "bad habit", "should have", "only " }

local function each(f)
  for _, id in ipairs(IDS) do
    local persona = hf.entry("persona", id)
    for kind, texts in pairs(persona.texts.en) do
      for _, text in ipairs(type(texts) == "table" and texts or { texts }) do f(persona, kind, text) end
    end
  end
end

hf.test("every text can be said", function()
  each(function(_, _, text)
    local said = hf.fill(text, VALUES)
    t.lacks(said, "{")
    t.ok(#said < 400)
  end)
end)

hf.test("no text shames or claims what is not so", function()
  each(function(_, _, text)
    for _, word in ipairs(NEVER) do t.lacks(text, word) end
  end)
end)

hf.test("no two personas say the same", function()
  local seen = {}
  each(function(persona, kind, text)
    t.ok(not seen[text] or seen[text] == persona.id, persona.id .. " says the same as another: " .. kind)
    seen[text] = persona.id
  end)
end)

-- What the coach says unasked: enough of it for a year, with its figures in each.
local COACHED = {
  milestone = { 6, "{habit}", "{streak}" }, record = { 3, "{habit}", "{longest}", "{streak}" }, risk = { 5, "{habit}", "{streak} {streak_unit}" },
  comeback = { 6, "{habit}", "{smallest}" }, returned = { 3, "{habit}", "{misses}" }, weekly = { 8, "{done}", "{due}" }, insight = { 4, "{habit}", "{what}" },
}

hf.test("the coach has enough to say, and every text holds its figures", function()
  for _, id in ipairs(IDS) do
    local texts = hf.entry("persona", id).texts.en
    for kind, wanted in pairs(COACHED) do
      t.ok(type(texts[kind]) == "table" and #texts[kind] >= wanted[1], id .. " says too little: " .. kind)
      for _, text in ipairs(texts[kind]) do
        for i = 2, #wanted do t.has(text, wanted[i]) end
      end
    end
  end
end)

hf.test("no text claims more of a streak than a forgiven miss leaves", function()
  each(function(_, kind, text)
    if not COACHED[kind] then return end
    for _, word in ipairs{ "in a row", "straight", "unbroken", "every day", "without a miss", "always", "never miss" } do t.lacks(text, word) end
  end)
end)

hf.test("what matters is in the words", function()
  for _, id in ipairs(IDS) do
    local persona = hf.entry("persona", id)
    for kind, parts in pairs{ logged = { "Run", "9" }, undone = { "Run 5 km" }, ask_habit = { "Run, Read" }, weekly = { "9", "12" },
                              comeback = { "Run", "5 minutes" }, streak = { "9", "20" }, risk = { "Run", "9" } } do
      for _, part in ipairs(parts) do t.has(voice.say(persona, "en", kind, VALUES), part) end
    end
  end
end)

hf.test("other languages fall back to English, message by message", function()
  local persona = { texts = { en = { undone = "Taken back", streak = "now {streak}" }, pt = { undone = "Desfeito" } } }
  t.equal(voice.say(persona, "pt-BR", "undone", {}), "Desfeito")
  t.equal(voice.say(persona, "pt", "streak", { streak = 1 }), "now 1")
  t.equal(voice.say(persona, "ja", "undone", {}), "Taken back")
  t.equal(voice.say(persona, nil, "undone", {}), "Taken back")
end)

hf.test("empty values leave no stray blanks", function()
  local flex = hf.entry("persona", "flex")
  t.equal(voice.say(flex, "en", "reminder", { habit = "Read", target = "", unit = "" }), "Read.")
end)
