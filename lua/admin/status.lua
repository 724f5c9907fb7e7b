-- How the bot is: version and what needs attention. For admins only; shows nobody's habits.
hf.admin{
  name = "status",
  help = "version, and what the doctor finds",
  run = function(ctx)
    local v = ctx:version{}
    local lines = { v and ("hf %s, %s"):format(v.version, v.engine) or "hf" }
    local d, _, message = ctx:doctor{}
    if not d then return lines[1] .. "\ndoctor: " .. message end
    for _, f in ipairs(d.findings) do
      if f.severity == "warning" or f.severity == "problem" then
        lines[#lines + 1] = ("%s: %s%s"):format(f.severity, f.what, f.remedy and " (" .. f.remedy .. ")" or "")
      end
    end
    if #lines == 1 then lines[2] = "nothing needs attention" end
    return table.concat(lines, "\n")
  end,
}
