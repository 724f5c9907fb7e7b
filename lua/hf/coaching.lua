-- coaching: what the coach's rules share. local coaching = hf.use("coaching")

local C = {}

-- A sentence of that kind, in the person's voice and language. values: { name = text, number, { unit, n }, { day } or a sentence }.
-- pick: which of several texts; unless said, one after the other.
function C.sentence(kind, values, pick)
  return { say = kind, values = values, pick = pick }
end

-- A message: a subject, a sentence, and lines below it. reason: what it is about, so that it is never said twice.
function C.message(kind, values, reason, lines)
  local body = { C.sentence(kind, values) }
  for _, line in ipairs(lines or {}) do body[#body + 1] = line end
  return { subject = C.sentence("subject_" .. kind, values), body = body, reason = reason }
end

-- Has the rule been silent about the habit for long enough? Twice as long for each message that was not heard: after which the habit was not
-- done; as before once one is. So what helps stays, and what does not help fades.
function C.rested(event, days)
  if event.since == nil then return true end
  return event.since >= days * 2 ^ math.min(event.unheard, 8)
end

local WEEKDAYS = { mon = 1, tue = 2, wed = 3, thu = 4, fri = 5, sat = 6, sun = 7 }

-- "on Sundays"; day: "sun", 7, or 8 for the weekend.
function C.on_weekday(day)
  return C.sentence("on_weekday", nil, (WEEKDAYS[day] or day) - 1)
end

function C.unit(n, unit)
  return { unit = unit, n = n }
end

return C
