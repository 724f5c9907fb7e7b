-- What I understand, by example. Short enough for one screen of a phone.
local D = hf.use("dialog")

local HELP = [[
Tell me what you did: "ran 5 km", "read 20 pages yesterday", "skipped gym on Monday".
Ask: "how is my streak?", "what is due today?", "stats".
Set up: "new habit", "remind me of reading at 9 pm", "change target of water to 8".
Take back: "undo".
You: "speak Portuguese", "be Luna", "what do you know about me?"]]

hf.flow{
  id = "help",
  start = "show",
  states = { show = { enter = function() return D.done(HELP) end } },
}
