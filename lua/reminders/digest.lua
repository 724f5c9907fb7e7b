-- One message for all reminders that could not be sent in time, after a downtime. missed: { { name, when, date, today } }

local TEXTS = {
  en = { "This one did not reach you in time: {list}.", "These did not reach you in time: {list}." },
  pt = { "Este lembrete não te chegou a tempo: {list}.", "Estes lembretes não te chegaram a tempo: {list}." },
  es = { "Este recordatorio no te llegó a tiempo: {list}.", "Estos recordatorios no te llegaron a tiempo: {list}." },
  fr = { "Ce rappel ne t'est pas parvenu à temps : {list}.", "Ces rappels ne te sont pas parvenus à temps : {list}." },
  de = { "Diese Erinnerung kam nicht rechtzeitig an: {list}.", "Diese Erinnerungen kamen nicht rechtzeitig an: {list}." },
}

hf.reminder{
  id = "digest",
  text = function(ctx, about)
    local texts, parts = TEXTS[ctx.language] or TEXTS.en, {}
    for i, m in ipairs(about.missed) do parts[i] = ("%s (%s)"):format(m.name, m.when) end
    return hf.fill(texts[#parts == 1 and 1 or 2], { list = table.concat(parts, ", ") })
  end,
}
