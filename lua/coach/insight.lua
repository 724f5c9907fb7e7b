-- insight: what the history carries, and nothing else. The program looks at weekdays, times of day, pairs of habits and changes, with an exact
-- test and a correction for having looked so often; what reaches this rule has stood both. "No evidence" is an answer, and then nothing is said.
-- Two things that go together are told as that: no sentence says that one makes the other.
-- event: { habit, kind = "weekday", "time", "pair" or "change", done, due, rest_done, rest_due, p, weekday, hour, other, other_id, since_day,
--          today, since_any }

local coaching = hf.use("coaching")

local REST = 10          -- days between two insights, whatever they are about
local SELDOM = 0.3       -- below this share a weekday may not be meant for the habit

local function less(event) return event.done * event.rest_due < event.rest_done * event.due end

local reasons = {
  weekday = function(event) return (event.weekday > 5 and "weekend" or "weekday" .. event.weekday) .. (less(event) and "less" or "more") end,
  time = function(event) return "time" .. (less(event) and "less" or "more") end,
  pair = function(event) return "pair" .. event.other_id end,
  change = function(event) return "change" .. event.since_day end,
}

local function what(event)
  local values = { done = event.done, due = event.due, rest_done = event.rest_done, rest_due = event.rest_due }
  if event.kind == "weekday" then values.on = coaching.on_weekday(event.weekday) end
  if event.kind == "time" then values.hour = event.hour end
  if event.kind == "pair" then values.other = event.other end
  if event.kind == "change" then values.day = { day = event.since_day } end
  return coaching.sentence("what_" .. event.kind, values, 0)
end

hf.coach{
  id = "insight",
  on = "insights",
  cooldown = 14,
  priority = 10,
  when = function(_, event)
    return reasons[event.kind] ~= nil and (event.since_any or REST) >= REST
  end,
  say = function(_, event)
    local lines = {}
    if event.kind == "weekday" and less(event) and event.done / event.due < SELDOM then lines[1] = coaching.sentence("insight_schedule") end
    return coaching.message("insight", { habit = event.habit, what = what(event) }, reasons[event.kind](event), lines)
  end,
}
