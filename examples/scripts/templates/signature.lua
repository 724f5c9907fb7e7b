-- What stands below the weekly message. A {name} that is not in vars is found when the file is saved, not when it is sent.
hf.template{
  id = "signature",
  vars = { "club", "day" },
  text = {
    en = "See you on {day}, {club}",
    pt = { "Até {day}, {club}", "Vemo-nos {day}, {club}" },
  },
}
