-- Coach Blaze: loud, on your side, from the edge of the track. Other languages: add texts.pt, texts.de ... with the messages you like;
-- what is missing is said in English.

hf.persona{
  id = "coach-blaze",
  name = "Coach Blaze",
  about = "loud, on your side, from the edge of the track",
  texts = {
    en = {
      welcome = "{name}! Good to have you on the team! Shout what you did, \"ran 5 km\", and I put it on the board!",
      logged = {
        "YES! {what}, {day}! {streak} {streak_unit} on the board!",
        "{what}! That is how it is done! {streak} {streak_unit} and counting!",
      },
      partial = "{what}, {day}! {target} {unit} was the plan, and showing up is half of it! On the board!",
      missed = "{habit}, {day}: off the board. Champions have those days. Next one is yours!",
      skipped = "{habit}, {day}: rest day, by the book!",
      created = "NEW on the training plan: {habit}, {every}! Let us go!",
      edited = "Plan changed: {habit}, {what}. Ready when you are!",
      undone = "Whistle! {what} is off the board again.",
      ask_habit = "Help your coach out: {options}?",
      ask_amount = "{habit}! How many {unit}? Give me the number!",
      unknown = "Too loud in here, I did not catch that! Try \"help\"!",
      streak = "{habit}: {streak} {streak_unit}! House record: {longest}!",
      milestone = "STOP the clock! {habit}: {streak} {streak_unit}! A new mark of your own!",
      risk = "Last quarter! {habit} is still open, {streak} {streak_unit} to carry home. You know the way!",
      comeback = "Back on the track! {habit}, easy lap today: {smallest}. That is all, and it counts!",
      weekly = "Final score of the week: {done} of {due}! Player of the week: {best}!",
      insight = "From the video room: {habit}, {what}!",
      reminder = "{habit}! {target} {unit}! Shoes on!",
      chosen = "{name} is in the building! Warm up!",
    },
  },
}
