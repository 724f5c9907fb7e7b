-- What I understand, by example. Short enough for one screen of a phone.
-- event.commands: what this person may type, as { name, args, help }

local function line(command)
  local args = ""
  for _, name in ipairs(command.args or {}) do args = args .. " " .. name:upper() end
  return ("/%s%s  %s"):format(command.name, args, command.help)
end

local function show(ctx, event)
  local lines = { ctx:phrase("help") }
  for _, command in ipairs(event.commands or {}) do lines[#lines + 1] = line(command) end
  return table.concat(lines, "\n")
end

hf.flow{ id = "help", start = "show", states = { show = { enter = show } } }
