-- weekly: one message for all habits, never one each.
-- event: { action, first, last, today, habits = { { name, done, due } }, done, due, done_before, due_before, logs, regular, told, since }

local coaching = hf.use("coaching")

local SHOWN = 8                      -- habits in one line
local EVERY, FIRST = 13, 4           -- days between two, after the first four
local MUCH = 0.2                     -- a share by which a week has to be better to be told in between
local STEADY, MONTH = 0.85, 27       -- who has found a rhythm hears of it once a month
local FRESH = 1                      -- days after the week, where nobody asked for it

-- "Run 2/3 · Read 6/7"
local function list_of(habits)
  local parts = {}
  for i = 1, math.min(#habits, SHOWN) do
    parts[i] = ("%s %d/%d"):format(habits[i].name, habits[i].done, habits[i].due)
  end
  return table.concat(parts, " · ") .. (#habits > SHOWN and " …" or "")
end

-- More than the week before is said, less is not.
local function lines(event)
  local list = {}
  if #event.habits > 1 then list[1] = list_of(event.habits) end
  local more = event.done - event.done_before
  if more > 0 and event.due_before >= event.due then list[#list + 1] = coaching.sentence("weekly_more", { n = more }) end
  return list
end

local function is_better(event)
  return event.due_before > 0 and event.done / event.due >= event.done_before / event.due_before + MUCH
end

hf.coach{
  id = "weekly",
  on = "weekly",
  cooldown = 5,
  priority = 20,
  when = function(_, event)
    if event.done == 0 or event.logs == 0 then return false end   -- a week without anything is for `comeback`
    if event.action == "all" and hf.day(event.today) - hf.day(event.last) > FRESH then return false end
    local since = event.since or MONTH
    if event.regular >= STEADY then return since >= MONTH end
    return event.told < FIRST or since >= EVERY or is_better(event)
  end,
  say = function(_, event)
    return coaching.message("weekly", { done = event.done, due = event.due, day = { day = event.first } }, event.first, lines(event))
  end,
}
