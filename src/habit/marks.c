/* Sorted marks: finding, putting, packing.
 * Packed: version, count, first day, then for each mark one byte of status, kind of amount and gap, and what does not fit into it.
 * Knows nothing of what a mark means. */
#include "inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t hf_marks_from(const struct hf_mark *marks, size_t n, hf_day day)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (marks[mid].day < day) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

const struct hf_mark *hf_marks_at(const struct hf_mark *marks, size_t n, hf_day day)
{
    size_t i = hf_marks_from(marks, n, day);
    return i < n && marks[i].day == day ? &marks[i] : NULL;
}

void hf_marks_put(struct hf_mark **marks, size_t *n, size_t *cap, hf_day day, const struct hf_mark *mark)
{
    size_t at = hf_marks_from(*marks, *n, day);
    bool there = at < *n && (*marks)[at].day == day;
    if (mark == NULL) {
        if (!there) return;
        memmove(*marks + at, *marks + at + 1, (*n - at - 1) * sizeof **marks);
        (*n)--;
        return;
    }
    struct hf_mark copy = *mark;
    copy.day = day;
    if (!there) {
        *marks = hf_grow(*marks, *n, cap, sizeof **marks);
        memmove(*marks + at + 1, *marks + at, (*n - at) * sizeof **marks);
        (*n)++;
    }
    (*marks)[at] = copy;
}

/* ---- packing ---- */

enum { PACK_VERSION = 1 };
/* The byte of a mark: bits 0-2 status, 3-4 amount, 5-7 gap in days to the mark before (1 to 7; 0: it follows as a number, less 8). */
enum amount_kind { AMOUNT_NONE, AMOUNT_SAME, AMOUNT_INT, AMOUNT_DOUBLE };
enum { SHORT_GAP = 7 };
/* Whole numbers up to here are exact in a double. */
static const int64_t whole_max = INT64_C(1) << 53;

static void put_number(struct hf_buf *out, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        hf_buf_addc(out, (char)(unsigned char)(v | 0x80));
    hf_buf_addc(out, (char)(unsigned char)v);
}

static uint64_t fold_sign(int64_t v)
{
    return v < 0 ? ~((uint64_t)v << 1) : (uint64_t)v << 1;
}

static bool same_double(double a, double b)
{
    uint64_t x, y;
    memcpy(&x, &a, sizeof x);
    memcpy(&y, &b, sizeof y);
    return x == y;
}

static enum amount_kind kind_of(double amount, double before)
{
    if (!isfinite(amount)) return AMOUNT_NONE;
    if (same_double(amount, before)) return AMOUNT_SAME;
    if (fabs(amount) > (double)whole_max) return AMOUNT_DOUBLE;
    return same_double((double)(int64_t)amount, amount) ? AMOUNT_INT : AMOUNT_DOUBLE;
}

static void put_amount(struct hf_buf *out, enum amount_kind kind, double amount)
{
    if (kind == AMOUNT_INT) put_number(out, fold_sign((int64_t)amount));
    if (kind != AMOUNT_DOUBLE) return;
    uint64_t bits;
    memcpy(&bits, &amount, sizeof bits);
    for (int i = 0; i < 8; i++)
        hf_buf_addc(out, (char)(unsigned char)(bits >> (8 * i)));
}

void hf_marks_pack(const struct hf_mark *marks, size_t n, struct hf_buf *out)
{
    hf_buf_addc(out, PACK_VERSION);
    put_number(out, n);
    if (n == 0) return;
    put_number(out, fold_sign(marks[0].day));
    double before = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t gap = i == 0 ? 1 : (uint64_t)((int64_t)marks[i].day - marks[i - 1].day);
        enum amount_kind kind = kind_of(marks[i].amount, before);
        unsigned head = (unsigned)marks[i].status | (unsigned)kind << 3 | (gap <= SHORT_GAP ? (unsigned)gap << 5 : 0);
        hf_buf_addc(out, (char)(unsigned char)head);
        if (gap > SHORT_GAP) put_number(out, gap - SHORT_GAP - 1);
        put_amount(out, kind, marks[i].amount);
        if (kind != AMOUNT_NONE) before = marks[i].amount;
    }
}

/* ---- unpacking ---- */

struct reader {
    const unsigned char *at, *end;
};

static bool take_number(struct reader *r, uint64_t max, uint64_t *out)
{
    uint64_t v = 0;
    for (int shift = 0; shift < 63 && r->at < r->end; shift += 7) {
        unsigned char b = *r->at++;
        v |= (uint64_t)(b & 0x7f) << shift;
        if (b >= 0x80) continue;
        *out = v;
        return v <= max;
    }
    return false;
}

static bool take_signed(struct reader *r, int64_t max, int64_t *out)
{
    uint64_t v;
    if (!take_number(r, (uint64_t)max * 2 + 1, &v)) return false;
    *out = (v & 1) != 0 ? -(int64_t)(v >> 1) - 1 : (int64_t)(v >> 1);
    return true;
}

static bool take_double(struct reader *r, double *out)
{
    uint64_t bits = 0;
    if (r->end - r->at < 8) return false;
    for (int i = 0; i < 8; i++)
        bits |= (uint64_t)*r->at++ << (8 * i);
    memcpy(out, &bits, sizeof *out);
    return isfinite(*out);
}

static bool take_amount(struct reader *r, unsigned kind, double *before, double *out)
{
    int64_t whole;
    switch ((enum amount_kind)kind) {
    case AMOUNT_NONE: *out = (double)NAN; return true;
    case AMOUNT_SAME: break;
    case AMOUNT_INT:
        if (!take_signed(r, whole_max, &whole)) return false;
        *before = (double)whole;
        break;
    case AMOUNT_DOUBLE:
        if (!take_double(r, before)) return false;
        break;
    }
    *out = *before;
    return true;
}

static bool take_mark(struct reader *r, int64_t *day, double *before, struct hf_mark *out)
{
    if (r->at == r->end) return false;
    unsigned head = *r->at++;
    uint64_t gap = head >> 5;
    if (gap == 0) {
        if (!take_number(r, HF_DAY_MAX - HF_DAY_MIN, &gap)) return false;
        gap += SHORT_GAP + 1;
    }
    *day += (int64_t)gap;
    if (*day > HF_DAY_MAX || (head & 7) > HF_SKIPPED) return false;
    out->day = (hf_day)*day;
    out->status = (enum hf_status)(head & 7);
    return take_amount(r, head >> 3 & 3, before, &out->amount);
}

static bool take_marks(struct reader *r, struct hf_mark **out, size_t *n)
{
    uint64_t count;
    int64_t day;
    if (r->at == r->end || *r->at++ != PACK_VERSION) return false;
    /* A mark takes a byte at least, so a lying count cannot ask for much memory. */
    if (!take_number(r, (uint64_t)(r->end - r->at), &count)) return false;
    if (count == 0) return r->at == r->end;
    if (!take_signed(r, HF_DAY_MAX, &day) || day < HF_DAY_MIN) return false;
    *out = hf_realloc(NULL, (size_t)count * sizeof **out);
    double before = 0;
    day--;
    for (*n = 0; *n < count; (*n)++) {
        if (!take_mark(r, &day, &before, &(*out)[*n])) return false;
    }
    return r->at == r->end;
}

enum hf_rc hf_marks_unpack(const void *data, size_t len, struct hf_mark **out, size_t *n, struct hf_err *err)
{
    *out = NULL;
    *n = 0;
    if (len > 0) {
        struct reader r = {.at = data, .end = (const unsigned char *)data + len};
        if (take_marks(&r, out, n)) return HF_OK;
    }
    free(*out);
    *out = NULL;
    *n = 0;
    return hf_fail(err, HF_E_CORRUPT, "the packed history (%zu bytes) is malformed", len);
}
