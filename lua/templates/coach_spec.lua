local t = hf.use("test")

local LANGUAGES = { "en", "pt", "es", "fr", "de" }
local KINDS = { "subject_milestone", "subject_record", "subject_insight", "subject_risk", "subject_comeback", "subject_returned", "subject_weekly",
  "milestone", "record", "risk", "risk_weekday", "risk_never", "risk_late", "risk_otherwise", "comeback", "smallest", "comeback_kept", "comeback_kept_amount",
  "returned", "weekly", "weekly_more", "insight", "what_weekday", "what_time", "what_pair", "what_change", "insight_schedule", "on_weekday" }
-- What must be in the words: figures and names.
local HOLDS = { milestone = { "habit", "streak" }, record = { "habit", "streak", "longest" }, risk = { "habit", "streak" }, comeback = { "habit", "smallest" },
  returned = { "habit", "misses" }, risk_otherwise = { "n" }, weekly = { "done", "due" }, weekly_more = { "n" }, insight = { "habit", "what" }, risk_weekday = { "on", "done", "due" },
  what_weekday = { "on", "done", "due", "rest_done", "rest_due" }, what_pair = { "other", "done", "due", "rest_done", "rest_due" },
  what_change = { "day", "done", "due", "rest_done", "rest_due" }, what_time = { "hour", "done", "due", "rest_done", "rest_due" } }
local NEVER = {
  en = { "21 day", "fail", "lazy", "guilt", "shame", "excuse", "because of", "makes you", "in a row", "every day" },
  pt = { "falhaste", "vergonha", "desculpa", "preguiç", "seguidos" }, es = { "fracas", "vergüenza", "excusa", "perez", "seguidos" },
  fr = { "échou", "honte", "excuse", "paress", "d'affilée" }, de = { "versag", "schäm", "ausrede", "faul", "in folge" },
}

local function each(kind, language, f)
  local text = hf.entry("template", "say_" .. kind).text[language]
  t.ok(text, kind .. " is not said in " .. language)
  for _, one in ipairs(type(text) == "table" and text or { text }) do f(one) end
end

hf.test("every sentence of the coach can be said in every language", function()
  for _, kind in ipairs(KINDS) do
    local values = {}
    for _, name in ipairs(hf.entry("template", "say_" .. kind).vars) do values[name] = "X" end
    for _, language in ipairs(LANGUAGES) do
      each(kind, language, function(text) t.lacks(hf.fill(text, values), "{") end)
    end
  end
end)

hf.test("figures and names are in the words, in every language", function()
  for kind, names in pairs(HOLDS) do
    for _, language in ipairs(LANGUAGES) do
      for _, name in ipairs(names) do
        each(kind, language, function(text) t.has(text, "{" .. name .. "}") end)
      end
    end
  end
end)

hf.test("no sentence shames, claims a cause, or says more than a streak with a forgiven miss is", function()
  for _, kind in ipairs(KINDS) do
    for _, language in ipairs(LANGUAGES) do
      each(kind, language, function(text)
        for _, word in ipairs(NEVER[language]) do t.lacks(text, word) end
      end)
    end
  end
end)

hf.test("there is a phrase for every weekday and the weekend", function()
  for _, language in ipairs(LANGUAGES) do t.equal(#hf.entry("template", "say_on_weekday").text[language], 8) end
end)
