-- dialog: what flows share. local D = hf.use("dialog")
-- A handler answers with a text, or with { say, go, data, options, flow, leave, intent, verb }; D makes these tables.
-- `say` is a text, or { kind = "created", habit = "Run" }: a sentence of the voice and language that the person has by then.

local D = {}

function D.say(kind, values)
  local say = {}
  for k, v in pairs(values or {}) do say[k] = v end
  say.kind = kind
  return say
end

-- Said, and over.
function D.done(kind, values) return { say = D.say(kind, values) } end

-- Asked; the answer goes to `state`, with `data`. options: habits as { id, name }, or texts, that "the second" may mean.
function D.ask(kind, values, state, data, options)
  return { say = D.say(kind, values), go = state, data = data, options = options }
end

-- Asked for a yes or a no, or for one of these words of ours ("choice_WORD" is how each is said).
function D.yes_no(kind, values, state, data, words)
  local asked = D.ask(kind, values, state, data)
  asked.choices = words or { "yes", "no" }
  return asked
end

-- A verb did not do it: its own sentence, nothing of this message stays, and an agent may take over.
function D.failed(code, message) return { leave = code, say = D.say("failed", { why = message }) } end

-- Not for us.
function D.leave(reason) return { leave = reason } end

-- The habits to choose from, as options: no more than anybody would read.
function D.habits(ctx)
  local options = {}
  for _, habit in ipairs(ctx:list{}.habits) do
    if #options < 10 then options[#options + 1] = { id = habit.id, name = habit.name } end
  end
  return options
end

-- "Run, Gym or Water": names of habits, or texts.
function D.options(ctx, list)
  local names = {}
  for i, option in ipairs(list) do names[i] = type(option) == "table" and option.name or option end
  if #names < 2 then return names[1] or "" end
  local last = table.remove(names)
  return table.concat(names, ", ") .. " " .. ctx:terms("or")[1] .. " " .. last
end

return D
