-- Flex: says what is so, with numbers. Other languages: add texts.pt, texts.de ... with the messages you like; what is missing is said in English.

hf.persona{
  id = "flex",
  name = "Flex",
  about = "says what is so, with numbers",
  texts = {
    en = {
      welcome = "Hi {name}. Tell me what you do and I keep count: \"ran 5 km\", \"read 20 pages yesterday\". Say \"help\" for more.",
      logged = {
        "{what}, {day}. Streak: {streak} {streak_unit}.",
        "Noted: {what}, {day}. That makes {streak} {streak_unit}.",
      },
      partial = "{what}, {day}, of {target} {unit}. Noted as partial.",
      missed = "{habit}, {day}: noted as missed. The next one counts as always.",
      skipped = "{habit}, {day}: left out. It does not count against you.",
      created = "{habit} is set up: {every}.",
      edited = "{habit} changed: {what}.",
      undone = "Taken back: {what}.",
      ask_habit = "Which one do you mean: {options}?",
      ask_amount = "How much was it for {habit}, in {unit}?",
      unknown = "I did not get that. \"help\" shows what I understand.",
      streak = "{habit}: {streak} {streak_unit} now, longest {longest}.",
      milestone = "{habit}: {streak} {streak_unit}. First time you got this far since I have been counting.",
      risk = "{habit} is still open today. It stands at {streak} {streak_unit}.",
      comeback = "{habit} is due again. A small version is enough to be back: {smallest}.",
      weekly = "This week: {done} of {due} done. Strongest: {best}.",
      insight = "{habit}: {what}.",
      reminder = "{habit}: {target} {unit}.",
      chosen = "This is {name}. Facts and figures from here on.",
    },
  },
}
