-- What coach/fresh_start.lua says; a language that is missing is said in English. The coach looks a sentence up as say_KIND.
hf.template{
  id = "say_fresh_start",
  vars = { "habit", "misses", "misses_unit" },
  text = {
    en = { "A new week. Would you like to give {habit} a small place in it?", "{habit} has rested for {misses} {misses_unit}. Monday is a good door." },
    pt = "Uma semana nova. Queres dar um lugar pequeno a {habit}?",
  },
}
