/* A language made here, so that the room is tested without Lua: English in a few words. */
#ifndef LANGUAGE_SMALL_H
#define LANGUAGE_SMALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hf/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNUSED __attribute__((unused))
static struct hf_err small_err;

static const struct {
    const char *klass;
    double value;
    const char *words;
} small_words[] = {
    {"weekday", 0, "monday,mon"},
    {"weekday", 1, "tuesday,tue"},
    {"weekday", 2, "wednesday,wed"},
    {"weekday", 3, "thursday,thu"},
    {"weekday", 4, "friday,fri"},
    {"weekday", 5, "saturday,sat"},
    {"weekday", 6, "sunday,~so"},
    {"month", 1, "january"},
    {"month", 2, "february"},
    {"month", 3, "march"},
    {"month", 4, "april"},
    {"month", 5, "may"},
    {"month", 6, "june"},
    {"month", 7, "july"},
    {"month", 8, "august"},
    {"month", 9, "september"},
    {"month", 10, "october"},
    {"month", 11, "november"},
    {"month", 12, "december"},
    {"number", 1, "one"},
    {"number", 2, "two"},
    {"number", 3, "three"},
    {"number", 5, "five"},
    {"number", 12, "twelve"},
    {"number", 20, "twenty"},
    {"number", 40, "forty"},
    {"number", 100, "hundred"},
    {"number", 1000, "thousand"},
    {"number", 3, "~a few"},
    {"ordinal", 1, "first"},
    {"ordinal", 5, "fifth"},
    {"one", 0, "a,an"},
    {"and", 0, "and"},
    {"fraction", 0.5, "half"},
    {"andhalf", 0.5, "and a half"},
    {"dozen", 12, "dozen"},
    {"ordsuffix", 0, "st,nd,rd,th"},
    {"ago", 0, "ago"},
    {"mod", -1, "last"},
    {"mod", 1, "next"},
    {"of", 0, "of"},
    {"to", 0, "to"},
    {"on", 0, "on"},
    {"at", 0, "at"},
    {"art", 0, "the"},
    {"ampm", 12, "pm"},
    {"ampm", 0, "am"},
    {"not", 0, "not,didn't"},
    {"done", 0, "did"},
};
static const char *const small_patterns[] = {
    "relative: relative", "ago: duration ago",      "weekday: weekday", "weekday: mod weekday", "monthday: n month",
    "monthday: month n",  "monthday: n month year", "day: art ord",     "time: at clock",       "span: mod unit"};

UNUSED static struct hf_lexicon *small_language(void)
{
    struct hf_lexicon *lex = hf_lexicon_new("xx", "Small");
    for (size_t i = 0; i < HF_LEN(small_words); i++)
        assert_int_equal(
            hf_lexicon_words(lex, small_words[i].klass, small_words[i].value, small_words[i].words, &small_err), HF_OK);
    for (size_t i = 0; i < HF_LEN(small_patterns); i++)
        assert_int_equal(hf_lexicon_pattern(lex, small_patterns[i], &small_err), HF_OK);
    assert_int_equal(hf_lexicon_relative(lex, 0, NULL, "today", &small_err), HF_OK);
    assert_int_equal(hf_lexicon_relative(lex, -1, NULL, "yesterday", &small_err), HF_OK);
    assert_int_equal(hf_lexicon_unit(lex, "min", "minute,minutes,min", &small_err), HF_OK);
    assert_int_equal(hf_lexicon_unit(lex, "h", "hour,hours,h", &small_err), HF_OK);
    assert_int_equal(hf_lexicon_unit(lex, "km", "km", &small_err), HF_OK);
    assert_int_equal(hf_lexicon_unit(lex, "day", "day,days", &small_err), HF_OK);
    assert_int_equal(hf_lexicon_unit(lex, "week", "week,weeks", &small_err), HF_OK);
    assert_int_equal(hf_lexicon_unit(lex, "push", "pushes", &small_err), HF_OK);
    assert_int_equal(hf_lexicon_habit(lex, "run", "done", "ran", &small_err), HF_OK);
    assert_int_equal(hf_lexicon_habit(lex, "run", "noun", "run", &small_err), HF_OK);
    assert_int_equal(hf_lexicon_option(lex, "stem", "english", &small_err), HF_OK);
    assert_int_equal(hf_lexicon_seal(lex, &small_err), HF_OK);
    return lex;
}

#endif
