-- A habit that was put away is taken up again, and one that was deleted comes back.
-- event.habit: the one that is named; event.slot: its name, where it is none of those in use
local D = hf.use("dialog")

-- Does the name stand in what was said, word by word?
local function says(text, name)
  local said, wanted = " " .. hf.fold(text) .. " ", " " .. hf.fold(name) .. " "
  return name ~= "" and said:find(wanted, 1, true) ~= nil
end

local function put_away_as(ctx, text)
  for _, habit in ipairs(ctx:list{ archived = true }.habits) do
    if says(text, habit.name) then return habit end
  end
end

-- What was deleted comes back by undoing just that; the newest deletion that names it.
local function deletion_of(ctx, text)
  for _, e in ipairs(ctx:history{ last = 50 }.events) do
    local name = e.verb == "delete" and not e.undone and (e.summary or ""):match("^[dD]eleted (.+)$")
    if name and says(text, name) then return e, name end
  end
end

local function take_up(ctx, event)
  local text = hf.trim((event.slot or ""):gsub("[%.!?]+$", ""))
  local habit = event.habit or put_away_as(ctx, text)
  local r, code, message
  if habit then
    r, code, message = ctx:unarchive{ habit = habit.id }
    if not r then return D.failed(code, message) end
    return D.done("unarchived", { habit = habit.name })
  end
  local gone, name = deletion_of(ctx, text)
  if not gone then return D.done("not_put_away", { habit = text }) end
  r, code, message = ctx:undo{ event = gone.id }
  if not r then return D.failed(code, message) end
  return D.done("unarchived", { habit = name })
end

hf.flow{ id = "unarchive", intent = "unarchive", start = "run", states = { run = { enter = take_up } } }
