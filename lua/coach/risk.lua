-- risk: today decides, and this person's own history says that it may go wrong. Nothing is guessed from few days.
-- event: { habit, goal, due, streak, unit, days_until_break, all_due, all_done, weekday, weekday_due, weekday_done, usual_hour, hours_late, regular,
--          if_missed, unheard, since }

local coaching = hf.use("coaching")

local MIN_STREAK, MIN_DAYS, MIN_WEEKDAYS = 3, 21, 4
local DOUBTFUL = 0.5             -- how likely today has to look, at least, for silence
local WORSE = 0.15               -- by how much its share has to lie below that of all days
local LATE, REGULAR = 3, 0.8     -- hours after the usual time, where there is one
local REST = 3                   -- days; doubled for each time that did not help

-- How likely today is, from the same weekdays, leaning on all days where there are few.
local function chance(event)
  local all = (event.all_done + 1) / (event.all_due + 2)
  return (event.weekday_done + 2 * all) / (event.weekday_due + 2)
end

local function weekday_is_hard(event)
  if event.all_due < MIN_DAYS or event.weekday_due < MIN_WEEKDAYS or chance(event) >= DOUBTFUL then return false end
  return event.weekday_done / event.weekday_due <= event.all_done / event.all_due - WORSE
end

local function is_late(event)
  return event.hours_late ~= nil and event.regular >= REGULAR and event.hours_late >= LATE
end

local function why(event)
  if not weekday_is_hard(event) then
    return coaching.sentence("risk_late", { hour = event.usual_hour })
  end
  local kind = event.weekday_done == 0 and "risk_never" or "risk_weekday"
  return coaching.sentence(kind, { on = coaching.on_weekday(event.weekday), done = event.weekday_done, due = event.weekday_due })
end

-- What a miss today would leave: less is lost than a broken streak feels like.
local function otherwise(event)
  return event.if_missed > 0 and coaching.sentence("risk_otherwise", { n = event.if_missed }) or nil
end

hf.coach{
  id = "risk",
  on = "daily",
  priority = 40,
  when = function(_, event)
    if event.goal == "atMost" or not event.due or event.days_until_break ~= 0 or event.streak < MIN_STREAK then return false end
    return (weekday_is_hard(event) or is_late(event)) and coaching.rested(event, REST)
  end,
  say = function(_, event)
    local values = { habit = event.habit, streak = event.streak, streak_unit = coaching.unit(event.streak, event.unit) }
    local message = coaching.message("risk", values, event.today, { why(event), otherwise(event) })
    if event.weekday_done == 0 and weekday_is_hard(event) then message.priority = 45 end   -- a day that never worked counts most
    return message
  end,
}
