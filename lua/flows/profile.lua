-- What a person says about themselves: where they live, when their day begins, what they are called.
-- event: act, slot (a zone, a place, a name), times
local D = hf.use("dialog")
local ZONES = hf.use("zones")

local function set(ctx, key, value, kind, values)
  local r, code, message = ctx:profile{ assignments = { key .. "=" .. value } }
  if r then return D.done(kind, values) end
  if code == "invalid_value" and key == "timezone" then return D.ask("zone_unknown", nil, "zone") end
  return D.failed(code, message)
end

local zone_of = ZONES.of

local function zone(ctx, text)
  local found = text and zone_of(text)
  if not found then return D.ask("zone_unknown", nil, "zone") end
  return set(ctx, "timezone", found, "zone_set", { zone = found })
end

local function begin(ctx, event)
  if event.act == "profile.zone" then return zone(ctx, event.slot) end
  if event.act == "profile.daystart" then
    local time = event.times[1]
    if not time then return D.leave("not_understood") end
    return set(ctx, "dayStart", time, "day_start_set", { time = time })
  end
  if event.act == "profile.which" then
    return D.done("zone_is", { zone = ctx:profile{}.profile.timezone or ctx.zone or "UTC" })
  end
  return set(ctx, "name", event.slot, "name_set", { name = event.slot })
end

hf.flow{
  id = "profile",
  intent = "profile",
  start = "begin",
  states = {
    begin = { enter = begin },
    zone = { timeout = 1440, on_text = function(ctx, event)
      local found = event.words <= 4 and zone_of(event.text)
      return found and zone(ctx, found)
    end },
  },
}
