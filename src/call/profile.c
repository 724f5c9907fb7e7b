/* profile: what a person can set about themselves, and what it makes of the day.
 *
 * Invariant: what is stored was checked; a bad value that came in through a file is passed over with a notice, never fatal.
 * Must not know: how profiles are stored.
 */
#include "hf/call.h"
#include "hf/identity.h"
#include "hf/registry.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

const char *const hf_persona_ids[] = {"flex", "coach-blaze", "luna", "ava", "max", "sofi", "the-monk", NULL};

static bool in_list(const char *const list[], const char *s)
{
    for (; *list; list++) {
        if (hf_streq(*list, s)) return true;
    }
    return false;
}

static enum hf_rc check_zone(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    struct hf_zone *zone = NULL;
    enum hf_rc rc = hf_zone_load(value, &zone, err);
    hf_zone_free(zone);
    *stored = hf_arena_strdup(a, value);
    return rc;
}

static enum hf_rc check_persona(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    *stored = hf_arena_strdup(a, value);
    if (in_list(hf_persona_ids, value)) return HF_OK;
    enum hf_rc rc = hf_fail(err, HF_E_INVALID_VALUE, "there is no persona \"%.60s\"", value);
    hf_hint(err, "choose flex, coach-blaze, luna, ava, max, sofi or the-monk");
    return rc;
}

static enum hf_rc check_language(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    static const char *const languages[] = {"en", "pt", "es", "fr", "de", NULL};
    *stored = hf_arena_strdup(a, value);
    if (in_list(languages, value)) return HF_OK;
    enum hf_rc rc = hf_fail(err, HF_E_INVALID_VALUE, "the language \"%.20s\" is not there", value);
    hf_hint(err, "choose en, pt, es, fr or de");
    return rc;
}

static enum hf_rc check_day_start(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    int64_t hour;
    char text[HF_TIME_TEXT];
    int minute = hf_time_parse(value, strlen(value));
    if (minute < 0 && hf_parse_int(value, 0, 12, &hour)) minute = (int)hour * 60;
    if (minute < 0 || minute > 720)
        return hf_fail(err, HF_E_INVALID_VALUE, "dayStart \"%.20s\" is no time from 00:00 to 12:00, such as 03:00",
                       value);
    *stored = hf_arena_strdup(a, hf_time_text(minute, text));
    return HF_OK;
}

static enum hf_rc check_week_start(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    int weekday = hf_weekday_parse(value, strlen(value));
    if (weekday < 0)
        return hf_fail(err, HF_E_INVALID_VALUE, "weekStart \"%.20s\" is no weekday; write mon or sun", value);
    *stored = hf_arena_strdup(a, hf_weekday_short(weekday));
    return HF_OK;
}

static enum hf_rc check_phone(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    size_t digits = strspn(value + (value[0] == '+'), "0123456789");
    *stored = hf_arena_strdup(a, value);
    if (value[0] == '+' && value[1] != '0' && value[1 + digits] == '\0' && digits >= 8 && digits <= 15) return HF_OK;
    return hf_fail(err, HF_E_INVALID_VALUE, "phoneNumber \"%.30s\" is not of the form +351911111111", value);
}

static enum hf_rc check_quiet(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    int from, to;
    char begin[HF_TIME_TEXT], end[HF_TIME_TEXT];
    if (!hf_quiet_read(value, &from, &to))
        return hf_fail(err, HF_E_INVALID_VALUE, "quietHours \"%.30s\" is not of the form 22:00-07:00", value);
    *stored = hf_arena_printf(a, "%s-%s", hf_time_text(from, begin), hf_time_text(to, end));
    return HF_OK;
}

static enum hf_rc check_name(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    for (const char *p = value; *p; p++) {
        if (iscntrl((unsigned char)*p)) return hf_fail(err, HF_E_INVALID_VALUE, "name holds a control character");
    }
    if (strlen(value) > 100) return hf_fail(err, HF_E_INVALID_VALUE, "name has more than 100 bytes");
    *stored = hf_arena_strdup(a, value);
    return HF_OK;
}

static enum hf_rc check_date_order(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    *stored = hf_arena_strdup(a, value);
    if (hf_streq(value, "dm") || hf_streq(value, "md")) return HF_OK;
    return hf_fail(err, HF_E_INVALID_VALUE, "dateOrder \"%.20s\" is neither dm (31/12) nor md (12/31)", value);
}

static enum hf_rc check_switch(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    *stored = hf_arena_strdup(a, value);
    if (hf_streq(value, "on") || hf_streq(value, "off")) return HF_OK;
    return hf_fail(err, HF_E_INVALID_VALUE, "\"%.20s\" is neither on nor off", value);
}

/* The service has to know whom it must not write to; whoever sends to many looks into no vault. */
static enum hf_rc tell_service(struct hf_call *c, const char *stored, struct hf_err *err)
{
    bool silent = hf_streq(stored, "off");
    struct hf_registry *r = NULL;
    const char *user = hf_context_name(c->context);
    if (hf_context_personal(c->context) || c->req->dry_run) return HF_OK;
    enum hf_rc rc = hf_registry_open(c->store, &r, err);
    if (rc == HF_OK) rc = hf_registry_mute(r, user, silent, err);
    if (rc == HF_E_NOT_FOUND) { /* their first message of all */
        rc = hf_context_seen(c->context, c->today, NULL, err);
        if (rc == HF_OK) rc = hf_registry_mute(r, user, silent, err);
    }
    hf_registry_free(r);
    return rc;
}

const struct hf_profile_key hf_profile_keys[] = {
    {"name", "how you are addressed", "Ana", check_name, NULL},
    {"timezone", "IANA zone in which your days begin and end", "Europe/Lisbon", check_zone, NULL},
    {"language", "language of answers: en, pt, es, fr, de", "pt", check_language, NULL},
    {"activePersona", "voice of the coach", "luna", check_persona, NULL},
    {"dayStart", "when your day begins, 00:00 to 12:00; before it, it is still yesterday", "03:00", check_day_start,
     NULL},
    {"weekStart", "first day of your week", "mon", check_week_start, NULL},
    {"dateOrder", "how 5/1 is read: dm or md", "dm", check_date_order, NULL},
    {"quietHours", "no reminder between these times", "22:00-07:00", check_quiet, NULL},
    {"catchUp", "how late a reminder may still come; default 2h", "2h", hf_check_catch_up, NULL},
    {"coachTime", "when the coach may write to you, or off; without it 18:00, if you have reminders at all", "18:30",
     hf_check_coach_time, NULL},
    {"announcements", "messages of the operator's to everybody: on (unless set) or off", "off", check_switch,
     tell_service},
    {"phoneNumber", "where reminders go", "+351911111111", check_phone, NULL},
    {0},
};

/* The zone of this call: --tz, else the profile's, else the default. A zone that came in broken through a file is passed over. */
static enum hf_rc load_zone(struct hf_call *c, struct hf_err *err)
{
    const char *stored = hf_vault_profile(c->vault, "timezone", &c->arena);
    const char *fallback = c->req->default_tz ? c->req->default_tz : "UTC";
    if (c->req->tz) return hf_zone_load(c->req->tz, &c->zone, err);
    struct hf_err unknown;
    if (stored && hf_zone_load(stored, &c->zone, &unknown) == HF_OK) return HF_OK;
    if (stored)
        hf_call_notice(c,
                       "the profile's time zone \"%.60s\" is unknown; days are cut in %s. Set it with: hf profile "
                       "timezone=Europe/Lisbon",
                       stored, fallback);
    return hf_zone_load(fallback, &c->zone, err);
}

enum hf_rc hf_call_profile(struct hf_call *c, struct hf_err *err)
{
    enum hf_rc rc = load_zone(c, err);
    if (rc) return rc;
    const char *day_start = hf_vault_profile(c->vault, "dayStart", &c->arena);
    const char *week_start = hf_vault_profile(c->vault, "weekStart", &c->arena);
    int minute = day_start ? hf_time_parse(day_start, strlen(day_start)) : 0;
    int weekday = week_start ? hf_weekday_parse(week_start, strlen(week_start)) : 0;
    c->day_start = minute > 0 && minute <= 720 ? minute : 0;
    c->week_start = weekday > 0 ? weekday : 0;
    c->today = hf_local_day(c->zone, c->now, c->day_start);
    return HF_OK;
}

static enum hf_rc put(void *ctx, const char *key, const char *value)
{
    hf_json_set_str(ctx, key, value);
    return HF_OK;
}

/* Where the number is from; the person is to say whether it is right. */
static void add_guess(struct hf_call *c)
{
    const char *number = hf_context_alias(c->context);
    if (!*number) number = hf_vault_profile(c->vault, "phoneNumber", &c->arena);
    const struct dial *d = number ? dial_find(number) : NULL;
    if (!d) return;
    struct hf_json *guess = hf_json_set_object(c->result, "timezoneGuess");
    hf_json_set_str(guess, "country", d->country);
    size_t first = strcspn(d->zones, "|;");
    if (d->zones[first] != '|') hf_json_set_str(guess, "zone", hf_arena_strndup(&c->arena, d->zones, first));
    struct hf_json *zones = hf_json_set_array(guess, "zones");
    for (const char *z = d->zones; *z;) {
        size_t n = strcspn(z, "|;");
        hf_json_push(zones, hf_json_new_string(hf_arena_strndup(&c->arena, z, n)));
        z += n + (z[n] != '\0');
    }
}

static enum hf_rc answer_profile(struct hf_call *c, struct hf_err *err)
{
    struct hf_json *profile = hf_json_set_object(c->result, "profile");
    enum hf_rc rc = hf_vault_profile_each(c->vault, put, profile, err);
    if (!hf_json_get(profile, "timezone")) add_guess(c);
    if (!hf_json_get(profile, "timezone")) hf_json_set_str(profile, "timezone", hf_zone_name(c->zone));
    if (!hf_json_get(profile, "activePersona")) hf_json_set_str(profile, "activePersona", hf_persona_ids[0]);
    return rc;
}

static enum hf_rc unknown_key(const char *key, struct hf_err *err)
{
    struct hf_buf all = {0};
    for (const struct hf_profile_key *k = hf_profile_keys; k->name; k++)
        hf_buf_addf(&all, "%s%s", k == hf_profile_keys ? "" : ", ", k->name);
    enum hf_rc rc = hf_fail(err, HF_E_INVALID_VALUE, "the profile has no \"%.40s\"", key);
    hf_hint(err, "what can be set: %s", hf_buf_str(&all));
    hf_buf_release(&all);
    return rc;
}

/* "persona" is what people write for activePersona, "tz" for timezone. */
static const struct hf_profile_key *find_key(const char *name)
{
    if (hf_streq(name, "persona")) name = "activePersona";
    if (hf_streq(name, "tz")) name = "timezone";
    for (const struct hf_profile_key *k = hf_profile_keys; k->name; k++) {
        if (hf_streq(k->name, name)) return k;
    }
    return NULL;
}

static enum hf_rc set(struct hf_call *c, const char *name, const char *value, struct hf_err *err)
{
    const struct hf_profile_key *key = find_key(name);
    const char *stored = NULL;
    if (!key) return unknown_key(name, err);
    enum hf_rc rc = *value ? key->check(value, &c->arena, &stored, err) : HF_OK; /* KEY= takes it away */
    if (rc == HF_OK && key->tell) rc = key->tell(c, stored, err);
    return rc ? rc : hf_vault_put_profile(c->vault, key->name, stored, err);
}

enum hf_rc hf_verb_profile(struct hf_call *c, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    struct hf_buf names = {0};
    for (const struct hf_json *v = hf_call_first(c, "assignments"); v && rc == HF_OK;
         v = hf_call_next(c, "assignments", v)) {
        const char *text = hf_json_string(v), *eq = strchr(text, '=');
        const char *name = hf_arena_strndup(&c->arena, text, (size_t)(eq - text));
        rc = set(c, name, eq + 1, err);
        hf_buf_addf(&names, "%s%s", names.len ? ", " : "", name);
    }
    if (names.len) hf_vault_summary(c->vault, hf_arena_printf(&c->arena, "set %s", hf_buf_str(&names)));
    hf_buf_release(&names);
    return rc ? rc : answer_profile(c, err);
}

enum hf_rc hf_verb_persona(struct hf_call *c, struct hf_err *err)
{
    const char *id = hf_call_text(c, "persona");
    enum hf_rc rc = id ? set(c, "activePersona", id, err) : HF_OK;
    if (rc) return rc;
    if (id) hf_vault_summary(c->vault, hf_arena_printf(&c->arena, "persona %s", id));
    const char *now = hf_vault_profile(c->vault, "activePersona", &c->arena);
    hf_json_set_str(c->result, "persona", now && in_list(hf_persona_ids, now) ? now : hf_persona_ids[0]);
    struct hf_json *all = hf_json_set_array(c->result, "available");
    for (size_t i = 0; hf_persona_ids[i]; i++)
        hf_json_push(all, hf_json_new_string(hf_persona_ids[i]));
    return HF_OK;
}
