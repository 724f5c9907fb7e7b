-- /water: one more glass. /water 3: three more.
hf.command{
  name = "water",
  aliases = { "glass" },
  args = { "glasses" },
  help = "log a glass of water, or several",
  run = function(ctx, args)
    local n = tonumber(args.glasses or 1)
    if not n or n <= 0 or n > 20 then return "How many glasses? A number from 1 to 20." end
    local r, code, message = ctx:log{ habit = { "Water" }, add = n }
    if code == "not_found" then return "You have no habit \"Water\" yet. Say \"new habit\" to make one." end
    if not r then return message .. "." end
    return ("%d glasses today."):format(r.logs[1].count)
  end,
}
