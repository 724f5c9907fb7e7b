-- In which zone do your days begin? Asked once, where the number tells the country: the person says whether the guess is right.
-- event: yes, no, choice, text, words. data: { zones }, the likeliest first
local D = hf.use("dialog")
local ZONES = hf.use("zones")

local MOST = 9   -- zones to choose from; whoever lives in another names it

local function set(ctx, zone)
  local r, code, message = ctx:profile{ assignments = { "timezone=" .. zone } }
  if r then return D.done("zone_set", { zone = zone }) end
  if code ~= "invalid_value" then return D.failed(code, message) end
  return D.ask("zone_unknown", nil, "other")
end

-- "America/New_York" is chosen by "New York".
local function choose(ctx, zones)
  local options = {}
  for i = 1, math.min(#zones, MOST) do
    options[i] = { id = zones[i], name = (zones[i]:match("[^/]+$"):gsub("_", " ")) }
  end
  return D.ask("zone_many", { options = D.options(ctx, options) }, "many", { zones = zones }, options)
end

local function begin(ctx)
  local r, code, message = ctx:profile{}
  if not r then return D.failed(code, message) end
  local guess = r.timezoneGuess or {}
  local zones = guess.zones or {}
  if #zones == 0 then return D.ask("zone_other", nil, "other") end
  if guess.zone then return D.yes_no("zone_one", { zone = guess.zone }, "one", { zones = zones }) end
  return choose(ctx, zones)
end

-- A zone by its own name, or a place in a few words; whatever else was said is no answer.
local function named(ctx, event)
  local zone = event.words <= 6 and #event.habits == 0 and ZONES.of(event.text)
  return zone and set(ctx, zone) or nil
end

hf.flow{
  id = "zone",
  start = "begin",
  states = {
    begin = { enter = begin },
    one = {
      timeout = 1440,
      on_text = function(ctx, event, data)
        if event.yes then return set(ctx, data.zones[1]) end
        if not event.no then return named(ctx, event) end
        if #data.zones > 1 then return choose(ctx, data.zones) end
        return D.ask("zone_other", nil, "other")
      end,
    },
    many = {
      timeout = 1440,
      on_text = function(ctx, event)
        if event.choice then return set(ctx, event.choice.id) end
        if event.no then return D.ask("zone_other", nil, "other") end
        return named(ctx, event)
      end,
    },
    other = { timeout = 1440, on_text = named },
  },
}
