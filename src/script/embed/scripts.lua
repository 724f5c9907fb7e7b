-- Makes a C file of the shipped scripts: lua5.4 scripts.lua OUT.c FILE.lua...
-- Each file is compiled by the same Lua that hf is linked to; line numbers are kept, so that messages can name them.
local out = assert(io.open(arg[1], "wb"))
local files = {}
for i = 2, #arg do files[#files + 1] = arg[i] end
table.sort(files)

out:write("/* Made from lua/ by embed/scripts.lua; do not edit. */\n")
out:write('#include "script/generation.h"\n\n')
for i, file in ipairs(files) do
  local name = file:gsub("^lua/", "")
  local f = assert(io.open(file, "rb"))
  local text = f:read("a")
  f:close()
  local chunk = assert(load(text, "@" .. name, "t"))
  local code = string.dump(chunk, false)
  out:write("static const unsigned char file", i, "[] = {")
  for k = 1, #code do
    if k % 24 == 1 then out:write("\n") end
    out:write(code:byte(k), ",")
  end
  out:write("\n};\n")
end
out:write("const struct embedded embedded_files[] = {\n")
for i, file in ipairs(files) do
  local name = file:gsub("^lua/", "")
  out:write(string.format('{"%s", file%d, sizeof(file%d)},\n', name, i, i))
end
out:write("{NULL, NULL, 0}};\n")
assert(out:close())
