/* pattern: Lua's patterns, with a step counter.
 *
 * The stock matcher is C code that no hook can reach: `a*a*c` on a thousand letters holds a process for seconds. This one counts
 * every character it looks at and stops when its allowance is used up. Same answers as stock Lua on every well-formed pattern.
 */
#ifndef SCRIPT_PATTERN_H
#define SCRIPT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PATTERN_ITEMS 96
#define PATTERN_CAPTURES 32

enum pattern_op { PAT_SINGLE, PAT_OPEN, PAT_POSITION, PAT_CLOSE, PAT_BACK, PAT_BALANCE, PAT_FRONTIER, PAT_END };

struct pattern_item {
    uint8_t op; /* enum pattern_op */
    uint8_t repeat; /* 0, '*', '+', '-' or '?'; PAT_SINGLE only */
    uint8_t a, b; /* PAT_BALANCE: the two characters; PAT_CLOSE and PAT_BACK: the capture */
    uint32_t set[8]; /* bit c: character c matches; PAT_SINGLE, PAT_FRONTIER */
};

struct pattern {
    bool anchored;
    int items, captures;
    struct pattern_item item[PATTERN_ITEMS];
};

/* Reads a pattern of n bytes. `anchors`: a leading ^ anchors (it does not in gmatch). NULL when good, else what is wrong with it. */
const char *pattern_compile(const char *text, size_t n, bool anchors, struct pattern *out);

#define CAPTURE_POSITION (-2)
struct match {
    const struct pattern *pattern;
    const char *begin, *end; /* the subject */
    int64_t steps; /* allowance, counted down */
    bool exhausted; /* it was used up: the answer is not to be trusted */
    int captures;
    struct {
        const char *start;
        ptrdiff_t len; /* CAPTURE_POSITION: only the place */
    } capture[PATTERN_CAPTURES];
};
/* Where a match that begins exactly at s ends, or NULL. Fills the captures. */
const char *pattern_match(struct match *m, const char *s);

#endif
