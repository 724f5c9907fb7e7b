-- zones: places that people name, by the IANA zone that bears their name. local Z = hf.use("zones")
-- From the zone table of the IANA database (zone.tab, public domain): zones whose city is one that people say.
local NAMES = {
  "Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores", "Europe/Madrid", "Atlantic/Canary", "Europe/London", "Europe/Dublin", "Europe/Paris",
  "Europe/Brussels", "Europe/Amsterdam", "Europe/Berlin", "Europe/Zurich", "Europe/Vienna", "Europe/Rome", "Europe/Prague", "Europe/Warsaw",
  "Europe/Budapest", "Europe/Copenhagen", "Europe/Stockholm", "Europe/Oslo", "Europe/Helsinki", "Europe/Athens", "Europe/Bucharest", "Europe/Sofia",
  "Europe/Istanbul", "Europe/Kyiv", "Europe/Moscow", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto",
  "America/Montreal", "America/Vancouver", "America/Mexico_City", "America/Bogota", "America/Lima", "America/Caracas", "America/Santiago",
  "America/Buenos_Aires", "America/Montevideo", "America/Asuncion", "America/La_Paz", "America/Sao_Paulo", "America/Recife", "America/Fortaleza",
  "America/Bahia", "America/Manaus", "America/Belem", "America/Havana", "America/Panama", "America/Guatemala", "America/Costa_Rica", "Africa/Casablanca",
  "Africa/Algiers", "Africa/Tunis", "Africa/Cairo", "Africa/Lagos", "Africa/Nairobi", "Africa/Johannesburg", "Africa/Luanda", "Africa/Maputo",
  "Africa/Dakar", "Africa/Accra", "Asia/Dubai", "Asia/Jerusalem", "Asia/Riyadh", "Asia/Tehran", "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka",
  "Asia/Bangkok", "Asia/Singapore", "Asia/Hong_Kong", "Asia/Shanghai", "Asia/Taipei", "Asia/Seoul", "Asia/Tokyo", "Asia/Manila", "Asia/Jakarta",
  "Australia/Perth", "Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney", "Australia/Melbourne", "Pacific/Auckland", "Pacific/Honolulu",
}

local Z = {}

-- "Europe/Lisbon" as it stands; else the zone whose city stands in the text, the longest name first ("I live in Mexico City").
function Z.of(text)
  local name = hf.trim(text):gsub("[%.!?]+$", "")
  if name:match("^%a[%w_]*/[%w_/+-]+$") then return name end
  local said, found, length = " " .. hf.fold(name):gsub("[,;:]", " ") .. " ", nil, 0
  for _, zone in ipairs(NAMES) do
    local city = hf.fold((zone:match("[^/]+$"):gsub("_", " ")))
    if #city > length and said:find(" " .. city .. " ", 1, true) then found, length = zone, #city end
  end
  return found
end

return Z
