-- config.lua: the operator's settings. Copy it into the data folder, beside habits.db; all of it is optional.
-- It is read in the sandbox, with no way to files or the net. hf script check tells what is wrong with it, with the line.
return {
  -- Who is let in: "open" (everybody who is not blocked), "allowlist" (hf user add, hf user allow), "closed" (admins only).
  -- hf admin access wins over this.
  access = "allowlist",

  -- A number that was silent for so many days is asked whether it still is the same person; 0 never asks.
  silence_days = 180,

  -- How many broadcasts go out in a minute.
  broadcast_per_minute = 20,

  -- Money. Models are closed to a user, or to all, when a budget is used up; warn is the share at which the admin hears of it.
  currency = "USD",
  budget = { user_day = 0.10, user_month = 1.50, total_day = 5, total_month = 100, warn = 0.8 },

  -- Per million tokens, from a day on. The longest name that a model's name begins with counts, and of its rows the newest on that day.
  -- Without cache_read and cache_write, cached tokens cost as much as others. Put in your vendor's own figures.
  prices = {
    { model = "example-large", from = "2026-01-01", input = 3, output = 15, cache_read = 0.3, cache_write = 3.75 },
    { model = "example-large", from = "2026-10-01", input = 2, output = 10, cache_read = 0.2, cache_write = 2.5 },
    { model = "example-small", from = "2026-10-01", input = 0.1, output = 0.5, cache_read = 0.01 },
  },
}
