-- Another language. data: { language }
local D = hf.use("dialog")

local NAMES = {
  english = "en", ingles = "en", anglais = "en", englisch = "en",
  portuguese = "pt", portugues = "pt", portugais = "pt", portugiesisch = "pt",
  spanish = "es", espanol = "es", espanhol = "es", espagnol = "es", spanisch = "es",
  french = "fr", frances = "fr", francais = "fr", franzosisch = "fr",
  german = "de", deutsch = "de", alemao = "de", aleman = "de", allemand = "de",
}
local DONE = {
  en = "English it is.", pt = "Falamos português, então.", es = "Hablamos español, entonces.", fr = "Parlons français, alors.",
  de = "Dann also auf Deutsch.",
}

local function choose(ctx, said)
  local word = hf.fold(hf.trim(said))
  local id = NAMES[word] or (DONE[word] and word)
  if not id then return D.ask("Which language: English, português, español, français or Deutsch?", "which", {}) end
  local r, code, message = ctx:profile{ assignments = { "language=" .. id } }
  if not r then return D.failed(code, message) end
  return D.done(DONE[id])
end

hf.flow{
  id = "language",
  start = "begin",
  states = {
    begin = { enter = function(ctx, data) return choose(ctx, data.language or "") end },
    which = {
      timeout = 30,
      on_text = function(ctx, text)
        if D.cancelled(text) then return D.done("All right, as before.") end
        return choose(ctx, text)
      end,
    },
  },
}
