/* One slip of the finger: a letter wrong, missing or too many, or two neighbours swapped.
 * Constant memory, linear in the length.
 * Knows no language. */
#include "say.h"

#include <string.h>

bool hf_near(const char *a, size_t an, const char *b, size_t bn)
{
    if (an > bn) {
        const char *s = a;
        a = b;
        b = s;
        size_t n = an;
        an = bn;
        bn = n;
    }
    if (bn - an > 1) return false;
    size_t i = 0;
    while (i < an && a[i] == b[i])
        i++;
    if (an == bn) {
        if (i == an) return true;
        if (memcmp(a + i + 1, b + i + 1, an - i - 1) == 0) return true;
        return i + 1 < an && a[i] == b[i + 1] && a[i + 1] == b[i] && memcmp(a + i + 2, b + i + 2, an - i - 2) == 0;
    }
    return memcmp(a + i, b + i + 1, an - i) == 0;
}
