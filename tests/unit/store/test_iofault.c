/* A disk that fails: each reading and writing call of a log fails once, or from then on, with a full disk or an input/output
 * error. The answer is one of the contract, the next call works, and with the same key there is exactly one effect. */
#include "support.h"

#include "shim.h"

static int fail_at, calls, answer;
static bool for_ever, with_reads, fired;

static int fault(const struct shim_event *e)
{
    if (answer == SQLITE_OK || (e->call == SHIM_READ && !with_reads)) return SQLITE_OK;
    int n = calls++;
    if (n < fail_at || (n > fail_at && !for_ever)) return SQLITE_OK;
    fired = true;
    if (answer == SQLITE_FULL)
        return e->call == SHIM_WRITE ? SQLITE_FULL : e->call == SHIM_SYNC ? SQLITE_IOERR_FSYNC : SQLITE_OK;
    switch (e->call) {
    case SHIM_READ: return SQLITE_IOERR_READ;
    case SHIM_WRITE: return SQLITE_IOERR_WRITE;
    case SHIM_TRUNCATE: return SQLITE_IOERR_TRUNCATE;
    case SHIM_SYNC: return SQLITE_IOERR_FSYNC;
    case SHIM_CREATE: return SQLITE_CANTOPEN;
    case SHIM_DELETE: return SQLITE_IOERR_DELETE;
    }
    return SQLITE_IOERR;
}

/* What a caller does under an idempotency key. *done: the effect was there already. */
static enum hf_rc log_with_key(struct test *t, bool *done)
{
    struct hf_event_info info = {
        .verb = "log", .actor = "personal", .door = "chat", .key = "wamid.7", .today = TEST_DAY};
    struct hf_vault *v = NULL;
    *done = false;
    enum hf_rc rc = hf_vault_open(t->store, "", &v, &t->err);
    if (rc == HF_OK) rc = hf_vault_begin(v, &info, &t->err);
    if (rc == HF_OK && hf_vault_answer(v, "wamid.7", &t->arena) != NULL) {
        *done = true;
        hf_vault_rollback(v);
    } else if (rc == HF_OK) {
        struct hf_habit h = new_habit("Made with it");
        rc = hf_vault_put_habit(v, &h, &t->err);
        struct hf_entry e = new_entry(h.id, TEST_DAY, HF_COMPLETED);
        if (rc == HF_OK) rc = hf_vault_put_entry(v, &e, NULL, &t->err);
        if (rc == HF_OK) hf_vault_set_answer(v, "{\"logsCreated\":1}");
        if (rc == HF_OK) rc = hf_vault_commit(v, NULL, &t->err);
    }
    hf_vault_free(v);
    return rc;
}

static enum hf_rc no_problem(void *ctx, const struct hf_finding *f, struct hf_err *err)
{
    (void)ctx;
    (void)err;
    if (f->severity == HF_PROBLEM) fail_msg("fault %d: %s %s: %s", fail_at, f->code, f->where, f->what);
    return HF_OK;
}

/* One fault; true if it was reached. */
static bool one_round(bool fresh, int code)
{
    struct test test, *t = &test;
    bool done = false;
    struct hf_event *e;
    size_t n;
    answer = SQLITE_OK;
    test_begin(t);
    if (!fresh) {
        reopen(t);
        add_habit(t, "Before");
        hf_vault_free(t->vault);
        t->vault = NULL;
    }
    answer = code;
    calls = 0;
    fired = false;
    enum hf_rc first = log_with_key(t, &done);
    bool reached = fired;
    answer = SQLITE_OK;
    if (first != HF_OK && first != HF_E_DISK_FULL && first != HF_E_IO)
        fail_msg("fault %d: code %d, %s", fail_at, first, t->err.message);
    if (first != HF_OK) assert_true(strlen(t->err.message) > 0 && strlen(t->err.hint) > 0);
    enum hf_rc second = log_with_key(t, &done);
    if (second != HF_OK) fail_msg("fault %d: the next call fails: %s", fail_at, t->err.message);
    if (first == HF_OK && !done) fail_msg("fault %d: acknowledged, but not there", fail_at);
    reopen(t);
    assert_int_equal(habit_count(t), fresh ? 1 : 2);
    GOOD(hf_vault_events(t->vault, 0, 0, &t->arena, &e, &n, good_err));
    assert_int_equal(n, fresh ? 1 : 2);
    assert_int_equal(entry_count(t, 0), 1);
    GOOD(hf_vault_doctor(t->vault, false, no_problem, NULL, good_err));
    test_end(t);
    return reached;
}

static void all_rounds(bool ever, bool reads, int code)
{
    int rounds = 0;
    hf_store_vfs = shim_register(fault);
    for_ever = ever;
    with_reads = reads;
    for (int fresh = 0; fresh < 2; fresh++)
        for (fail_at = 0; one_round(fresh == 1, code); fail_at++)
            rounds++;
    hf_store_vfs = NULL;
    assert_true(rounds > 20);
    print_message("%d faults\n", rounds);
}

static void test_full_once(void **state)
{
    (void)state;
    all_rounds(false, false, SQLITE_FULL);
}

static void test_full_for_ever(void **state)
{
    (void)state;
    all_rounds(true, false, SQLITE_FULL);
}

static void test_error_once(void **state)
{
    (void)state;
    all_rounds(false, true, SQLITE_IOERR);
}

static void test_error_for_ever(void **state)
{
    (void)state;
    all_rounds(true, true, SQLITE_IOERR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full_once),
        cmocka_unit_test(test_full_for_ever),
        cmocka_unit_test(test_error_once),
        cmocka_unit_test(test_error_for_ever),
    };
    if (access("/dev/shm", W_OK) == 0) setenv("TMPDIR", "/dev/shm", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
