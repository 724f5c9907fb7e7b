-- pace: how much the coach may say at all. The caps are yours to change; the program itself never sends more than 3 a day and 10 in seven days.
-- event: { action, ignored, sent_today, sent_week, regular, told, heard, age }
--   ignored: messages since the person last did anything; regular: 0 to 1, how steadily and at how fixed a time things are done;
--   told, heard: messages about a habit in the last half-year, and those after which it was done; age: days since the very first message

local PER_DAY, PER_WEEK = 1, 4
local URGENT = 50                         -- priority of what may still be said when the week has had its few: a comeback
local NEW, LATER = 28, 3                  -- a few is four in the first four weeks, then three
local STEADY, FEW = 0.85, 2               -- who has found a rhythm needs fewer words
local ENOUGH, HEARD = 8, 0.5              -- and who is not helped by them as well
local SILENT_AFTER = 3                    -- who does not answer gets none, until there is a sign

local function few(event)
  local unheard = event.told >= ENOUGH and event.heard / event.told < HEARD
  if event.regular >= STEADY or unheard then return FEW end
  return (event.age or 0) < NEW and PER_WEEK or LATER
end

hf.coach{
  id = "pace",
  on = "pace",
  say = function(_, event)
    if event.ignored >= SILENT_AFTER then return { per_day = 0, per_week = 0, why = "ignored" } end
    return { per_day = PER_DAY, per_week = PER_WEEK, few = few(event), urgent = URGENT }
  end,
}
