-- pace: how much the coach may say at all. The caps are yours to change; the program itself never sends more than 3 a day and 10 in seven days.
-- event: { action, ignored, sent_today, sent_week, regular }
--   ignored: messages since the person last did anything; regular: 0 to 1, how steadily and at how fixed a time things are done

local PER_DAY, PER_WEEK = 1, 4
local STEADY, STEADY_PER_WEEK = 0.85, 2   -- who has found a rhythm needs fewer words
local SILENT_AFTER = 3                    -- who does not answer gets none, until there is a sign

hf.coach{
  id = "pace",
  on = "pace",
  say = function(_, event)
    if event.ignored >= SILENT_AFTER then return { per_day = 0, per_week = 0, why = "ignored" } end
    return { per_day = PER_DAY, per_week = event.regular >= STEADY and STEADY_PER_WEEK or PER_WEEK }
  end,
}
