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
      milestone = {
        "STOP the clock! {habit}: {streak} {streak_unit}! A new mark of your own!",
        "{streak} {streak_unit} of {habit}! Put that number on the wall, it is a first!",
        "The crowd is up! {habit}, {streak} {streak_unit}, further than you have ever been!",
        "NEW LEVEL! {habit}! {streak} {streak_unit}! You put in the work!",
        "Hear that whistle? That is {streak} {streak_unit} of {habit}, and nobody gave them to you!",
        "{habit}! {streak} {streak_unit}! Uncharted ground, champ!",
      },
      record = {
        "RECORD! {habit}: {streak} {streak_unit}! The old one was {longest}!",
        "Wipe the board! {longest} was your best for {habit}, now it reads {streak}!",
        "There it goes, the old mark of {longest}! {habit}, {streak} {streak_unit} and running!",
      },
      risk = {
        "Final whistle is tonight! {habit} is still open, {streak} {streak_unit} to carry home. You know the way!",
        "All eyes on {habit} today! {streak} {streak_unit} on the board, keep them there!",
        "Game day! {habit} is open and {streak} {streak_unit} ride on it!",
        "{streak} {streak_unit} of {habit} and one play to make: today's!",
        "Huddle up! {habit}, today, for the {streak} {streak_unit} behind you!",
      },
      comeback = {
        "Back on the track! {habit}, easy lap today: {smallest}. That is all I ask!",
        "New whistle, new play! {habit}, {smallest}, go!",
        "Every champion I know has come back from one of those! {habit}: {smallest}, and you are in the game!",
        "Warm-up round! {habit}, {smallest}! Nothing more asked!",
        "Shake it off, lace up! {habit} is on today's sheet: {smallest}!",
        "The bench is no place for you! {habit}, {smallest}, in you go!",
      },
      returned = {
        "LOOK WHO IS BACK! {habit}, after {misses} missed {misses_unit}! That is the play of the season!",
        "{misses} {misses_unit} out, and you walk back on for {habit}! Respect!",
        "Comeback on the board! {habit} is in the game again after {misses} missed {misses_unit}!",
      },
      weekly = {
        "Final score of the week: {done} of {due}!",
        "Week in the books! {done} of {due} on the board!",
        "{done} out of {due} this round! Next week, same track!",
        "Team talk! The week says {done} of {due}!",
        "Lights off in the stadium: {done} of {due}!",
        "Weekly whistle! {done} of {due}, written down for good!",
        "Here is your game sheet: {done} of {due}!",
        "Seven days, {done} of {due}! See you at the next kick-off!",
      },
      insight = {
        "From the video room: {habit}, {what}!",
        "I watched the tape! {habit}: {what}!",
        "Numbers from the bench for {habit}: {what}!",
        "The stats desk called about {habit}: {what}!",
      },
      reminder = "{habit}! {target} {unit}! Shoes on!",
      chosen = "{name} is in the building! Warm up!",
    },
  },
}
