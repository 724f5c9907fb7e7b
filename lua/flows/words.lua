-- Words that a person teaches: "zoom means Run", "my glass is 300 ml", "what words do you know", "forget the word zoom".
-- event.word: { word, habit } or { word, count, unit } or { forget } or { show }
local D = hf.use("dialog")
local S = hf.use("speech")

local function show(ctx)
  local r, known = ctx:words{}, {}
  for word, means in pairs(r.words) do
    known[#known + 1] = word .. " = " .. (means.habitName or S.amount(means.count or 1, means.unit or ""))
  end
  table.sort(known)
  if #known == 0 then return D.done("no_words") end
  return D.done("words", { options = table.concat(known, ", ") })
end

local function forget(ctx, word)
  local r, code, message = ctx:words{ word = word, forget = true }
  if not r then return D.failed(code, message) end
  return D.done("forgotten", { word = word })
end

local function learn(ctx, w)
  local r, code, message = ctx:words{ word = w.word, habit = w.habit and w.habit.id, count = w.count, unit = w.unit }
  if not r then return D.failed(code, message) end
  return D.done("learned", { word = w.word, what = w.habit and w.habit.name or S.amount(w.count, w.unit) })
end

local function run(ctx, event)
  local w = event.word
  if w.show then return show(ctx) end
  if w.forget then return forget(ctx, w.forget) end
  return learn(ctx, w)
end

hf.flow{ id = "words", intent = "teach", start = "run", states = { run = { enter = run } } }
