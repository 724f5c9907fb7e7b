-- How the bot does, from the registry alone.
local A = hf.use("admin")

hf.admin{
  name = "stats",
  help = "users, activity, messages and costs",
  run = function(ctx)
    local r, problem = A.try(ctx:service{ action = "stats" })
    if not r then return problem end
    local s = r.stats
    return table.concat({
      ("users      %d, %d blocked, %d let in, %d admins"):format(s.users, s.blocked, s.allowed, s.admins),
      ("active     %d today, %d in 7 days, %d in 30 days; %d new in 7 days, %d in 30"):format(s.activeDay, s.activeWeek, s.activeMonth, s.newWeek, s.newMonth),
      ("retention  %s of the %d who came 30 to 60 days ago were here this week"):format(A.percent(s.retention), s.cohort),
      ("engagement %s of the month's users were here today; %s messages on a day of theirs"):format(A.percent(s.engagement), s.messagesPerDay or "-"),
      ("messages   %d in 30 days until yesterday, %s without a model"):format(s.messages, A.percent(s.handledWithoutModel)),
      ("models     %d calls and %.4f %s today, %d calls and %.4f %s this month"):format(s.modelCallsDay, s.costDay, s.currency,
        s.modelCallsMonth, s.costMonth, s.currency),
    }, "\n")
  end,
}
