-- say: the sentences of a conversation, in every language. A persona's own text of the same kind, in the same language, goes before these.
-- {names} are filled in; an empty one leaves no gap.

local VARS = { "what", "habit", "day", "streak", "streak_unit", "longest", "target", "unit", "amount", "options", "every", "first", "second",
  "from", "to", "time", "name", "word", "why", "done", "due", "zone" }

local function say(kind, text)
  hf.template{ id = "say_" .. kind, vars = VARS, text = text }
end

-- ---- done ----
local echo = {
  en = "{what} · {day} · streak {streak} {streak_unit}", pt = "{what} · {day} · sequência {streak} {streak_unit}",
  es = "{what} · {day} · racha {streak} {streak_unit}", fr = "{what} · {day} · série {streak} {streak_unit}",
  de = "{what} · {day} · Serie {streak} {streak_unit}",
}
say("echo", echo)
say("logged", echo)
say("partial", { en = "{what} · {day} · partial, the target is {target} {unit}", pt = "{what} · {day} · parcial, a meta é {target} {unit}",
  es = "{what} · {day} · parcial, la meta es {target} {unit}", fr = "{what} · {day} · partiel, l'objectif est {target} {unit}",
  de = "{what} · {day} · teilweise, das Ziel ist {target} {unit}" })
say("missed", { en = "{habit} · {day} · missed", pt = "{habit} · {day} · não feito", es = "{habit} · {day} · no hecho",
  fr = "{habit} · {day} · manqué", de = "{habit} · {day} · verpasst" })
say("skipped", { en = "{habit} · {day} · skipped, the streak goes on", pt = "{habit} · {day} · dispensado, a sequência continua",
  es = "{habit} · {day} · omitido, la racha sigue", fr = "{habit} · {day} · sauté, la série continue",
  de = "{habit} · {day} · ausgelassen, die Serie läuft weiter" })
say("undone", { en = "Taken back: {what}.", pt = "Desfeito: {what}.", es = "Deshecho: {what}.", fr = "Annulé : {what}.", de = "Zurückgenommen: {what}." })
say("nothing_to_undo", { en = "There is nothing to take back.", pt = "Não há nada para desfazer.", es = "No hay nada que deshacer.",
  fr = "Il n'y a rien à annuler.", de = "Es gibt nichts zurückzunehmen." })
say("nothing_to_correct", { en = "There is no log of yours that I could correct.", pt = "Não há nenhum registo teu para corrigir.",
  es = "No hay ningún registro tuyo que corregir.", fr = "Il n'y a rien que je puisse corriger.", de = "Es gibt keinen Eintrag, den ich berichtigen könnte." })
say("undo_hint", { en = "\"undo\" takes it back.", pt = "\"desfazer\" volta atrás.", es = "\"deshacer\" lo revierte.", fr = "« annule » revient en arrière.", de = "\"rückgängig\" nimmt es zurück." })
say("created", { en = "{habit} is set up: {every}.", pt = "{habit} está criado: {every}.", es = "{habit} está creado: {every}.",
  fr = "{habit} est créé : {every}.", de = "{habit} ist angelegt: {every}." })
say("paused", { en = "{habit} is paused from {from} {to}.", pt = "{habit} em pausa: {from} {to}.", es = "{habit} en pausa: {from} {to}.",
  fr = "{habit} en pause : {from} {to}.", de = "{habit} pausiert: {from} {to}." })
say("paused_until", { en = "until {day}", pt = "até {day}", es = "hasta {day}", fr = "jusqu'à {day}", de = "bis {day}" })
say("resumed", { en = "{habit} goes on.", pt = "{habit} continua.", es = "{habit} sigue.", fr = "{habit} reprend.", de = "{habit} geht weiter." })
say("all_habits", { en = "Everything", pt = "Tudo", es = "Todo", fr = "Tout", de = "Alles" })
say("reminder_set", { en = "{habit}: I will remind you every day at {time}.", pt = "{habit}: lembro-te todos os dias às {time}.",
  es = "{habit}: te lo recuerdo cada día a las {time}.", fr = "{habit} : je te le rappelle chaque jour à {time}.",
  de = "{habit}: Ich erinnere dich jeden Tag um {time}." })
say("reminder_gone", { en = "{habit}: no more reminders.", pt = "{habit}: sem mais lembretes.", es = "{habit}: sin más recordatorios.", fr = "{habit} : plus de rappels.", de = "{habit}: keine Erinnerungen mehr." })
say("chosen", { en = "{name} here.", pt = "Daqui {name}.", es = "Aquí {name}.", fr = "Ici {name}.", de = "Hier ist {name}." })
say("language_set", { en = "I speak English with you from now on.", pt = "A partir de agora falo português contigo.", es = "A partir de ahora hablo español contigo.",
  fr = "Désormais, je te parle français.", de = "Ab jetzt spreche ich Deutsch mit dir." })

-- ---- asked ----
say("ask_habit", { en = "Which one do you mean: {options}?", pt = "Qual deles: {options}?", es = "¿Cuál de ellos: {options}?", fr = "Lequel : {options} ?", de = "Welche meinst du: {options}?" })
say("ask_no_habit", { en = "Which habit is that for? Name one of yours, or a new one.", pt = "Para que hábito é? Diz um dos teus, ou um novo.",
  es = "¿De qué hábito se trata? Di uno de los tuyos, o uno nuevo.", fr = "C'est pour quelle habitude ? Donne le nom d'une des tiennes, ou d'une nouvelle.",
  de = "Zu welcher Gewohnheit gehört das? Nenn eine von deinen oder eine neue." })
say("ask_create", { en = "There is no habit \"{habit}\". Shall I make it? (yes or no)", pt = "Não há nenhum hábito \"{habit}\". Crio-o? (sim ou não)",
  es = "No hay ningún hábito \"{habit}\". ¿Lo creo? (sí o no)", fr = "Il n'y a pas d'habitude « {habit} ». Je la crée ? (oui ou non)",
  de = "Es gibt keine Gewohnheit \"{habit}\". Soll ich sie anlegen? (ja oder nein)" })
say("ask_confirm", { en = "{what} · {day}: shall I write that down? (yes or no)", pt = "{what} · {day}: registo isso? (sim ou não)",
  es = "{what} · {day}: ¿lo apunto? (sí o no)", fr = "{what} · {day} : je le note ? (oui ou non)", de = "{what} · {day}: soll ich das eintragen? (ja oder nein)" })
say("ask_order", { en = "Is that {first} or {second}?", pt = "É {first} ou {second}?", es = "¿Es el {first} o el {second}?", fr = "C'est le {first} ou le {second} ?", de = "Ist das {first} oder {second}?" })
say("none_today", {
  en = "{habit} · {day} · none. Kept.", pt = "{habit} · {day} · nenhum. Cumprido.", es = "{habit} · {day} · ninguno. Cumplido.",
  fr = "{habit} · {day} · aucun. Tenu.", de = "{habit} · {day} · keine. Eingehalten.",
})
say("sum", { -- what was added, and what the day holds then
  en = "{amount}, {done} of {target}", pt = "{amount}, {done} de {target}", es = "{amount}, {done} de {target}", fr = "{amount}, {done} sur {target}",
  de = "{amount}, {done} von {target}",
})
say("sum_free", {
  en = "{amount}, {done} in all", pt = "{amount}, {done} no total", es = "{amount}, {done} en total", fr = "{amount}, {done} en tout",
  de = "{amount}, {done} insgesamt",
})
say("not_put_away", {
  en = "There is no habit \"{habit}\" that was put away or deleted.",
  pt = "Não há nenhum hábito \"{habit}\" arquivado ou apagado.",
  es = "No hay ningún hábito \"{habit}\" archivado o borrado.",
  fr = "Il n'y a pas d'habitude « {habit} » archivée ou supprimée.",
  de = "Es gibt keine Gewohnheit \"{habit}\", die archiviert oder gelöscht ist.",
})
say("choice_yes", { en = "yes", pt = "sim", es = "sí", fr = "oui", de = "ja" })
say("choice_no", { en = "no", pt = "não", es = "no", fr = "non", de = "nein" })
say("choice_archive", { en = "archive", pt = "arquivar", es = "archivar", fr = "archiver", de = "archivieren" })
say("stale_choice", {
  en = "That question is answered already; nothing was changed.",
  pt = "Essa pergunta já foi respondida; nada mudou.",
  es = "Esa pregunta ya está respondida; no ha cambiado nada.",
  fr = "Cette question a déjà sa réponse ; rien n'a changé.",
  de = "Diese Frage ist schon beantwortet; nichts wurde geändert.",
})
say("zone_is", {
  en = "Your days run by the clock of {zone}.",
  pt = "Os teus dias seguem a hora de {zone}.",
  es = "Tus días siguen la hora de {zone}.",
  fr = "Tes journées suivent l'heure de {zone}.",
  de = "Deine Tage gehen nach der Uhr von {zone}.",
})
say("paused_are", {
  en = "Paused: {options}.",
  pt = "Em pausa: {options}.",
  es = "En pausa: {options}.",
  fr = "En pause : {options}.",
  de = "Pausiert: {options}.",
})
say("none_paused", {
  en = "Nothing is paused.",
  pt = "Nada está em pausa.",
  es = "No hay nada en pausa.",
  fr = "Rien n'est en pause.",
  de = "Nichts ist pausiert.",
})
say("target_is", {
  en = "{habit}: {what}.",
  pt = "{habit}: {what}.",
  es = "{habit}: {what}.",
  fr = "{habit} : {what}.",
  de = "{habit}: {what}.",
})
say("unarchived", {
  en = "{habit} is back, with its history.",
  pt = "{habit} está de volta, com o histórico.",
  es = "{habit} ha vuelto, con su historial.",
  fr = "{habit} est de retour, avec son historique.",
  de = "{habit} ist wieder da, mit dem Verlauf.",
})
say("sum_of", {
  en = "{habit}: {amount} on {done} {streak_unit}, {day}.",
  pt = "{habit}: {amount} em {done} {streak_unit}, {day}.",
  es = "{habit}: {amount} en {done} {streak_unit}, {day}.",
  fr = "{habit} : {amount} sur {done} {streak_unit}, {day}.",
  de = "{habit}: {amount} an {done} {streak_unit}, {day}.",
})
say("nothing_in", {
  en = "Nothing was noted: {day}.",
  pt = "Não há registos: {day}.",
  es = "No hay registros: {day}.",
  fr = "Rien n'a été noté : {day}.",
  de = "Es ist nichts eingetragen: {day}.",
})
say("last_time", {
  en = "{habit}: last on {day}. {amount}",
  pt = "{habit}: a última vez foi {day}. {amount}",
  es = "{habit}: la última vez fue {day}. {amount}",
  fr = "{habit} : la dernière fois, {day}. {amount}",
  de = "{habit}: zuletzt {day}. {amount}",
})
say("never_done", {
  en = "{habit}: not yet.",
  pt = "{habit}: ainda não.",
  es = "{habit}: todavía no.",
  fr = "{habit} : pas encore.",
  de = "{habit}: noch nicht.",
})
say("most_on", {
  en = "The most was {amount}, {day}.",
  pt = "O máximo foi {amount}, {day}.",
  es = "Lo máximo fue {amount}, {day}.",
  fr = "Le plus : {amount}, {day}.",
  de = "Am meisten waren es {amount}, {day}.",
})
say("not_logged", {
  en = "{habit}: no, nothing is noted for {day}.",
  pt = "{habit}: não, não há registo de {day}.",
  es = "{habit}: no, no hay nada apuntado de {day}.",
  fr = "{habit} : non, rien n'est noté pour {day}.",
  de = "{habit}: nein, für {day} ist nichts eingetragen.",
})
say("did_it", {
  en = "Yes. {habit} {amount} · {day}.",
  pt = "Sim. {habit} {amount} · {day}.",
  es = "Sí. {habit} {amount} · {day}.",
  fr = "Oui. {habit} {amount} · {day}.",
  de = "Ja. {habit} {amount} · {day}.",
})
say("did_not", {
  en = "No. {habit} {amount} · {day}.",
  pt = "Não. {habit} {amount} · {day}.",
  es = "No. {habit} {amount} · {day}.",
  fr = "Non. {habit} {amount} · {day}.",
  de = "Nein. {habit} {amount} · {day}.",
})
say("missing", {
  en = "{amount} to go",
  pt = "faltam {amount}",
  es = "faltan {amount}",
  fr = "encore {amount}",
  de = "noch {amount}",
})
say("habits_are", {
  en = "Your habits: {options}.",
  pt = "Os teus hábitos: {options}.",
  es = "Tus hábitos: {options}.",
  fr = "Tes habitudes : {options}.",
  de = "Deine Gewohnheiten: {options}.",
})
say("kept_of", {
  en = "{habit}: {done} of {due}",
  pt = "{habit}: {done} de {due}",
  es = "{habit}: {done} de {due}",
  fr = "{habit} : {done} sur {due}",
  de = "{habit}: {done} von {due}",
})
say("no_reminders", {
  en = "There are no reminders.",
  pt = "Não há lembretes.",
  es = "No hay recordatorios.",
  fr = "Il n'y a pas de rappels.",
  de = "Es gibt keine Erinnerungen.",
})
say("reminders_off", {
  en = "All reminders are off.",
  pt = "Todos os lembretes estão desligados.",
  es = "Todos los recordatorios están apagados.",
  fr = "Tous les rappels sont coupés.",
  de = "Alle Erinnerungen sind aus.",
})
say("day_start_set", {
  en = "Your day begins at {time} now.",
  pt = "O teu dia começa agora às {time}.",
  es = "Tu día empieza ahora a las {time}.",
  fr = "Ta journée commence maintenant à {time}.",
  de = "Dein Tag beginnt jetzt um {time}.",
})
say("name_set", {
  en = "Nice to meet you, {name}.",
  pt = "Muito prazer, {name}.",
  es = "Encantado, {name}.",
  fr = "Enchanté, {name}.",
  de = "Schön, dich kennenzulernen, {name}.",
})
say("heard_craving", {
  en = "That passes. Nothing is noted.",
  pt = "Isso passa. Não registo nada.",
  es = "Eso pasa. No apunto nada.",
  fr = "Ça va passer. Je ne note rien.",
  de = "Das geht vorbei. Ich trage nichts ein.",
})
say("heard_feeling", {
  en = "I hear you. Tell me when there is something to note.",
  pt = "Percebo. Diz-me quando houver algo a registar.",
  es = "Te entiendo. Dime cuando haya algo que apuntar.",
  fr = "Je comprends. Dis-moi quand il y a quelque chose à noter.",
  de = "Ich höre dich. Sag mir, wenn es etwas einzutragen gibt.",
})
say("i_am_a_bot", {
  en = "I am a program that keeps count of your habits.",
  pt = "Sou um programa que faz as contas dos teus hábitos.",
  es = "Soy un programa que lleva la cuenta de tus hábitos.",
  fr = "Je suis un programme qui tient le compte de tes habitudes.",
  de = "Ich bin ein Programm, das deine Gewohnheiten mitzählt.",
})
say("ask_undo", {
  en = "The last change was: {what}. Shall I take it back? (yes or no)",
  pt = "A última alteração foi: {what}. Volto atrás? (sim ou não)",
  es = "El último cambio fue: {what}. ¿Lo deshago? (sí o no)",
  fr = "Le dernier changement : {what}. Je l'annule ? (oui ou non)",
  de = "Die letzte Änderung war: {what}. Soll ich sie zurücknehmen? (ja oder nein)",
})
say("what_created", { en = "new habit {habit}", pt = "novo hábito {habit}", es = "nuevo hábito {habit}", fr = "nouvelle habitude {habit}",
  de = "neue Gewohnheit {habit}" })
say("ask_delete", {
  en = "Delete {habit} with all its logs? (yes, or \"archive\" to keep its history, or no)",
  pt = "Apago {habit} com todos os registos? (sim, ou \"arquivar\" para guardar o histórico, ou não)",
  es = "¿Borro {habit} con todos sus registros? (sí, o \"archivar\" para guardar el historial, o no)",
  fr = "Je supprime {habit} avec tout son historique ? (oui, ou « archiver » pour le garder, ou non)",
  de = "{habit} mit allen Einträgen löschen? (ja, oder \"archivieren\", um den Verlauf zu behalten, oder nein)",
})
say("deleted", {
  en = "{habit} is deleted. \"undo\" brings it back.", pt = "{habit} foi apagado. \"desfazer\" traz de volta.",
  es = "{habit} está borrado. \"deshacer\" lo recupera.", fr = "{habit} est supprimé. « annule » le fait revenir.",
  de = "{habit} ist gelöscht. \"rückgängig\" holt es zurück.",
})
say("archived", {
  en = "{habit} is archived; its history stays.", pt = "{habit} foi arquivado; o histórico fica.", es = "{habit} está archivado; su historial queda.",
  fr = "{habit} est archivé ; son historique reste.", de = "{habit} ist archiviert; der Verlauf bleibt.",
})
say("ask_day", { en = "Which day was it?", pt = "Em que dia foi?", es = "¿Qué día fue?", fr = "C'était quel jour ?", de = "An welchem Tag war das?" })
say("ask_status", { en = "{habit} · {day}: was it missed, or skipped on purpose?", pt = "{habit} · {day}: falhaste, ou foi dispensado de propósito?",
  es = "{habit} · {day}: ¿lo fallaste o lo omitiste a propósito?", fr = "{habit} · {day} : manqué, ou sauté exprès ?", de = "{habit} · {day}: verpasst oder mit Absicht ausgelassen?" })
say("ask_name", { en = "What shall the new habit be called?", pt = "Como se vai chamar o novo hábito?", es = "¿Cómo se llamará el nuevo hábito?",
  fr = "Comment s'appellera la nouvelle habitude ?", de = "Wie soll die neue Gewohnheit heißen?" })
say("ask_every", { en = "{habit}: how often? For example daily, weekdays or 3 times a week.", pt = "{habit}: com que frequência? Por exemplo todos os dias ou 3 vezes por semana.",
  es = "{habit}: ¿cada cuánto? Por ejemplo cada día o 3 veces por semana.", fr = "{habit} : à quelle fréquence ? Par exemple chaque jour ou 3 fois par semaine.",
  de = "{habit}: wie oft? Zum Beispiel täglich oder 3 mal pro Woche." })
say("ask_amount_new", { en = "{habit}: how much each time? For example \"20 pages\"; or \"just done\".", pt = "{habit}: quanto de cada vez? Por exemplo \"20 páginas\"; ou \"só feito\".",
  es = "{habit}: ¿cuánto cada vez? Por ejemplo \"20 páginas\"; o \"solo hecho\".", fr = "{habit} : combien à chaque fois ? Par exemple « 20 pages » ; ou « juste fait ».",
  de = "{habit}: wie viel jedes Mal? Zum Beispiel \"20 Seiten\"; oder \"nur erledigt\"." })
say("ask_time", { en = "At what time shall I remind you of {habit}? For example 18:30.", pt = "A que horas te lembro de {habit}? Por exemplo 18:30.",
  es = "¿A qué hora te recuerdo {habit}? Por ejemplo 18:30.", fr = "À quelle heure te rappeler {habit} ? Par exemple 18:30.", de = "Um wie viel Uhr soll ich dich an {habit} erinnern? Zum Beispiel 18:30." })
say("ask_remind", { en = "Which habit shall I remind you of: {options}?", pt = "De que hábito te lembro: {options}?", es = "¿Qué hábito te recuerdo: {options}?",
  fr = "Quelle habitude te rappeler : {options} ?", de = "An welche Gewohnheit soll ich dich erinnern: {options}?" })
say("ask_persona", { en = "Which voice would you like: {options}?", pt = "Que voz preferes: {options}?", es = "¿Qué voz prefieres: {options}?", fr = "Quelle voix préfères-tu : {options} ?", de = "Welche Stimme möchtest du: {options}?" })
say("ask_language", { en = "Which language would you like: {options}?", pt = "Que língua preferes: {options}?", es = "¿Qué idioma prefieres: {options}?", fr = "Quelle langue préfères-tu : {options} ?", de = "Welche Sprache möchtest du: {options}?" })
say("ask_edit", { en = "Which habit do you want to change: {options}?", pt = "Que hábito queres mudar: {options}?", es = "¿Qué hábito quieres cambiar: {options}?",
  fr = "Quelle habitude veux-tu changer : {options} ?", de = "Welche Gewohnheit möchtest du ändern: {options}?" })
say("ask_field", { en = "{habit}: what shall change, {options}?", pt = "{habit}: o que muda, {options}?", es = "{habit}: ¿qué cambia, {options}?",
  fr = "{habit} : que changer, {options} ?", de = "{habit}: was soll sich ändern, {options}?" })
say("ask_value", { en = "{habit}: and to what?", pt = "{habit}: e para quê?", es = "{habit}: ¿y a qué?", fr = "{habit} : et par quoi ?", de = "{habit}: und wie soll es werden?" })
say("edited", { en = "{habit} is changed: {what}.", pt = "{habit} mudou: {what}.", es = "{habit} ha cambiado: {what}.", fr = "{habit} est changé : {what}.", de = "{habit} ist geändert: {what}." })
say("dropped", { en = "All right, I leave it.", pt = "Está bem, deixo assim.", es = "De acuerdo, lo dejo.", fr = "D'accord, je laisse.", de = "Gut, ich lasse es." })

-- ---- told ----
say("streak", { en = "{habit}: streak {streak} {streak_unit}, longest {longest}.", pt = "{habit}: sequência {streak} {streak_unit}, a maior {longest}.",
  es = "{habit}: racha {streak} {streak_unit}, la mayor {longest}.", fr = "{habit} : série {streak} {streak_unit}, la plus longue {longest}.", de = "{habit}: Serie {streak} {streak_unit}, die längste {longest}." })
say("today", { en = "Today: {done} of {due} done.", pt = "Hoje: {done} de {due} feitos.", es = "Hoy: {done} de {due} hechos.", fr = "Aujourd'hui : {done} sur {due}.", de = "Heute: {done} von {due} erledigt." })
say("left", { en = "Still open: {options}.", pt = "Falta: {options}.", es = "Falta: {options}.", fr = "Il reste : {options}.", de = "Noch offen: {options}." })
say("none_left", { en = "Nothing is open.", pt = "Não falta nada.", es = "No falta nada.", fr = "Il ne reste rien.", de = "Nichts ist offen." })
say("no_habits", { en = "You have no habits yet. Say \"new habit: Reading\" and I make one.", pt = "Ainda não tens hábitos. Diz \"novo hábito: Leitura\" e eu crio-o.",
  es = "Aún no tienes hábitos. Di \"nuevo hábito: Lectura\" y lo creo.", fr = "Tu n'as pas encore d'habitude. Dis « nouvelle habitude : Lecture » et je la crée.",
  de = "Du hast noch keine Gewohnheiten. Sag \"neue Gewohnheit: Lesen\", und ich lege sie an." })
say("plan", { en = "Good. Tell me when it is done; plans are not counted.", pt = "Boa. Diz-me quando estiver feito; planos não contam.", es = "Bien. Dímelo cuando esté hecho; los planes no cuentan.",
  fr = "Bien. Dis-le-moi quand ce sera fait ; les projets ne comptent pas.", de = "Gut. Sag mir, wenn es getan ist; Pläne zählen nicht." })
say("hello", { en = "Hi {name}.", pt = "Olá {name}.", es = "Hola {name}.", fr = "Bonjour {name}.", de = "Hallo {name}." })
say("nod", { en = "👍" })
say("welcome_more", { en = "Tell me what you do, in your own words, and I keep count; \"help\" shows more.", pt = "Diz-me o que fazes, por palavras tuas, e eu faço as contas; \"ajuda\" mostra mais.",
  es = "Dime lo que haces, con tus palabras, y yo llevo la cuenta; \"ayuda\" enseña más.", fr = "Dis-moi ce que tu fais, avec tes mots, et je tiens le compte ; « aide » en montre plus.",
  de = "Sag mir in deinen Worten, was du tust, und ich zähle mit; \"Hilfe\" zeigt mehr." })
say("welcome", { en = "Hi {name}. Tell me what you do, in your own words, and I keep count; \"help\" shows more.", pt = "Olá {name}. Diz-me o que fazes, por palavras tuas, e eu faço as contas; \"ajuda\" mostra mais.",
  es = "Hola {name}. Dime lo que haces, con tus palabras, y yo llevo la cuenta; \"ayuda\" muestra más.", fr = "Bonjour {name}. Dis-moi ce que tu fais, avec tes mots, et je tiens les comptes ; « aide » en montre plus.",
  de = "Hallo {name}. Sag mir mit deinen Worten, was du tust, und ich zähle mit; \"Hilfe\" zeigt mehr." })
say("help", {
  en = "Tell me what you did: \"ran 5 km yesterday\". Also: \"undo\", \"how am I doing\", \"skip gym today\", \"pause all until Monday\", \"new habit: Reading\", \"remind me to read at 21:00\", \"speak Portuguese\".",
  pt = "Diz-me o que fizeste: \"corri 5 km ontem\". E também: \"desfazer\", \"como estou\", \"novo hábito: Leitura\", \"lembra-me de ler às 21:00\", \"fala inglês\".",
  es = "Dime lo que hiciste: \"corrí 5 km ayer\". Y también: \"deshacer\", \"cómo voy\", \"nuevo hábito: Lectura\", \"recuérdame leer a las 21:00\", \"habla inglés\".",
  fr = "Dis-moi ce que tu as fait : « couru 5 km hier ». Et aussi : « annule », « où j'en suis », « nouvelle habitude : Lecture », « rappelle-moi de lire à 21h », « parle anglais ».",
  de = "Sag mir, was du getan hast: \"gestern 5 km gelaufen\". Und auch: \"rückgängig\", \"wie stehe ich\", \"neue Gewohnheit: Lesen\", \"erinnere mich um 21:00 ans Lesen\", \"sprich Englisch\".",
})
say("privacy", {
  en = "Your data lie in a folder of your own, and nobody else's messages can reach them. Ask the operator for an export and you get all of it; say \"delete my data\" and all of it is gone.",
  pt = "Os teus dados estão numa pasta só tua, e as mensagens de mais ninguém lhes chegam. Pede uma exportação ao operador e recebes tudo; diz \"apaga os meus dados\" e desaparece tudo.",
  es = "Tus datos están en una carpeta solo tuya, y los mensajes de nadie más llegan a ellos. Pide una exportación al operador y lo recibes todo; di \"borra mis datos\" y desaparece todo.",
  fr = "Tes données sont dans un dossier à toi seul, et les messages des autres ne peuvent pas y accéder. Demande un export à l'opérateur et tu reçois tout ; dis « supprime mes données » et tout disparaît.",
  de = "Deine Daten liegen in einem Ordner nur für dich, und die Nachrichten anderer reichen nicht dorthin. Bitte den Betreiber um einen Export, und du bekommst alles; sag \"lösche meine Daten\", und alles ist weg.",
})
say("hushed", {
  en = "All right: from now on I only answer, and send the reminders you asked for. \"start coaching\" brings the rest back.",
  pt = "Está bem: a partir de agora só respondo e envio os lembretes que pediste. \"aconselha-me\" traz o resto de volta.",
  es = "De acuerdo: desde ahora solo respondo y envío los recordatorios que pediste. \"aconséjame\" devuelve el resto.",
  fr = "D'accord : désormais je ne fais que répondre et envoyer les rappels que tu as demandés. « conseille-moi » ramène le reste.",
  de = "In Ordnung: Ab jetzt antworte ich nur und schicke die Erinnerungen, um die du gebeten hast. \"coach mich\" bringt den Rest zurück.",
})
say("speaking", { en = "Good, you will hear from me when there is something worth saying.", pt = "Certo, digo-te algo quando valer a pena.",
  es = "Bien, te diré algo cuando valga la pena.", fr = "Bien, tu auras de mes nouvelles quand il y aura quelque chose à dire.",
  de = "Gut, du hörst von mir, wenn es etwas zu sagen gibt." })
say("ask_erase", {
  en = "Everything I hold of you would be removed for ever: habits, logs, settings. To have that, type ERASE. Anything else leaves it as it is.",
  pt = "Tudo o que guardo de ti seria removido para sempre: hábitos, registos, definições. Se é isso que queres, escreve APAGAR. Qualquer outra coisa deixa tudo como está.",
  es = "Todo lo que guardo de ti se eliminaría para siempre: hábitos, registros, ajustes. Si es lo que quieres, escribe BORRAR. Cualquier otra cosa lo deja como está.",
  fr = "Tout ce que je garde de toi serait supprimé pour toujours : habitudes, entrées, réglages. Si c'est ce que tu veux, écris EFFACER. Toute autre réponse laisse tout en place.",
  de = "Alles, was ich von dir habe, würde für immer entfernt: Gewohnheiten, Einträge, Einstellungen. Wenn du das willst, schreib LÖSCHEN. Alles andere lässt es, wie es ist.",
})
say("erased", { en = "All of it is gone. Take care.", pt = "Está tudo apagado. Fica bem.", es = "Está todo borrado. Cuídate.",
  fr = "Tout est effacé. Prends soin de toi.", de = "Es ist alles weg. Mach's gut." })
say("not_erased", { en = "Nothing was removed.", pt = "Nada foi apagado.", es = "No se ha borrado nada.", fr = "Rien n'a été effacé.", de = "Nichts wurde entfernt." })
say("learned", { en = "Learned: \"{word}\" means {what}.", pt = "Aprendido: \"{word}\" significa {what}.", es = "Aprendido: \"{word}\" significa {what}.", fr = "Appris : « {word} » veut dire {what}.", de = "Gelernt: \"{word}\" bedeutet {what}." })
say("forgotten", { en = "I have forgotten \"{word}\".", pt = "Esqueci \"{word}\".", es = "He olvidado \"{word}\".", fr = "J'ai oublié « {word} ».", de = "\"{word}\" habe ich vergessen." })
say("words", { en = "Your words: {options}.", pt = "As tuas palavras: {options}.", es = "Tus palabras: {options}.", fr = "Tes mots : {options}.", de = "Deine Wörter: {options}." })
say("no_words", { en = "You have not taught me any words yet. For example: \"ran means Run\" or \"my glass is 300 ml\".", pt = "Ainda não me ensinaste palavras. Por exemplo: \"o meu copo tem 300 ml\".",
  es = "Aún no me has enseñado palabras. Por ejemplo: \"mi vaso es 300 ml\".", fr = "Tu ne m'as pas encore appris de mots. Par exemple : « mon verre fait 300 ml ».", de = "Du hast mir noch keine Wörter beigebracht. Zum Beispiel: \"mein Glas hat 300 ml\"." })
say("unknown", { en = "I did not get that. \"help\" shows what I understand.", pt = "Não percebi. \"ajuda\" mostra o que entendo.", es = "No lo he entendido. \"ayuda\" muestra lo que entiendo.",
  fr = "Je n'ai pas compris. « aide » montre ce que je comprends.", de = "Das habe ich nicht verstanden. \"Hilfe\" zeigt, was ich verstehe." })
say("unknown_command", { en = "/{word}: there is no such command; /help lists them.", pt = "/{word}: esse comando não existe; /help mostra os que há.", es = "/{word}: ese comando no existe; /help muestra los que hay.",
  fr = "/{word} : cette commande n'existe pas ; /help montre celles qu'il y a.", de = "/{word}: diesen Befehl gibt es nicht; /help zeigt alle." })
say("unknown_command_near", { en = "/{word}: there is no such command. Did you mean /{options}?", pt = "/{word}: esse comando não existe. Querias dizer /{options}?", es = "/{word}: ese comando no existe. ¿Querías decir /{options}?",
  fr = "/{word} : cette commande n'existe pas. Voulais-tu dire /{options} ?", de = "/{word}: diesen Befehl gibt es nicht. Meintest du /{options}?" })
say("broken", { en = "Something went wrong on my side. Nothing was changed.", pt = "Algo correu mal do meu lado. Nada foi alterado.", es = "Algo ha fallado por mi parte. No se ha cambiado nada.",
  fr = "Quelque chose n'a pas marché de mon côté. Rien n'a été changé.", de = "Bei mir ist etwas schiefgegangen. Es wurde nichts geändert." })
say("failed", { en = "That did not work: {why}", pt = "Não funcionou: {why}", es = "No ha funcionado: {why}", fr = "Cela n'a pas marché : {why}", de = "Das ging nicht: {why}" })
