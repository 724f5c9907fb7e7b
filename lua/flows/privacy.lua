-- What is kept, where it lies, and how to have it removed. Says nothing that is not so.
-- event: erase ("delete my data"). Nothing is removed before the word is typed; the person's whole folder goes when the message is over.
local D = hf.use("dialog")

local function begin(_, event)
  if event.erase then return D.ask("ask_erase", nil, "erase") end
  return D.done("privacy")
end

local function erase(ctx, event)
  local r, code, message = ctx:privacy{ action = "erase", confirm = hf.trim(event.text) }
  if r then return D.done("erased") end
  if code == "needs_confirmation" then return D.done("not_erased") end
  return D.failed(code, message)
end

hf.flow{
  id = "privacy",
  intent = "privacy",
  start = "show",
  states = { show = { enter = begin }, erase = { greedy = true, hears = "erase_word", timeout = 10, on_text = erase } },
}
