-- How it stands: one habit with its streak, or all of them in a line each. data: { habit }
local D = hf.use("dialog")
local voice = hf.use("voice")

local function one(ctx, habit)
  local r, code, message = ctx:streak{ habit = habit }
  if not r then return D.failed(code, message) end
  local s = r.streaks
  return D.done(D.words(ctx, "streak", {
    habit = habit, streak = s.currentStreak, streak_unit = voice.unit(s.currentStreak, "day"), longest = s.longestStreak,
  }))
end

local function all(ctx)
  local r, code, message = ctx:stats{ days = 30 }
  if not r then return D.failed(code, message) end
  local lines = {}
  for _, s in ipairs(r.stats) do
    lines[#lines + 1] = ("%s: %.0f%% of 30 days, streak %d (best %d)"):format(s.habitName, s.completionRate, s.currentStreak, s.longestStreak)
  end
  if #lines == 0 then return D.done("There is nothing to count yet. Say \"new habit\" to begin.") end
  return D.done(table.concat(lines, "\n"))
end

hf.flow{
  id = "stats",
  start = "show",
  states = { show = { enter = function(ctx, data) return data.habit and one(ctx, data.habit) or all(ctx) end } },
}
