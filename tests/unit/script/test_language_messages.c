/* Whole messages: the shared vectors, our own in tests/data/messages, what must stay silent, and what confidence is worth.
 * Prints pass rates by language and every miss. */
#include "language_test.h"

static size_t sure_count, sure_right; /* of what is said with 0.9 or more */

static void note_sure(const struct hf_understanding *u, bool good)
{
    if (u->confidence < 0.9) return;
    sure_count++;
    sure_right += good;
}

static void understand(const struct situation *s, const char *text, struct hf_arena *arena, struct hf_understanding *u)
{
    hf_arena_init(arena);
    assert_int_equal(hf_understand(&s->ctx, text, strlen(text), arena, u, &language_err), HF_OK);
    assert_true(u->confidence >= 0 && u->confidence <= 1);
    hf_day today = s->ctx.now.day - (s->ctx.now.second < s->ctx.day_start * 60);
    for (size_t i = 0; i < u->log_count; i++)
        assert_true(u->logs[i].day == HF_NO_DAY || u->logs[i].day <= today);
}

static void logs_text(struct hf_buf *b, const struct situation *s, const struct hf_understanding *u)
{
    for (size_t i = 0; i < u->log_count; i++) {
        if (i > 0) hf_buf_adds(b, "; ");
        log_text(b, s, &u->logs[i]);
    }
}

/* ---- the shared vectors ---- */

static enum hf_status vector_status(const char *word)
{
    return strcmp(word, "done") == 0      ? HF_COMPLETED
           : strcmp(word, "missed") == 0  ? HF_MISSED
           : strcmp(word, "skipped") == 0 ? HF_SKIPPED
           : strcmp(word, "partial") == 0 ? HF_PARTIAL
                                          : HF_NO_STATUS;
}

/* The vector's habit: a name, "*", or a list such as ["*", "-Gym"]. */
static bool habit_fits(const struct situation *s, const struct hf_json *want, const struct hf_said_log *l)
{
    if (l->whom == HF_WHOM_ALL) return strcmp(hf_json_string(want) ? hf_json_string(want) : "", "*") == 0;
    const char *name = l->habit == SIZE_MAX ? NULL : s->habits[l->habit].name;
    if (hf_json_type(want) == HF_JSON_NULL) return name == NULL;
    if (hf_json_string(want)) return l->whom == HF_WHOM_ONE && name && strcmp(name, hf_json_string(want)) == 0;
    for (const struct hf_json *c = hf_json_first(want); c && name; c = hf_json_next(c)) {
        const char *w = hf_json_string(c);
        if (strcmp(l->whom == HF_WHOM_ALL_BUT && w[0] == '-' ? w + 1 : w, name) == 0) return true;
    }
    return false;
}

static bool all_habits_named(const struct situation *s, const struct hf_json *want, const struct hf_understanding *u)
{
    if (hf_json_type(want) != HF_JSON_ARRAY) return true;
    for (const struct hf_json *c = hf_json_first(want); c; c = hf_json_next(c)) {
        const char *w = hf_json_string(c);
        bool found = strcmp(w, "*") == 0;
        for (size_t i = 0; i < u->log_count; i++)
            found = found ||
                    (u->logs[i].habit != SIZE_MAX && strcmp(s->habits[u->logs[i].habit].name, w + (w[0] == '-')) == 0);
        if (!found) return false;
    }
    return true;
}

/* The days in the order they were said, each once. */
static bool days_fit(const struct hf_json *want, const struct hf_understanding *u)
{
    char day[HF_DAY_TEXT];
    size_t seen = 0;
    for (const struct hf_json *c = hf_json_first(want); c; c = hf_json_next(c), seen++) {
        bool found = false;
        for (size_t i = 0; i < u->log_count; i++)
            found = found || strcmp(hf_day_text(u->logs[i].day, day), hf_json_string(c)) == 0;
        if (!found) return false;
    }
    for (size_t i = 0; i < u->log_count; i++) {
        bool found = false;
        for (const struct hf_json *c = hf_json_first(want); c; c = hf_json_next(c))
            found = found || strcmp(hf_day_text(u->logs[i].day, day), hf_json_string(c)) == 0;
        if (!found) return false;
    }
    return seen > 0;
}

static bool amount_fits(const struct hf_json *v, const struct hf_said_log *l)
{
    double want = hf_json_number(hf_json_get(v, "quantity"), -1);
    if (want < 0) return !l->has_amount;
    return l->has_amount && l->amount > want - 1e-9 && l->amount < want + 1e-9 &&
           strcmp(l->unit, hf_json_str(v, "unit", "")) == 0;
}

static bool vector_right(const struct situation *s, const struct hf_json *v, const struct hf_understanding *u)
{
    const char *status = hf_json_str(v, "status", "");
    const struct hf_json *habit = hf_json_get(v, "habit"), *dates = hf_json_get(v, "dates");
    if (strcmp(status, "none") == 0)
        return u->log_count == 0 && u->intent != HF_SAY_LOG && u->mention_count == 1 &&
               strcmp(s->habits[u->mentions[0]].name, hf_json_string(habit)) == 0;
    if (u->intent != (strcmp(status, "correct") == 0 ? HF_SAY_CORRECT : HF_SAY_LOG)) return false;
    bool one = hf_json_type(habit) != HF_JSON_ARRAY; /* with several habits the amount is one of them only */
    for (size_t i = 0; i < u->log_count; i++) {
        const struct hf_said_log *l = &u->logs[i];
        if (!habit_fits(s, habit, l) || l->status != vector_status(status) || (one && !amount_fits(v, l))) return false;
    }
    return u->log_count > 0 && days_fit(dates, u) && all_habits_named(s, habit, u);
}

static void shared_vectors_are_understood(void **state)
{
    (void)state;
    struct hf_json *j = json_file("tests/data/nl-habit-utterances.json");
    size_t english = 0, english_wrong = 0, others = 0, others_wrong = 0;
    for (const struct hf_json *v = hf_json_first(hf_json_get(j, "vectors")); v; v = hf_json_next(v)) {
        struct situation s;
        struct hf_arena arena;
        struct hf_understanding u;
        struct hf_buf got = {0};
        const char *language = hf_json_str(v, "lang", "en"), *text = hf_json_str(v, "text", "");
        bool en = strcmp(language, "en") == 0;
        situation_init(&s, language, hf_json_str(v, "ref", ""));
        situation_habits(&s, hf_json_get(j, "habits"));
        understand(&s, text, &arena, &u);
        bool good = vector_right(&s, v, &u);
        logs_text(&got, &s, &u);
        if (!good)
            printf("  miss %s \"%s\": got %s %.2f %s\n", hf_json_str(v, "id", ""), text, hf_intent_word(u.intent),
                   u.confidence, hf_buf_str(&got));
        note_sure(&u, good);
        *(en ? &english : &others) += 1;
        *(en ? &english_wrong : &others_wrong) += !good;
        hf_buf_release(&got);
        hf_arena_release(&arena);
    }
    printf("  vectors: English %zu of %zu, others %zu of %zu\n", english - english_wrong, english,
           others - others_wrong, others);
    assert_true(english > 40 && others > 40);
    assert_true(english_wrong <= 2 && others_wrong <= 2);
    hf_json_free(j);
}

/* ---- our own messages ---- */

static void want_text(struct hf_buf *b, const struct hf_json *m)
{
    hf_buf_addf(b, "%s: ", hf_json_str(m, "intent", ""));
    for (const struct hf_json *c = hf_json_first(hf_json_get(m, "logs")); c; c = hf_json_next(c))
        hf_buf_addf(b, "%s%s", c == hf_json_first(hf_json_get(m, "logs")) ? "" : "; ", hf_json_string(c));
}

static size_t own_messages(const char *language, struct hf_json *j, size_t *count)
{
    size_t wrong = 0;
    for (const struct hf_json *m = hf_json_first(hf_json_get(j, "messages")); m; m = hf_json_next(m), ++*count) {
        struct situation s;
        struct hf_arena arena;
        struct hf_understanding u;
        struct hf_buf got = {0}, want = {0};
        situation_init(&s, language, hf_json_str(j, "now", ""));
        situation_habits(&s, hf_json_get(j, "habits"));
        understand(&s, hf_json_str(m, "text", ""), &arena, &u);
        hf_buf_addf(&got, "%s: ", hf_intent_word(u.intent));
        logs_text(&got, &s, &u);
        want_text(&want, m);
        bool good = strcmp(hf_buf_str(&got), hf_buf_str(&want)) == 0;
        note_sure(&u, good);
        if (!good)
            printf("  %s \"%s\"\n    wanted %s\n    got    %s\n", language, hf_json_str(m, "text", ""),
                   hf_buf_str(&want), hf_buf_str(&got));
        wrong += !good;
        hf_buf_release(&got);
        hf_buf_release(&want);
        hf_arena_release(&arena);
    }
    return wrong;
}

static size_t silent_messages(const char *language, struct hf_json *j, size_t *count)
{
    size_t wrong = 0;
    for (const struct hf_json *m = hf_json_first(hf_json_get(j, "silent")); m; m = hf_json_next(m), ++*count) {
        struct situation s;
        struct hf_arena arena;
        struct hf_understanding u;
        situation_init(&s, language, hf_json_str(j, "now", ""));
        situation_habits(&s, hf_json_get(j, "habits"));
        understand(&s, hf_json_string(m), &arena, &u);
        bool good = u.log_count == 0;
        note_sure(&u, good);
        if (!good) printf("  %s \"%s\" must not log\n", language, hf_json_string(m));
        wrong += !good;
        hf_arena_release(&arena);
    }
    return wrong;
}

static void own_messages_are_understood(void **state)
{
    (void)state;
    size_t silent = 0, wrong = 0;
    for (size_t i = 0; i < LANGUAGES; i++) {
        char path[64];
        size_t count = 0;
        snprintf(path, sizeof(path), "tests/data/messages/%s.json", language_ids[i]);
        struct hf_json *j = json_file(path);
        size_t bad = own_messages(language_ids[i], j, &count);
        printf("  %s: %zu of %zu\n", language_ids[i], count - bad, count);
        assert_true(count >= 60);
        wrong += bad + silent_messages(language_ids[i], j, &silent);
        hf_json_free(j);
    }
    assert_true(silent >= 40);
    assert_int_equal(wrong, 0);
}

static void confidence_means_something(void **state)
{
    (void)state;
    printf("  said with 0.9 or more: %zu, right: %zu\n", sure_count, sure_right);
    assert_true(sure_count > 200);
    assert_true(sure_right * 10 >= sure_count * 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_vectors_are_understood),
        cmocka_unit_test(own_messages_are_understood),
        cmocka_unit_test(confidence_means_something),
    };
    return cmocka_run_group_tests(tests, languages_load, languages_free);
}
