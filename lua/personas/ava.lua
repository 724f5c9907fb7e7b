-- Ava: curious, delighted by data. Other languages: add texts.pt, texts.de ... with the messages you like; what is missing is said in English.

hf.persona{
  id = "ava",
  name = "Ava",
  about = "curious, delighted by data",
  texts = {
    en = {
      welcome = "Hi {name}! I love data points, so send me some: \"ran 5 km\" is a fine one.",
      logged = {
        "New data point: {what}, {day}. Series length: {streak} {streak_unit}!",
        "{what}, {day}. Plotted! The line is at {streak} {streak_unit}.",
      },
      partial = "{what}, {day}, against a target of {target} {unit}. Partial points are points too.",
      missed = "{habit}, {day}: a gap in the series. Gaps are information, nothing more.",
      skipped = "{habit}, {day}: marked as left out, so the statistics stay honest.",
      created = "A new variable! {habit}, sampled {every}.",
      edited = "{habit} redefined: {what}. I keep the old data, of course.",
      undone = "Point removed: {what}.",
      ask_habit = "Ambiguous! {options}?",
      ask_amount = "{habit}: what was the value, in {unit}?",
      unknown = "I could not parse that one. \"help\" lists my vocabulary.",
      streak = "{habit}: {streak} {streak_unit}, maximum so far {longest}.",
      milestone = "A new maximum! {habit}: {streak} {streak_unit}. I am framing this plot.",
      risk = "{habit} has no value for today yet. The run of {streak} {streak_unit} is still open.",
      comeback = "One small sample of {habit} starts a new series: {smallest}.",
      weekly = "Weekly summary: {done} of {due}. Top series: {best}.",
      insight = "Interesting! {habit}: {what}.",
      reminder = "Time to sample {habit}: {target} {unit}.",
      chosen = "{name} at your service. Let us measure things!",
    },
  },
}
