/* What is wrong with scripts, as a list for people: file, line, what, and what to do.
 * Every problem has a file.
 * Knows no Lua state. */
#include "generation.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_REMEDY "mend the line and save; until then the version before goes on"

void problems_add(struct problems *p, const char *file, int line, const char *what, const char *remedy)
{
    p->items = hf_grow(p->items, p->len, &p->cap, sizeof(*p->items));
    struct problem *item = &p->items[p->len++];
    item->file = hf_strdup(file);
    item->line = line;
    item->what = hf_strdup(what);
    item->remedy = hf_strdup(remedy != NULL ? remedy : DEFAULT_REMEDY);
}

/* The end of "path:123: " in a message and the line in it; NULL when the message does not begin so. */
static const char *place_end(const char *message, int *line)
{
    const char *lua = strstr(message, ".lua:");
    if (lua == NULL || memchr(message, ' ', (size_t)(lua - message)) != NULL) return NULL;
    char *end;
    long n = strtol(lua + 5, &end, 10);
    if (end == lua + 5 || hf_starts(end, ": ") == false) return NULL;
    *line = n > 0 && n < 1000000 ? (int)n : 0;
    return end + 2;
}

void problems_add_message(struct problems *p, const char *file, const char *message)
{
    int line = 0;
    const char *what = place_end(message, &line), *cut = strchr(message, '\n');
    char *named = NULL;
    if (what != NULL) {
        named = hf_strndup(message, (size_t)(strstr(message, ".lua:") + 4 - message));
        file = named;
    } else {
        what = message;
    }
    char *text = cut != NULL ? hf_strndup(what, (size_t)(cut - what)) : hf_strdup(what);
    problems_add(p, file, line, text, cut != NULL ? cut + 1 : NULL);
    free(text);
    free(named);
}

void problems_release(struct problems *p)
{
    for (size_t i = 0; i < p->len; i++) {
        free(p->items[i].file);
        free(p->items[i].what);
        free(p->items[i].remedy);
    }
    free(p->items);
    *p = (struct problems){0};
}
