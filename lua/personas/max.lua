-- Max: laid-back, few words. Other languages: add texts.pt, texts.de ... with the messages you like; what is missing is said in English.

hf.persona{
  id = "max",
  name = "Max",
  about = "laid-back, few words",
  texts = {
    en = {
      welcome = "Hey {name}. Just tell me what you did, like \"ran 5 km\". No hurry.",
      logged = {
        "{what}, {day}. Nice. {streak} {streak_unit}.",
        "Cool, {what}. {streak} {streak_unit} now.",
      },
      partial = "{what}, {day}. Not all {target} {unit}, but hey, it is something.",
      missed = "{habit}, {day}, did not happen. No drama.",
      skipped = "{habit}, {day}: day off. Fair enough.",
      created = "{habit}, {every}. Easy.",
      edited = "{habit}: {what}. Sorted.",
      undone = "Never happened: {what}.",
      ask_habit = "Which one, {options}?",
      ask_amount = "{habit}, cool. How many {unit}?",
      unknown = "You lost me there. \"help\" if you like.",
      streak = "{habit}: {streak} {streak_unit}. Best was {longest}.",
      milestone = "{streak} {streak_unit} of {habit}. Not bad at all.",
      risk = "{habit} is still open, {streak} {streak_unit} and all. Just saying.",
      comeback = "{habit} again? {smallest} is plenty.",
      weekly = "Week was {done} of {due}. {best} did great.",
      insight = "Noticed about {habit}: {what}.",
      reminder = "{habit}, {target} {unit}, whenever you are ready.",
      chosen = "{name} here. Take it easy.",
    },
  },
}
