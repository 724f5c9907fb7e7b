-- Worum man hf auf Deutsch bittet, in ganzen Sätzen. Siehe docs/language.md, "Sentence patterns".
hf.frames{
  lang = "de",
  polite = "bitte,danke,hey,hi,hallo,ok,okay,also,so,mal,doch,noch,jetzt,nun,auch,und,dann,kannst du,kannst,können sie,könntest du,könnten sie,würdest du,"
    .. "ab jetzt,ab heute,ab jetz,wieder,stattdessen,einfach,eigentlich,mein lieber,ja,ach,halt,eben",
  macros = {
    wish = "(ich möchte|möchte|möcht|ich will|will|ich würde gern|ich würde gerne|ich hätte gern|ich soll|ich muss|ich werde) [ab jetzt|gern|gerne|auch]",
    art = "[der|die|das|den|dem|mein|meine|meinen|meinem|meiner|mei|lo|fürs|für]",
    goal = "(ziel|limit|grenze|vorgabe)",
    set = "(ändere|änder|ändern|setze|setz|setzen|erhöhe|erhöh|erhöhen|senke|senken|stelle|stell|stellen|mach|mache|schraub|hochsetzen)",
    make = "(leg|lege|füg|füge|erstelle|erstell|nimm|schreib|trag)",
    all = "(alles|alle|alle gewohnheiten)",
    many = "(wie viel|wie viele|wieviel|wieviele|wie oft|wie lange|wie weit)",
    when = "(heute|diese woche|diesen monat|dieses jahr|letzte woche|letzten monat|bisher|bis jetzt|schon|insgesamt|gestern|im monat|im november|diese wo)",
    person = "(mein|meine) (freund|freundin|mann|frau|chef|bruder|schwester|mutter|vater|sohn|tochter|nachbar|nachbarin|kollege|hund|kumpel|oma|opa)",
  },
  acts = {
    ["log.more"] = { "(noch eins|noch einen|noch eine|noch einer|und noch eins|und noch einen|und noch eine)" },
    ["log.half"] = { "[nur] {habit} [nur] [die] hälfte [heute|gestern]", "[nur] die hälfte <art> {habit} [heute|gestern]" },
    ["log.skip"] = { "(überspringe|überspring|lass) <art> {habit} [heute|morgen] [aus|ausfallen]", "<art> {habit} [heute|morgen] (überspringen|auslassen)" },
    ["remind.again"] = { "(lieber|besser|doch) um {text}" },
    ["query.paused"] = { "(welche|was) [gewohnheiten] (sind|ist) (pausiert|in pause)" },
    ["query.target"] = { "was ist mein <goal> (für|bei) <art> {habit}" },
    ["profile.which"] = { "(welche|was ist meine) zeitzone [habe ich]", "in welcher zeitzone [*]" },
    ["create"] = {
      "(neue gewohnheit|neue gewohnheit anlegen|neues habit|neues ziel|neu|neuer eintrag) [namens|:] {text}",
      "(leg|lege|erstelle|erstell) [an|mir] [eine] [neue] [gewohnheit] [an] {text}",
      "(füg|füge) [mal] hinzu {text}", "(füg|füge) {text} hinzu",
      "<wish> {text} (dazunehmen|anfangen|starten|verfolgen|tracken|aufnehmen|angehen)",
      "~<wish> {text} (täglich|jeden tag|am tag|pro tag|die woche|pro woche|jede woche|wöchentlich) [*]",
      "~<wish> (jeden|alle|jede|täglich|montags|dienstags|mittwochs|donnerstags|freitags|samstags|sonntags|unter der woche|am wochenende|mo|di|mi|do|fr|sa|so|2x|3x|4x|5x|einmal|zweimal|dreimal) {text}",
      "(schreib|schreiben sie|schreibe) [bitte] [auch] auf [,] dass ich {text}", "(fange|fang) an mit {text}", "(ich fange|fange|ich starte) [jetzt] mit {text} an",
      "{text} (anlegen|tracken|aufnehmen)", "{text} kannst du beides anlegen",
    },
    ["create.limit"] = {
      "[<wish>] (höchstens|maximal|max|nicht mehr als) {text} [tracken]", "<wish> {text} (begrenzen|einschränken|reduzieren|limitieren)", "(limit|grenze) (für|von|auf|bei) {text}",
      "[tracke|trag ein] (höchstens|maximal|max) {text}",
    },
    ["create.quit"] = {
      "<wish> (aufhören zu|aufhören mit|aufhören|mit dem) {text} [aufhören]", "<wish> {text} (aufhören|aufgeben|abgewöhnen|weglassen)", "(kein|keine|keinen) {text} mehr [*]",
      "<wish> nicht mehr {text}", "(ich höre|höre|ich hör) [jetzt] auf (zu|mit) {text}", "<wish> auf {text} verzichten",
    },
    ["edit.target"] = {
      "<set> (das|mein|sein) <goal> auf {amount} [*]",
      "<art> {habit} [<goal>] auf {amount} [die woche|am tag|pro tag|pro woche] [ändern|setzen|hochsetzen|erhöhen|senken|runter|hoch|stellen|reduzieren] [*]",
      "<set> <art> {habit} [<goal>] auf {amount} [*]", "<set> <art> <goal> (für|von|bei) <art> {habit} auf {amount} [*]", "{habit} [lieber] [nur] [noch] {amount} statt [*]",
      "statt {amount} {habit} [bitte] nur noch {amount} [*]", "<art> {habit} <goal> ist [jetzt] {amount} [*]", "<art> <goal> (für|von|bei) {habit} ist [jetzt] {amount}",
    },
    ["edit.name"] = {
      "(nenn|nenne|benenne|benenn) <art> {habit} [um] [in|zu|jetzt] {text} [um]", "{habit} (umbenennen|heißt jetzt|soll|heißt) [in|zu] {text} [heißen]",
      "<art> {habit} [bitte] umbenennen in {text}", "{habit} → {text} umbenennen",
    },
    ["edit.every"] = {
      "<art> {habit} (nur|nur noch|immer|ab jetzt|ab jetz|jetzt) [noch] [immer] [am|an|jeden|im] {text}", "<set> <art> {habit} auf {text}", "<art> {habit} (verschieben|verlegen) auf {text}", "{habit} auf {text} (legen|verschieben|ändern)",
    },
    ["edit.which"] = { "(bearbeite|bearbeiten|ändere|ändern) <art> {habit}", "<art> {habit} (ändern|bearbeiten)" },
    ["delete"] = {
      "(lösche|lösch|löschen|entferne|entfern|streich|streiche) <art> [gewohnheit] {habit} [*]", "<art> [gewohnheit] {habit} (löschen|entfernen|streichen) [*]", "{habit} kann weg [*]", "schmeiß <art> {habit} raus [*]",
    },
    ["archive"] = {
      "(archiviere|archivier) <art> {habit} [*]", "<art> {habit} archivieren [*]", "{habit} ins archiv [*]", "<art> {habit} brauchen sie nicht mehr [*]",
    },
    ["unarchive"] = {
      "hol {text} (zurück|wieder)", "(reaktiviere|stelle) {text} [wieder her]",
      "hol <art> {habit} (zurück|wieder) [*]", "<art> {habit} (zurückholen|reaktivieren|wieder aufnehmen|wiederherstellen) [*]", "(reaktiviere|nimm) <art> {habit} [wieder] [auf] [*]" },
    ["query.sum"] = {
      "<many> [*] {habit} [*] [<when>] [*]", "{habit} <when> insgesamt", "<many> [*] hab ich [*] {habit} [*]", "(summe|gesamt) {habit} [<when>]",
    },
    ["query.which"] = { "<many> [km|kilometer|seiten|gläser|minuten|stunden|schritte|h] [*] <when> [*]", "<many> [*] <when>" },
    ["query.last"] = { "wann (war ich|hab ich|habe ich|war) [*] (zuletzt|das letzte mal|letztes) [*] {habit} [*]", "wann [*] zuletzt [*] {habit}", "letztes mal {habit}" },
    ["query.best"] = { "(längste|beste) serie [bei|von|für] {habit}", "(welcher|an welchem) tag [*] {habit} [*] am meisten [*]", "(rekord|bestwert) {habit}" },
    ["query.streak"] = { "(wie lang|wie lange|wie hoch) ist (mei|meine|die) (streak|serie) [bei|von|für|im] [{habit}]", "(meine|die) (serie|streak) [bei|von|für] {habit}", "{habit} (serie|streak)", "wie steht es um {habit}" },
    ["query.did"] = { "(hab ich|habe ich|bin ich|war ich) [heute|gestern|heut|schon|am] [*] {habit} [*]", "ist {habit} (erledigt|offen|fertig) [*]" },
    ["query.left"] = {
      "was (steht|ist|muss ich|fehlt|bleibt|liegt) [heute|noch|heut] [*] (aus|offen|erledigen|an|tun|machen|übrig|noch|dran|fällig)", "was (steht|fehlt|ist) (heute|noch) [noch|heute] [an|offen]", "<many> [*] fehlen [mir] [*]", "was fehlt [*]",
    },
    ["query.list"] = { "(zeig|zeige|liste) [mir] [alle] [meine] gewohnheiten [auf]", "(welche|was für) gewohnheiten habe ich", "meine gewohnheiten" },
    ["query.week"] = { "(wie war|wie lief|wie läuft|wie ist) (meine|die|diese|letzte) (woche|monat) [*]", "wie (läuft es|stehe ich|steh ich|bin ich) [*]", "[mehr|weniger] {habit} als letzte woche [*]", "meine woche", "mehr [*] als letzte woche [*]" },
    ["query.reminders"] = { "(welche|was für) erinnerungen [habe ich|hab ich|gibt es|sind] [*]", "(zeig|liste) [mir] [alle|meine] erinnerungen", "an welche (uhrzeiten|zeiten) erinnern sie mich [*]", "wann erinnerst du mich [*]" },
    ["remind.set"] = { "(erinner|erinnere|erinnern sie|ping|weck) mich [*]", "erinnerung (für|um|an) [*]", "(stell|setz|setze) [mir] [eine] erinnerung [*]" },
    ["remind.off"] = {
      "(mach|schalt|schalte|stell) [die|alle] (erinnerung|erinnerungen|reminder) [für|an|von] [{habit}] (aus|ab) [*]", "(keine|lösch|lösche|stopp|stoppe) [die|alle] (erinnerung|erinnerungen) [mehr] [für|an|von] [{habit}] [*]",
      "erinner mich nicht mehr an {habit} [*]", "(reminder|erinnerung) {habit} weg", "alle erinnerungen (aus|abschalten|ausschalten|löschen)",
    },
    ["remind.move"] = { "{habit} erinnerung [*]", "(ändere|verschieb|verschiebe) [die] erinnerung (für|an|von) {habit} [*]", "erinnerung {habit} [auf|um|lieber] [*]" },
    ["pause"] = {
      "(pausiere|pausier|pause für|pause) (<all>|<art> {habit}) [*]", "[*] (<all>|{habit}) pausieren [*]", "(bin|ich bin) [bis|ab|seit|im|in|grad|gerade] [*] (krank|im urlaub|verletzt|weg|verreist|urlaub|zur kur|auf reisen) [*]", "(bin|ich bin) (krank|verletzt|im urlaub|verreist) [*]",
      "(ferien|urlaub) [*]", "verletzt [,] {habit} [*] raus", "[*] {habit} [*] (wochen|tage|woche) (raus|pause) [*]", "pause bis [*]",
    },
    ["resume"] = { "[*] (weiter geht's|es kann weitergehen|kann weitergehen|geht weiter|bin wieder da|bin zurück|bin wieder fit|wieder gesund) [*]", "(mach|mache) [mit] {habit} weiter", "(alles|{habit}) (fortsetzen|weiterführen|wieder aufnehmen|reaktivieren)", "ich bin wieder da [*]" },
    ["profile.zone"] = { "meine zeitzone ist [jetzt] {text}", "[nein] ich (wohne|lebe|bin) [jetzt] in {text}", "(setze|ändere) [meine|die] zeitzone auf {text}" },
    ["profile.daystart"] = { "mein tag (beginnt|endet|fängt) [erst] um {text} [an]" },
    ["profile.name"] = { "(ich heiße|nenn mich|mein name ist) {text}" },
    ["greeting.craving"] = { "(ich hab|hab|ich habe) [so|grad|gerade|voll|total|echt] [eine|ne] (lust|bock|verlangen) auf [ein|eine|einen|ne|nen] {text}", "(fast|beinahe) {text}", "ich (brauche|brauch) [jetzt] [eine|einen|ne|nen] {habit}" },
    ["greeting.other"] = { "<person> {text}", "~(der|die|das) {habit} (ist|war|geht|läuft) [*]" },
    ["greeting.feeling"] = { "(ich fühle mich|ich bin|bin) [so|echt|total|grad|ganz] (müde|traurig|schlecht|gut|fertig|kaputt|stolz|glücklich|gestresst|erschöpft) [*]", "du (bist|nervst) [*]", "ich vergesse [immer|ständig] [*]" },
    ["greeting.bot"] = { "bist du [ein|eine] (bot|roboter|mensch|maschine|ki) [*]", "wer bist du" },
  },
}
