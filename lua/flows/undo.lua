-- Takes the last change back, or a certain one. data: { event }
local D = hf.use("dialog")

local function undo(ctx, data)
  local r, code, message = ctx:undo{ event = data.event }
  if not r then return D.failed(code, message) end
  local what = {}
  for _, e in ipairs(r.undone) do what[#what + 1] = type(e) == "table" and e.summary or tostring(e) end
  if #what == 0 then return D.done("There is nothing to take back.") end
  return D.done(D.words(ctx, "undone", { what = table.concat(what, "; ") }))
end

hf.flow{ id = "undo", start = "run", states = { run = { enter = undo } } }
