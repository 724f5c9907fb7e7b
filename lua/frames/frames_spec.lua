local t = hf.use("test")

-- What every language must have a pattern for: the flows that do it are the same for all.
local LANGUAGES = { "en", "pt", "es", "fr", "de" }

hf.test("every language has patterns for the same acts", function()
  local first
  for _, lang in ipairs(LANGUAGES) do
    local frames = hf.entry("frames", lang)
    t.ok(frames, "no patterns in " .. lang)
    local acts = {}
    for act, patterns in pairs(frames.acts) do
      t.ok(#patterns > 0, lang .. " has no pattern for " .. act)
      acts[#acts + 1] = act
    end
    table.sort(acts)
    local all = table.concat(acts, " ")
    first = first or all
    t.equal(all, first)
  end
end)

hf.test("every macro that a pattern names is there, and every bracket is closed", function()
  for _, lang in ipairs(LANGUAGES) do
    local frames = hf.entry("frames", lang)
    local function check(pattern)
      for name in pattern:gmatch("<(%w+)>") do t.ok(frames.macros[name], lang .. " lacks <" .. name .. ">: " .. pattern) end
      for _, pair in ipairs{ { "(", ")" }, { "[", "]" }, { "{", "}" }, { "<", ">" } } do
        local _, opened = pattern:gsub("%" .. pair[1], "")
        local _, closed = pattern:gsub("%" .. pair[2], "")
        t.equal(opened, closed)
      end
    end
    for _, macro in pairs(frames.macros) do check(macro) end
    for _, patterns in pairs(frames.acts) do
      for _, pattern in ipairs(patterns) do check(pattern) end
    end
  end
end)
