-- Another voice. data: { persona }
local D = hf.use("dialog")

local function choose(ctx, id)
  local r, code, message = ctx:persona{ persona = id }
  if not r then return D.failed(code, message) end
  return { say = nil, done = true, announce = id }   -- the new voice introduces itself (message "chosen")
end

local function offer(ctx)
  local r, code, message = ctx:persona{}
  if not r then return D.failed(code, message) end
  return D.ask("Whose voice: " .. table.concat(r.available, ", ") .. "?", "which", { options = r.available })
end

hf.flow{
  id = "persona",
  start = "begin",
  states = {
    begin = {
      enter = function(ctx, data)
        if data.persona then return choose(ctx, data.persona) end
        return offer(ctx)
      end,
    },
    which = {
      timeout = 30,
      on_text = function(ctx, text, data)
        if D.cancelled(text) then return D.done("All right, I stay who I am.") end
        local id = D.choice(text, data.options)
        if id then return choose(ctx, id) end
        return offer(ctx)
      end,
    },
  },
}
