/* The rules of reading: day-start hour, week start, order of day and month, several habits that fit, learned words, hostile text. */
#include "language_test.h"

static struct hf_arena arena;

static struct hf_understanding say(const struct situation *s, const char *text)
{
    struct hf_understanding u;
    assert_int_equal(hf_understand(&s->ctx, text, strlen(text), &arena, &u, &language_err), HF_OK);
    return u;
}

static const char *first_log(const struct situation *s, const char *text)
{
    struct hf_understanding u = say(s, text);
    struct hf_buf b = {0};
    if (u.log_count == 0) return "none";
    log_text(&b, s, &u.logs[0]);
    const char *copy = hf_arena_strdup(&arena, hf_buf_str(&b));
    hf_buf_release(&b);
    return copy;
}

static int arena_open(void **state)
{
    (void)state;
    hf_arena_init(&arena);
    return 0;
}

static int arena_close(void **state)
{
    (void)state;
    hf_arena_release(&arena);
    return 0;
}

static void the_day_begins_at_the_users_hour(void **state)
{
    (void)state;
    struct situation s;
    situation_init(&s, "en", "2026-01-29T01:30:00");
    situation_add(&s, "Run", NULL);
    assert_string_equal(first_log(&s, "ran today"), "Run|2026-01-29|completed|-");
    s.ctx.day_start = 180;
    assert_string_equal(first_log(&s, "ran today"), "Run|2026-01-28|completed|-");
    assert_string_equal(first_log(&s, "ran yesterday"), "Run|2026-01-27|completed|-");
    assert_string_equal(first_log(&s, "ran last night"), "Run|2026-01-28|completed|-");
    assert_string_equal(first_log(&s, "ran on Wednesday"), "Run|2026-01-28|completed|-");
}

static void the_week_begins_where_the_users_does(void **state)
{
    (void)state;
    struct situation s;
    struct hf_found_date *d;
    size_t n;
    char day[HF_DAY_TEXT];
    situation_init(&s, "en", "2026-01-29T12:00:00");
    for (int start = 0; start < 7; start++) {
        s.ctx.week_start = start;
        assert_int_equal(hf_find_dates(&s.ctx, "last week", 9, &arena, &d, &n, &language_err), HF_OK);
        assert_int_equal(n, 1);
        assert_int_equal(hf_weekday(d->start), start);
        assert_int_equal(d->end - d->start, 6);
        assert_true(d->end < s.ctx.now.day && d->end >= s.ctx.now.day - 7);
    }
    assert_string_equal(hf_day_text(d->start, day), "2026-01-18");
}

static void unclear_order_is_asked(void **state)
{
    (void)state;
    struct situation s;
    char day[HF_DAY_TEXT];
    situation_init(&s, "en", "2026-01-29T12:00:00");
    situation_add(&s, "Run", NULL);
    struct hf_understanding u = say(&s, "ran 5/1");
    assert_int_equal(u.doubt, HF_DOUBT_ORDER);
    assert_true(u.confidence < 0.9);
    assert_string_equal(hf_day_text(u.dates[0].start, day), "2025-05-01");
    assert_string_equal(hf_day_text(u.dates[0].other, day), "2026-01-05");
    assert_int_equal(say(&s, "ran 13/1").doubt, HF_DOUBT_NONE);
    s.ctx.order = HF_ORDER_DMY;
    u = say(&s, "ran 5/1");
    assert_int_equal(u.doubt, HF_DOUBT_NONE);
    assert_string_equal(hf_day_text(u.logs[0].day, day), "2026-01-05");
}

static void several_habits_that_fit_are_a_question(void **state)
{
    (void)state;
    struct situation s;
    situation_init(&s, "en", "2026-01-29T12:00:00");
    situation_add(&s, "Morning walk", NULL);
    situation_add(&s, "Evening walk", NULL);
    situation_add(&s, "Leer", NULL);
    struct hf_understanding u = say(&s, "walked 3 km");
    assert_int_equal(u.doubt, HF_DOUBT_HABIT);
    assert_int_equal(u.candidate_count, 2);
    assert_true(u.confidence < 0.6);
    u = say(&s, "did my evening walk");
    assert_int_equal(u.doubt, HF_DOUBT_NONE);
    assert_int_equal(u.logs[0].habit, 1);
    assert_int_equal(say(&s, "walked in the evening").logs[0].habit, 1);
    assert_int_equal(say(&s, "read 10 pages").logs[0].habit, 2); /* a habit named in another language */
    s.habits[1].active = false;
    assert_int_equal(say(&s, "walked 3 km").doubt, HF_DOUBT_NONE);
}

static void odd_names_are_found(void **state)
{
    (void)state;
    struct situation s;
    situation_init(&s, "en", "2026-01-29T12:00:00");
    situation_add(&s, "Żubr", NULL);
    situation_add(&s, "Read and write", NULL);
    situation_add(&s, "Walk with Anna", NULL);
    situation_add(&s, "", NULL);
    situation_add(&s, "太極拳", NULL);
    situation_add(&s, "Kalimba practice", "min");
    assert_string_equal(first_log(&s, "zubr done"), "Żubr|2026-01-29|completed|-");
    assert_string_equal(first_log(&s, "did read and write yesterday"), "Read and write|2026-01-28|completed|-");
    assert_string_equal(first_log(&s, "太極拳 20 min"), "太極拳|2026-01-29|completed|20|min");
    assert_string_equal(first_log(&s, "practiced kalimba for 20 minutes"),
                        "Kalimba practice|2026-01-29|completed|20|min");
    assert_string_equal(first_log(&s, "kalimbas yesterday"), "Kalimba practice|2026-01-28|completed|-");
    assert_string_equal(first_log(&s, "had lunch with bob"), "none");
}

static void learned_words_count(void **state)
{
    (void)state;
    struct situation s;
    struct hf_learned words[] = {{"zoomies", 1, NULL, 0}, {"mugful", 0, "ml", 300}};
    situation_init(&s, "en", "2026-01-29T12:00:00");
    situation_add(&s, "Run", NULL);
    situation_add(&s, "Water", "ml");
    assert_string_equal(first_log(&s, "zoomies yesterday"), "none");
    s.ctx.learned = words;
    s.ctx.learned_count = 2;
    assert_string_equal(first_log(&s, "zoomies yesterday"), "Run|2026-01-28|completed|-");
    assert_string_equal(first_log(&s, "drank 2 mugful of water"), "Water|2026-01-29|completed|600|ml");
}

static void other_wishes_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *language, *text;
        enum hf_intent intent;
    } cases[] = {
        {"en", "new habit: stretching", HF_SAY_CREATE},
        {"en", "pause gym until Monday", HF_SAY_PAUSE},
        {"en", "remind me to run at 7", HF_SAY_REMIND},
        {"en", "change persona", HF_SAY_PERSONA},
        {"en", "switch to french", HF_SAY_LANGUAGE},
        {"en", "delete my data", HF_SAY_PRIVACY},
        {"en", "resume gym", HF_SAY_RESUME},
        {"en", "stats", HF_SAY_QUERY},
        {"pt", "criar hábito de alongamento", HF_SAY_CREATE},
        {"pt", "apagar meus dados", HF_SAY_PRIVACY},
        {"es", "pausar gimnasio", HF_SAY_PAUSE},
        {"es", "habla inglés", HF_SAY_LANGUAGE},
        {"fr", "nouvelle habitude : étirements", HF_SAY_CREATE},
        {"fr", "mes statistiques", HF_SAY_QUERY},
        {"de", "neue Gewohnheit: dehnen", HF_SAY_CREATE},
        {"de", "lösche meine Daten", HF_SAY_PRIVACY},
        {"de", "Statistik", HF_SAY_QUERY},
        {"en", "", HF_SAY_NONE},
        {"en", "   ", HF_SAY_NONE},
        {"en", "asdf qwer", HF_SAY_NONE},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct situation s;
        situation_init(&s, cases[i].language, "2026-01-29T12:00:00");
        situation_add(&s, "Gym", NULL);
        situation_add(&s, "Run", NULL);
        struct hf_understanding u = say(&s, cases[i].text);
        if (u.intent != cases[i].intent) fail_msg("\"%s\" is read as %s", cases[i].text, hf_intent_word(u.intent));
        assert_int_equal(u.log_count, 0);
    }
}

/* A correction that names what was wrong tells it, so that only that day or amount is moved. */
static void corrections_tell_what_was_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *language, *text;
        int wrong; /* day of January 2026, 0: not said */
        double amount; /* -1: not said */
    } cases[] = {
        {"en", "actually it was Tuesday not Monday", 26, -1},
        {"en", "not monday, tuesday", 26, -1},
        {"en", "it was 5 km not 3", 0, 3},
        {"en", "no, it was Wednesday", 0, -1},
        {"en", "I meant 10 pages", 0, -1},
        {"pt", "não foi segunda, foi terça", 26, -1},
        {"pt", "foram 40 páginas, não 30", 0, 30},
        {"es", "era el martes, no el lunes", 26, -1},
        {"fr", "en fait c'était mardi, pas lundi", 26, -1},
        {"fr", "c'était 40 pages, pas 30", 0, 30},
        {"de", "nicht Montag, sondern Dienstag", 26, -1},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct situation s;
        struct hf_date d = {2026, 1, cases[i].wrong};
        situation_init(&s, cases[i].language, "2026-01-29T14:30:00");
        situation_add(&s, "Run", NULL);
        situation_add(&s, "Reading", NULL);
        struct hf_understanding u = say(&s, cases[i].text);
        hf_day want = cases[i].wrong > 0 ? hf_day_from_date(d) : HF_NO_DAY;
        if (u.intent != HF_SAY_CORRECT || u.wrong_day != want || u.has_wrong_amount != (cases[i].amount >= 0))
            fail_msg("%s", cases[i].text);
        if (u.has_wrong_amount && (u.wrong_amount < cases[i].amount || u.wrong_amount > cases[i].amount))
            fail_msg("%s: %g", cases[i].text, u.wrong_amount);
        assert_true(u.log_count == 1 && u.logs[0].status == HF_NO_STATUS);
    }
}

static void the_language_is_recognised(void **state)
{
    (void)state;
    static const char *const texts[LANGUAGES] = {"I went for a walk yesterday", "ontem eu não fiz nada",
                                                 "ayer no hice nada de eso", "hier je n'ai rien fait",
                                                 "gestern habe ich nichts gemacht"};
    for (size_t profile = 0; profile < LANGUAGES; profile++)
        for (size_t i = 0; i < LANGUAGES; i++) {
            struct situation s;
            situation_init(&s, language_ids[profile], "2026-01-29T12:00:00");
            size_t found = hf_detect_language(&s.ctx, texts[i], strlen(texts[i]));
            assert_string_equal(hf_lexicon_id(s.order[found]), language_ids[i]);
        }
    struct situation s;
    situation_init(&s, "de", "2026-01-29T12:00:00");
    assert_int_equal(hf_detect_language(&s.ctx, "123", 3), 0);
    s.ctx.lexicon_count = 0;
    struct hf_understanding u;
    assert_int_equal(hf_understand(&s.ctx, "ran", 3, &arena, &u, &language_err), HF_E_USAGE);
}

/* Texts of 64 KiB made of awkward pieces: no crash, no log in the future, the same answer twice. */
static void long_and_hostile_text_is_survived(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a ",
                                         "1 ",
                                         "3x12 ",
                                         "10/10 ",
                                         "last ",
                                         "du 5 au 8 juin ",
                                         "\xFF\xFE",
                                         "🏃💧",
                                         "1h30",
                                         "zweihundertdreiundzwanzigtausend",
                                         ",",
                                         "not ",
                                         "\xD7\x90\xD7\x91 ",
                                         "99999999999999999999 ",
                                         "in 99999999 years ",
                                         "99999999999 days ago "};
    for (size_t p = 0; p < HF_LEN(pieces); p++) {
        struct situation s;
        struct hf_buf b = {0};
        situation_init(&s, language_ids[p % LANGUAGES], "2026-01-29T12:00:00");
        situation_add(&s, "Run", NULL);
        while (b.len < 65536)
            hf_buf_adds(&b, pieces[p]);
        struct hf_understanding u = {0}, again = {0};
        struct hf_found_date *d;
        size_t n;
        assert_int_equal(hf_understand(&s.ctx, hf_buf_str(&b), b.len, &arena, &u, &language_err), HF_OK);
        assert_int_equal(hf_understand(&s.ctx, hf_buf_str(&b), b.len, &arena, &again, &language_err), HF_OK);
        assert_int_equal(hf_find_dates(&s.ctx, hf_buf_str(&b), b.len, &arena, &d, &n, &language_err), HF_OK);
        assert_int_equal(u.log_count, again.log_count);
        for (size_t i = 0; i < u.log_count; i++)
            assert_true(u.logs[i].day == HF_NO_DAY || u.logs[i].day <= s.ctx.now.day);
        hf_buf_release(&b);
    }
}

static void a_message_of_4000_characters_is_read(void **state)
{
    (void)state;
    struct situation s;
    struct hf_buf b = {0};
    situation_init(&s, "en", "2026-01-29T12:00:00");
    situation_add(&s, "Run", NULL);
    hf_buf_adds(&b, "Ran 5 km yesterday.");
    while (b.len < HF_SPEECH_MAX)
        hf_buf_adds(&b, " It was a nice day and the sun was out.");
    assert_string_equal(first_log(&s, hf_buf_str(&b)), "Run|2026-01-28|completed|5|km");
    hf_buf_release(&b);
}

#define RULE(f) cmocka_unit_test_setup_teardown(f, arena_open, arena_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(the_day_begins_at_the_users_hour),
        RULE(the_week_begins_where_the_users_does),
        RULE(unclear_order_is_asked),
        RULE(several_habits_that_fit_are_a_question),
        RULE(odd_names_are_found),
        RULE(learned_words_count),
        RULE(other_wishes_are_told_apart),
        RULE(corrections_tell_what_was_wrong),
        RULE(the_language_is_recognised),
        RULE(long_and_hostile_text_is_survived),
        RULE(a_message_of_4000_characters_is_read),
    };
    return cmocka_run_group_tests(tests, languages_load, languages_free);
}
