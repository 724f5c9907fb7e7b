/* Sorted marks: putting and removing, packing and unpacking, and bytes that nobody packed. */
#include "support.h"

/* ---- putting ---- */

static void put_keeps_order(void **state)
{
    struct hf_mark *marks = NULL, m = {.status = HF_COMPLETED, .amount = 1};
    size_t n = 0, cap = 0;
    const hf_day days[] = {5, 1, 9, 5, 7, -3};
    (void)state;
    for (size_t i = 0; i < HF_LEN(days); i++) {
        m.amount = (double)i;
        hf_marks_put(&marks, &n, &cap, days[i], &m);
    }
    assert_int_equal(n, 5);
    for (size_t i = 1; i < n; i++)
        assert_true(marks[i - 1].day < marks[i].day);
    assert_int_equal(marks[2].day, 5);
    assert_true(marks[2].amount > 2.5 && marks[2].amount < 3.5); /* the second one of day 5 */
    free(marks);
}

static void put_removes(void **state)
{
    struct hf_mark *marks = NULL, m = {.status = HF_MISSED, .amount = NONE};
    size_t n = 0, cap = 0;
    (void)state;
    hf_marks_put(&marks, &n, &cap, 4, NULL);
    assert_int_equal(n, 0);
    for (hf_day d = 1; d <= 3; d++)
        hf_marks_put(&marks, &n, &cap, d, &m);
    hf_marks_put(&marks, &n, &cap, 2, NULL);
    hf_marks_put(&marks, &n, &cap, 2, NULL);
    assert_int_equal(n, 2);
    assert_int_equal(marks[0].day, 1);
    assert_int_equal(marks[1].day, 3);
    free(marks);
}

/* The mark given may lie in the array that grows. */
static void put_from_inside(void **state)
{
    size_t n = 0, cap = 0;
    struct hf_mark *marks = NULL, m = {.status = HF_PARTIAL, .amount = 2};
    (void)state;
    for (hf_day d = 100; d > 0; d--)
        hf_marks_put(&marks, &n, &cap, d, n == 0 ? &m : &marks[n - 1]);
    assert_int_equal(n, 100);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(marks[i].day, (int)i + 1);
        assert_int_equal(marks[i].status, HF_PARTIAL);
    }
    free(marks);
}

/* ---- packing ---- */

static bool same_mark(const struct hf_mark *a, const struct hf_mark *b)
{
    if (a->day != b->day || a->status != b->status) return false;
    if (!isfinite(a->amount)) return isnan(b->amount);
    return memcmp(&a->amount, &b->amount, sizeof a->amount) == 0;
}

static size_t check_round_trip(const struct hf_mark *marks, size_t n)
{
    struct hf_buf b = {0};
    struct hf_mark *got;
    struct hf_err err;
    size_t len;
    hf_marks_pack(marks, n, &b);
    assert_int_equal(hf_marks_unpack(b.data, b.len, &got, &len, &err), HF_OK);
    assert_int_equal(len, n);
    for (size_t i = 0; i < n; i++)
        assert_true(same_mark(&marks[i], &got[i]));
    free(got);
    len = b.len;
    hf_buf_release(&b);
    return len;
}

static void round_trips(void **state)
{
    static const double amounts[] = {0,
                                     1,
                                     1,
                                     -1,
                                     0.1,
                                     -0.0,
                                     1e300,
                                     5e-324,
                                     4503599627370497.0,
                                     9007199254740992.0,
                                     9007199254740994.0,
                                     -9007199254740993.0,
                                     127,
                                     128,
                                     1e9,
                                     (double)NAN,
                                     (double)INFINITY,
                                     2,
                                     2};
    struct hf_mark marks[HF_LEN(amounts)];
    (void)state;
    for (size_t i = 0; i < HF_LEN(amounts); i++) {
        marks[i] = (struct hf_mark){
            .day = HF_DAY_MIN + (hf_day)(i * i * 40), .status = (enum hf_status)(i % 5), .amount = amounts[i]};
    }
    marks[HF_LEN(amounts) - 1].day = HF_DAY_MAX;
    for (size_t n = 0; n <= HF_LEN(amounts); n++)
        check_round_trip(marks, n);
}

static void random_round_trips(void **state)
{
    struct hf_mark marks[300];
    (void)state;
    for (int seed = 0; seed < 500; seed++) {
        struct rng g = {.state = (uint64_t)seed};
        hf_day day = rng_below(&g, 30000) - 5000;
        size_t n = (size_t)rng_below(&g, 300);
        for (size_t i = 0; i < n; i++) {
            day += rng_chance(&g, 80) ? 1 : 1 + rng_below(&g, 400);
            double amount = rng_chance(&g, 30) ? rng_below(&g, 100) : rng_below(&g, 1000) / 10.0;
            marks[i] = (struct hf_mark){.day = day, .status = (enum hf_status)rng_below(&g, 5), .amount = amount};
            if (rng_chance(&g, 30)) marks[i].amount = NONE;
        }
        check_round_trip(marks, n);
    }
}

static void stays_small(void **state)
{
    static struct hf_mark marks[3650];
    (void)state;
    for (size_t i = 0; i < HF_LEN(marks); i++)
        marks[i] = (struct hf_mark){.day = (hf_day)(20000 + i), .status = HF_COMPLETED, .amount = 8};
    assert_true(check_round_trip(marks, HF_LEN(marks)) <= HF_LEN(marks) + 16); /* as before: one byte a day */
    for (size_t i = 0; i < HF_LEN(marks); i++)
        marks[i].amount = (double)(i % 12);
    assert_true(check_round_trip(marks, HF_LEN(marks)) <= 2 * HF_LEN(marks) + 16); /* small numbers: two */
}

/* ---- bytes that nobody packed ---- */

static void assert_corrupt(const void *data, size_t len)
{
    struct hf_mark here, *marks = &here;
    struct hf_err err;
    size_t n = 7;
    assert_int_equal(hf_marks_unpack(data, len, &marks, &n, &err), HF_E_CORRUPT);
    assert_null(marks);
    assert_int_equal(n, 0);
    assert_true(err.message[0] != '\0');
}

static void malformed(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
    } cases[] = {
        {"", 0},
        {"\x02\x00", 2}, /* a later version */
        {"\x01", 1}, /* no count */
        {"\x01\x00\x00", 3}, /* more than said */
        {"\x01\x01", 2}, /* no first day */
        {"\x01\x01\x02", 3}, /* no mark */
        {"\x01\x05\x02\x21\x21", 5}, /* fewer marks than said */
        {"\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f\x02\x21", 12}, /* a count to fill all memory */
        {"\x01\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01\x21", 13}, /* a number without end */
        {"\x01\x01\x02\x25", 4}, /* status 5 */
        {"\x01\x01\x02\x31", 4}, /* an amount is missing */
        {"\x01\x01\x02\x39\x00\x00\x00\x00\x00\x00\x00", 11}, /* half a double */
        {"\x01\x01\x02\x39\x00\x00\x00\x00\x00\x00\xf8\x7f", 12}, /* not a number */
        {"\x01\x01\x02\x39\x00\x00\x00\x00\x00\x00\xf0\x7f", 12}, /* infinity */
        {"\x01\x01\x02\x01", 4}, /* a long gap is missing */
        {"\x01\x01\xc2\x82\xe6\x02\x21", 7}, /* after the last day there is */
        {"\x01\x01\xf5\xe4\x57\x21", 6}, /* before the first day there is */
        {"\x01\x02\xc0\x82\xe6\x02\x21\x21", 8}, /* runs past the last day */
        {"\x01\x01\x02\x31\x82\x80\x80\x80\x80\x80\x80\x20", 12}, /* a whole number that no double holds */
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++)
        assert_corrupt(cases[i].bytes, cases[i].len);
}

/* No prefix of a good string is good, and no changed byte makes marks that are out of order. */
static void damaged(void **state)
{
    struct hf_mark marks[40];
    struct hf_buf b = {0};
    size_t n = marks_of("cpms1.5c......................ccc9", 20000, marks);
    (void)state;
    hf_marks_pack(marks, n, &b);
    for (size_t len = 0; len < b.len; len++)
        assert_corrupt(b.data, len);
    for (size_t i = 0; i < b.len; i++) {
        for (int bit = 0; bit < 8; bit++) {
            struct hf_mark *got;
            struct hf_err err;
            size_t count;
            b.data[i] = (char)(b.data[i] ^ (1 << bit));
            if (hf_marks_unpack(b.data, b.len, &got, &count, &err) == HF_OK) {
                for (size_t k = 1; k < count; k++)
                    assert_true(got[k - 1].day < got[k].day);
            }
            free(got);
            b.data[i] = (char)(b.data[i] ^ (1 << bit));
        }
    }
    hf_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(put_keeps_order),    cmocka_unit_test(put_removes),
        cmocka_unit_test(put_from_inside),    cmocka_unit_test(round_trips),
        cmocka_unit_test(random_round_trips), cmocka_unit_test(stays_small),
        cmocka_unit_test(malformed),          cmocka_unit_test(damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
