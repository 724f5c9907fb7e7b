-- gate: what is said at the door: to people who are not let in, to numbers that changed hands, and where it was too much at once.

local function say(kind, text)
  hf.template{ id = "say_" .. kind, vars = { "minutes" }, text = text }
end

say("not_let_in", { en = "Sorry, I only talk with people who were invited.", pt = "Desculpa, só falo com pessoas convidadas.",
  es = "Lo siento, solo hablo con personas invitadas.", fr = "Désolé, je ne parle qu'avec les personnes invitées.",
  de = "Tut mir leid, ich spreche nur mit Leuten, die eingeladen sind." })
say("over_day", { en = "That was all I can take in for today. Tomorrow we go on.", pt = "Por hoje não consigo mais. Amanhã continuamos.",
  es = "Por hoy no puedo más. Mañana seguimos.", fr = "C'est tout ce que je peux noter aujourd'hui. On continue demain.",
  de = "Für heute ist das alles, was ich aufnehmen kann. Morgen geht es weiter." })
say("over_burst", { en = "That was a lot at once. In about {minutes} min we go on.", pt = "Foi muito de uma vez. Daqui a uns {minutes} min continuamos.",
  es = "Ha sido mucho de golpe. En unos {minutes} min seguimos.", fr = "C'était beaucoup d'un coup. On continue dans {minutes} min environ.",
  de = "Das war viel auf einmal. In etwa {minutes} min geht es weiter." })
say("confirm_silent", { en = "It has been a long time since this number wrote to me. Are you the same person? (yes or no)",
  pt = "Há muito tempo que este número não me escrevia. És a mesma pessoa? (sim ou não)",
  es = "Hacía mucho que este número no me escribía. ¿Eres la misma persona? (sí o no)",
  fr = "Cela faisait longtemps que ce numéro ne m'avait pas écrit. Es-tu la même personne ? (oui ou non)",
  de = "Von dieser Nummer kam lange nichts. Bist du noch dieselbe Person? (ja oder nein)" })
say("confirm_new", { en = "I was told that somebody I know has this number now. Is it you? (yes or no)",
  pt = "Disseram-me que alguém que conheço tem agora este número. És tu? (sim ou não)",
  es = "Me han dicho que alguien que conozco tiene ahora este número. ¿Eres tú? (sí o no)",
  fr = "On m'a dit que quelqu'un que je connais a maintenant ce numéro. C'est toi ? (oui ou non)",
  de = "Mir wurde gesagt, dass jemand, den ich kenne, jetzt diese Nummer hat. Bist du das? (ja oder nein)" })
say("confirm_left", { en = "The person who used this number has moved to another. Shall I begin anew with you? (yes or no)",
  pt = "Quem usava este número mudou para outro. Começo de novo contigo? (sim ou não)",
  es = "Quien usaba este número se ha cambiado a otro. ¿Empiezo de nuevo contigo? (sí o no)",
  fr = "La personne qui utilisait ce numéro en a changé. Je recommence à zéro avec toi ? (oui ou non)",
  de = "Wer diese Nummer hatte, hat jetzt eine andere. Soll ich mit dir neu anfangen? (ja oder nein)" })
say("confirmed", { en = "Thank you. Then we go on where we were.", pt = "Obrigado. Então continuamos onde estávamos.",
  es = "Gracias. Entonces seguimos donde estábamos.", fr = "Merci. On reprend donc là où on en était.", de = "Danke. Dann machen wir weiter, wo wir waren." })
say("parted", { en = "Then we begin anew: what habit would you like to keep?", pt = "Então começamos de novo: que hábito queres manter?",
  es = "Entonces empezamos de nuevo: ¿qué hábito quieres mantener?", fr = "Alors on repart de zéro : quelle habitude veux-tu suivre ?",
  de = "Dann fangen wir neu an: Welche Gewohnheit möchtest du pflegen?" })
say("confirm_no", { en = "All right. Nothing was kept of this.", pt = "Está bem. Nada disto foi guardado.", es = "De acuerdo. No se ha guardado nada.",
  fr = "D'accord. Rien n'a été gardé.", de = "In Ordnung. Davon wurde nichts aufgehoben." })
