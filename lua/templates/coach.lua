-- coach: the sentences of coaching in every language, in the plain voice. A persona's own text of the same kind, in the same language, goes
-- before these. {names} are filled in. Lists of texts are said one after the other; lists of `on_weekday` go by place, Monday first.

local VARS = { "habit", "streak", "streak_unit", "longest", "smallest", "misses", "misses_unit", "done", "due", "rest_done", "rest_due", "what",
  "on", "other", "hour", "day", "n", "target", "unit" }

local function say(kind, text)
  hf.template{ id = "say_" .. kind, vars = VARS, text = text }
end

-- ---- subjects ----
local count = { en = "{habit}: {streak} {streak_unit}", pt = "{habit}: {streak} {streak_unit}", es = "{habit}: {streak} {streak_unit}",
  fr = "{habit} : {streak} {streak_unit}", de = "{habit}: {streak} {streak_unit}" }
local name = { en = "{habit}", pt = "{habit}", es = "{habit}", fr = "{habit}", de = "{habit}" }
say("subject_milestone", count)
say("subject_record", count)
say("subject_insight", name)
say("subject_risk", { en = "{habit} today", pt = "{habit} hoje", es = "{habit} hoy", fr = "{habit} aujourd'hui", de = "{habit} heute" })
say("subject_comeback", { en = "{habit}, in small", pt = "{habit}, em pequeno", es = "{habit}, en pequeño", fr = "{habit}, en petit", de = "{habit}, im Kleinen" })
say("subject_returned", { en = "{habit} again", pt = "{habit} de novo", es = "{habit} otra vez", fr = "{habit} à nouveau", de = "{habit} wieder" })
say("subject_weekly", { en = "Week of {day}", pt = "Semana de {day}", es = "Semana del {day}", fr = "Semaine du {day}", de = "Woche ab {day}" })

-- ---- milestone ----
say("milestone", {
  en = "{habit}: {streak} {streak_unit}, for the first time.",
  pt = { "{habit}: {streak} {streak_unit}. É a primeira vez que chegas aqui.", "{streak} {streak_unit} de {habit}. Este número é novo para ti.",
    "{habit} chega a {streak} {streak_unit}. No teu registo não há nada mais longo." },
  es = { "{habit}: {streak} {streak_unit}. Es la primera vez que llegas aquí.", "{streak} {streak_unit} de {habit}. Este número es nuevo para ti.",
    "{habit} llega a {streak} {streak_unit}. En tu registro no hay nada más largo." },
  fr = { "{habit} : {streak} {streak_unit}. C'est la première fois que tu en arrives là.", "{streak} {streak_unit} de {habit}. Ce nombre est nouveau pour toi.",
    "{habit} en est à {streak} {streak_unit}. Rien dans ton journal n'a été aussi long." },
  de = { "{habit}: {streak} {streak_unit}. So weit warst du noch nie.", "{streak} {streak_unit} {habit}. Diese Zahl ist neu für dich.",
    "{habit} steht bei {streak} {streak_unit}. Länger war in deinem Tagebuch noch nichts." },
})
say("record", {
  en = "{habit}: {streak} {streak_unit}, past your old best of {longest}.",
  pt = "{habit}: {streak} {streak_unit}. O teu melhor até agora era {longest}.",
  es = "{habit}: {streak} {streak_unit}. Tu mejor marca hasta ahora era {longest}.",
  fr = "{habit} : {streak} {streak_unit}. Ton record était de {longest}.",
  de = "{habit}: {streak} {streak_unit}. Dein Bestes war bisher {longest}.",
})

-- ---- risk, and why it is mentioned ----
say("risk", {
  en = "{habit} is still open today. It stands at {streak} {streak_unit}.",
  pt = { "{habit} ainda está por fazer hoje. Vais em {streak} {streak_unit}.", "Hoje decide: {habit}, com {streak} {streak_unit} até aqui.",
    "{streak} {streak_unit} de {habit}, e falta o dia de hoje." },
  es = { "{habit} sigue pendiente hoy. Llevas {streak} {streak_unit}.", "Hoy decide: {habit}, con {streak} {streak_unit} hasta ahora.",
    "{streak} {streak_unit} de {habit}, y falta el día de hoy." },
  fr = { "{habit} reste à faire aujourd'hui. Tu en es à {streak} {streak_unit}.", "C'est aujourd'hui que ça se joue : {habit}, {streak} {streak_unit} jusqu'ici.",
    "{streak} {streak_unit} de {habit}, et il reste aujourd'hui." },
  de = { "{habit} ist heute noch offen. Du stehst bei {streak} {streak_unit}.", "Heute entscheidet es sich: {habit}, bisher {streak} {streak_unit}.",
    "{habit}: {streak} {streak_unit}, und der heutige Tag fehlt noch." },
})
say("risk_weekday", {
  en = "Why today? Lately, {on}: {done} of {due}.", pt = "Porquê hoje? Ultimamente, {on}: {done} de {due}.", es = "¿Por qué hoy? Últimamente, {on}: {done} de {due}.",
  fr = "Pourquoi aujourd'hui ? Ces derniers temps, {on} : {done} sur {due}.", de = "Warum heute? Zuletzt {on}: {done} von {due}.",
})
say("risk_never", {
  en = "Why today? Lately it has not happened {on}. Nothing says that today has to be the same.",
  pt = "Porquê hoje? Ultimamente não tem acontecido {on}. Hoje não tem de ser igual.",
  es = "¿Por qué hoy? Últimamente no ha salido {on}. Hoy no tiene por qué ser igual.",
  fr = "Pourquoi aujourd'hui ? Ces derniers temps, ça ne s'est pas fait {on}. Rien n'oblige aujourd'hui à être pareil.",
  de = "Warum heute? Zuletzt hat es {on} nicht geklappt. Heute muss es nicht genauso sein.",
})
say("risk_late", {
  en = "It is usually written down around {hour}:00.", pt = "Costuma ficar registado por volta das {hour}:00.", es = "Suele quedar apuntado hacia las {hour}:00.",
  fr = "D'habitude, c'est noté vers {hour} h.", de = "Meist ist es gegen {hour} Uhr eingetragen.",
})

say("risk_otherwise", {
  en = "Without today it would go on from {n}.", pt = "Sem o dia de hoje, continuava a partir de {n}.", es = "Sin el día de hoy, seguiría desde {n}.",
  fr = "Sans aujourd'hui, ça repartirait de {n}.", de = "Ohne heute ginge es bei {n} weiter.",
})

-- ---- comeback and return ----
say("comeback", {
  en = "{habit} is due again. A small version is enough to be back: {smallest}.",
  pt = { "{habit} está outra vez na lista. Para voltar basta pouco: {smallest}.", "Uma falta muda pouco a longo prazo. {habit} hoje, em pequeno: {smallest}.",
    "É altura de {habit}. Para hoje chega isto: {smallest}." },
  es = { "{habit} vuelve a tocar. Para volver basta poco: {smallest}.", "Un fallo cambia poco a la larga. {habit} hoy, en pequeño: {smallest}.",
    "Toca {habit}. Para hoy basta esto: {smallest}." },
  fr = { "{habit} revient au programme. Pour reprendre, il suffit de peu : {smallest}.", "Une fois manquée change peu à la longue. {habit} aujourd'hui, en petit : {smallest}.",
    "C'est le moment de {habit}. Pour aujourd'hui, ceci suffit : {smallest}." },
  de = { "{habit} ist wieder dran. Zum Wiederkommen reicht wenig: {smallest}.", "Ein Mal auslassen ändert auf Dauer wenig. {habit} heute im Kleinen: {smallest}.",
    "Zeit für {habit}. Für heute genügt: {smallest}." },
})
say("smallest", { en = "two minutes", pt = "dois minutos", es = "dos minutos", fr = "deux minutes", de = "zwei Minuten" })
say("comeback_kept", {
  en = "Your {streak} {streak_unit} still stand: the miss was forgiven.", pt = "Os teus {streak} {streak_unit} mantêm-se: a falta foi perdoada.",
  es = "Tus {streak} {streak_unit} siguen en pie: el fallo quedó perdonado.", fr = "Tes {streak} {streak_unit} tiennent toujours : c'était pardonné.",
  de = "Deine {streak} {streak_unit} stehen noch: Das eine Mal war verziehen.",
})
say("comeback_kept_amount", {
  en = "Your {streak} {streak_unit} still stand; {target} {unit} carry them on, less keeps you in practice.",
  pt = "Os teus {streak} {streak_unit} mantêm-se; continuam com {target} {unit}, e menos também mantém a prática.",
  es = "Tus {streak} {streak_unit} siguen en pie; continúan con {target} {unit}, y menos también mantiene la práctica.",
  fr = "Tes {streak} {streak_unit} tiennent toujours ; ils continuent avec {target} {unit}, et moins garde la main.",
  de = "Deine {streak} {streak_unit} stehen noch; mit {target} {unit} gehen sie weiter, weniger hält in Übung.",
})
say("returned", {
  en = "{habit} is back after {misses} missed {misses_unit}.",
  pt = "De volta a {habit}, depois de {misses} {misses_unit} sem. É o passo que mais conta.",
  es = "De vuelta a {habit}, tras {misses} {misses_unit} sin ello. Es el paso que más cuenta.",
  fr = "De retour à {habit}, après {misses} {misses_unit} sans. C'est le pas qui compte le plus.",
  de = "{habit} ist wieder da, nach {misses} {misses_unit} ohne. Das ist der Schritt, der am meisten zählt.",
})

-- ---- weekly ----
say("weekly", {
  en = "The week: {done} of {due} done.",
  pt = { "A semana: {done} de {due}.", "Em sete dias: {done} de {due}.", "O balanço da semana: {done} de {due}.", "Semana fechada com {done} de {due}." },
  es = { "La semana: {done} de {due}.", "En siete días: {done} de {due}.", "El balance de la semana: {done} de {due}.", "Semana cerrada con {done} de {due}." },
  fr = { "La semaine : {done} sur {due}.", "En sept jours : {done} sur {due}.", "Le bilan de la semaine : {done} sur {due}.", "Semaine terminée avec {done} sur {due}." },
  de = { "Die Woche: {done} von {due}.", "In sieben Tagen: {done} von {due}.", "Die Bilanz der Woche: {done} von {due}.", "Woche abgeschlossen mit {done} von {due}." },
})
say("weekly_more", {
  en = "{n} more than the week before.", pt = "Mais {n} do que na semana anterior.", es = "{n} más que la semana anterior.",
  fr = "{n} de plus que la semaine d'avant.", de = "{n} mehr als in der Woche davor.",
})

-- ---- insight ----
say("insight", {
  en = "{habit}: {what}.", pt = { "{habit}: {what}.", "O registo mostra, em {habit}: {what}." }, es = { "{habit}: {what}.", "El registro muestra, en {habit}: {what}." },
  fr = { "{habit} : {what}.", "Le journal montre, pour {habit} : {what}." }, de = { "{habit}: {what}.", "Die Einträge zeigen bei {habit}: {what}." },
})
say("what_weekday", {
  en = "{on} {done} of {due}, otherwise {rest_done} of {rest_due}", pt = "{on} {done} de {due}, nos outros dias {rest_done} de {rest_due}",
  es = "{on} {done} de {due}, los demás días {rest_done} de {rest_due}", fr = "{on} {done} sur {due}, les autres jours {rest_done} sur {rest_due}",
  de = "{on} {done} von {due}, sonst {rest_done} von {rest_due}",
})
say("what_time", {
  en = "written down before {hour}:00, the target was reached {done} of {due} times, later {rest_done} of {rest_due}",
  pt = "registado antes das {hour}:00, o objetivo foi alcançado {done} de {due} vezes, mais tarde {rest_done} de {rest_due}",
  es = "apuntado antes de las {hour}:00, la meta se alcanzó {done} de {due} veces, más tarde {rest_done} de {rest_due}",
  fr = "noté avant {hour} h, l'objectif était atteint {done} fois sur {due}, plus tard {rest_done} sur {rest_due}",
  de = "vor {hour} Uhr eingetragen war das Ziel {done} von {due} Mal erreicht, später {rest_done} von {rest_due}",
})
say("what_pair", {
  en = "on days with {other} {done} of {due}, on days without it {rest_done} of {rest_due}, longer breaks left out",
  pt = "em dias com {other} {done} de {due}, em dias sem isso {rest_done} de {rest_due}, sem contar pausas longas",
  es = "en días con {other} {done} de {due}, en días sin ello {rest_done} de {rest_due}, sin contar pausas largas",
  fr = "les jours avec {other} {done} sur {due}, les jours sans {rest_done} sur {rest_due}, longues pauses mises à part",
  de = "an Tagen mit {other} {done} von {due}, an Tagen ohne {rest_done} von {rest_due}, längere Pausen nicht gezählt",
})
say("what_change", {
  en = "{done} of {due} since it was changed on {day}, {rest_done} of {rest_due} in the weeks before",
  pt = "{done} de {due} desde a alteração de {day}, {rest_done} de {rest_due} nas semanas anteriores",
  es = "{done} de {due} desde el cambio del {day}, {rest_done} de {rest_due} en las semanas anteriores",
  fr = "{done} sur {due} depuis le changement du {day}, {rest_done} sur {rest_due} les semaines d'avant",
  de = "{done} von {due} seit der Änderung am {day}, {rest_done} von {rest_due} in den Wochen davor",
})
say("insight_schedule", {
  en = "If that is not its time anyway, the schedule can leave it out.", pt = "Se não é altura para isso, o horário pode deixá-la de fora.",
  es = "Si no es su momento, el horario puede dejarlo fuera.", fr = "Si ce n'est pas son moment, le programme peut s'en passer.",
  de = "Wenn das ohnehin nicht die Zeit dafür ist, kann der Plan sie auslassen.",
})
say("on_weekday", {
  en = { "on Mondays", "on Tuesdays", "on Wednesdays", "on Thursdays", "on Fridays", "on Saturdays", "on Sundays", "at weekends" },
  pt = { "às segundas", "às terças", "às quartas", "às quintas", "às sextas", "aos sábados", "aos domingos", "aos fins de semana" },
  es = { "los lunes", "los martes", "los miércoles", "los jueves", "los viernes", "los sábados", "los domingos", "los fines de semana" },
  fr = { "le lundi", "le mardi", "le mercredi", "le jeudi", "le vendredi", "le samedi", "le dimanche", "le week-end" },
  de = { "montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags", "sonntags", "am Wochenende" },
})
