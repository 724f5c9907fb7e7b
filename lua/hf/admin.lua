-- admin: what admin commands share. local A = hf.use("admin")

local A = {}

-- The answer of a verb, or nil and its sentence.
function A.try(result, _, message)
  if result then return result end
  return nil, message .. "."
end

-- One line for a user.
function A.user(u)
  local words = { u.id }
  if u.name then words[#words + 1] = "(" .. u.name .. ")" end
  if u.role == "admin" then words[#words + 1] = "admin" end
  words[#words + 1] = u.state
  words[#words + 1] = u.lastSeen and ("last here " .. u.lastSeen) or "never here"
  return table.concat(words, " ")
end

-- A command that does one thing to one user: its action of the verb user, and what it says when that is done.
function A.act(name, action, help, done)
  hf.admin{
    name = name, args = { "who" }, help = help,
    run = function(ctx, args)
      if not args.who then return "Whom? hf admin " .. name .. " +351911111111" end
      local r, problem = A.try(ctx:user{ action = action, who = args.who })
      if not r then return problem end
      return r.user and done:format(A.user(r.user)) or "nothing was changed"
    end,
  }
end

function A.percent(share) return share and ("%.0f%%"):format(100 * share) or "-" end

return A
