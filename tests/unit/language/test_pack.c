/* A lexicon as a block of bytes: read back it says the same, and what is no such block is refused. */
#include "small.h"

static struct hf_buf pack(void)
{
    struct hf_buf block = {0};
    struct hf_lexicon *lex = small_language();
    hf_lexicon_pack(lex, &block);
    hf_lexicon_free(lex);
    return block;
}

static void a_view_says_the_same_as_what_was_packed(void **state)
{
    (void)state;
    struct hf_lexicon *lex = small_language(), *view = NULL;
    struct hf_buf block = {0};
    struct hf_err err;
    hf_lexicon_pack(lex, &block);
    assert_int_equal(block.len % 8, 0);
    assert_int_equal(hf_lexicon_view(block.data, block.len, &view, &err), HF_OK);
    assert_string_equal(hf_lexicon_id(view), hf_lexicon_id(lex));
    assert_string_equal(hf_lexicon_name(view), hf_lexicon_name(lex));
    /* A view is sealed: nothing can be written into what it borrows. */
    assert_int_equal(hf_lexicon_words(view, "number", 1, "uno", &err), HF_E_USAGE);
    assert_int_equal(hf_lexicon_pattern(view, "relative: relative", &err), HF_E_USAGE);
    assert_int_equal(hf_lexicon_unit(view, "my own unit", "mine", &err), HF_E_USAGE);
    hf_lexicon_free(view);
    hf_lexicon_free(lex);
    hf_buf_release(&block);
}

static void what_is_no_block_is_refused(void **state)
{
    (void)state;
    struct hf_buf block = pack();
    struct hf_lexicon *view;
    struct hf_err err;
    const size_t lengths[] = {0, 1, 8, 100, block.len - 8, block.len - 1};
    for (size_t i = 0; i < HF_LEN(lengths); i++) {
        assert_int_equal(hf_lexicon_view(block.data, lengths[i], &view, &err), HF_E_CORRUPT);
        assert_null(view);
    }
    block.data[0] ^= 1;
    assert_int_equal(hf_lexicon_view(block.data, block.len, &view, &err), HF_E_CORRUPT);
    block.data[0] ^= 1;
    memset(block.data, 0xff, 16);
    assert_int_equal(hf_lexicon_view(block.data, block.len, &view, &err), HF_E_CORRUPT);
    hf_buf_release(&block);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_view_says_the_same_as_what_was_packed),
        cmocka_unit_test(what_is_no_block_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
