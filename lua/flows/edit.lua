-- A change to a habit. data: { habit, field, value }
local D = hf.use("dialog")

local FIELDS = { "name", "every", "target", "unit", "description" }

local function apply(ctx, data)
  local args = { habit = data.habit }
  args[data.field] = data.field == "target" and D.number(data.value) or data.value
  local r, code, message = ctx:edit(args)
  if not r then return D.failed(code, message) end
  return D.done(D.words(ctx, "edited", { habit = data.habit, what = data.field .. " " .. data.value }))
end

local function next_question(ctx, data)
  if not data.habit then return D.ask("Which habit do you want to change?", "habit", data) end
  if not data.field then return D.ask("What about it: " .. table.concat(FIELDS, ", ") .. "?", "field", data) end
  if not data.value then return D.ask("What should its " .. data.field .. " be?", "value", data) end
  return apply(ctx, data)
end

local answer = D.answers(30, "All right, it stays as it is.", next_question)

hf.flow{
  id = "edit",
  start = "begin",
  states = {
    begin = { enter = next_question },
    habit = answer(function(data, text) data.habit = text end),
    field = answer(function(data, text) data.field = D.choice(text, FIELDS) end),
    value = answer(function(data, text) data.value = text ~= "" and text or nil end),
  },
}
