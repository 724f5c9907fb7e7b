/* Schedule words between HabitFlow and hf.
 * Invariant: reading back what every_config and hf_peer_frequency write gives the same schedule, or every_same is false.
 * Must not know what a schedule means for streaks; words it does not know are carried as text. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "every.h"

enum kind { DAILY, WEEKLY, MONTHLY, DAYS, INTERVAL, OTHER };

struct plan {
    enum kind kind;
    unsigned days; /* bit 0 Monday .. bit 6 Sunday */
    int interval; /* days */
};

#define ALL_DAYS 127u
#define INTERVAL_MAX 3650

static unsigned parse_days(const char *s)
{
    unsigned days = 0;
    for (;;) {
        s += strspn(s, " ");
        size_t n = strcspn(s, ", ");
        int weekday = hf_weekday_parse(s, n);
        if (weekday < 0) return 0;
        days |= 1u << weekday;
        s += n;
        s += strspn(s, " ");
        if (*s++ != ',') return s[-1] ? 0 : days;
    }
}

static int parse_interval(const char *s)
{
    int n = 0, used = 0;
    if (sscanf(s, "every %5d day%n", &n, &used) != 1 || used == 0) return 0;
    s += used + (s[used] == 's');
    return *s == '\0' && n > 0 && n <= INTERVAL_MAX ? n : 0;
}

static struct plan plan_of(const char *every)
{
    if (!every || same_word(every, "daily")) return (struct plan){DAILY, 0, 0};
    if (same_word(every, "weekly")) return (struct plan){WEEKLY, 0, 0};
    if (same_word(every, "monthly")) return (struct plan){MONTHLY, 0, 0};
    unsigned days = same_word(every, "weekdays") ? 31u : same_word(every, "weekends") ? 96u : parse_days(every);
    int interval = parse_interval(every);
    if (days == ALL_DAYS || interval == 1) return (struct plan){DAILY, 0, 0};
    return (struct plan){days ? DAYS : interval ? INTERVAL : OTHER, days, interval};
}

const char *hf_peer_frequency(const char *every)
{
    static const char *const words[] = {"daily", "weekly", "monthly", "custom", "custom", "custom"};
    return words[plan_of(every).kind];
}

bool every_same(const char *a, const char *b)
{
    struct plan x = plan_of(a), y = plan_of(b);
    if (x.kind != y.kind || x.days != y.days || x.interval != y.interval) return false;
    return x.kind != OTHER || hf_streq(a, b);
}

struct hf_json *every_config(const char *every)
{
    struct plan plan = plan_of(every);
    if (plan.kind != DAYS && plan.kind != INTERVAL) return NULL;
    struct hf_json *config = hf_json_object();
    if (plan.kind == INTERVAL) {
        hf_json_set_num(config, "interval", plan.interval);
        return config;
    }
    struct hf_json *days = hf_json_set_array(config, "days");
    for (int sunday_first = 0; sunday_first < 7; sunday_first++)
        if (plan.days >> ((sunday_first + 6) % 7) & 1u) hf_json_push(days, hf_json_new_number(sunday_first));
    return config;
}

/* ---- reading HabitFlow's keys ---------------------------------------------------------------------------------------- */

static unsigned config_days(struct report *r, const struct hf_json *config)
{
    unsigned days = 0;
    for (const struct hf_json *d = hf_json_first(hf_json_get(config, "days")); d; d = hf_json_next(d)) {
        double v = hf_json_number(d, -1);
        if (v >= 0 && v <= 6 && v >= floor(v) && v <= floor(v))
            days |= 1u << ((int)v + 6) % 7;
        else
            report_value(r, HF_ODD_VALUE, d,
                         "a day in customFrequencyConfig is not one of 0 (Sunday) to 6; it is left out");
    }
    return days;
}

static void print_days(unsigned days, char out[EVERY_TEXT])
{
    size_t n = 0;
    for (int weekday = 0; weekday < 7; weekday++)
        if (days >> weekday & 1u)
            n += (size_t)snprintf(out + n, EVERY_TEXT - n, "%s%s", n ? "," : "", hf_weekday_short(weekday));
}

static void custom(struct report *r, const struct hf_json *config, char out[EVERY_TEXT])
{
    unsigned days = config_days(r, config);
    double interval = hf_json_num(config, "interval", 0);
    bool whole = interval >= 1 && interval <= INTERVAL_MAX && interval <= floor(interval);
    snprintf(out, EVERY_TEXT, "daily");
    if (days && days != ALL_DAYS)
        print_days(days, out);
    else if (!days && whole && interval > 1)
        snprintf(out, EVERY_TEXT, "every %d days", (int)interval);
    else if (!days && !whole)
        report_odd(r, HF_ODD_VALUE, "frequency is custom without days or an interval; it is read as daily");
    if ((days && interval > 1) || hf_json_len(hf_json_get(config, "exceptions")))
        report_value(r, HF_ODD_VALUE, config, "customFrequencyConfig says more than hf can follow; only %s is followed",
                     out);
}

bool every_from_peer(struct report *r, const char *freq, const struct hf_json *config, char out[EVERY_TEXT])
{
    out[0] = '\0';
    if (!freq) return false;
    snprintf(out, EVERY_TEXT, "daily");
    if (same_word(freq, "custom"))
        custom(r, config, out);
    else if (same_word(freq, "weekly") || same_word(freq, "monthly"))
        snprintf(out, EVERY_TEXT, "%s", same_word(freq, "weekly") ? "weekly" : "monthly");
    else if (!same_word(freq, "daily"))
        report_odd(r, HF_ODD_VALUE, "frequency \"%.40s\" is not known; it is read as daily", freq);
    return true;
}
