/* A part of a transaction that can be taken back alone: what somebody else's work inside it leaves behind when it fails.
 * Invariant: after the way back rows, packed histories and the event being written are what they were at the savepoint.
 * Knows nothing of what is changed in between. */
#include "vault.h"

#include <stdlib.h>

struct hf_savepoint {
    bool silent;
    int64_t event, undoes;
    int count;
    size_t changes; /* bytes of them; they only grow */
    char *verb, *summary;
};

/* What is packed in memory goes into the table first, so that the table alone tells what was. */
enum hf_rc hf_vault_savepoint(struct hf_vault *v, struct hf_savepoint **out, struct hf_err *err)
{
    *out = NULL;
    enum hf_rc rc = tx_require(v, err);
    if (rc == HF_OK) rc = series_flush(v, err);
    if (rc == HF_OK) rc = db_exec(v->db, "SAVEPOINT part", err);
    if (rc != HF_OK) return rc;
    series_drop(v);
    struct hf_savepoint *s = hf_alloc(sizeof *s);
    *s = (struct hf_savepoint){.silent = v->tx.silent,
                               .event = v->tx.event,
                               .undoes = v->tx.undoes,
                               .count = v->tx.count,
                               .changes = v->tx.changes.len,
                               .verb = hf_strdup(v->tx.verb),
                               .summary = hf_strdup(v->tx.summary)};
    *out = s;
    return HF_OK;
}

static void release(struct hf_savepoint *s)
{
    free(s->verb);
    free(s->summary);
    free(s);
}

enum hf_rc hf_vault_keep(struct hf_vault *v, struct hf_savepoint *s, struct hf_err *err)
{
    if (s == NULL) return HF_OK;
    release(s);
    enum hf_rc rc = tx_require(v, err);
    return rc == HF_OK ? db_exec(v->db, "RELEASE part", err) : rc;
}

enum hf_rc hf_vault_take_back(struct hf_vault *v, struct hf_savepoint *s, struct hf_err *err)
{
    if (s == NULL) return HF_OK;
    enum hf_rc rc = tx_require(v, err);
    if (rc == HF_OK) rc = db_exec(v->db, "ROLLBACK TO part;RELEASE part", err);
    if (rc == HF_OK) {
        series_drop(v);
        v->tx.silent = s->silent;
        v->tx.event = s->event;
        v->tx.undoes = s->undoes;
        v->tx.count = s->count;
        v->tx.changes.len = s->changes;
        hf_vault_verb(v, s->verb);
        hf_vault_summary(v, s->summary);
    }
    release(s);
    return rc;
}
