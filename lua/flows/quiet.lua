-- "stop coaching": from now on only answers, and the reminders that were asked for; "start coaching" brings the rest back.
-- event: off (true or false)
local D = hf.use("dialog")

local function begin(ctx, event)
  local word = event.off and "off" or "on"
  local r, code, message = ctx:coach{ action = word }
  if r then r, code, message = ctx:profile{ assignments = { "announcements=" .. word } } end
  if not r then return D.failed(code, message) end
  return D.done(event.off and "hushed" or "speaking")
end

hf.flow{ id = "quiet", intent = "quiet", start = "begin", states = { begin = { enter = begin } } }
