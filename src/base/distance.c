/* How far two short words are apart, for near misses and hints.
 * Bytes are letters here: callers fold their text first (hf_utf8_fold), so that this is good enough.
 * Knows nothing of what the words stand for. */
#include "hf/base.h"

enum { LONGEST = 64 };

static int least(int a, int b, int c)
{
    int m = a < b ? a : b;
    return m < c ? m : c;
}

int hf_edit_distance(const char *a, size_t an, const char *b, size_t bn, int limit)
{
    int rows[3][LONGEST + 1];
    size_t gap = an > bn ? an - bn : bn - an;
    if (an > LONGEST || bn > LONGEST || gap > (size_t)limit) return limit + 1;
    for (size_t j = 0; j <= bn; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= an; i++) {
        int *row = rows[i % 3], *up = rows[(i + 2) % 3], *above = rows[(i + 1) % 3];
        row[0] = (int)i;
        for (size_t j = 1; j <= bn; j++) {
            row[j] = least(up[j] + 1, row[j - 1] + 1, up[j - 1] + (a[i - 1] != b[j - 1]));
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped && above[j - 2] + 1 < row[j]) row[j] = above[j - 2] + 1;
        }
    }
    return rows[an % 3][bn] > limit ? limit + 1 : rows[an % 3][bn];
}
