/* Memory, arenas and buffers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/base.h"

static void plain_memory(void **state)
{
    (void)state;
    char *p = hf_alloc(64);
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(p[i], 0);
    memset(p, 'a', 64);
    p = hf_realloc(p, 4096);
    assert_int_equal(p[63], 'a');
    free(p);
    void *none = hf_alloc(0);
    assert_non_null(none);
    free(hf_realloc(none, 0));
}

static void copies(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        size_t n;
        const char *want;
    } cases[] = {{"habit", 3, "hab"}, {"habit", 0, ""}, {"habit", 99, "habit"}, {"", 5, ""}, {NULL, 5, NULL}};
    struct hf_arena a;
    hf_arena_init(&a);
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        char *heap = hf_strndup(cases[i].s, cases[i].n), *inside = hf_arena_strndup(&a, cases[i].s, cases[i].n);
        assert_true(hf_streq(heap, cases[i].want));
        assert_true(hf_streq(inside, cases[i].want));
        free(heap);
        heap = hf_strdup(cases[i].s);
        assert_true(hf_streq(heap, cases[i].s));
        assert_true(hf_streq(hf_arena_strdup(&a, cases[i].s), cases[i].s));
        free(heap);
    }
    hf_arena_release(&a);
    char *text = hf_asprintf("%s-%d", "x", 12);
    assert_string_equal(text, "x-12");
    free(text);
}

static void growing(void **state)
{
    (void)state;
    int *items = NULL;
    size_t cap = 0, moves = 0;
    for (size_t len = 0; len < 1000; len++) {
        size_t before = cap;
        items = hf_grow(items, len, &cap, sizeof *items);
        moves += cap != before;
        assert_true(cap > len);
        items[len] = (int)len;
    }
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    assert_true(moves < 12);
    free(items);
}

/* Every piece is zeroed, aligned, and no two overlap. */
static void arena_pieces(void **state)
{
    (void)state;
    enum { PIECES = 3000 };
    struct hf_arena a;
    hf_arena_init(&a);
    static unsigned char *pieces[PIECES];
    static size_t sizes[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        sizes[i] = i % 97 == 0 ? i * 11 : i % 50;
        pieces[i] = hf_arena_alloc(&a, sizes[i]);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(pieces[i][k], 0);
        if (sizes[i] > 0) memset(pieces[i], (int)(i % 251), sizes[i]);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(pieces[i][k], i % 251);
    char *text = hf_arena_printf(&a, "%0900d", 7);
    assert_int_equal(strlen(text), 900);
    assert_string_equal(hf_arena_printf(&a, "%s", ""), "");
    hf_arena_release(&a);
    assert_null(a.blocks);
    hf_arena_release(&a);
}

static void buffer_basics(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    assert_string_equal(hf_buf_str(&b), "");
    hf_buf_clear(&b);
    hf_buf_add(&b, NULL, 0);
    assert_int_equal(b.len, 0);
    hf_buf_adds(&b, "ab");
    hf_buf_addc(&b, '\0');
    hf_buf_addf(&b, "%d", 42);
    assert_int_equal(b.len, 5);
    assert_memory_equal(b.data, "ab\00042", 6);
    hf_buf_clear(&b);
    assert_string_equal(hf_buf_str(&b), "");
    assert_true(b.cap > 0);
    hf_buf_adds(&b, "kept");
    char *mine = hf_buf_detach(&b);
    assert_string_equal(mine, "kept");
    free(mine);
    assert_null(b.data);
    mine = hf_buf_detach(&b);
    assert_string_equal(mine, "");
    free(mine);
    hf_buf_release(&b);
    hf_buf_release(&b);
}

/* Whatever the sizes of the pieces, the buffer holds their concatenation. */
static void buffer_grows(void **state)
{
    (void)state;
    static char model[400000];
    size_t used = 0;
    struct hf_buf b = {0};
    for (int i = 0; i < 600; i++) {
        char piece[1200];
        int width = i * 7 % 1100 + 1;
        int n = snprintf(piece, sizeof piece, "%*d", width, i);
        memcpy(model + used, piece, (size_t)n);
        used += (size_t)n;
        if (i % 2 == 0)
            hf_buf_addf(&b, "%*d", width, i);
        else
            hf_buf_add(&b, piece, (size_t)n);
        assert_int_equal(b.len, used);
        assert_int_equal(b.data[b.len], 0);
    }
    assert_memory_equal(b.data, model, used);
    hf_buf_release(&b);
}

/* A formatted text of every length, so also of those that just fill the buffer. */
static void format_of_every_length(void **state)
{
    (void)state;
    for (size_t before = 0; before < 3; before++) {
        for (int width = 1; width < 300; width++) {
            struct hf_buf b = {0};
            hf_buf_add(&b, "..", before);
            hf_buf_addf(&b, "%*d", width, 7);
            assert_int_equal(b.len, before + (size_t)width);
            assert_int_equal(b.data[b.len - 1], '7');
            assert_int_equal(b.data[b.len], 0);
            hf_buf_release(&b);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_memory),           cmocka_unit_test(copies),        cmocka_unit_test(growing),
        cmocka_unit_test(arena_pieces),           cmocka_unit_test(buffer_basics), cmocka_unit_test(buffer_grows),
        cmocka_unit_test(format_of_every_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
