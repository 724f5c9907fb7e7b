/* near: which of the names that exist was probably meant, and words of the caller made fit for a message.
 *
 * Invariant: only reached on the way to an error; nothing is ever done on the strength of a guess.
 * Must not know: what the names stand for.
 */
#include "options.h"

#include <stdio.h>
#include <string.h>

/* As many wrong letters as a word of that length may have. */
static int tolerance(const char *wanted)
{
    return (int)strlen(wanted) / 3 + 1;
}

void cli_near_offer(struct cli_near *n, const char *name)
{
    int limit = n->best ? n->distance - 1 : tolerance(n->wanted);
    int d = hf_edit_distance(n->wanted, strlen(n->wanted), name, strlen(name), limit);
    /* "--remind-m" is far from "--remind-message" by letters, but a beginning of it. */
    if (strlen(n->wanted) >= 3 && hf_starts(name, n->wanted) && limit >= 1) d = 1;
    if (d > limit) return;
    n->best = name;
    n->distance = d;
}

const char *cli_shown(const char *word, char out[CLI_SHOWN])
{
    struct hf_buf safe = {0};
    hf_text_terminal(&safe, word, false);
    const char *s = hf_buf_str(&safe);
    size_t n = strlen(s), keep = n <= 120 ? n : 117;
    while (n > keep && ((unsigned char)s[keep] & 0xC0) == 0x80)
        keep--;
    snprintf(out, CLI_SHOWN, "%.*s%s", (int)keep, s, n > keep ? "..." : "");
    hf_buf_release(&safe);
    return out;
}
