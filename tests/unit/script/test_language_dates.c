/* The date vectors of five languages: pass rates by language, every miss printed. docs/language.md gives the reasons. */
#include "language_test.h"

struct tally {
    size_t plain, plain_right, habit, habit_right;
};

static bool right(const struct hf_json *expected, const struct hf_found_date *d, size_t count)
{
    char start[HF_DAY_TEXT], end[HF_DAY_TEXT], time[16] = "";
    const char *want_end = hf_json_str(expected, "end", NULL), *want_time = hf_json_str(expected, "time", NULL);
    if (count == 0) return false;
    hf_day_text(d->start, start);
    hf_day_text(d->end, end);
    if (d->minute >= 0) snprintf(time, sizeof(time), "%02d:%02d", d->minute / 60, d->minute % 60);
    return strcmp(start, hf_json_str(expected, "start", "")) == 0 && (!want_end || strcmp(want_end, end) == 0) &&
           (!want_time || strcmp(want_time, time) == 0);
}

static bool not_preferred(const struct hf_json *v)
{
    const struct hf_json *p = hf_json_get(v, "prefer");
    if (hf_json_type(p) == HF_JSON_BOOL) return !hf_json_bool(v, "prefer", true);
    return p && strcmp(hf_json_str(v, "prefer", ""), "false") == 0;
}

static void one(const char *language, const struct hf_json *v, struct tally *t)
{
    struct situation s;
    struct hf_arena arena;
    struct hf_found_date *d;
    size_t count;
    char day[HF_DAY_TEXT];
    const char *text = hf_json_str(v, "text", ""), *habit = hf_json_str(v, "habit_log_start", NULL);
    bool plain = strcmp(hf_json_str(v, "bias", ""), "none") == 0 && !not_preferred(v);
    if (!plain && !habit) return;
    situation_init(&s, language, hf_json_str(v, "ref", ""));
    hf_arena_init(&arena);
    assert_int_equal(hf_find_dates(&s.ctx, text, strlen(text), &arena, &d, &count, &language_err), HF_OK);
    bool good = plain ? right(hf_json_get(v, "expected"), d, count)
                      : count > 0 && strcmp(hf_day_text(d->start, day), habit) == 0;
    *(plain ? &t->plain : &t->habit) += 1;
    *(plain ? &t->plain_right : &t->habit_right) += good;
    if (!good) {
        const struct hf_json *e = hf_json_get(v, "expected");
        printf("  miss %s  \"%s\" at %s: wanted %s %s %s, got %s\n", language, text, hf_json_str(v, "ref", ""),
               plain ? hf_json_str(e, "start", "") : habit, hf_json_str(e, "end", ""), hf_json_str(e, "time", ""),
               count > 0 ? hf_day_text(d->start, day) : "nothing");
    }
    hf_arena_release(&arena);
}

static void vectors_are_read_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < LANGUAGES; i++) {
        char path[64];
        struct tally t = {0};
        snprintf(path, sizeof(path), "tests/data/nl-dates-%s.json", language_ids[i]);
        struct hf_json *j = json_file(path);
        for (const struct hf_json *v = hf_json_first(hf_json_get(j, "vectors")); v; v = hf_json_next(v))
            one(language_ids[i], v, &t);
        printf("  %s: %zu of %zu, as habit logs %zu of %zu\n", language_ids[i], t.plain_right, t.plain, t.habit_right,
               t.habit);
        assert_true(t.plain > 50 && t.habit > 10);
        assert_true(t.plain_right * 100 >= t.plain * 98);
        assert_true(t.habit_right * 100 >= t.habit * 95);
        hf_json_free(j);
    }
}

/* Phrases of our own, read on Thursday 2026-01-29 at 14:30. lean: p, f, l. */
struct phrase {
    const char *language, *text, *want; /* start[..end][ HH:MM], "-" for none; several with ";" */
    char lean;
};

static const struct phrase phrases[] = {
#include "language_phrases.inc"
};

static void own_phrases_are_read_right(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < HF_LEN(phrases); i++) {
        const struct phrase *p = &phrases[i];
        struct situation s;
        struct hf_arena arena;
        struct hf_found_date *d;
        struct hf_buf got = {0};
        size_t count;
        situation_init(&s, p->language, "2026-01-29T14:30:00");
        s.ctx.lean = p->lean == 'f' ? HF_LEAN_FUTURE : p->lean == 'l' ? HF_LEAN_LOG : HF_LEAN_PAST;
        hf_arena_init(&arena);
        assert_int_equal(hf_find_dates(&s.ctx, p->text, strlen(p->text), &arena, &d, &count, &language_err), HF_OK);
        for (size_t k = 0; k < count; k++) {
            char a[HF_DAY_TEXT], b[HF_DAY_TEXT];
            hf_buf_addf(&got, "%s%s", k > 0 ? ";" : "", hf_day_text(d[k].start, a));
            if (d[k].end != d[k].start) hf_buf_addf(&got, "..%s", hf_day_text(d[k].end, b));
            if (d[k].minute >= 0) hf_buf_addf(&got, " %02d:%02d", d[k].minute / 60, d[k].minute % 60);
            assert_true(d[k].from < d[k].to && d[k].to <= strlen(p->text));
        }
        if (count == 0) hf_buf_adds(&got, "-");
        if (strcmp(hf_buf_str(&got), p->want) != 0) {
            printf("  %s \"%s\": wanted %s, got %s\n", p->language, p->text, p->want, hf_buf_str(&got));
            wrong++;
        }
        hf_buf_release(&got);
        hf_arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_are_read_right),
        cmocka_unit_test(own_phrases_are_read_right),
    };
    return cmocka_run_group_tests(tests, languages_load, languages_free);
}
