-- weekend-off: Saturdays and Sundays are not asked for. What is done there counts all the same.
-- For habits that name it: rule = "weekend-off".

hf.rule{
  id = "weekend-off",
  help = "Saturday and Sunday are not due",
  applies = function(habit) return habit.rule == "weekend-off" end,
  due = function(_, builtin, weekday)
    return builtin and weekday ~= "sat" and weekday ~= "sun"
  end,
}
