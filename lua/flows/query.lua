-- Questions that a sentence asks in full: sums, counts, the last time, the best, was it done, what is left.
-- event: act ("query.sum" ...), habit, from, to (days of the window, today if none was named), text
local D = hf.use("dialog")
local S = hf.use("speech")

local HISTORY = 3650

local function entries(ctx, habit, from, to)
  local r = ctx:entries{ habit = habit and habit.id, from = from, to = to }
  return r and r.entries or {}
end

local function is_done(e) return e.status == "completed" or e.status == "partial" end

local function unit_of(e) return S.own_unit(e.unit) end

-- What the window is called: one day, or from and to.
local function window(ctx, event)
  local from, to = event.from or ctx.today, event.to or event.from or ctx.today
  if hf.day(to) > hf.day(ctx.today) then to = ctx.today end
  local label = S.day(ctx, from)
  if from ~= to then label = label .. " – " .. S.day(ctx, to) end
  return from, to, label
end

-- "Run: 12 km on 3 days, Monday – today."
local function sum_of(ctx, habit, from, to, label)
  local sum, days, unit = 0, 0, nil
  for _, e in ipairs(entries(ctx, habit, from, to)) do
    if is_done(e) or (e.count and e.count > 0) then
      days, sum, unit = days + 1, sum + (e.count or 0), unit_of(e) or unit
    end
  end
  local amount = unit and S.amount(S.round(sum), unit) or S.number(days)
  return ctx:phrase("sum_of", { habit = habit.name, amount = amount, done = S.number(days), streak_unit = S.unit(ctx, days, "day"), day = label })
end

local function sum(ctx, event)
  local from, to, label = window(ctx, event)
  return { say = sum_of(ctx, event.habit, from, to, label) }
end

-- Of which habit is not said: of each that is measured and was done in the window.
local function which(ctx, event)
  local from, to, label = window(ctx, event)
  local said = {}
  for _, habit in ipairs(ctx:list{}.habits) do
    if #said < 6 and #entries(ctx, habit, from, to) > 0 then said[#said + 1] = sum_of(ctx, habit, from, to, label) end
  end
  if #said == 0 then return D.done("nothing_in", { day = label }) end
  return { say = table.concat(said, "\n") }
end

local function last(ctx, event)
  local list = entries(ctx, event.habit, hf.date(hf.day(ctx.today) - HISTORY), ctx.today)
  for i = #list, 1, -1 do
    if is_done(list[i]) then
      local amount = unit_of(list[i]) and list[i].count and S.amount(list[i].count, list[i].unit) or ""
      return D.done("last_time", { habit = event.habit.name, day = S.day(ctx, list[i].date), amount = amount })
    end
  end
  return D.done("never_done", { habit = event.habit.name })
end

local function best(ctx, event)
  local s = ctx:streak{ habit = event.habit.id }.streaks
  local most
  for _, e in ipairs(entries(ctx, event.habit, hf.date(hf.day(ctx.today) - HISTORY), ctx.today)) do
    if unit_of(e) and e.count and (not most or e.count > most.count) then most = e end
  end
  local text = ctx:phrase("streak", S.streak(ctx, event.habit.name, s))
  if most then
    text = text .. " " .. ctx:phrase("most_on", { amount = S.amount(most.count, most.unit), day = S.day(ctx, most.date) })
  end
  return { say = text }
end

local function did(ctx, event)
  local from, _, label = window(ctx, event)
  local e = entries(ctx, event.habit, from, from)[1]
  if not e then return D.done("not_logged", { habit = event.habit.name, day = label }) end
  local amount = unit_of(e) and e.count and S.amount(e.count, e.unit) or ""
  return D.done(is_done(e) and "did_it" or "did_not", { habit = event.habit.name, day = label, amount = amount })
end

local function streak(ctx, event)
  return { say = ctx:phrase("streak", S.streak(ctx, event.habit.name, ctx:streak{ habit = event.habit.id }.streaks)) }
end

-- "Water 3/8 glasses"
local function still_open(d)
  if d.target <= 1 then return d.habitName end
  return ("%s %s/%s %s"):format(d.habitName, S.number(d.count or 0), S.number(d.target), d.unit or "")
end

local function left(ctx, event)
  local open, due, done = {}, 0, 0
  for _, d in ipairs(ctx:run("today").due) do
    local asked = not event.habit or event.habit.id == d.habitId
    if d.goal ~= "atMost" then
      due, done = due + 1, done + (d.state == "done" and 1 or 0)
    end
    if d.goal ~= "atMost" and d.state == "due" and asked then
      local missing = d.target > 1 and S.number(S.round(d.target - (d.count or 0))) or nil
      open[#open + 1] = still_open(d) .. (missing and (" (" .. ctx:phrase("missing", { amount = missing }) .. ")") or "")
    end
  end
  local rest = #open > 0 and ctx:phrase("left", { options = table.concat(open, ", ") }) or ctx:phrase("none_left")
  if event.habit then return rest end
  return { say = ctx:phrase("today", { done = done, due = due }) .. " " .. rest }
end

local function list(ctx)
  local names = {}
  for _, habit in ipairs(ctx:list{}.habits) do names[#names + 1] = habit.name end
  if #names == 0 then return D.done("no_habits") end
  return D.done("habits_are", { options = table.concat(names, ", ") })
end

-- How the window went, habit by habit.
local function week(ctx, event)
  if not event.from then return { flow = "stats" } end
  local today = hf.day(ctx.today)
  local from, to = event.from or hf.date(today - 6), event.to or ctx.today
  if from == to then from = hf.date(today - 6) end
  if hf.day(to) > today then to = ctx.today end
  local r, said = ctx:graph{ from = from, to = to }, {}
  for _, h in ipairs(r and r.habits or {}) do
    if h.duePeriods > 0 and #said < 12 then
      said[#said + 1] = ctx:phrase("kept_of", { habit = h.habitName, done = h.keptPeriods, due = h.duePeriods })
    end
  end
  if #said == 0 then return D.done("nothing_in", { day = S.day(ctx, from) .. " – " .. S.day(ctx, to) }) end
  return { say = S.day(ctx, from) .. " – " .. S.day(ctx, to) .. "\n" .. table.concat(said, "\n") }
end

local function reminders(ctx)
  local r, said = ctx:remind{ action = "list" }, {}
  for _, one in ipairs(r and r.reminders or {}) do
    if one.enabled and #one.times > 0 then said[#said + 1] = one.habitName .. " " .. table.concat(one.times, ", ") end
  end
  if #said == 0 then return D.done("no_reminders") end
  return { say = table.concat(said, "\n") }
end

local function paused(ctx)
  local names = {}
  for _, habit in ipairs(ctx:list{}.habits) do
    for _, p in ipairs(habit.pauses or {}) do
      local over = p.to and hf.day(p.to) < hf.day(ctx.today)
      if not over and hf.day(p.from) <= hf.day(ctx.today) then
        names[#names + 1] = habit.name
        break
      end
    end
  end
  if #names == 0 then return D.done("none_paused") end
  return D.done("paused_are", { options = table.concat(names, ", ") })
end

local function target(ctx, event)
  local habit = ctx:show{ habit = event.habit.id }.habit
  local unit = S.own_unit(habit.targetUnit)
  local what = (unit and S.amount(habit.targetCount, unit) .. ", " or "") .. habit.every
  return D.done("target_is", { habit = habit.name, what = (habit.goal == "atMost" and "≤ " or "") .. what })
end

local ANSWERS = {
  ["query.paused"] = paused, ["query.target"] = target,
  ["query.sum"] = sum, ["query.which"] = which, ["query.last"] = last, ["query.best"] = best, ["query.did"] = did, ["query.streak"] = streak,
  ["query.left"] = left, ["query.list"] = list, ["query.week"] = week, ["query.reminders"] = reminders,
}
local NEEDS_HABIT = {
  ["query.sum"] = true, ["query.last"] = true, ["query.best"] = true, ["query.did"] = true, ["query.target"] = true, ["query.streak"] = true,
}

local function begin(ctx, event)
  local act = event.act
  if #ctx:list{ all = true }.habits == 0 then return D.done("no_habits") end
  if NEEDS_HABIT[act] and not event.habit then act = act == "query.sum" and "query.which" or "query.week" end
  return (ANSWERS[act] or week)(ctx, event)
end

hf.flow{ id = "query", intent = "query", start = "run", states = { run = { enter = begin } } }
