-- Another language. event.language: the one that was named
local D = hf.use("dialog")

local NAMES = "English, Português, Español, Français, Deutsch"

local function run(ctx, event)
  if not event.language then return D.ask("ask_language", { options = NAMES }, "language") end
  local r, code, message = ctx:profile{ assignments = { "language=" .. event.language } }
  if not r then return D.failed(code, message) end
  return D.done("language_set")   -- said in the new language
end

hf.flow{
  id = "language",
  intent = "language",
  start = "begin",
  states = {
    begin = { enter = run },
    language = { on_text = function(ctx, event) return event.language and run(ctx, event) or nil end },
  },
}
