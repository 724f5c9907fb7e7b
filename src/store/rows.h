/* The kinds of rows that the journal knows, and one way to change any of them. */
#ifndef HF_STORE_ROWS_H
#define HF_STORE_ROWS_H

#include "vault.h"

enum row_kind { ROW_HABIT = 1, ROW_ENTRY = 2, ROW_PROFILE = 3, ROW_MEMORY = 4 };

/* Which row. Habit: a = id, b = HF_NO_DAY. Entry: a = habit, b = day. Profile: s = "", t = key. Memory: s = space, t = key. */
struct row_ref {
    enum row_kind kind;
    int64_t a, b;
    const char *s, *t;
};

enum column_type { COL_INT, COL_BOOL, COL_REAL, COL_TEXT, COL_DAY, COL_INSTANT, COL_STATUS, COL_JSON };
struct row_column {
    const char *name;
    enum column_type type;
};
struct row_spec {
    const char *name; /* "habit", for exports */
    int count, ignore; /* columns; how many at the end do not count as content (the time of change) */
    int read, write, erase; /* statements */
    const struct row_column *columns;
};
const struct row_spec *row_spec(enum row_kind kind);

/* Appends the row's image to out; nothing if it is absent. */
enum hf_rc row_read(struct hf_vault *v, const struct row_ref *ref, struct hf_buf *out, struct hf_err *err);
/* Writes the row, or erases it when the image is empty. Not journaled. */
enum hf_rc row_write(struct hf_vault *v, const struct row_ref *ref, struct slice image, struct hf_err *err);
/* Brings the row to `after`, and says so in the journal. Equal content changes nothing (*changed, may be NULL). */
enum hf_rc row_change(struct hf_vault *v, const struct row_ref *ref, struct slice after, bool *changed,
                      struct hf_err *err);
/* The same when the image before is known already. */
enum hf_rc row_replace(struct hf_vault *v, const struct row_ref *ref, struct slice before, struct slice after,
                       struct hf_err *err);

/* One change in an event's packed list. `ref` borrows from the list and, for texts, from `text` (two terminated strings). */
struct change {
    struct row_ref ref;
    struct slice before, after;
    struct hf_buf text;
};
bool change_next(struct slice *in, struct change *out); /* out->text must be a buffer; release it at the end */
/* The packed list of an event, copied. HF_E_NOT_FOUND without such an event. */
enum hf_rc journal_changes(struct hf_vault *v, int64_t event, struct hf_buf *out, struct hf_err *err);
/* The key under which `touched` finds the events of a row; false for memory, whose events nobody asks for. */
bool row_touch_key(const struct row_ref *ref, int64_t *a, int64_t *b);

/* ---- values of the rows ---- */
void image_of_habit(struct hf_buf *b, const struct hf_habit *h);
void image_of_entry(struct hf_buf *b, const struct hf_entry *e);
/* From the row that stmt stands on: id and all columns (habit), habit, day and all columns (entry). */
enum hf_rc habit_of_row(struct hf_vault *v, sqlite3_stmt *stmt, struct hf_arena *a, struct hf_habit *out,
                        struct hf_err *err);
void entry_of_row(sqlite3_stmt *stmt, struct hf_arena *a, struct hf_entry *out);
struct row_ref habit_ref(int64_t id);
struct row_ref entry_ref(int64_t habit, hf_day day);
struct row_ref profile_ref(const char *key);
struct row_ref memory_ref(const char *space, const char *key);

/* An id that was never given to a habit of this vault. */
enum hf_rc habit_next_id(struct hf_vault *v, int64_t *id, struct hf_err *err);

/* Pauses as the column keeps them: "2026-01-01..2026-01-05,2026-02-01.." */
char *pauses_text(const struct hf_span *pauses, size_t n) HF_MUST_CHECK; /* NULL for none */
bool pauses_parse(const char *text, struct hf_arena *a, const struct hf_span **out, size_t *n);

#endif
