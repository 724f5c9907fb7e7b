-- Made by `hf script stubs`; do not edit. The names that a script of hf can use.
std = "none"
max_line_length = 160
self = false
exclude_files = { "build", "src", "tests", "lua/meta" }
read_globals = { assert = {}, error = {}, hf = { fields = { admin = {}, coach = {}, command = {}, date = {}, day = {}, ends = {}, entry = {}, fill = {}, flow = {}, fold = {}, limit = {}, locale = {}, month_first = {}, on = {}, persona = {}, pick = {}, reminder = {}, rule = {}, split = {}, starts = {}, template = {}, test = {}, trim = {}, use = {}, week_first = {}, weekday = {} } }, ipairs = {}, math = { fields = { abs = {}, ceil = {}, exp = {}, floor = {}, fmod = {}, huge = {}, log = {}, max = {}, maxinteger = {}, min = {}, mininteger = {}, modf = {}, pi = {}, random = {}, sqrt = {}, tointeger = {}, type = {}, ult = {} } }, next = {}, pairs = {}, pcall = {}, select = {}, setmetatable = {}, string = { fields = { byte = {}, char = {}, find = {}, format = {}, gmatch = {}, gsub = {}, len = {}, lower = {}, match = {}, rep = {}, reverse = {}, sub = {}, upper = {} } }, table = { fields = { concat = {}, insert = {}, move = {}, pack = {}, remove = {}, sort = {}, unpack = {} } }, tonumber = {}, tostring = {}, type = {}, utf8 = { fields = { char = {}, charpattern = {}, codepoint = {}, codes = {}, len = {}, offset = {} } } }
files["lua/locale"] = { max_line_length = false }
