-- zone: asking in which time zone the days of a person begin.

local function say(kind, text)
  hf.template{ id = "say_" .. kind, vars = { "zone", "options" }, text = text }
end

say("zone_one", {
  en = "So that your days begin at your midnight: is your time zone {zone}? (yes or no)",
  pt = "Para que os teus dias comecem à tua meia-noite: o teu fuso horário é {zone}? (sim ou não)",
  es = "Para que tus días empiecen a tu medianoche: ¿tu zona horaria es {zone}? (sí o no)",
  fr = "Pour que tes jours commencent à ton minuit : ton fuseau horaire est-il {zone} ? (oui ou non)",
  de = "Damit deine Tage um deine Mitternacht beginnen: Ist deine Zeitzone {zone}? (ja oder nein)",
})
say("zone_many", {
  en = "Which time zone do you live in? {options}",
  pt = "Em que fuso horário vives? {options}",
  es = "¿En qué zona horaria vives? {options}",
  fr = "Dans quel fuseau horaire vis-tu ? {options}",
  de = "In welcher Zeitzone lebst du? {options}",
})
say("zone_other", {
  en = "Which city sets your clock? For example Europe/Lisbon.",
  pt = "Que cidade dá as tuas horas? Por exemplo Europe/Lisbon.",
  es = "¿Qué ciudad marca tu hora? Por ejemplo Europe/Madrid.",
  fr = "Quelle ville donne ton heure ? Par exemple Europe/Paris.",
  de = "Welche Stadt gibt deine Uhrzeit vor? Zum Beispiel Europe/Berlin.",
})
say("zone_unknown", {
  en = "I do not know that time zone. Write it like Europe/Lisbon.",
  pt = "Não conheço esse fuso horário. Escreve-o assim: Europe/Lisbon.",
  es = "No conozco esa zona horaria. Escríbela así: Europe/Madrid.",
  fr = "Je ne connais pas ce fuseau horaire. Écris-le ainsi : Europe/Paris.",
  de = "Diese Zeitzone kenne ich nicht. Schreib sie so: Europe/Berlin.",
})
say("zone_set", {
  en = "Good, your days are those of {zone}.",
  pt = "Certo, os teus dias são os de {zone}.",
  es = "Bien, tus días son los de {zone}.",
  fr = "Bien, tes jours sont ceux de {zone}.",
  de = "Gut, deine Tage sind die von {zone}.",
})
