-- dialog: what flows share. local D = hf.use("dialog")
-- A state's function answers with a text, or with { say = TEXT, go = STATE, data = TABLE, done = true }.

local voice = hf.use("voice")

local D = {}

function D.words(ctx, kind, values) return voice.say(ctx.voice, ctx.language, kind, values) end

function D.ask(text, state, data) return { say = text, go = state, data = data } end
function D.done(text) return { say = text, done = true } end

local CANCEL = { cancel = true, stop = true, ["never mind"] = true, nevermind = true, forget = true, ["forget it"] = true, no = true }
function D.cancelled(text) return CANCEL[hf.fold(hf.trim(text))] or false end

-- States of a flow that asks one question after another: each takes its answer into data, then go_on asks the next or acts.
-- local answer = D.answers(30, "All right, no new habit.", next_question)
function D.answers(minutes, farewell, go_on)
  return function(take)
    return {
      timeout = minutes,
      on_text = function(ctx, text, data)
        if D.cancelled(text) then return D.done(farewell) end
        take(data, hf.trim(text))
        return go_on(ctx, data)
      end,
    }
  end
end

local ORDINALS = { first = 1, second = 2, third = 3, fourth = 4, fifth = 5, last = -1, one = 1, two = 2, three = 3 }

-- "2", "the second", "read": which of the options; nil when none or more than one fits.
function D.choice(text, options)
  local said = hf.fold(hf.trim(text))
  if hf.starts(said, "the ") then said = said:sub(5) end
  if hf.ends(said, " one") then said = said:sub(1, -5) end
  local n = math.tointeger(tonumber(said)) or ORDINALS[said]
  if n == -1 then n = #options end
  if n then return options[n] end
  local found
  for _, option in ipairs(options) do
    local name = hf.fold(option)
    if name == said then return option end
    if #said >= 3 and name:find(said, 1, true) then
      if found then return nil end
      found = option
    end
  end
  return found
end

-- The first number in a text, with a decimal point or comma; nil without one.
function D.number(text)
  local digits = text:match("%d+[%.,]?%d*")
  return digits and tonumber((digits:gsub(",", "."):gsub("%.$", "")))
end

-- What to say when a verb did not do it: its own sentence; with candidates, the choice.
function D.failed(_, message) return { say = message .. ".", done = true } end

function D.candidates(problem)
  local names = {}
  for _, c in ipairs(problem and problem.candidates or {}) do names[#names + 1] = type(c) == "table" and (c.name or c.habitName) or c end
  return names
end

return D
