/* CSV: fields that no spreadsheet runs, rows as programs really write them, and the way back. */
#include "collect.h"

static void text_fields(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"plain", "plain"},
        {"", ""},
        {NULL, ""},
        {"a,b", "\"a,b\""},
        {"a;b", "\"a;b\""},
        {"say \"hi\"", "\"say \"\"hi\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {" edge", "\" edge\""},
        {"=1+1", "'=1+1"},
        {"+351", "'+351"},
        {"-5", "'-5"},
        {"@cmd", "'@cmd"},
        {"\tx", "\"'\tx\""},
        {"\rx", "\"'\rx\""},
        {"  =x", "\"'  =x\""},
        {"\"=x", "\"'\"\"=x\""},
        {"'=x", "''=x"},
        {"\n=x", "\"'\n=x\""},
        {"\xC2\xA0=x", "'\xC2\xA0=x"},
        {"\xEF\xBC\x9D"
         "1",
         "'\xEF\xBC\x9D"
         "1"},
        {"'quoted'", "'quoted'"},
        {"a=b", "a=b"},
        {"1-2", "1-2"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_buf b = {0};
        hf_csv_text(&b, false, cases[i].in);
        assert_string_equal(hf_buf_str(&b) + 1, cases[i].out);
        assert_int_equal(b.data[0], ',');
        hf_buf_release(&b);
    }
}

static void numbers_are_never_escaped(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    hf_csv_number(&b, true, -5);
    hf_csv_number(&b, false, 2.5);
    hf_csv_number(&b, false, (double)NAN);
    hf_csv_number(&b, false, -0.0);
    hf_csv_number(&b, false, 1e21);
    hf_csv_end(&b);
    assert_string_equal(hf_buf_str(&b), "-5,2.5,,0,1e+21\r\n");
    hf_buf_release(&b);
}

/* Rows as [field|field] and broken ones as <line>. */
static char *show_rows(const char *text, size_t n)
{
    struct hf_csv c;
    struct hf_buf out = {0};
    hf_csv_init(&c, text, n);
    for (int got; (got = hf_csv_next(&c, NULL)) != 0;) {
        hf_buf_addf(&out, "%d%s", c.line, got > 0 ? "[" : "<");
        if (got < 0) hf_buf_add(&out, c.row, c.row_len);
        for (size_t i = 0; i < c.fields; i++)
            hf_buf_addf(&out, "%s%s", i ? "|" : "", hf_csv_field(&c, i));
        hf_buf_adds(&out, got > 0 ? "]" : ">");
    }
    hf_csv_release(&c);
    return hf_buf_detach(&out);
}

static void rows(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", NULL},
        {"\n\r\n", NULL},
        {"a,b\r\nc,d\r\n", "1[a|b]2[c|d]"},
        {"a,b\nc,d", "1[a|b]2[c|d]"},
        {"a,b\rc,d", "1[a|b]2[c|d]"},
        {"\xEF\xBB\xBF"
         "a,b\n",
         "1[a|b]"},
        {"a;b,c;d\n1;2;3\n", "1[a|b,c|d]2[1|2|3]"},
        {"a\tb\n1,5\t2\n", "1[a|b]2[1,5|2]"},
        {"\"a;b;c\",d\n1;2,3\n", "1[a;b;c|d]2[1;2|3]"},
        {",,\n", "1[||]"},
        {"a,\n", "1[a|]"},
        {"\"\"\n", "1[]"},
        {"\"x \"\"y\"\"\",\"1\n2\"\nz,w\n", "1[x \"y\"|1\n2]3[z|w]"},
        {"\n\na,b\n\nc,d\n", "3[a|b]5[c|d]"},
        {"a\"b,c\n", "1[a\"b|c]"},
        {"\"a\"b,c\n", "1[ab|c]"},
        {"a,b\nc,\"d\ne,f\n", "1[a|b]2<c,\"d>3[e|f]"},
        {"\"a\nb\n", "1<\"a>2[b]"},
        {"x\n\"a\n\"b\nc,d\n", "1[x]2[a\nb]4[c|d]"},
        {"caf\xE9,b\n", "1[caf\xEF\xBF\xBD|b]"},
        {"\"caf\xE9\",b\n", "1[caf\xEF\xBF\xBD|b]"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        char *shown = show_rows(cases[i].in, strlen(cases[i].in));
        assert_string_equal(shown ? shown : "", cases[i].out ? cases[i].out : "");
        free(shown);
    }
    char *shown = show_rows("a\0b,c\n", 6);
    assert_string_equal(shown, "1[a\xEF\xBF\xBD"
                               "b|c]");
    free(shown);
}

static void fields_beyond_are_empty(void **state)
{
    (void)state;
    struct hf_csv c;
    hf_csv_init(&c, "a,b\n", 4);
    assert_int_equal(hf_csv_next(&c, NULL), 1);
    assert_string_equal(hf_csv_field(&c, 1), "b");
    assert_string_equal(hf_csv_field(&c, 2), "");
    assert_string_equal(hf_csv_field(&c, SIZE_MAX), "");
    assert_int_equal(hf_csv_next(&c, NULL), 0);
    assert_int_equal(hf_csv_next(&c, NULL), 0);
    hf_csv_release(&c);
}

static void broken_row_says_where(void **state)
{
    (void)state;
    struct hf_csv c;
    struct hf_err err;
    hf_csv_init(&c, "a,b\nc,\"d\n", 9);
    assert_int_equal(hf_csv_next(&c, &err), 1);
    assert_int_equal(hf_csv_next(&c, &err), HF_E_INVALID_VALUE);
    assert_non_null(strstr(err.message, "line 2"));
    hf_csv_release(&c);
}

/* Every text comes back, whatever it is made of. */
static void texts_come_back(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "=", "+", "-", "@", "\t",       "\r",           "\n",           " ",        "'", "\"",
        ",", ";", "a", "1", "\xC2\xA0", "\xEF\xBB\xBF", "\xEF\xBC\x9D", "\xC3\xA1", "\v"};
    uint32_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        struct hf_buf text[3] = {{0}, {0}, {0}}, row = {0};
        hf_buf_adds(&row, "x,y,z\r\n");
        for (int f = 0; f < 3; f++) {
            for (uint32_t n = next_random(&seed) % 6; n > 0; n--)
                hf_buf_adds(&text[f], pieces[next_random(&seed) % HF_LEN(pieces)]);
            hf_csv_text(&row, f == 0, hf_buf_str(&text[f]));
        }
        hf_csv_end(&row);
        struct hf_csv c;
        hf_csv_init(&c, row.data, row.len);
        assert_int_equal(hf_csv_next(&c, NULL), 1);
        assert_int_equal(hf_csv_next(&c, NULL), 1);
        assert_int_equal(c.fields, 3);
        for (size_t f = 0; f < 3; f++)
            assert_string_equal(hf_csv_plain(hf_csv_field(&c, f)), hf_buf_str(&text[f]));
        assert_int_equal(hf_csv_next(&c, NULL), 0);
        hf_csv_release(&c);
        for (int f = 0; f < 3; f++)
            hf_buf_release(&text[f]);
        hf_buf_release(&row);
    }
}

static void plain_leaves_other_apostrophes(void **state)
{
    (void)state;
    assert_string_equal(hf_csv_plain("'tis"), "'tis");
    assert_string_equal(hf_csv_plain("'=x"), "=x");
    assert_string_equal(hf_csv_plain("''=x"), "'=x");
    assert_string_equal(hf_csv_plain("'"), "'");
    assert_string_equal(hf_csv_plain(""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_fields),
        cmocka_unit_test(numbers_are_never_escaped),
        cmocka_unit_test(rows),
        cmocka_unit_test(fields_beyond_are_empty),
        cmocka_unit_test(broken_row_says_where),
        cmocka_unit_test(texts_come_back),
        cmocka_unit_test(plain_leaves_other_apostrophes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
