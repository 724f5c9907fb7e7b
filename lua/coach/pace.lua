-- pace: how much the coach may say at all. The caps are yours to change; the program itself never sends more than 3 a day and 10 in seven days.
-- event: { action, ignored, sent_today, sent_week, regular, told, heard, age }
--   ignored: messages since the person last did anything; regular: 0 to 1, how steadily and at how fixed a time things are done;
--   told, heard: messages about a habit in the last half-year, and those after which it was done; age: days since the very first message

local PER_DAY, PER_WEEK = 1, 4
local NEW, LATER_PER_WEEK = 28, 3         -- the first four weeks, and then
local STEADY, FEW_PER_WEEK = 0.85, 2      -- who has found a rhythm needs fewer words
local ENOUGH, HEARD = 8, 0.5              -- and who is not helped by them as well
local SILENT_AFTER = 3                    -- who does not answer gets none, until there is a sign

hf.coach{
  id = "pace",
  on = "pace",
  say = function(_, event)
    if event.ignored >= SILENT_AFTER then return { per_day = 0, per_week = 0, why = "ignored" } end
    local unheard = event.told >= ENOUGH and event.heard / event.told < HEARD
    if event.regular >= STEADY or unheard then return { per_day = PER_DAY, per_week = FEW_PER_WEEK } end
    return { per_day = PER_DAY, per_week = (event.age or 0) < NEW and PER_WEEK or LATER_PER_WEEK }
  end,
}
