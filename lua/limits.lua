-- How much one person may ask for. A broken limit never lifts it: the core's own default applies then.

hf.limit{
  id = "messages",
  key = "messages",
  per_day = 300,
  burst = 15,
  refill = 6,
  exempt = { "admin" },
  reply = "That was a lot at once. Give me {minutes} minutes, then we go on.",
}

hf.limit{
  id = "model",
  key = "model",
  per_day = 40,
  reply = "I have done enough thinking for today. Logging and looking things up go on as always.",
}

hf.limit{
  id = "exports",
  key = "exports",
  per_day = 5,
  reply = "You have fetched your data a few times today. Tomorrow again.",
}
