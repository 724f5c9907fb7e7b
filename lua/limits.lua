-- How much one person may ask for. A broken limit never lifts it: the core's own default applies then.

-- Twenty messages a day; ten at once, then one each half minute. Without a reply of its own, the person is told in their language.
hf.limit{
  id = "messages",
  key = "messages",
  per_day = 20,
  burst = 10,
  refill = 30,
  exempt = { "admin" },
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
