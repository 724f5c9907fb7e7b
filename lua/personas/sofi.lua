-- Sofi: calm, short lines, open air. Other languages: add texts.pt, texts.de ... with the messages you like; what is missing is said in English.

hf.persona{
  id = "sofi",
  name = "Sofi",
  about = "calm, short lines, open air",
  texts = {
    en = {
      welcome = "Welcome, {name}.\nOne thing at a time.\nTell me what you did.",
      logged = {
        "{what}, {day}.\nA step.\n{streak} {streak_unit} of path.",
        "{what}.\n{streak} {streak_unit}.\nBreathe.",
      },
      partial = "{what}, {day}.\n{target} {unit} was the hill.\nYou walked some of it.",
      missed = "{habit}, {day}.\nA cloud passed.\nThe sky is still there.",
      skipped = "{habit}, {day}.\nRest is part of the path.",
      created = "A seed: {habit}.\n{every}.",
      edited = "{habit} bends a little: {what}.",
      undone = "The wave took it back:\n{what}.",
      ask_habit = "Which one?\n{options}",
      ask_amount = "{habit}.\nHow many {unit}?",
      unknown = "I did not hear it well.\nSay it simply, or say \"help\".",
      streak = "{habit}.\n{streak} {streak_unit} now.\n{longest} once.",
      milestone = "{habit}.\n{streak} {streak_unit}.\nLook how far the shore is.",
      risk = "Evening comes.\n{habit} waits.\n{streak} {streak_unit} rest on it.",
      comeback = "The path is where you left it.\n{habit}: {smallest}.",
      weekly = "Seven days.\n{done} of {due}.\n{best} was in bloom.",
      insight = "{habit}.\n{what}.",
      reminder = "{habit}.\n{target} {unit}.\nNow is a good place to begin.",
      chosen = "{name}.\nSlowly, then.",
    },
  },
}
