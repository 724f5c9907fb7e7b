-- speech: days, amounts and streaks as people say them. local S = hf.use("speech")

local S = {}

-- "today", "yesterday", "Monday", "5 Jan"
function S.day(ctx, date)
  local words, day = ctx:terms("days"), hf.day(date)
  local ago = hf.day(ctx.today) - day
  if ago == 0 or ago == 1 then return words[ago + 1] end
  if ago == -1 then return words[10] end
  if ago > 0 and ago < 7 then return words[2 + S.weekday(day)] end
  local year, month, d = hf.date(day):match("(%d+)-(%d+)-(%d+)")
  local name = ctx:terms("months")[tonumber(month)]
  if year == ctx.today:sub(1, 4) then return ("%d %s"):format(d, name) end
  return ("%d %s %d"):format(d, name, year)
end

local WEEKDAYS = { mon = 1, tue = 2, wed = 3, thu = 4, fri = 5, sat = 6, sun = 7 }
function S.weekday(day) return WEEKDAYS[hf.weekday(day)] end

-- Sums of decimals, without the dust
function S.round(n) return math.floor(n * 100 + 0.5) / 100 end

-- 5, 8.047: no more digits than there are
function S.number(n) return ("%.14g"):format(n) end

-- A "session" counts nothing: whoever has no unit of their own has that one
function S.own_unit(unit) return unit ~= "" and unit ~= "session" and unit or nil end

-- "5 km"; a "session" is not said
function S.amount(n, unit)
  if not n then return "" end
  if not S.own_unit(unit) then return S.number(n) end
  return S.number(n) .. " " .. unit
end

-- "+2 glasses, 4 of 8": what was added to a log, and what the day holds then.
function S.sum(ctx, added, log)
  local sign = added < 0 and "-" or "+"
  local values = { amount = sign .. S.amount(math.abs(added), log.unit), done = S.number(log.count) }
  if not log.target or log.target <= 1 then return ctx:phrase("sum_free", values) end
  values.target = S.number(log.target)
  return ctx:phrase("sum", values)
end

local UNITS = { day = 1, week = 2, month = 3, time = 4 }
-- "day", "weeks": what n of them are called
function S.unit(ctx, n, unit)
  local one, many = ctx:terms("units")[UNITS[unit] or 4]:match("^([^,]*),?(.*)$")
  if n == 1 or many == "" then return one end
  return many
end

-- A streak as values for a sentence. s: what ctx:streak gives under `streaks`.
function S.streak(ctx, habit, s)
  return {
    habit = habit, streak = s.currentStreak, longest = s.longestStreak, streak_unit = S.unit(ctx, s.currentStreak, s.unit),
  }
end

return S
