/* The only door to the system's clocks, and the one getenv.
 * A hf_clock is passed down as a value; nothing here keeps state.
 * Knows nothing of dates or zones. */
#include "hf/base.h"

#include <stdlib.h>
#include <time.h>

static hf_instant system_now(const struct hf_clock *self)
{
    (void)self;
    struct timespec t;
    if (clock_gettime(CLOCK_REALTIME, &t) != 0) hf_bug("the system clock cannot be read");
    return (hf_instant)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static hf_instant fixed_now(const struct hf_clock *self)
{
    return self->fixed;
}

struct hf_clock hf_clock_system(void)
{
    return (struct hf_clock){.now = system_now, .fixed = HF_NO_INSTANT};
}

struct hf_clock hf_clock_fixed(hf_instant at)
{
    return (struct hf_clock){.now = fixed_now, .fixed = at};
}

hf_instant hf_clock_now(const struct hf_clock *c)
{
    return c->now(c);
}

static uint64_t ns_of(clockid_t clock, const char *what)
{
    struct timespec t;
    if (clock_gettime(clock, &t) != 0) hf_bug("the %s clock cannot be read", what);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

uint64_t hf_steady_ns(void)
{
    return ns_of(CLOCK_MONOTONIC, "steady");
}

uint64_t hf_cpu_ns(void)
{
    return ns_of(CLOCK_PROCESS_CPUTIME_ID, "CPU");
}

const char *hf_env(const char *name)
{
    return getenv(name);
}
