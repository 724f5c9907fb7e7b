-- How it stands: the habits that were named with their streaks, or the day and the best of them.
-- event: habits, left ("what's left today": the day alone)
local D = hf.use("dialog")
local S = hf.use("speech")

local function one(ctx, habit)
  ctx:reply(ctx:phrase("streak", S.streak(ctx, habit.name, ctx:streak{ habit = habit.id }.streaks)))
end

-- "Water 3/8 glass"
local function still_open(d)
  if d.target <= 1 then return d.habitName end
  return ("%s %s/%s %s"):format(d.habitName, S.number(d.count or 0), S.number(d.target), d.unit or "")
end

local function today(ctx)
  local due, done, left = 0, 0, {}
  for _, d in ipairs(ctx:run("today").due) do
    if d.goal ~= "atMost" then
      due = due + 1
      if d.state == "done" then done = done + 1 end
      if d.state == "due" then left[#left + 1] = still_open(d) end
    end
  end
  local rest = #left > 0 and ctx:phrase("left", { options = table.concat(left, ", ") }) or ctx:phrase("none_left")
  ctx:reply(ctx:phrase("today", { done = done, due = due }) .. " " .. rest)
end

-- The longest running streaks, three at most.
local function best(ctx)
  local running = {}
  for i, habit in ipairs(ctx:list{}.habits) do
    if habit.currentStreak > 0 then running[#running + 1] = { id = habit.id, name = habit.name, streak = habit.currentStreak, at = i } end
  end
  table.sort(running, function(a, b) return a.streak > b.streak or (a.streak == b.streak and a.at < b.at) end)
  for i = 1, math.min(3, #running) do one(ctx, running[i]) end
end

local function show(ctx, event)
  if #ctx:list{ all = true }.habits == 0 then return D.done("no_habits") end
  for i = 1, math.min(4, #event.habits) do one(ctx, event.habits[i]) end
  if #event.habits > 0 then return {} end
  today(ctx)
  if not event.left then best(ctx) end
  return {}
end

hf.flow{ id = "stats", start = "show", states = { show = { enter = show } } }
