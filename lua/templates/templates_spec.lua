local t = hf.use("test")

local LANGUAGES = { "en", "pt", "es", "fr", "de" }
local SAID = { "echo", "logged", "partial", "missed", "skipped", "undone", "nothing_to_undo", "created", "paused", "resumed", "reminder_set",
  "chosen", "language_set", "ask_habit", "ask_create", "ask_day", "ask_status", "ask_name", "ask_every", "dropped", "streak", "today", "none_left",
  "no_habits", "hello", "welcome", "help", "privacy", "unknown", "failed", "broken", "unknown_command", "unknown_command_near", "edited",
  "ask_edit", "ask_field", "ask_value", "ask_no_habit", "ask_confirm", "ask_order", "ask_amount_new", "ask_time", "ask_remind", "ask_persona",
  "ask_language", "undo_hint", "paused_until", "all_habits", "reminder_gone", "left", "plan", "learned", "forgotten", "words", "no_words",
  "nothing_to_correct" }

local function each(text, f)
  if type(text) == "table" then
    for _, one in ipairs(text) do f(one) end
  else
    f(text)
  end
end

-- Phrases of one list, as a set.
local function phrases(id, language)
  local set = {}
  each(hf.entry("template", id).text[language], function(list)
    for _, phrase in ipairs(hf.split(list)) do set[hf.fold(hf.trim(phrase))] = true end
  end)
  return set
end

hf.test("every sentence can be said in every language, and leaves no name open", function()
  for _, kind in ipairs(SAID) do
    local template, values = hf.entry("template", "say_" .. kind), {}
    for _, name in ipairs(template.vars) do values[name] = "X" end
    for _, language in ipairs(LANGUAGES) do
      t.ok(template.text[language], kind .. " is not said in " .. language)
      each(template.text[language], function(text) t.lacks(hf.fill(text, values), "{") end)
    end
  end
end)

hf.test("no sentence shames, or claims what is not so", function()
  for _, kind in ipairs(SAID) do
    each(hf.entry("template", "say_" .. kind).text.en, function(text)
      for _, word in ipairs{ "21 days", "shame", "lazy", "you failed", "excuse", "disappoint" } do t.lacks(text, word) end
    end)
  end
end)

hf.test("nobody's yes is somebody's no", function()
  for _, language in ipairs(LANGUAGES) do
    local yes, no, cancel = phrases("hear_yes", language), phrases("hear_no", language), phrases("hear_cancel", language)
    t.ok(next(yes) and next(no) and next(cancel), language)
    for phrase in pairs(yes) do t.ok(not no[phrase] and not cancel[phrase], language .. ": " .. phrase .. " is both") end
  end
end)

hf.test("lists that go by place have all places", function()
  for _, language in ipairs(LANGUAGES) do
    t.equal(#hf.entry("template", "hear_weekdays").text[language], 7)
    t.equal(#hf.entry("template", "hear_status").text[language], 2)
    t.equal(#hf.entry("template", "hear_languages").text[language], 5)
    t.equal(#hf.entry("template", "hear_fields").text[language], 3)
    t.equal(#hf.entry("template", "hear_days").text[language], 10)
    t.equal(#hf.entry("template", "hear_months").text[language], 12)
    t.equal(#hf.entry("template", "hear_units").text[language], 4)
  end
end)
