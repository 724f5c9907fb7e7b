-- smallest-version: on a hard day a tenth of the target keeps the chain. A day that was logged as missed stays missed.
-- For habits that name it: rule = "smallest-version".

local SHARE = 0.1

hf.rule{
  id = "smallest-version",
  help = "a tenth of the target counts as done",
  applies = function(habit) return habit.rule == "smallest-version" and habit.goal == "atLeast" end,
  done = function(_, builtin, status, amount, habit)
    if builtin or status == "missed" or status == "skipped" then return builtin end
    if amount then return amount >= habit.target * SHARE end
    return status == "partial"
  end,
}
