local t = hf.use("test")
local function run(name, ctx, args) return hf.entry("admin", name).run(ctx, args or {}) end

local STATS = { users = 10, blocked = 1, allowed = 2, admins = 1, activeDay = 3, activeWeek = 5, activeMonth = 8, newWeek = 1, newMonth = 4, cohort = 4,
  retention = 0.5, engagement = 0.375, messages = 100, messagesPerDay = 4.2, handledWithoutModel = 0.9, modelCallsDay = 2, costDay = 0.5,
  modelCallsMonth = 20, costMonth = 3.25, currency = "EUR" }

hf.test("stats says what there is, and nothing about what is not known", function()
  local text = run("stats", t.ctx({}, { service = { stats = STATS } }))
  for _, part in ipairs{ "10, 1 blocked", "3 today, 5 in 7 days", "50% of the 4", "38%", "90% without", "3.2500 EUR" } do t.has(text, part) end
  local none = {}
  for k, v in pairs(STATS) do none[k] = v end
  none.retention, none.messagesPerDay, none.handledWithoutModel = nil, nil, nil
  t.has(run("stats", t.ctx({}, { service = { stats = none } })), "- of the 4")
  t.equal(run("stats", t.ctx({}, { service = function() return nil, "busy", "the registry is in use" end })), "the registry is in use.")
end)

hf.test("acts need somebody, and say what became of them", function()
  local user = { id = "+351911111111", name = "Ana", role = "user", state = "blocked" }
  local ctx = t.ctx({}, { user = { user = user } })
  t.equal(run("block", ctx, { who = "+351911111111" }), "+351911111111 (Ana) blocked never here: blocked")
  t.equal(ctx.calls[1].args, { action = "block", who = "+351911111111" })
  for _, name in ipairs{ "block", "unblock", "allow", "disallow", "mute", "unmute" } do
    local fresh = t.ctx({}, { user = { user = user } })
    t.has(run(name, fresh), "Whom?")
    t.equal(#fresh.calls, 0)
  end
  t.equal(run("block", t.ctx({}, { user = function() return nil, "not_found", "there is no such user" end }), { who = "x" }), "there is no such user.")
end)

hf.test("settings are shown flat, prices are counted", function()
  local text = run("settings", t.ctx({}, { service = { access = "closed", accessFrom = "command", config = "good", waiting = { "+351911111111" },
    settings = { access = "open", budget = { user_day = 0.5 }, prices = { {}, {} } } } }))
  for _, part in ipairs{ "access = closed (set by: command)", "config.access = open", "config.budget.user_day = 0.5", "prices = 2 rows", "1 wrote" } do
    t.has(text, part)
  end
end)

hf.test("commands on a service that is really there", function()
  local ctx = t.user()
  t.has(run("stats", ctx), "users      0")
  t.has(run("allow", ctx, { who = "+351911111111" }), "let in")
  t.has(run("block", ctx, { who = "+351911111111" }), "blocked")
  t.has(run("who", ctx, { search = "9111" }), "+351911111111")
  t.equal(run("who", ctx, { search = "nobody at all" }), "nobody")
  t.has(run("access", ctx, { policy = "allowlist" }), "allowlist (command)")
  t.has(run("access", ctx, { policy = "ajar" }), "none of open")
  t.has(run("settings", ctx), "access = allowlist (set by: command)")
  t.has(run("audit", ctx, { who = "+351911111111" }), "block")
  t.equal(run("broadcast", ctx), "no broadcasts yet")
  t.has(run("broadcast", ctx, { text = "hello" }), "queued for 0")
  t.has(run("broadcast", ctx), "0 sent, 0 queued")
  t.has(run("costs", ctx), "0 calls")
  t.has(run("limits", ctx), "no limits")
end)
