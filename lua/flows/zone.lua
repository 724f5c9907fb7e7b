-- In which zone do your days begin? Asked once: the country of the number gives a guess, and the person says whether it is right.
-- data: { zones } while one of several is chosen
local D = hf.use("dialog")

local TEXT = {
  en = { one = "So that your days begin at your midnight: is your time zone {zone}? (yes or no)", many = "Which time zone do you live in? {options}",
    other = "Which city sets your clock? For example Europe/Lisbon.", unknown = "I do not know that time zone. Write it like Europe/Lisbon.",
    set = "Good, your days are those of {zone}.", later = "All right. \"timezone\" asks again." },
  pt = { one = "Para que os teus dias comecem à tua meia-noite: o teu fuso horário é {zone}? (sim ou não)", many = "Em que fuso horário vives? {options}",
    other = "Que cidade dá as tuas horas? Por exemplo Europe/Lisbon.", unknown = "Não conheço esse fuso horário. Escreve-o assim: Europe/Lisbon.",
    set = "Certo, os teus dias são os de {zone}.", later = "Está bem. \"fuso horário\" volta a perguntar." },
  es = { one = "Para que tus días empiecen a tu medianoche: ¿tu zona horaria es {zone}? (sí o no)", many = "¿En qué zona horaria vives? {options}",
    other = "¿Qué ciudad marca tu hora? Por ejemplo Europe/Madrid.", unknown = "No conozco esa zona horaria. Escríbela así: Europe/Madrid.",
    set = "Bien, tus días son los de {zone}.", later = "De acuerdo. \"zona horaria\" vuelve a preguntar." },
  fr = { one = "Pour que tes jours commencent à ton minuit : ton fuseau horaire est-il {zone} ? (oui ou non)", many = "Dans quel fuseau horaire vis-tu ? {options}",
    other = "Quelle ville donne ton heure ? Par exemple Europe/Paris.", unknown = "Je ne connais pas ce fuseau horaire. Écris-le ainsi : Europe/Paris.",
    set = "Bien, tes jours sont ceux de {zone}.", later = "D'accord. « fuseau horaire » repose la question." },
  de = { one = "Damit deine Tage um deine Mitternacht beginnen: Ist deine Zeitzone {zone}? (ja oder nein)", many = "In welcher Zeitzone lebst du? {options}",
    other = "Welche Stadt gibt deine Uhrzeit vor? Zum Beispiel Europe/Berlin.", unknown = "Diese Zeitzone kenne ich nicht. Schreib sie so: Europe/Berlin.",
    set = "Gut, deine Tage sind die von {zone}.", later = "In Ordnung. \"Zeitzone\" fragt noch einmal." },
}
local YES = { yes = true, y = true, ok = true, sim = true, s = true, si = true, oui = true, o = true, ja = true, j = true }
local NO = { no = true, n = true, nao = true, non = true, nein = true }

local function words(ctx, kind, values)
  local texts = TEXT[(ctx.language or "en"):sub(1, 2)] or TEXT.en
  return (hf.fill(texts[kind], values or {}))
end

local function set(ctx, zone)
  local r, code, message = ctx:profile{ assignments = { "timezone=" .. zone } }
  if r then return D.done(words(ctx, "set", { zone = zone })) end
  if code ~= "invalid_value" then return D.failed(code, message) end
  return D.ask(words(ctx, "unknown"), "other", {})
end

local function city(zone) return (zone:match("[^/]+$"):gsub("_", " ")) end

local function numbered(zones)
  local parts = {}
  for i, zone in ipairs(zones) do parts[i] = ("%d %s"):format(i, city(zone)) end
  return table.concat(parts, ", ")
end

-- The zone that a text names: its number, its city or its name; nil when it names none of them.
local function chosen(text, zones)
  local n = math.tointeger(tonumber(text))
  if n then return zones[n] end
  local said = hf.fold(text)
  for _, zone in ipairs(zones) do
    if hf.fold(city(zone)) == said or hf.fold(zone) == said then return zone end
  end
end

local function ask(ctx)
  local r, code, message = ctx:profile{}
  if not r then return D.failed(code, message) end
  local guess = r.timezoneGuess or {}
  local zones = guess.zones or {}
  if #zones == 0 then return D.ask(words(ctx, "other"), "other", {}) end
  if guess.zone then return D.ask(words(ctx, "one", { zone = guess.zone }), "one", { zones = zones }) end
  return D.ask(words(ctx, "many", { options = numbered(zones) }), "many", { zones = zones })
end

local function answer(take)
  return { timeout = 1440, on_text = function(ctx, text, data)
    local said = hf.trim(text):gsub("[%.!%?]+$", "")
    if D.cancelled(said) and not NO[hf.fold(said)] then return D.done(words(ctx, "later")) end
    return take(ctx, said, data)
  end }
end

hf.flow{
  id = "zone",
  start = "begin",
  states = {
    begin = { enter = ask },
    one = answer(function(ctx, said, data)
      if YES[hf.fold(said)] then return set(ctx, data.zones[1]) end
      if not NO[hf.fold(said)] then return set(ctx, chosen(said, data.zones) or said) end
      if #data.zones == 1 then return D.ask(words(ctx, "other"), "other", {}) end
      return D.ask(words(ctx, "many", { options = numbered(data.zones) }), "many", data)
    end),
    many = answer(function(ctx, said, data)
      if NO[hf.fold(said)] then return D.ask(words(ctx, "other"), "other", {}) end
      return set(ctx, chosen(said, data.zones) or said)
    end),
    other = answer(function(ctx, said) return set(ctx, said) end),
  },
}
