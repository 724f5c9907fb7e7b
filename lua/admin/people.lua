-- Who there is and who may come in.
local A = hf.use("admin")

A.act("block", "block", "shut a user out", "%s: blocked")
A.act("unblock", "unblock", "let a blocked user in again", "%s: no longer blocked")
A.act("allow", "allow", "let somebody in", "%s: let in")
A.act("disallow", "disallow", "take that back", "%s: no longer let in by name")
A.act("mute", "mute", "no broadcasts for a user", "%s: gets no broadcasts")
A.act("unmute", "unmute", "broadcasts for a user again", "%s: gets broadcasts")

hf.admin{
  name = "who", args = { "search" }, help = "find users by a part of their id, name or alias",
  run = function(ctx, args)
    local r, problem = A.try(ctx:user{ action = "list", search = args.search, limit = 20 })
    if not r then return problem end
    local lines = {}
    for i, u in ipairs(r.users) do lines[i] = A.user(u) end
    if r.next then lines[#lines + 1] = "and more" end
    return #lines > 0 and table.concat(lines, "\n") or "nobody"
  end,
}

hf.admin{
  name = "access", args = { "policy" }, help = "who is let in: open, allowlist, closed, or file (as config.lua says)",
  run = function(ctx, args)
    local r, problem = A.try(ctx:service{ action = "access", value = args.policy })
    if not r then return problem end
    return ("access is %s (%s)"):format(r.access, r.accessFrom)
  end,
}
