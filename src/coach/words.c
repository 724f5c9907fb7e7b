/* words: what a rule returned, in words of the person's voice and language.
 *
 * Invariant: a rule's own text is said as it is; a kind of sentence is looked up where all sentences of hf are. What cannot be said in full
 * is not said.
 * Must not know: any sentence, any rule.
 */
#include "coach.h"

#include <string.h>

/* Values inside values inside values, and bytes of a message. */
enum { DEPTH_MAX = 4, BODY_MAX = 1500, SUBJECT_MAX = 200 };

static bool add_text(struct coach *co, const struct hf_json *text, unsigned pick, int depth, struct hf_buf *out);

/* "day,days" of the person's language. */
static const char *unit_word(struct coach *co, const char *unit, double n)
{
    static const char *const units[] = {"day", "week", "month", "time"};
    const struct hf_port *port = co->c->req->port;
    const struct hf_json *all = port->phrases ? port->phrases(port->ctx, "units") : NULL;
    const struct hf_json *mine = hf_json_get(all, co->language);
    if (!mine) mine = hf_json_get(all, "en");
    const struct hf_json *item = hf_json_first(mine);
    for (size_t i = 0; i < HF_LEN(units) && item && !hf_streq(units[i], unit); i++)
        item = hf_json_next(item);
    const char *pair = hf_json_string(item), *comma = pair ? strchr(pair, ',') : NULL;
    if (!pair) return unit;
    if (!comma) return pair;
    if (n < 1 || n > 1) return comma + 1;
    return hf_arena_strndup(&co->c->arena, pair, (size_t)(comma - pair));
}

/* "3 May" */
static const char *day_words(struct coach *co, const char *text)
{
    const struct hf_port *port = co->c->req->port;
    const struct hf_json *all = port->phrases ? port->phrases(port->ctx, "months") : NULL;
    const struct hf_json *mine = hf_json_get(all, co->language);
    hf_day day;
    if (!hf_day_parse(text, strlen(text), &day)) return text;
    struct hf_date d = hf_date_from_day(day);
    const struct hf_json *item = hf_json_first(mine ? mine : hf_json_get(all, "en"));
    for (int i = 1; item && i < d.month; i++)
        item = hf_json_next(item);
    const char *month = hf_json_string(item);
    return month ? hf_arena_printf(&co->c->arena, "%d %s", d.day, month) : text;
}

/* What stands for a {name}: a text, a number, { unit, n }, { day } or a sentence of its own. */
static bool add_value(struct coach *co, const struct hf_json *v, unsigned pick, int depth, struct hf_json *values,
                      const char *name)
{
    struct hf_buf b = {0};
    if (hf_json_type(v) != HF_JSON_OBJECT && hf_json_type(v) != HF_JSON_ARRAY) {
        hf_json_set(values, name, hf_json_copy(v));
        return true;
    }
    const char *unit = hf_json_str(v, "unit", NULL), *day = hf_json_str(v, "day", NULL);
    if (unit) hf_buf_adds(&b, unit_word(co, unit, hf_json_num(v, "n", 2)));
    if (day) hf_buf_adds(&b, day_words(co, day));
    bool good = unit || day || add_text(co, v, pick, depth + 1, &b);
    hf_json_set_str(values, name, hf_buf_str(&b));
    hf_buf_release(&b);
    return good;
}

/* { say = kind, values = {...}, pick = n } */
static bool add_sentence(struct coach *co, const struct hf_json *s, unsigned pick, int depth, struct hf_buf *out)
{
    const struct hf_port *port = co->c->req->port;
    struct hf_voice voice = {.language = co->language,
                             .persona = co->persona,
                             .pick = (unsigned)hf_json_num(s, "pick", (double)(pick % 10000))};
    struct hf_json *values = hf_json_object();
    const struct hf_json *given = hf_json_get(s, "values");
    bool good = port->words != NULL && depth < DEPTH_MAX;
    for (const struct hf_json *v = hf_json_first(given); v && good; v = hf_json_next(v))
        good = add_value(co, v, pick, depth, values, hf_json_key(v));
    good = good && port->words(port->ctx, &voice, hf_json_str(s, "say", ""), values, out);
    hf_json_free(values);
    return good;
}

/* One sentence, or a list of them, each in a line of its own. */
static bool add_text(struct coach *co, const struct hf_json *text, unsigned pick, int depth, struct hf_buf *out)
{
    const char *plain = hf_json_string(text);
    if (plain) hf_buf_adds(out, plain);
    if (plain) return true;
    if (hf_json_type(text) == HF_JSON_OBJECT) return add_sentence(co, text, pick, depth, out);
    if (hf_json_type(text) != HF_JSON_ARRAY || depth >= DEPTH_MAX) return false;
    for (const struct hf_json *line = hf_json_first(text); line; line = hf_json_next(line)) {
        if (line != hf_json_first(text)) hf_buf_addc(out, '\n');
        if (!add_text(co, line, pick, depth + 1, out)) return false;
    }
    return true;
}

static bool set_text(struct coach *co, const struct hf_json *text, unsigned pick, size_t max, struct hf_json *message,
                     const char *key)
{
    struct hf_buf b = {0};
    bool good = add_text(co, text, pick, 0, &b) && b.len > 0 && b.len <= max;
    if (good) hf_json_set_str(message, key, hf_buf_str(&b));
    hf_buf_release(&b);
    return good;
}

/* A text alone is the body; its subject is then the habit. */
bool coach_render(struct coach *co, const char *rule, const struct hf_json *value, struct hf_json *message)
{
    bool whole = hf_json_type(value) == HF_JSON_OBJECT && hf_json_get(value, "body");
    const struct hf_json *body = whole ? hf_json_get(value, "body") : value;
    const struct hf_json *subject = whole ? hf_json_get(value, "subject") : NULL;
    unsigned pick = coach_count(co, rule);
    if (!subject || !set_text(co, subject, pick, SUBJECT_MAX, message, "subject"))
        hf_json_set_str(message, "subject", hf_json_str(message, "habitName", rule));
    return set_text(co, body, pick, BODY_MAX, message, "body");
}
