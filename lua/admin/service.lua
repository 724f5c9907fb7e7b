-- What is set, what is loaded, what was done.
local A = hf.use("admin")

local function listed(lines, none) return #lines > 0 and table.concat(lines, "\n") or none end

local function flat(settings, prefix, lines)
  local names = {}
  for name in pairs(settings) do names[#names + 1] = tostring(name) end
  table.sort(names)
  for _, name in ipairs(names) do
    local value = settings[name]
    if name == "prices" then
      lines[#lines + 1] = ("prices = %d rows"):format(#value)
    elseif type(value) == "table" then
      flat(value, prefix .. name .. ".", lines)
    else
      lines[#lines + 1] = ("%s%s = %s"):format(prefix, name, tostring(value))
    end
  end
end

hf.admin{
  name = "settings", help = "what config.lua and commands set",
  run = function(ctx)
    local r, problem = A.try(ctx:service{ action = "settings" })
    if not r then return problem end
    local lines = { ("access = %s (set by: %s)"):format(r.access, r.accessFrom), "config.lua is " .. r.config }
    if r.problem then lines[#lines + 1] = r.problem end
    flat(r.settings, "config.", lines)
    if r.waiting then lines[#lines + 1] = ("%d wrote and were not let in: %s"):format(#r.waiting, table.concat(r.waiting, ", ", 1, math.min(5, #r.waiting))) end
    return table.concat(lines, "\n")
  end,
}

hf.admin{
  name = "limits", help = "how much one person may ask for",
  run = function(ctx)
    local r, problem = A.try(ctx:service{ action = "limits" })
    if not r then return problem end
    local lines = {}
    for i, l in ipairs(r.limits) do
      local parts = {}
      if l.perDay > 0 then parts[#parts + 1] = ("%d a day"):format(l.perDay) end
      if l.burst > 0 then parts[#parts + 1] = ("%d at once, one more each %d s"):format(l.burst, l.refillSeconds) end
      lines[i] = ("%-9s %s (%s)"):format(l.key, table.concat(parts, ", "), l.from)
    end
    return listed(lines, "no limits")
  end,
}

hf.admin{
  name = "scripts", help = "what is registered, by kind",
  run = function(ctx)
    local r, problem = A.try(ctx:service{ action = "scripts" })
    if not r then return problem end
    local lines, at = {}, {}
    for _, s in ipairs(r.scripts) do
      if not at[s.kind] then
        lines[#lines + 1] = s.kind .. ":"
        at[s.kind] = #lines
      end
      lines[at[s.kind]] = lines[at[s.kind]] .. " " .. s.id
    end
    return listed(lines, "no scripts")
  end,
}

hf.admin{
  name = "audit", args = { "who" }, help = "what admins did, to one user or at all",
  run = function(ctx, args)
    local r, problem = A.try(ctx:audit{ who = args.who, limit = 20 })
    if not r then return problem end
    local lines = {}
    for i, a in ipairs(r.audit) do
      lines[i] = ("%s %s: %s %s%s"):format(a.at:sub(1, 16):gsub("T", " "), a.actor, a.what, a.target, a.detail and " " .. a.detail or "")
    end
    return listed(lines, "nothing yet")
  end,
}

hf.admin{
  name = "broadcast", args = { "text" }, help = "a message to everybody who was here this month; without a text: how the last ones went",
  run = function(ctx, args)
    local r, problem = A.try(ctx:service{ action = "broadcast", value = args.text })
    if not r then return problem end
    if r.queued then return ("queued for %d people; it takes about %d min"):format(r.queued, r.minutes) end
    local lines = {}
    for i, b in ipairs(r.broadcasts) do
      lines[i] = ("%d, %s: %d sent, %d queued, %d failed: %s"):format(b.id, b.at:sub(1, 10), b.sent, b.queued, b.failed, b.text:sub(1, 40))
    end
    return listed(lines, "no broadcasts yet")
  end,
}

hf.admin{
  name = "costs", args = { "days" }, help = "what models cost, the dearest users first",
  run = function(ctx, args)
    local r, problem = A.try(ctx:usage{ action = "report", days = math.tointeger(tonumber(args.days)) or 30 })
    if not r then return problem end
    local lines = { ("%.4f %s in all, %d calls"):format(r.total.cost, r.currency, r.total.calls) }
    for i = 1, math.min(10, #r.usage) do
      local u = r.usage[i]
      lines[#lines + 1] = ("%s %.4f, %d calls"):format(u.user, u.cost, u.calls)
    end
    return table.concat(lines, "\n")
  end,
}
