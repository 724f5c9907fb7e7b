-- Stops asking for a habit for a while, or for all of them; and goes on.
-- event: habits (those named), from, to
local D = hf.use("dialog")
local S = hf.use("speech")

local function target(ctx, event)
  local habit = event.habits[1]
  if habit then return { habit = habit.id }, habit.name end
  return { all = true }, ctx:phrase("all_habits")
end

local function pause(ctx, event)
  local args, name = target(ctx, event)
  args.from, args.to = event.from, event.to
  local r, code, message = ctx:pause(args)
  if not r then return D.failed(code, message) end
  local to = event.to and ctx:phrase("paused_until", { day = S.day(ctx, event.to) }) or ""
  return D.done("paused", { habit = name, from = S.day(ctx, event.from), to = to })
end

local function resume(ctx, event)
  local args, name = target(ctx, event)
  local r, code, message = ctx:resume(args)
  if not r then return D.failed(code, message) end
  return D.done("resumed", { habit = name })
end

hf.flow{
  id = "pause",
  start = "run",
  states = {
    run = { enter = function(ctx, event) return event.intent == "pause" and pause(ctx, event) or resume(ctx, event) end },
  },
}
