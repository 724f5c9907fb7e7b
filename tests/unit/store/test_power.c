/* Power cuts, simulated: every writing call of real transactions is recorded; then, for a cut before each of them, the disk is put
 * together as it might look: what was synced is there, what was not is there, lost or torn at 512 bytes. Nothing that was
 * acknowledged may be lost, and the vault is what it was after some event, as a whole. */
#include "support.h"

#include "shim.h"

enum { SEEDS = 20, SECTOR = 512, MAX_EVENTS = 32 };

struct op {
    enum shim_call call;
    int file;
    char *data;
    size_t n;
    int64_t at;
};
static struct op *ops;
static size_t op_count, op_cap;

static int record(const struct shim_event *e)
{
    if (e->call == SHIM_READ) return SQLITE_OK;
    ops = hf_grow(ops, op_count, &op_cap, sizeof *ops);
    struct op *o = &ops[op_count++];
    *o = (struct op){e->call, e->file, NULL, (size_t)e->n, e->at};
    if (e->call == SHIM_WRITE) {
        o->data = hf_alloc((size_t)e->n);
        memcpy(o->data, e->data, (size_t)e->n);
    }
    return SQLITE_OK;
}

/* After each event: how many calls there had been when it was acknowledged, and what the vault held. */
static struct {
    size_t acknowledged_at;
    struct hf_buf dump;
} history[MAX_EVENTS];
static int event_count;

/* The vault is born as one file that is written whole and durable; the engine's calls begin behind it. */
static struct hf_buf newborn;

static void acknowledged(struct test *t)
{
    assert_true(event_count < MAX_EVENTS);
    history[event_count].acknowledged_at = op_count;
    dump(t, &history[event_count].dump);
    event_count++;
}

static void import_some(struct test *t)
{
    struct hf_merge *m;
    begin(t, "import");
    GOOD(hf_merge_new(t->vault, false, &m, good_err));
    const struct hf_sink *sink = hf_merge_sink(m);
    for (int i = 0; i < 60; i++) {
        struct hf_rec_entry e = {
            .habit_uid = "h_first",
            .day = TEST_DAY - 100 + i,
            .status = HF_REC_COMPLETED,
            .amount = NONE,
            .target = NONE,
            .created = 1000,
            .updated = HF_NO_INSTANT,
            .note = "from somewhere else, with a text that is long enough to need some pages more than one",
        };
        GOOD(sink->entry(sink->ctx, &e, good_err));
    }
    GOOD(hf_merge_done(m, NULL, good_err));
    hf_merge_free(m);
    commit(t);
}

static void live(struct test *t)
{
    struct hf_event_info keyed = {
        .verb = "say", .actor = "personal", .door = "chat", .key = "wamid.1", .today = TEST_DAY};
    struct hf_habit h = new_habit("First");
    h.uid = "h_first";
    reopen(t);
    acknowledged(t); /* nothing */
    begin(t, "add");
    GOOD(hf_vault_put_habit(t->vault, &h, good_err));
    commit(t);
    acknowledged(t);
    assert_int_equal(op_count, 0);
    file_text(t, "habits.db", &newborn);
    int64_t second = add_habit(t, "Second");
    acknowledged(t);
    log_day(t, h.id, TEST_DAY, HF_COMPLETED);
    acknowledged(t);
    reopen(t); /* as the next process */
    log_day(t, h.id, TEST_DAY, HF_MISSED);
    acknowledged(t);
    GOOD(hf_vault_begin(t->vault, &keyed, good_err));
    struct hf_entry e = new_entry(second, TEST_DAY, HF_PARTIAL);
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    GOOD(hf_vault_put_memory(t->vault, "flow", "state", "x", good_err));
    commit(t);
    acknowledged(t);
    import_some(t);
    acknowledged(t);
    begin(t, "delete");
    GOOD(hf_vault_delete_habit(t->vault, h.id, good_err));
    int64_t deleted = commit(t);
    acknowledged(t);
    undo(t, deleted);
    acknowledged(t);
    begin(t, "profile");
    GOOD(hf_vault_put_profile(t->vault, "timezone", "Asia/Tokyo", good_err));
    commit(t);
    acknowledged(t);
}

/* ---- the disk after a cut ---- */

static uint64_t random_state;

static uint64_t chance(void)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return random_state >> 33;
}

struct disk_file {
    bool exists;
    struct hf_buf data;
};

static void put(struct hf_buf *b, int64_t at, const char *data, size_t n)
{
    static const char zeros[SECTOR];
    while (b->len < (size_t)at + n)
        hf_buf_add(b, zeros, (size_t)at + n - b->len < SECTOR ? (size_t)at + n - b->len : SECTOR);
    memcpy(b->data + at, data, n);
}

static void apply(struct disk_file *f, const struct op *o)
{
    if (o->call == SHIM_WRITE) put(&f->data, o->at, o->data, o->n);
    if (o->call == SHIM_TRUNCATE && o->n < f->data.len) f->data.len = o->n;
    if (o->call == SHIM_CREATE) f->exists = true;
    if (o->call == SHIM_DELETE) *f = (struct disk_file){false, f->data}, hf_buf_clear(&f->data);
}

/* A call that no sync followed: there, not there, or a write of which some sectors are. */
static void apply_maybe(struct disk_file *f, const struct op *o)
{
    uint64_t c = chance() % 3;
    if (c == 0) return;
    if (c == 1 || o->call != SHIM_WRITE) {
        apply(f, o);
        return;
    }
    for (size_t from = 0; from < o->n; from += SECTOR) {
        size_t n = o->n - from < SECTOR ? o->n - from : SECTOR;
        if (chance() % 2) put(&f->data, o->at + (int64_t)from, o->data + from, n);
    }
}

/* What is left of the first `cut` calls. */
static void after_cut(size_t cut, struct disk_file files[2])
{
    size_t synced[2] = {0, 0};
    files[0] = (struct disk_file){.exists = true};
    hf_buf_add(&files[0].data, hf_buf_str(&newborn), newborn.len);
    files[1] = (struct disk_file){.exists = false};
    for (size_t i = 0; i < cut; i++)
        if (ops[i].call == SHIM_SYNC) synced[ops[i].file] = i;
    for (size_t i = 0; i < cut; i++) {
        struct disk_file *f = &files[ops[i].file];
        if (ops[i].call == SHIM_SYNC) continue;
        if (i < synced[ops[i].file])
            apply(f, &ops[i]);
        else
            apply_maybe(f, &ops[i]);
    }
}

static void write_disk(const struct test *t, const struct disk_file files[2])
{
    static const char *const names[] = {"habits.db", "habits.db-journal"};
    for (int i = 0; i < 2; i++) {
        const char *path = path_of(t, names[i]);
        unlink(path);
        if (files[i].exists) write_path(path, hf_buf_str(&files[i].data), files[i].data.len);
    }
}

static enum hf_rc no_problem(void *ctx, const struct hf_finding *f, struct hf_err *err)
{
    (void)ctx;
    (void)err;
    if (f->severity == HF_PROBLEM) fail_msg("%s %s: %s", f->code, f->where, f->what);
    return HF_OK;
}

static void check_disk(struct test *t, size_t cut, uint64_t seed)
{
    struct hf_event *e;
    struct hf_buf now = {0};
    size_t n;
    int acked = 0;
    reopen(t);
    GOOD(hf_vault_events(t->vault, 0, 0, &t->arena, &e, &n, good_err));
    while (acked + 1 < event_count && history[acked + 1].acknowledged_at <= cut)
        acked++;
    if ((int)n < acked || (int)n > acked + 1)
        fail_msg("cut %zu, seed %llu: %zu events, %d were acknowledged", cut, (unsigned long long)seed, n, acked);
    dump(t, &now);
    if (strcmp(hf_buf_str(&now), hf_buf_str(&history[n].dump)) != 0)
        fail_msg("cut %zu, seed %llu: the vault is not what it was after event %zu", cut, (unsigned long long)seed, n);
    GOOD(hf_vault_doctor(t->vault, false, no_problem, NULL, good_err));
    reopen(t); /* what the first look took back must leave a vault that opens and can be written */
    if (seed % 4 == 0) {
        begin(t, "profile");
        GOOD(hf_vault_put_profile(t->vault, "after", "the cut", good_err));
        assert_int_equal(commit(t), (int64_t)n + 1);
        reopen(t);
    }
    hf_buf_release(&now);
    hf_arena_release(&t->arena);
    hf_arena_init(&t->arena);
}

static void test_power_cuts(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    hf_store_vfs = shim_register(record);
    live(t);
    hf_vault_free(t->vault);
    t->vault = NULL;
    test_end(t);
    hf_store_vfs = NULL;
    assert_true(event_count == 10 && op_count > 100);
    test_begin(t);
    reopen(t);
    for (size_t cut = 0; cut <= op_count; cut++) {
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            struct disk_file files[2];
            random_state = seed * 7919 + cut + 1;
            after_cut(cut, files);
            hf_vault_free(t->vault);
            t->vault = NULL;
            write_disk(t, files);
            check_disk(t, cut, seed);
            hf_buf_release(&files[0].data);
            hf_buf_release(&files[1].data);
        }
    }
    print_message("%zu cuts, %d outcomes each\n", op_count + 1, (int)SEEDS);
    test_end(t);
    for (size_t i = 0; i < op_count; i++)
        free(ops[i].data);
    free(ops);
    hf_buf_release(&newborn);
    for (int i = 0; i < event_count; i++)
        hf_buf_release(&history[i].dump);
}

/* The check itself must be able to fail: without syncs, something is lost. */
static void test_the_simulator_finds_lost_syncs(void **state)
{
    (void)state;
    struct disk_file files[2];
    int lost = 0;
    static const char page[SECTOR * 2] = {1};
    struct op saved[] = {{SHIM_WRITE, 0, (char *)(uintptr_t)page, sizeof page, 0}, {SHIM_SYNC, 0, NULL, 0, 0}};
    ops = saved;
    op_count = 2;
    for (uint64_t seed = 0; seed < 50; seed++) {
        random_state = seed * 7919;
        after_cut(2, files); /* synced: always there */
        assert_int_equal(files[0].data.len, sizeof page);
        hf_buf_release(&files[0].data);
        after_cut(1, files);
        lost += files[0].data.len == 0;
        hf_buf_release(&files[0].data);
    }
    assert_true(lost > 5 && lost < 45);
    ops = NULL;
    op_count = op_cap = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_simulator_finds_lost_syncs),
        cmocka_unit_test(test_power_cuts),
    };
    if (access("/dev/shm", W_OK) == 0) setenv("TMPDIR", "/dev/shm", 0); /* thousands of small files */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
