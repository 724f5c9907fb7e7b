-- logs: writing down what was said to be done. local L = hf.use("logs")
-- A log is { habit, name, own, date, status, count, unit, add, total, limit }: habit is an id, own the habit's unit in the person's words.
-- In a conversation a plain amount of a habit with a unit adds to the day ("drank a glass" three times is three); a total is said as such.
local S = hf.use("speech")

local L = {}

local SAME = { "habit", "status", "count", "unit", "add", "total" }

local function same(a, b)
  for _, key in ipairs(SAME) do
    if a[key] ~= b[key] then return false end
  end
  return true
end

-- The same on several days is one group: { log, dates }. What names no habit is left out.
local function groups(logs)
  local out = {}
  for _, log in ipairs(logs) do
    local mine
    for _, g in ipairs(out) do
      if same(g.log, log) then mine = g end
    end
    if not mine and log.habit then
      mine = { log = log, dates = {} }
      out[#out + 1] = mine
    end
    if mine then mine.dates[#mine.dates + 1] = log.date end
  end
  return out
end

-- In the habit's own unit; what does not fit becomes a note.
local function amount(ctx, log)
  if not log.count then return nil end
  local n = ctx:amount(log.habit, log.count, log.unit)
  if n then return n, S.amount(n, log.own) end
  return nil, S.amount(log.count, log.unit)
end

local function days(ctx, dates)
  local said = {}
  for i, date in ipairs(dates) do said[i] = S.day(ctx, date) end
  return table.concat(said, ", ")
end

local function what(name, text) return text and name .. " " .. text or name end

-- "Run 5 km, Gym" and "yesterday": what would be written down.
function L.describe(ctx, logs)
  local names, when = {}, ""
  for i, g in ipairs(groups(logs)) do
    local _, text = amount(ctx, g.log)
    names[i] = what(g.log.name, text)
    if i == 1 then when = days(ctx, g.dates) end
  end
  return table.concat(names, ", "), when
end

local function adds(log)
  return log.count and not log.total and (log.add or log.own ~= "")
end

-- What the day holds so far.
local function so_far(ctx, log, date)
  local r = ctx:entries{ habit = log.habit, from = date, to = date }
  local entry = r and r.entries[1]
  return entry and entry.count or 0
end

local function arguments(ctx, g)
  local log = g.log
  local n, text = amount(ctx, log)
  local args = { habit = log.habit, on = table.concat(g.dates, ",") }
  if n and n < 0 then
    args.count = math.max(0, so_far(ctx, log, g.dates[1]) + n)
  elseif n then
    args[adds(log) and "add" or "count"] = n
  end
  if log.count and not n then args.note = text end
  if not n or (log.status and log.status ~= "completed") then args.status = log.status or "completed" end
  return args, text
end

-- What is said about a log that is written. alone: no other in this message.
local function sentence(ctx, g, r, text, alone)
  local log, name = r.logs[1], r.logs[1].habitName
  local s = ctx:streak{ habit = log.habitId }.streaks
  local values = S.streak(ctx, name, s)
  if g.log.limit and log.count == 0 then return ctx:phrase("none_today", { habit = name, day = days(ctx, g.dates) }) end
  if g.added and log.count and log.count ~= g.added then text = S.sum(ctx, g.added, log) end
  values.what, values.day = what(name, text), days(ctx, g.dates)
  values.target, values.unit = log.target, log.unit
  if log.status == "missed" then values.habit = values.what end   -- "Coffee 3 cups"
  return ctx:phrase(log.status ~= "completed" and log.status or alone and "logged" or "echo", values)
end

-- Many habits of the same kind ("all done") go into one call.
local MANY = 12
local function batch(list)
  if #list <= MANY then return list end
  local out, by = {}, {}
  for _, g in ipairs(list) do
    local log, on = g.log, table.concat(g.dates, ",")
    local key = ("%s %s %s"):format(log.status, on, log.count and log.habit or "")
    if by[key] then
      table.insert(by[key].more, log)
    else
      by[key] = { log = log, dates = g.dates, more = {} }
      out[#out + 1] = by[key]
    end
  end
  return out
end

local function is_less(log) return log.count and log.count < 0 end

local function write(ctx, g, alone)
  local args, text = arguments(ctx, g)
  if g.more and #g.more > 0 then
    args.habit = { args.habit }
    for _, log in ipairs(g.more) do args.habit[#args.habit + 1] = log.habit end
  end
  local r, code, message = ctx:log(args)
  if not r then return nil, code, message end
  g.added = args.add or is_less(g.log) and g.log.count
  if g.more and #g.more > 0 then
    local names = { g.log.name }
    for _, log in ipairs(g.more) do names[#names + 1] = log.name end
    return table.concat(names, ", ") .. " · " .. days(ctx, g.dates)
  end
  return sentence(ctx, g, r, text, alone)
end

-- Writes all of them down. The text to say; "" when none of their habits is there any more; nil, code, message when it was refused.
function L.write(ctx, logs)
  local list, said = groups(logs), {}
  for i, g in ipairs(batch(list)) do
    local text, code, message = write(ctx, g, #list == 1)
    if not text then return nil, code, message end
    said[i] = text
  end
  return table.concat(said, "\n")
end

return L
