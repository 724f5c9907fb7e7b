-- Fridays are off for the habit called Piano: they are not asked for, and what is played there counts all the same.
hf.rule{
  id = "no-fridays",
  applies = function(habit)
    return habit.name == "Piano"
  end,
  due = function(_, builtin, weekday)
    return builtin and weekday ~= "fri"
  end,
}
