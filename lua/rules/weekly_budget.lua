-- weekly-budget: for limits. A day over its limit is carried as long as the last seven days together stay within seven times the limit.
-- For habits that name it: rule = "weekly-budget".

hf.rule{
  id = "weekly-budget",
  help = "a day over the limit is carried while seven days together stay within seven limits",
  applies = function(habit) return habit.rule == "weekly-budget" and habit.goal == "atMost" end,
  done = function(day, builtin, status, amount, habit)
    if builtin or status == "skipped" or not amount then return builtin end
    return habit.sum(day - 6, day) <= habit.target * 7
  end,
}
