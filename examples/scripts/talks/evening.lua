-- /evening: how was the day, from 1 to 5? Kept as a habit "Day", so that it has figures like any other.
local SCALE = { "1", "2", "3", "4", "5" }

hf.command{
  name = "evening",
  help = "how was your day?",
  run = function() return { flow = "evening" } end,
}

local function keep(ctx, n)
  local day = { habit = { "Day" }, count = n }
  local r, code, message = ctx:log(day)
  if code == "not_found" then
    ctx:add{ name = "Day", target = 1, unit = "points" }
    r, code, message = ctx:log(day)
  end
  if not r then return { leave = code, say = message .. "." } end
  return ("%d of 5, noted."):format(n)
end

hf.flow{
  id = "evening",
  start = "ask",
  states = {
    ask = {
      enter = function() return { say = "How was your day, from 1 to 5?", go = "points", options = SCALE } end,
    },
    points = {
      timeout = 120,
      on_text = function(ctx, event)
        if not event.choice then return nil end   -- something else: it is read as any other message
        return keep(ctx, tonumber(event.choice))
      end,
    },
  },
}
