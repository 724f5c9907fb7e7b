/* Limits: data of scripts read with distrust, over defaults that stand when a script says nothing usable.
 * A script can make a limit tighter or wider, never take it away.
 * Knows no counters; who counts asks here. */
#include "host.h"

#include "hf/codec.h"

#include <stdio.h>
#include <string.h>

#define WIDEST 1000000

static const struct {
    const char *key;
    int per_day, burst, refill;
} defaults[] = {{"messages", 20, 10, 30}, {"model", 40, 5, 60}, {"media", 20, 5, 60}, {"exports", 5, 2, 600}};

static void take_default(const char *key, struct hf_port_limit *out)
{
    size_t i = 0;
    while (i + 1 < HF_LEN(defaults) && strcmp(defaults[i].key, key) != 0)
        i++;
    *out = (struct hf_port_limit){
        .per_day = defaults[i].per_day, .burst = defaults[i].burst, .refill = defaults[i].refill, .builtin = true};
}

/* A usable number of that field, or 0. */
static int usable(const struct hf_json *data, const char *field)
{
    double v = hf_json_num(data, field, 0);
    return v >= 1 && v <= WIDEST ? (int)v : 0;
}

static int stricter(int a, int b)
{
    return a == 0 || (b != 0 && b < a) ? b : a;
}

static bool lists(const struct hf_json *texts, const char *wanted)
{
    const struct hf_json *t = hf_json_first(texts);
    while (t != NULL && !hf_streq(hf_json_string(t), wanted))
        t = hf_json_next(t);
    return t != NULL;
}

static void take(const struct hf_json *data, const char *role, struct hf_port_limit *found)
{
    int per_day = usable(data, "per_day"), burst = usable(data, "burst"), refill = usable(data, "refill");
    const char *reply = hf_json_str(data, "reply", "");
    if (per_day == 0 && burst == 0) return;
    found->builtin = false;
    found->exempt = found->exempt && lists(hf_json_get(data, "exempt"), role);
    found->per_day = stricter(found->per_day, per_day);
    if (stricter(found->burst, burst) == burst && burst != 0) {
        found->burst = burst;
        found->refill = refill != 0 ? refill : 60;
    }
    if (*reply != '\0' && strlen(reply) < sizeof(found->reply))
        snprintf(found->reply, sizeof(found->reply), "%s", reply);
}

void hf_script_limit(struct hf_script *s, const char *key, const char *role, struct hf_port_limit *out)
{
    struct hf_port_limit found = {.builtin = true, .exempt = true};
    struct hf_script_entry e;
    take_default(key, out);
    for (size_t i = 0; s != NULL && hf_script_entry(s, "limit", i, &e); i++) {
        struct hf_json *data = hf_script_data(s, "limit", e.id);
        if (data != NULL && strcmp(hf_json_str(data, "key", "messages"), key) == 0) take(data, role, &found);
        hf_json_free(data);
    }
    if (found.builtin) return;
    *out = found;
}
