local t = hf.use("test")

hf.test("what is said at the door can be said in every language", function()
  for _, kind in ipairs{ "not_let_in", "over_day", "over_burst", "confirm_silent", "confirm_new", "confirm_left", "confirmed", "parted", "confirm_no" } do
    for _, language in ipairs{ "en", "pt", "es", "fr", "de" } do
      local text = hf.entry("template", "say_" .. kind).text[language]
      t.ok(text, kind .. " is not said in " .. language)
      t.lacks(hf.fill(text, { minutes = 5 }), "{")
    end
  end
end)

hf.test("the questions show nothing that is kept", function()
  for _, kind in ipairs{ "confirm_silent", "confirm_new", "confirm_left" } do
    t.lacks(hf.entry("template", "say_" .. kind).text.en, "{")
  end
end)
