-- insight: a weekday that differs from the others, if the numbers carry it. "No evidence" is an answer, and then nothing is said.
-- event: { habit, weekdays = { mon = { due, done }, ... } }

local voice = hf.use("voice")

local NAMES = { mon = "Monday", tue = "Tuesday", wed = "Wednesday", thu = "Thursday", fri = "Friday", sat = "Saturday", sun = "Sunday" }
local MIN_DUE, SIGNIFICANT = 6, 2.64   -- two-sided, a twentieth shared out over seven looks

-- How many standard errors lie between one day's share and that of the others.
local function distance(day, rest)
  local share = (day.done + rest.done) / (day.due + rest.due)
  local spread = math.sqrt(share * (1 - share) * (1 / day.due + 1 / rest.due))
  return spread > 0 and (day.done / day.due - rest.done / rest.due) / spread or 0
end

local function total(weekdays)
  local all = { due = 0, done = 0 }
  for _, d in pairs(weekdays) do all.due, all.done = all.due + d.due, all.done + d.done end
  return all
end

-- The weekday that stands out most, and how far; nil without evidence.
local function finding(weekdays)
  local all, best, far = total(weekdays), nil, SIGNIFICANT
  for _, name in ipairs{ "mon", "tue", "wed", "thu", "fri", "sat", "sun" } do
    local day = weekdays[name]
    local rest = day and { due = all.due - day.due, done = all.done - day.done }
    if day and day.due >= MIN_DUE and rest.due >= MIN_DUE then
      local z = distance(day, rest)
      if math.abs(z) > math.abs(far) then best, far = name, z end
    end
  end
  return best, far
end

hf.coach{
  id = "insight",
  on = "insights",
  cooldown = 14,
  priority = 10,
  when = function(_, event) return finding(event.weekdays) ~= nil end,
  say = function(ctx, event)
    local name, far = finding(event.weekdays)
    local day = event.weekdays[name]
    local what = ("%s goes %s than other days, %d of %d times"):format(NAMES[name], far > 0 and "better" or "worse", day.done, day.due)
    return voice.say(ctx.voice, ctx.language, "insight", { habit = event.habit, what = what })
  end,
}
