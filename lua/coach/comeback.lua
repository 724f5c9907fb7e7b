-- comeback: the most useful message of all: after the first miss, when the habit is due again, its smallest version. And a word for those who
-- did come back after several misses.
-- event: { habit, goal, due, misses, missed_since, run_before, missed_weekday_due, missed_weekday_done, streak, unit, amount_unit, target, plan,
--          unheard, since }

local coaching = hf.use("coaching")

local MISSES = 3        -- later it would be no comeback but a reproach
local REST = 5          -- days; doubled for each time that did not help
local RUN, KEPT = 3, 3  -- done times before the miss, and a streak, that are worth a word
local KNOWN, SELDOM = 6, 0.3   -- a weekday that was seen so often, and below this share, is no surprise
local AWAY = 3          -- misses that make a return worth a word

-- A tenth, at least one, in the habit's unit; without a unit, two minutes.
local function smallest(event)
  if event.amount_unit == "" or event.target < 2 then return coaching.sentence("smallest") end
  return ("%d %s"):format(math.max(1, math.floor(event.target / 10)), event.amount_unit)
end

-- What still stands (and, where there is an amount, what carries it on: the smallest version does not), and the person's own plan.
local function lines(event)
  local list = {}
  if event.streak >= KEPT then
    local values = { streak = event.streak, streak_unit = coaching.unit(event.streak, event.unit), target = event.target, unit = event.amount_unit }
    list[1] = coaching.sentence(type(smallest(event)) == "string" and "comeback_kept_amount" or "comeback_kept", values)
  end
  if event.misses >= 2 and event.plan then list[#list + 1] = event.plan end
  return list
end

-- Who never does it on Sundays has not stopped on Sunday.
local function was_expected(event)
  return event.missed_weekday_due >= KNOWN and event.missed_weekday_done / event.missed_weekday_due < SELDOM
end

hf.coach{
  id = "comeback",
  on = "missed",
  priority = 50,
  when = function(_, event)
    if event.goal == "atMost" or not event.due or event.run_before < RUN or was_expected(event) then return false end
    return event.misses >= 1 and event.misses <= MISSES and coaching.rested(event, REST)
  end,
  say = function(_, event)
    return coaching.message("comeback", { habit = event.habit, smallest = smallest(event) }, event.missed_since, lines(event))
  end,
}

hf.coach{
  id = "returned",
  on = "returned",
  priority = 25,
  when = function(_, event)
    return event.goal ~= "atMost" and event.run_before >= RUN and event.misses >= AWAY and coaching.rested(event, REST)
  end,
  say = function(_, event)
    local values = { habit = event.habit, misses = event.misses, misses_unit = coaching.unit(event.misses, event.unit) }
    return coaching.message("returned", values, event.missed_since)
  end,
}
