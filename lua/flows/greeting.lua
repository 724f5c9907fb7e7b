-- What is not about a log: cravings, feelings, other people, "are you a bot?". Heard, never logged.
-- event: act
local D = hf.use("dialog")

local HEARD = { ["greeting.craving"] = "heard_craving", ["greeting.feeling"] = "heard_feeling", ["greeting.bot"] = "i_am_a_bot", ["greeting.other"] = "nod" }

hf.flow{
  id = "greeting",
  start = "answer",
  states = { answer = { enter = function(_, event) return D.done(HEARD[event.act] or "nod") end } },
}
