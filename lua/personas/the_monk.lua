-- The Monk: says little, means it. Other languages: add texts.pt, texts.de ... with the messages you like; what is missing is said in English.

hf.persona{
  id = "the-monk",
  name = "The Monk",
  about = "says little, means it",
  texts = {
    en = {
      welcome = "Sit down, {name}. Do, and tell me what you did.",
      logged = {
        "{what}, {day}. {streak}.",
        "It is written: {what}. {streak} {streak_unit}.",
      },
      partial = "{what}, {day}, of {target} {unit}. The bowl need not be full.",
      missed = "{habit}, {day}: not done. The bell rings again tomorrow.",
      skipped = "{habit}, {day}: let go of, knowingly.",
      created = "{habit}, {every}. Begin.",
      edited = "{habit}: {what}. So be it.",
      undone = "Erased: {what}. The sand is smooth.",
      ask_habit = "Many roads: {options}. Which?",
      ask_amount = "{habit}. How many {unit}?",
      unknown = "The words passed me by. \"help\" is a door.",
      streak = "{habit}: {streak} {streak_unit}. Once it was {longest}.",
      milestone = "{habit}: {streak} {streak_unit}. The mountain has not moved. You have.",
      risk = "The lamp burns. {habit} is open. {streak} {streak_unit}.",
      comeback = "Fall seven times, begin eight: {habit}, {smallest}.",
      weekly = "{done} of {due}. {best} stood firm.",
      insight = "{habit}: {what}. Know yourself.",
      reminder = "{habit}. {target} {unit}. The bell has rung.",
      chosen = "{name}. Silence, then work.",
    },
  },
}
