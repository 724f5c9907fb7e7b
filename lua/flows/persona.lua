-- Another voice. event.persona: the one that was named
local D = hf.use("dialog")

local function choose(ctx, id)
  local r, code, message = ctx:run("persona", { persona = id })
  if not r then return D.failed(code, message) end
  return D.done("chosen", { name = id:sub(1, 1):upper() .. id:sub(2) })   -- said by the new voice
end

local function offer(ctx)
  local r, code, message = ctx:run("persona")
  if not r then return D.failed(code, message) end
  return D.ask("ask_persona", { options = D.options(ctx, r.available) }, "persona")
end

local function run(ctx, event) return event.persona and choose(ctx, event.persona) or offer(ctx) end

hf.flow{
  id = "persona",
  intent = "persona",
  start = "begin",
  states = {
    begin = { enter = run },
    persona = { on_text = function(ctx, event) return event.words <= 3 and run(ctx, event) or nil end },
  },
}
