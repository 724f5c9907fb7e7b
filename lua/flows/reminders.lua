-- When to be reminded of what. data: { habit, times }
local D = hf.use("dialog")

-- "9 pm and 07:30" -> { "21:00", "07:30" }
local function times_in(text)
  local times, said = {}, hf.fold(text)
  for hour, minute, half in said:gmatch("(%d%d?):?(%d*) ?([ap]?m?)") do
    local h, m = tonumber(hour), tonumber(minute) or 0
    if half == "pm" and h < 12 then h = h + 12 end
    if half == "am" and h == 12 then h = 0 end
    if h < 24 and m < 60 then times[#times + 1] = ("%02d:%02d"):format(h, m) end
  end
  return times
end

local function set(ctx, data)
  local r, code, message = ctx:edit{ habit = data.habit, remind = data.times }
  if not r then return D.failed(code, message) end
  return D.done(D.words(ctx, "edited", { habit = data.habit, what = "reminder at " .. table.concat(data.times, ", ") }))
end

local function next_question(ctx, data)
  if not data.habit then return D.ask("Of which habit should I remind you?", "habit", data) end
  if not data.times then return D.ask("At what time? One or several, such as \"8:30 and 9 pm\".", "times", data) end
  return set(ctx, data)
end

local answer = D.answers(30, "All right, no reminder.", next_question)

hf.flow{
  id = "reminders",
  start = "begin",
  states = {
    begin = { enter = next_question },
    habit = answer(function(data, text) data.habit = text end),
    times = answer(function(data, text)
      local times = times_in(text)
      data.times = #times > 0 and times or nil
    end),
  },
}
