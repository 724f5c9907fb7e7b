-- voice: turns a message kind and its values into words of the person's persona and language. local voice = hf.use("voice")

local V = {}

-- texts: persona = ctx.voice, the data of a persona. What a language lacks is said in English.
function V.pick(persona, language, kind)
  local texts = persona.texts[language] or persona.texts[(language or "en"):sub(1, 2)] or persona.texts.en
  return texts[kind] or persona.texts.en[kind]
end

-- Blanks and stray points that empty values leave behind.
local function tidy(text)
  text = text:gsub("[ ]+", " "):gsub(" ([%.,!%?:])", "%1"):gsub("([:,])([%.!%?])", "%2")
  return hf.trim(text)
end

function V.say(persona, language, kind, values)
  return tidy(hf.fill(hf.pick(V.pick(persona, language, kind)), values))
end

-- "1 day", "5 days" in English; other languages hand in their own words.
function V.unit(n, one, many)
  return n == 1 and one or many or one .. "s"
end

return V
