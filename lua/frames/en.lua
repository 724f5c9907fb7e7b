-- What people ask of hf in English, as whole sentences. See docs/language.md, "Sentence patterns".
hf.frames{
  lang = "en",
  polite = "please,pls,plz,kindly,hey,hi,hello,ok,okay,so,well,actually,can you,could you,can u,would you,thanks,thank you,thx,now,also,and,then,"
    .. "for me,from now on,from today,instead,again,lmao,lol,ffs,ja,mate,bro,hf,bot,just,i think,yes,oh,btw",
  macros = {
    wish = "(i want|want|i wanna|wanna|i would like|i'd like|id like|i wish|i'm going|im going|i need|i plan|gonna) [to]",
    set = "(change|set|raise|lower|increase|decrease|reduce|bump|drop|make|move|put|up|cut|adjust|push|update|switch|shift)",
    goal = "(goal|target|limit|aim)",
    art = "[my|the|a|that|this]",
    make = "(add|create|make|set up|start|begin|track|start tracking|include|put in|make entry for|make an entry for|note down|lets track|let's track|let us track|keep track of)",
    habit = "(habit|thing|one|goal|tracker|entry)",
    stop = "(stop|quit|quitting|stopping|give up|giving up|cut out|cutting out)",
    many = "(how many|how much|how many times|how often|how far|how long)",
    when = "(today|this week|this month|this year|last week|last month|so far|yesterday|in total|altogether|already)",
    all = "(all|everything|all habits|all of them|all my habits|it all)",
    person = "(my (wife|husband|friend|boss|sister|brother|mum|mom|dad|son|daughter|kid|neighbour|neighbor|colleague|dog|partner|girlfriend|boyfriend)|he|she|they)",
  },
  acts = {
    ["create"] = {
      "[<wish>] (new habit|new one|new goal|add [a|one] [new] habit|create [a] [new] habit|create habit|start a [new] habit|make [a] [new] habit|set up a [new] habit) [called|named|namely|for|to|-] {text}",
      "[<wish>] (start tracking|track|lets track|let's track|let us track|keep track of) {text}",
      "make a (thing|habit|tracker|goal) for {text}",
      "~<wish> [start] {text} (daily|every day|each day|a day|per day|every week|a week|per week|weekly|on weekdays|on weekends|every morning|every night|every evening) [*]",
      "~[<wish>] (add|include|set up|put in|make entry for|make an entry for) {text}",
      "want [2|two|3|three] [new] habits - {text}",
    },
    ["create.limit"] = {
      "[<wish>] (put a limit on|limit|cap|reduce|cut down on|put limit of|set a limit on|set a limit of) {text}",
      "(no more than|not more than|at most|max|maximum) {text}",
      "~<wish> (drink|eat|have|spend) (at most|no more than|max) {text}",
    },
    ["create.quit"] = {
      "<wish> <stop> {text}",
      "~<stop> {text}",
      "<wish> (go|live) without {text}",
      "no more {text}",
    },
    ["edit.target"] = {
      "<set> <art> {habit} [<goal>] (to|at|by) {amount} [*]",
      "<set> <art> <goal> (for|of|on) <art> {habit} (to|at) {amount} [*]",
      "(make|set) <art> {habit} {amount} [a day|a week|per day|per week|daily|now]",
      "<art> {habit} (goal|target|limit) [is|should be|-|to|now|at] [now] {amount} [*]",
      "[i want|make it] {amount} (for|instead of *) [my] {habit} <goal>",
      "(bump|drop|raise|lower|move) <art> {habit} <goal> [up|down] [to] {amount} [*]",
    },
    ["edit.name"] = {
      "(rename|call|mv) <art> {habit} [habit] [to|into|as|-] {text}",
      "change [the] name of <art> {habit} (to|as|into) {text}",
      "{habit} should be called {text}",
      "change <art> {habit} name to {text}",
    },
    ["edit.every"] = {
      "<set> <art> {habit} [schedule] (to|on|only) {text}",
      "<art> {habit} (may be|should be|is|can be) [shifted|moved|changed|now] (to|on|only|every) {text}",
      "(make|do) <art> {habit} (every|on|only|daily|weekly) {text}",
      "{habit} (only|just|now|always) (on|every) {text}",
      "(make|set) <art> {habit} (daily|weekly|monthly)",
    },
    ["edit.which"] = { "(edit|change|modify|update) <art> {habit}" },
    ["delete"] = {
      "(delete|remove|get rid of|drop|erase|scrap|bin|trash) <art> [habit] {habit} [habit] [*]",
      "i don't (want|need) <art> {habit} [habit] any more",
    },
    ["archive"] = {
      "(archive|shelve|put away|retire) <art> [habit] {habit} [*]",
      "{habit} (can go on the shelf|can be archived|is over) [*]",
    },
    ["unarchive"] = {
      "(bring back|restore|unarchive|take up|revive|reactivate) <art> {habit} [again] [*]",
      "bring <art> {habit} back",
    },
    ["query.sum"] = {
      "<many> [*] (did|have|had) i [*] {habit} [*] [<when>]",
      "<many> {habit} [did i|have i|had i] [*] [<when>]",
      "<many> [*] {habit} [*] <when>",
      "{habit} (total|count|sum) [<when>]",
      "(total|sum of) {habit} [<when>]",
    },
    ["query.which"] = { "<many> [km|miles|pages|glasses|minutes|hours|steps|times] [did|have] [i] [*] <when>", "(km|miles|pages|minutes|hours) total <when>" },
    ["query.last"] = { "when (did i last|was my last|was the last time i) [*] {habit} [*]", "when was the last {habit}", "last {habit}" },
    ["query.best"] = {
      "(best|longest|record) (streak|run) [for|of|in] [my] {habit}", "(which|what) day [*] {habit} [the] most [*]", "what's my (best|longest) {habit} [*]",
      "(which|what) day did i {habit} the most [*]",
    },
    ["query.streak"] = { "[how is|how's|hows|what is|what's|whats|show] [my|the] [current] streak [on|for|of|in] [my|the] {habit} [*]", "{habit} streak", "how long is my {habit} streak" },
    ["query.did"] = { "(did i|have i) [already|even] [*] {habit} [*]", "is [my] {habit} (done|pending|open|over) [*]", "was my {habit} done [*]" },
    ["query.left"] = {
      "(what's|whats|what is|anything) (left|due|open|still to do|pending|missing) [today|for today|now]", "what do i [still] (need|have) to do [today|2day]", "what else [*] today",
      "what's on today", "what am i missing [today]", "how much {habit} (is|do i have) left [*]", "how many {habit} left [*]",
    },
    ["query.list"] = { "(list|show) [me] [all] [my] habits", "what (habits do i have|are my habits|do you track|are you tracking)", "my habits", "which habits do i have" },
    ["query.week"] = {
      "how (am i doing|was|is|did i do|are things) [*] (this week|last week|this month|last month|my week|my month|week|month)", "(how was|show) [me] my (week|month|year)",
      "(compare|sum up|summarise|summarize) [my] [this] (week|month) [*]", "how am i doing", "my week", "what did i do (last|this) week",
    },
    ["query.reminders"] = { "(which|what|show [me]) [all] [my] reminders [*]", "list [my] reminders", "(show|list) [all] reminders which are kept" },
    ["remind.set"] = {
      "(remind me|ping me|nudge me|remind|notify me|alert me) [*]", "reminder (for|at|on) [*]", "set [a] reminder [*]", "only remind me [*]",
    },
    ["remind.off"] = {
      "(stop|no more|turn off|switch off|cancel|remove|delete|kill|disable) [the|my|all] (reminder|reminders|reminding me|pinging me|nudging me) [for|of|about|on|to] [the|my] [{habit}] [*]",
      "(stop|don't|do not) (remind|pinging|ping|nudge|reminding) me [about|of|to] [{habit}] [*]", "(stop|turn off) all reminders", "no reminder for {habit}",
    },
    ["remind.move"] = { "{habit} reminder [time] (may be|should be|to|at|can be) [*]", "(move|change|shift) [the|my] {habit} reminder [*]", "change [the] reminder (for|of) {habit} [*]" },
    ["pause"] = {
      "(pause|stop counting|put on hold|freeze) (<all>|<art> {habit}) [*]", "[*] (pause|freeze) (<all>|{habit}) [*]", "(i'm|im|i am) (on vacation|on holiday|on holidays|sick|ill|away|travelling|traveling|injured) [*]",
      "off {habit} (until|till|for) [*]", "don't count anything [*]", "[*] (please do not|don't|do not) count anything [*]", "(got|have) [the] (flu|covid|a cold|a fever) [*]", "vacation (until|till|from) [*]", "ooo [*]",
    },
    ["resume"] = {
      "[*] (resume|unpause|unfreeze|restart) (<all>|<art> {habit}) [*]", "(i'm|im|i am) back [*]", "continue [with] (<all>|{habit})", "back [again|early] [*] (resume|go on|continue) [*]", "let's go on [*]",
    },
    ["profile.zone"] = { "(my|the) (timezone|time zone) is [now] {text}", "i (live|am living|moved) (in|to) {text}", "set [my] (timezone|time zone) to {text}", "(i'm|im|i am) in {text} (now|time)", "change [my] timezone to {text}" },
    ["profile.daystart"] = { "my day (starts|ends|begins) at {text}", "(start|end) my day at {text}" },
    ["profile.name"] = { "(call me|my name is|my name's) {text}" },
    ["greeting.craving"] = {
      "[i'm|im|i am] (craving|dying for|tempted by|tempted to|fancy|could murder) {text}", "i (really want|feel like|could use|need) [a|some|another] {habit} [*]", "[so] (in the mood for) {text}",
      "almost {text}", "nearly {text}", "(thinking about|thought about) {text}",
    },
    ["greeting.other"] = { "<person> {text}", "~(the|this) {habit} (is|was|looks|feels|broke|machine) [*]", "{text} with <person> is boring" },
    ["greeting.feeling"] = { "(i feel|feeling|i'm so|im so|i'm|im) (bad|sad|awful|tired|down|guilty|proud|great|happy|stressed|exhausted|good|fine|lonely|anxious) [*]", "(you're|youre|you are) (useless|stupid|dumb|annoying|great|awesome) [*]", "i keep forgetting [*]" },
    ["greeting.bot"] = { "are you [a] (bot|robot|human|real|ai) [*]", "who (are you|made you)", "what are you" },
  },
}
