-- A new habit: asks for what is missing, one question at a time.
-- data: { name, every, target, unit, plan }
local D = hf.use("dialog")

local EVERY = {
  ["every day"] = "daily", daily = "daily", ["each day"] = "daily", weekly = "weekly", ["once a week"] = "weekly",
  ["every week"] = "weekly", monthly = "monthly", weekdays = "weekdays", ["on weekdays"] = "weekdays", weekends = "weekends",
}

-- "3 times a week" -> "3/week"; what is not known here is handed on as it is, the core reads it or says what would be right.
local function schedule(text)
  local said = hf.fold(hf.trim(text))
  local n = said:match("^(%d+) ?x? ?t?i?m?e?s? a week$") or said:match("^(%d+) ?x? ?t?i?m?e?s? per week$")
  return n and n .. "/week" or EVERY[said] or said
end

local function make(ctx, data)
  local r, _, message = ctx:add{ name = data.name, every = data.every, target = data.target or nil, unit = data.unit }
  if not r then
    data.every = nil
    return D.ask(message .. ". How often, then?", "every", data)
  end
  return D.done(D.words(ctx, "created", { habit = data.name, every = data.every }))
end

local function next_question(ctx, data)
  if not data.name then return D.ask("What do you want to do? A few words are enough.", "name", data) end
  if not data.every then return D.ask("How often: daily, 3 times a week, mon,wed,fri ...?", "every", data) end
  if data.target == nil then return D.ask("How much each time, such as \"5 km\"? Or \"just done\".", "target", data) end
  return make(ctx, data)
end

local answer = D.answers(60, "All right, no new habit.", next_question)

hf.flow{
  id = "create",
  start = "begin",
  states = {
    begin = { enter = next_question },
    name = answer(function(data, text) data.name = text ~= "" and text or nil end),
    every = answer(function(data, text) data.every = schedule(text) end),
    target = answer(function(data, text)
      local n = D.number(text)
      data.target = n or false
      data.unit = n and text:match("%d%s*([%a]+)") or nil
    end),
  },
}
