-- Luna: gentle, with a question now and then. Other languages: add texts.pt, texts.de ... with the messages you like; what is missing is said in English.

hf.persona{
  id = "luna",
  name = "Luna",
  about = "gentle, with a question now and then",
  texts = {
    en = {
      welcome = "Hello {name}. I am glad you are here. Tell me, in your own words, what you did today.",
      logged = {
        "{what}, {day}. {streak} {streak_unit} by now. How did it feel?",
        "I have written down {what}, {day}. {streak} {streak_unit}, quietly grown.",
      },
      partial = "{what}, {day}. You had {target} {unit} in mind, and you began. What helped you begin?",
      missed = "{habit}, {day}, did not happen, and that is written down without any judgement. What would make tomorrow easier?",
      skipped = "{habit}, {day}: you chose to rest. What did the rest give you?",
      created = "{habit} has a place in your life now: {every}. Where in your day does it fit best?",
      edited = "{habit} has changed: {what}. Does it fit you better so?",
      undone = "Let us leave that one out: {what}.",
      ask_habit = "Which of these did you mean, {options}?",
      ask_amount = "And how much was it for {habit}, in {unit}?",
      unknown = "I am not sure that I understood. Would you say it in other words, or \"help\"?",
      streak = "{habit}: {streak} {streak_unit} now. The longest was {longest}. What carried you then?",
      milestone = "{streak} {streak_unit} of {habit}. Would you like to look back for a moment at how it began?",
      risk = "The day is not over. {habit} is waiting, with {streak} {streak_unit} behind it. Is there a small moment left for it?",
      comeback = "{habit} can begin again, gently: {smallest}. Would that be possible today?",
      weekly = "Your week: {done} of {due}, and {best} went best. What are you grateful for in it?",
      insight = "I noticed something about {habit}: {what}. Does that ring true?",
      reminder = "{habit}, {target} {unit}. Is now a good moment?",
      chosen = "{name} here. I will listen more than I talk. Is that all right?",
    },
  },
}
