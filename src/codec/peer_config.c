/* HabitFlow's config.json.
 * Invariant: a value is delivered under its own key only if it can be used as it is; everything else travels in one JSON
 * object and is written back. Must not know which personas exist. */
#include <stdlib.h>
#include <string.h>

#include "keep.h"
#include "json_scan.h"
#include "report.h"

static bool zone_known(const char *name)
{
    struct hf_zone *zone = NULL;
    bool ok = hf_zone_load(name, &zone, NULL) == HF_OK;
    hf_zone_free(zone);
    return ok;
}

static bool persona_like(const char *s)
{
    return *s && s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static bool user_like(const char *s)
{
    return *s && strlen(s) <= 200;
}

/* E.164: a plus and 7 to 15 digits. */
static bool phone_like(const char *s)
{
    size_t digits = *s == '+' ? strspn(s + 1, "0123456789") : 0;
    return digits >= 7 && digits <= 15 && s[1] != '0' && s[1 + digits] == '\0';
}

static const struct config_key {
    const char *name, *should;
    bool (*fits)(const char *value);
} keys[] = {
    {"timezone", "a zone of the IANA database such as Europe/Lisbon", zone_known},
    {"activePersona", "a persona id such as flex", persona_like},
    {"userId", "a user id such as default-user", user_like},
    {"phoneNumber", "an international number such as +351911111111", phone_like},
};

static const struct config_key *find(const char *name)
{
    const struct config_key *k = keys, *end = keys + HF_LEN(keys);
    while (k < end && strcmp(k->name, name) != 0)
        k++;
    return k < end ? k : NULL;
}

static void take_member(struct report *r, const struct hf_json *value, struct hf_json *rest)
{
    const struct config_key *k = find(hf_json_key(value));
    const char *text = hf_json_string(value);
    if (k && text && k->fits(text)) {
        report_profile(r, k->name, text);
        return;
    }
    if (k)
        report_value(r, HF_ODD_VALUE, value, "%s%s%.60s%s should be %s; it is kept but not used", k->name,
                     text ? " \"" : "", text ? text : "", text ? "\"" : "", k->should);
    json_append(rest, hf_json_key(value), hf_json_copy(value));
}

static void take_members(struct report *r, const struct hf_json *config)
{
    struct hf_json *rest = hf_json_object();
    for (const struct hf_json *c = hf_json_first(config); c; c = hf_json_next(c))
        take_member(r, c, rest);
    if (hf_json_first(rest)) {
        struct hf_buf text = {0};
        hf_json_write(&text, rest, 0, false);
        report_profile(r, HF_PEER_CONFIG_EXTRA, hf_buf_str(&text));
        hf_buf_release(&text);
    }
    hf_json_free(rest);
}

enum hf_rc hf_peer_read_config(const char *text, size_t n, const struct hf_sink *sink, struct hf_err *err)
{
    struct report r = {.sink = sink, .file = "config.json", .err = err};
    struct hf_json *config = NULL;
    struct hf_err fault;
    if (hf_json_parse(text, n, &config, &fault) != HF_OK)
        report_bytes(&r, HF_ODD_BROKEN_LINE, text, n, "the file is %s; it is kept aside", fault.message);
    else if (hf_json_type(config) != HF_JSON_OBJECT)
        report_bytes(&r, HF_ODD_BROKEN_LINE, text, n, "the file holds no object; it is kept aside");
    else
        take_members(&r, config);
    hf_json_free(config);
    return r.rc;
}

/* ---- writing ------------------------------------------------------------------------------------------------------------ */

/* configExtra comes as the text that the reader delivered, or as an object. */
static struct hf_json *extra_of(const struct hf_json *profile)
{
    const struct hf_json *j = hf_json_get(profile, HF_PEER_CONFIG_EXTRA);
    return hf_json_string(j) ? json_of_text(hf_json_string(j)) : hf_json_copy(j);
}

static bool is_private(const char *key)
{
    return strcmp(key, HF_PEER_CONFIG_EXTRA) == 0 || strcmp(key, HF_PEER_HABITS_EXTRA) == 0;
}

static void add_missing(struct hf_json *out, const struct hf_json *from)
{
    for (const struct hf_json *c = hf_json_first(from); c && hf_json_key(c); c = hf_json_next(c))
        if (!is_private(hf_json_key(c)) && !hf_json_get(out, hf_json_key(c)))
            hf_json_set(out, hf_json_key(c), hf_json_copy(c));
}

void hf_peer_write_config(struct hf_buf *b, const struct hf_json *profile)
{
    struct hf_json *out = hf_json_object(), *extra = extra_of(profile);
    for (size_t i = 0; i < HF_LEN(keys); i++) {
        const struct hf_json *value = hf_json_get(profile, keys[i].name);
        value = value ? value : hf_json_get(extra, keys[i].name);
        if (value) hf_json_set(out, keys[i].name, hf_json_copy(value));
    }
    add_missing(out, profile);
    add_missing(out, extra);
    hf_json_write(b, out, 2, false);
    hf_json_free(extra);
    hf_json_free(out);
}
