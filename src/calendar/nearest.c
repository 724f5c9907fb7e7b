/* The nearest zone name for one that does not exist: "Europe/Lisboa" -> "Europe/Lisbon", "new york" -> "America/New_York".
 * Only reached on an error, so it may read the system's list anew each time.
 * Knows nothing of zones but their names. */
#include "private.h"

#include <string.h>

enum { LONGEST = 64 };

/* Lower case, and one form for the blank, so that the way of writing costs nothing. */
static size_t normalise(const char *s, size_t n, char out[LONGEST])
{
    size_t i = 0;
    for (; i < n && i < LONGEST; i++) {
        char c = s[i];
        out[i] = c == ' ' || c == '-' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return i;
}

enum { FAR = 2 * LONGEST };

static size_t distance(const char *a, size_t an, const char *b, size_t bn)
{
    return (size_t)hf_edit_distance(a, an, b, bn, FAR);
}

/* To the whole name, or to its city alone. */
static size_t name_distance(const char *wanted, size_t wanted_n, const char *name, size_t n)
{
    char folded[LONGEST];
    size_t fn = normalise(name, n, folded);
    size_t best = distance(wanted, wanted_n, folded, fn);
    const char *slash = memrchr(folded, '/', fn);
    if (slash == NULL) return best;
    size_t city = distance(wanted, wanted_n, slash + 1, fn - (size_t)(slash + 1 - folded));
    return city < best ? city : best;
}

/* The third column of a line of zone.tab. */
static bool zone_column(const char *line, size_t n, const char **name, size_t *length)
{
    const char *end = line + n, *p = line;
    for (int column = 0; column < 2; column++) {
        p = memchr(p, '\t', (size_t)(end - p));
        if (p == NULL) return false;
        p++;
    }
    const char *tab = memchr(p, '\t', (size_t)(end - p));
    *name = p;
    *length = (size_t)((tab != NULL ? tab : end) - p);
    return *line != '#' && *length > 0 && *length <= LONGEST;
}

static bool nearest_in(const char *list, const char *name, char *out, size_t size)
{
    char wanted[LONGEST];
    size_t wanted_n = normalise(name, strlen(name), wanted), best = wanted_n / 3 + 1;
    bool found = false;
    for (const char *line = list; *line != '\0';) {
        size_t n = strcspn(line, "\n"), length;
        const char *candidate;
        if (zone_column(line, n, &candidate, &length) && length < size) {
            size_t d = name_distance(wanted, wanted_n, candidate, length);
            if (d < best) {
                best = d;
                found = true;
                memcpy(out, candidate, length);
                out[length] = '\0';
            }
        }
        line += n + (line[n] == '\n');
    }
    return found;
}

bool zone_nearest_name(const char *name, char *out, size_t size)
{
    static const char *const lists[] = {ZONE_FOLDER "zone.tab", ZONE_FOLDER "zone1970.tab"};
    bool found = false;
    if (*name == '\0') return false;
    for (size_t i = 0; i < HF_LEN(lists) && !found; i++) {
        struct hf_buf list = {0};
        if (hf_path_read(lists[i], 1 << 20, &list, NULL) == HF_OK)
            found = nearest_in(hf_buf_str(&list), name, out, size);
        hf_buf_release(&list);
    }
    return found;
}
