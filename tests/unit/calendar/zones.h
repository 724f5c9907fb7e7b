/* What several tests of the calendar begin with: zones and instants that must be there, by their names. */
#ifndef HF_TEST_CALENDAR_ZONES_H
#define HF_TEST_CALENDAR_ZONES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/calendar.h"

static inline struct hf_zone *load(const char *name)
{
    struct hf_zone *z;
    struct hf_err err;
    if (hf_zone_load(name, &z, &err) != HF_OK) fail_msg("%s: %s", name, err.message);
    return z;
}

static inline hf_instant instant(const char *s)
{
    hf_instant at = 0;
    if (!hf_instant_parse(s, strlen(s), true, &at)) fail_msg("\"%s\" is no instant", s);
    return at;
}

#endif
