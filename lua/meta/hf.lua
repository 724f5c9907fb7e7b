---@meta
-- Made by `hf script stubs`; do not edit.

---@class hf.state
---@field enter? fun(ctx: hf.Ctx, event: table, data: table): any # called on the way in; what it returns is said
---@field on_text? fun(ctx: hf.Ctx, event: table, data: table): any # called with the person's answer; nil says that it is none
---@field timeout? number # minutes after which the flow is forgotten; 30 unless said
---@field hears? string # phrases (hf.template hear_NAME) that answer this state, whatever else they could mean
---@field greedy? boolean # true: an answer may look like a message of its own

---@class hf.command
---@field name string # the word that calls it, without the slash
---@field aliases? string[] # other words for it
---@field args? string[] # names of its arguments, in order
---@field help string # one line for the list of commands
---@field role? string # who may call it; user unless said
---@field run fun(ctx: hf.Ctx, args: table): any # does it; what it returns is the reply

---@class hf.flow
---@field id string # its name
---@field version? number # raise it when states change their meaning; 1 unless said
---@field intent? string # what its messages are called in answers; as understood unless said
---@field start string # the state it begins in
---@field states table # state name = { enter, on_text, timeout, hears, greedy }

---@class hf.rule
---@field id string # its name
---@field help? string # one line on what it changes
---@field applies fun(habit: hf.Habit): boolean # is it for this habit?
---@field due? fun(day: integer, builtin: boolean, weekday: string, habit: hf.Habit): boolean # is the habit asked for on that day?
---@field done? fun(day: integer, builtin: boolean, status: string, amount: number?, habit: hf.Habit): boolean # does that day's log count as done?
---@field amount? fun(day: integer, builtin: number?, status: string, habit: hf.Habit): number? # what the day adds
---@field forgive? fun(day: integer, builtin: boolean, last: integer, habit: hf.Habit): boolean # is that miss carried? day is the first of the missed period

---@class hf.coach
---@field id string # its name
---@field on string|string[] # when it is looked at
---@field when? fun(ctx: hf.Ctx, event: table): boolean # is there something to say?
---@field say fun(ctx: hf.Ctx, event: table): any # the message: a text, a sentence, or { subject, body, reason, priority }; on pace: { per_day, per_week, few, urgent, why }
---@field cooldown? number # days before it may speak about the same habit again
---@field priority? number # the highest speaks first; 0 unless said

---@class hf.limit
---@field id string # its name
---@field key? string # what is counted; messages unless said
---@field per_day? number # how many in a local day
---@field burst? number # how many at once
---@field refill? number # seconds until one more is allowed
---@field exempt? string[] # roles it does not count for
---@field reply? string # what the person is told; {minutes} is the time to wait

---@class hf.reminder
---@field id string # its name
---@field when? fun(ctx: hf.Ctx, habit: table): string|number # "send", "skip", or minutes to wait
---@field text fun(ctx: hf.Ctx, habit: table): string # what it says

---@class hf.persona
---@field id string # its name
---@field name string # as people see it
---@field about string # one line for the choice
---@field texts table # language = { message = text or list of texts }

---@class hf.locale

---@class hf.template
---@field id string # its name
---@field vars? string[] # the {names} its texts may hold
---@field text table # language = text or list of texts

---@class hf.frames
---@field lang string # the language
---@field polite? string # phrases that may stand at either end, parted by commas
---@field macros? table # name = pattern, for <name>
---@field acts table # act = a list of patterns

---@class hf.on
---@field id string # its name
---@field event string # what it waits for
---@field run fun(ctx: hf.Ctx, event: table): any # called with the event

---@class hf.admin
---@field name string # the word that calls it
---@field aliases? string[] # other words for it
---@field args? string[] # names of its arguments, in order
---@field help string # one line for the list of commands
---@field run fun(ctx: hf.Ctx, args: table): any # does it; what it returns is the answer

---@class hf.Habit
---@field id string # as in the files
---@field name string # as the person wrote it
---@field category string # may be empty
---@field unit string # may be empty
---@field every string # "daily", "3/week", "mon,wed" ...
---@field goal string # "atLeast", "atMost" or "yesNo"
---@field target number # of a day, or of a week or month
---@field rule string? # the rule that the habit names
---@field forgive integer # misses that are forgiven
---@field forgive_of integer # in that many due periods; 0: in a streak
---@field start integer? # first day
---@field end_day integer? # last day
---@field status fun(day: integer): string # what that day's log says; "none" without one
---@field amount fun(day: integer): number? # that day's number
---@field sum fun(from: integer, to: integer): number # of the numbers
---@field count fun(from: integer, to: integer, ...: string): integer # days whose log has one of these statuses

---@class hf.args.add
---@field name string # name of the habit
---@field category? string # health, fitness, productivity, learning, social, creative, mindfulness, spirituality or other
---@field every? string # daily, weekdays, mon,wed,fri, weekly, 3/week, monthly, 2/month, 3/7d or "every 2 days"
---@field target? number # at least this much a day (with weekly or monthly: a week or month)
---@field unit? string # what is counted: km, glass, page
---@field limit? number # at most this much, in the place of --target; 0 for a habit to avoid
---@field remind? string[] # times of day for a reminder; none takes them away
---@field remindMessage? string # what the reminder says
---@field remindChannel? string # where it goes: last, whatsapp, telegram ...
---@field remindTo? string # to whom it goes, such as +351911111111
---@field remindDays? string # only on these weekdays: mon,wed,fri; daily for all
---@field remindLate? string # once more then, if a streak would break; none for no such
---@field start? string # first day
---@field description? string # a sentence about it
---@field forgive? string # misses that a streak survives: N in all, or N in any M due times; default 1

---@class hf.args.list
---@field active? boolean # only those in use (the default)
---@field archived? boolean # only archived ones
---@field all? boolean # both
---@field search? string # only those whose name or description holds this

---@class hf.args.show
---@field habit string # id, name, unique part of a name, or a near miss

---@class hf.args.edit
---@field habit string # id, name, unique part of a name, or a near miss
---@field name? string # new name
---@field category? string # health, fitness, productivity, learning, social, creative, mindfulness, spirituality or other
---@field every? string # daily, weekdays, mon,wed,fri, weekly, 3/week, monthly, 2/month, 3/7d or "every 2 days"
---@field target? number # at least this much a day (with weekly or monthly: a week or month)
---@field unit? string # what is counted: km, glass, page
---@field limit? number # at most this much, in the place of --target; 0 for a habit to avoid
---@field remind? string[] # times of day for a reminder; none takes them away
---@field remindMessage? string # what the reminder says
---@field remindChannel? string # where it goes: last, whatsapp, telegram ...
---@field remindTo? string # to whom it goes, such as +351911111111
---@field remindDays? string # only on these weekdays: mon,wed,fri; daily for all
---@field remindLate? string # once more then, if a streak would break; none for no such
---@field start? string # first day
---@field description? string # a sentence about it
---@field forgive? string # misses that a streak survives: N in all, or N in any M due times; default 1
---@field remindEnabled? boolean # switch the reminders on or off

---@class hf.args.archive
---@field habit string # id, name, unique part of a name, or a near miss

---@class hf.args.unarchive
---@field habit string # id, name, unique part of a name, or a near miss

---@class hf.args.delete
---@field habit string # id, name, unique part of a name, or a near miss
---@field yes? boolean # the person has confirmed it

---@class hf.args.log
---@field habit string[] # one habit or several
---@field on? string # day or days: today (default), yesterday, a weekday, YYYY-MM-DD; comma-separated
---@field status? string # completed (default), partial, missed or skipped
---@field count? number # the day's amount; without --status it is judged against the target
---@field add? number # add this much to the day's amount
---@field note? string # a note for the day; "" takes it away
---@field meta? any # further data as a JSON object

---@class hf.args.skip
---@field habit string # id, name, unique part of a name, or a near miss
---@field from? string # first day (default today); may lie ahead
---@field to? string # last day (default: the first)
---@field note? string # why

---@class hf.args.pause
---@field habit? string # id or name
---@field all? boolean # all habits, for a vacation
---@field from? string # first day (default today); may lie ahead
---@field to? string # last day (default: until resume)

---@class hf.args.resume
---@field habit? string # id or name
---@field all? boolean # all habits

---@class hf.args.today

---@class hf.args.undo
---@field event? string # number of the event (hf history); default: the last one
---@field last? integer # take the last N events back

---@class hf.args.history
---@field event? string # one event with the rows that it changed
---@field last? integer # how many events; default 20

---@class hf.args.streak
---@field habit? string # id or name
---@field all? boolean # every active habit
---@field archived? boolean # with --all: archived ones too
---@field mode? string # hf's own rules (default) or those of Loop Habit Tracker
---@field rule? string # show it under this rule (a Lua file), without adopting it

---@class hf.args.stats
---@field habit? string # id or name; default: every active habit
---@field all? boolean # archived ones too
---@field days? integer # length of the window that ends today; default 30
---@field rule? string # show it under this rule (a Lua file), without adopting it

---@class hf.args.why
---@field habit string # id, name, unique part of a name, or a near miss
---@field date? string # the day in question; default today
---@field rule? string # show it under this rule (a Lua file), without adopting it

---@class hf.args.graph
---@field habit? string # id or name; default: every active habit
---@field days? integer # how many days, the last of them today
---@field from? string # first day
---@field to? string # last day; default today
---@field width? integer # of the picture; default: the terminal's

---@class hf.args.week
---@field habit? string # id or name; default: every active habit
---@field of? string # a day of that week; default today

---@class hf.args.calendar
---@field habit string # id, name, unique part of a name, or a near miss
---@field days? integer # how many days, the last of them today
---@field from? string # first day
---@field to? string # last day; default today
---@field width? integer # of the picture; default: the terminal's

---@class hf.args.entries
---@field habit? string # id or name; default: all, archived ones too
---@field days? integer # how many days, the last of them today; default 30
---@field from? string # first day
---@field to? string # last day; default today

---@class hf.args.privacy
---@field action string # what to do
---@field out? string # export: the archive to write
---@field person? string # an admin, for this user: +351911111111 or CHANNEL:PEER
---@field yes? boolean # erase: it has been confirmed
---@field confirm? string # erase: the word that the person typed
---@field answers? integer # sweep: forget the kept answers of calls after so many days; default 90
---@field replaced? integer # sweep: remove what restores moved aside after so many days; default 30

---@class hf.args.profile
---@field assignments? string[] # what to set; KEY= takes it away. Keys: name timezone language activePersona dayStart weekStart dateOrder quietHours catchUp coachTime announcements phoneNumber

---@class hf.args.persona
---@field persona? string # flex, coach-blaze, luna, ava, max, sofi or the-monk

---@class hf.args.remind
---@field action string # what to do
---@field habit? string # run, snooze: which habit
---@field for? string # snooze: how long, such as 30m or 2h; default 30m
---@field until? string # snooze: until when
---@field gateway? string # sync: the gateway's command; default: openclaw, else clawdbot
---@field each? boolean # sync: a job for each habit and time, instead of one that ticks every minute
---@field remove? boolean # sync: take all jobs of hf away

---@class hf.args.parse
---@field text string # what was said
---@field lang? string # the language to try first; default: the profile's
---@field dates? boolean # read the text as a date phrase and nothing else
---@field lean? string # where an ambiguous date lies: past (default) or future

---@class hf.args.say
---@field text? string # what was said
---@field choice? string # the answer to the open question that was chosen, in place of a text
---@field id? string # the message's own id: the same message again is answered, not done again
---@field lang? string # the language to try first; default: the profile's

---@class hf.args.coach
---@field action string # daily: risks, returns, milestones; weekly: the week in one message; insights: what the history shows; all: whatever is due (once a day is enough); history: what was said; off, on: be silent, speak again
---@field again? boolean # also what was said today already
---@field last? integer # history: how many; default 20

---@class hf.args.words
---@field word? string # a word of yours
---@field habit? string # it means this habit
---@field count? number # it holds this much ...
---@field unit? string # ... of this unit, such as ml
---@field forget? boolean # it means nothing any more

---@class hf.args.user
---@field action string # what to do
---@field who? string # id of a user or one of their names: +351911111111, telegram:900100200
---@field value? string # alias: the other name; move: the new name; role: user or admin
---@field name? string # add: how admins see this user
---@field remove? boolean # alias: take VALUE away
---@field yes? boolean # link: also where a vault of the number's own is left behind; delete: it has been confirmed
---@field out? string # export: the archive to write
---@field after? string # list: those behind this id
---@field limit? integer # list: how many at most; default 50
---@field state? string # list: only these
---@field search? string # list: only those whose id, name or alias holds this

---@class hf.args.usage
---@field action string # write down a call of a model, sum up, or ask whether one may be made
---@field model? string # record: which; prices of config.lua are found by the longest name it begins with
---@field input? integer # record: that were read and not cached
---@field output? integer # record: that were written
---@field cacheRead? integer # record: that were read from a cache
---@field cacheWrite? integer # record: that were put into a cache
---@field at? string # record: when; default now
---@field by? string # report: sums by this; default user
---@field days? integer # report: how many days until today; default 30
---@field who? string # report, check: of this user

---@class hf.args.service
---@field action string # what to show or set
---@field value? string # access: open, allowlist, closed, or file (as config.lua says); broadcast: the text
---@field days? integer # broadcast: to those who were here in the last N days; default 30

---@class hf.args.audit
---@field who? string # only what was done to this user
---@field before? integer # those before this row
---@field limit? integer # how many at most; default 20

---@class hf.args.admin
---@field name? string # the command; without it, all are listed
---@field words? string[] # its arguments

---@class hf.args.doctor
---@field fix? boolean # repair what can be repaired without losing anything
---@field all? boolean # the owner: everybody's vault, not only those of the first 200 people

---@class hf.args.version

---What a handler can reach while it runs; of no use afterwards.
---@class hf.Ctx
---@field language string # what is spoken: "en", "pt" ...
---@field persona string # the voice: "flex", "luna" ...
---@field voice hf.persona # that persona's data
---@field name string? # as the person wants to be called
---@field today string # the person's date, "2026-11-22"
---@field hour integer # of the person's day, 0 to 23
---@field reply fun(self: hf.Ctx, text: string) # says something; up to 4 times
---@field phrase fun(self: hf.Ctx, kind: string, values?: table): string # a sentence in the person's voice and language, from personas and the templates "say_KIND"
---@field terms fun(self: hf.Ctx, name: string): string[] # the list "hear_NAME" of the templates in the person's language: "days", "months", "units", "or"
---@field amount fun(self: hf.Ctx, habit: string, amount: number, unit?: string): number? # an amount in the habit's own unit; nil when it measures something else
---@field run fun(self: hf.Ctx, verb: string, args?: table): table?, string?, string? # a verb by name: ctx:run("today"), since ctx.today is the date and ctx.persona the voice
---@field add fun(self: hf.Ctx, args?: hf.args.add): table?, string?, string? # make a habit
---@field list fun(self: hf.Ctx, args?: hf.args.list): table?, string?, string? # show the habits with their streaks
---@field show fun(self: hf.Ctx, args?: hf.args.show): table?, string?, string? # show one habit, its streak and today
---@field edit fun(self: hf.Ctx, args?: hf.args.edit): table?, string?, string? # change a habit
---@field archive fun(self: hf.Ctx, args?: hf.args.archive): table?, string?, string? # put a habit away, with its history
---@field unarchive fun(self: hf.Ctx, args?: hf.args.unarchive): table?, string?, string? # take an archived habit up again
---@field delete fun(self: hf.Ctx, args?: hf.args.delete): table?, string?, string? # delete a habit and its logs
---@field log fun(self: hf.Ctx, args?: hf.args.log): table?, string?, string? # write down what was done
---@field skip fun(self: hf.Ctx, args?: hf.args.skip): table?, string?, string? # mark days as skipped: neutral, the streak goes on
---@field pause fun(self: hf.Ctx, args?: hf.args.pause): table?, string?, string? # stop asking for a while
---@field resume fun(self: hf.Ctx, args?: hf.args.resume): table?, string?, string? # end a pause today
---@field undo fun(self: hf.Ctx, args?: hf.args.undo): table?, string?, string? # take back the last change, or any
---@field history fun(self: hf.Ctx, args?: hf.args.history): table?, string?, string? # show what happened
---@field streak fun(self: hf.Ctx, args?: hf.args.streak): table?, string?, string? # streaks, forgiveness, score, days until it breaks
---@field stats fun(self: hf.Ctx, args?: hf.args.stats): table?, string?, string? # completion over a window
---@field why fun(self: hf.Ctx, args?: hf.args.why): table?, string?, string? # why a day counts as it does
---@field graph fun(self: hf.Ctx, args?: hf.args.graph): table?, string?, string? # the last days of every habit, a line each
---@field week fun(self: hf.Ctx, args?: hf.args.week): table?, string?, string? # one week, day by day
---@field calendar fun(self: hf.Ctx, args?: hf.args.calendar): table?, string?, string? # a year of one habit: weeks across, weekdays down
---@field entries fun(self: hf.Ctx, args?: hf.args.entries): table?, string?, string? # the logs of a range of days
---@field privacy fun(self: hf.Ctx, args?: hf.args.privacy): table?, string?, string? # what is held of you: look, take it away, erase it
---@field profile fun(self: hf.Ctx, args?: hf.args.profile): table?, string?, string? # show or set your zone, language, start of day ...
---@field remind fun(self: hf.Ctx, args?: hf.args.remind): table?, string?, string? # reminders: list, what is due now, put off
---@field parse fun(self: hf.Ctx, args?: hf.args.parse): table?, string?, string? # understand a message, without doing anything
---@field say fun(self: hf.Ctx, args?: hf.args.say): table?, string?, string? # do what a message says, and answer it
---@field coach fun(self: hf.Ctx, args?: hf.args.coach): table?, string?, string? # say what is worth saying, rarely
---@field words fun(self: hf.Ctx, args?: hf.args.words): table?, string?, string? # show, teach or forget your own words
---@field user fun(self: hf.Ctx, args?: hf.args.user): table?, string?, string? # bot users: list, show, add, their names, and who may come in
---@field usage fun(self: hf.Ctx, args?: hf.args.usage): table?, string?, string? # what language models cost, and whether one may still be called
---@field service fun(self: hf.Ctx, args?: hf.args.service): table?, string?, string? # who is let in, settings, limits, figures, and messages to many
---@field audit fun(self: hf.Ctx, args?: hf.args.audit): table?, string?, string? # what admins did
---@field admin fun(self: hf.Ctx, args?: hf.args.admin): table?, string?, string? # run a command for admins
---@field doctor fun(self: hf.Ctx, args?: hf.args.doctor): table?, string?, string? # check data and files, and repair
---@field version fun(self: hf.Ctx, args?: hf.args.version): table?, string?, string? # versions of hf and of its store

---@class hf
---@field trim fun(s: string): string # without blanks at both ends
---@field split fun(s: string, separator?: string): string[] # parts between separators; a comma unless said
---@field starts fun(s: string, prefix: string): boolean # does s begin with that?
---@field ends fun(s: string, suffix: string): boolean # does s end with that?
---@field fold fun(s: string): string # for comparing names: lower case, without accents
---@field day fun(date: string|integer): integer # "2026-11-22" as days since 1970, for reckoning
---@field date fun(day: integer|string): string # days since 1970 as "2026-11-22"
---@field weekday fun(day: integer|string): string # "mon" to "sun"
---@field week_first fun(day: integer|string, start?: string): integer # first day of that week
---@field month_first fun(day: integer|string): integer # first day of that month
---@field fill fun(text: string, values: table): string # the text with each {name} replaced
---@field pick fun(texts: string|string[]): string # one of the texts, by chance
---@field use fun(name: string): any # what hf/NAME.lua returned
---@field test fun(name: string, run: function) # in a spec file: a test
---@field entry fun(kind: string, id: string): table # in a spec file: what was registered
---@field user fun(fields?: table): hf.Ctx # inside a test: a person with an empty vault of their own
hf = {}

---A command that a person can type.
---@param def hf.command
function hf.command(def) end

---A conversation of several steps.
---@param def hf.flow
function hf.flow(def) end

---A reading of a habit's history that differs from the built-in one.
---@param def hf.rule
function hf.rule(def) end

---Something to say without being asked.
---@param def hf.coach
function hf.coach(def) end

---How much one person may ask for.
---@param def hf.limit
function hf.limit(def) end

---The words of a reminder.
---@param def hf.reminder
function hf.reminder(def) end

---A voice.
---@param def hf.persona
function hf.persona(def) end

---The words of a language.
---@param def hf.locale
function hf.locale(def) end

---A text with variables, in several languages.
---@param def hf.template
function hf.template(def) end

---Sentence patterns of a language.
---@param def hf.frames
function hf.frames(def) end

---Something to do when something happens.
---@param def hf.on
function hf.on(def) end

---A command for admins: in their chat, at `hf admin` and on the admin page.
---@param def hf.admin
function hf.admin(def) end
