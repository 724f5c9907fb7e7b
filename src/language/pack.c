/* A sealed lexicon as one block of bytes, and reading from such a block without copying it.
 * Offsets within a lexicon are indexes, so the block is good wherever it lies; it is for the machine that made it.
 * Knows no Lua and no file: whoever keeps the block does. */
#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

#define PACK_MAGIC 0x6c65782d32303236u /* changes with the meaning of what follows */

struct head {
    uint64_t magic, total; /* bytes of the whole block */
    struct hf_lexicon lex; /* its pointers are null */
};

/* The five arrays in their order, each padded to 8 bytes. */
struct part {
    size_t offset, bytes;
};
enum { P_POOL, P_TABLE, P_SENSES, P_PATTERNS, P_UNITS, PARTS };

static size_t padded(size_t n)
{
    return (n + 7) & ~(size_t)7;
}

/* Returns the bytes of the block; 0 when the counts cannot be. */
static size_t lay_out(const struct hf_lexicon *lex, struct part parts[PARTS])
{
    const struct {
        size_t count, size;
    } arrays[PARTS] = {
        [P_POOL] = {lex->pool_len, 1},
        [P_TABLE] = {lex->table_size, sizeof(struct hf_phrase)},
        [P_SENSES] = {lex->sense_count, sizeof(struct hf_sense)},
        [P_PATTERNS] = {lex->pattern_count, sizeof(struct hf_pattern)},
        [P_UNITS] = {lex->unit_count, sizeof(struct hf_own_unit)},
    };
    size_t at = padded(sizeof(struct head));
    for (int i = 0; i < PARTS; i++) {
        if (arrays[i].count > (1u << 26)) return 0;
        parts[i] = (struct part){at, arrays[i].count * arrays[i].size};
        at = padded(at + parts[i].bytes);
    }
    return at;
}

void hf_lexicon_pack(const struct hf_lexicon *lex, struct hf_buf *out)
{
    static const char zeros[8];
    struct part parts[PARTS];
    struct head head;
    const void *const data[PARTS] = {lex->pool, lex->table, lex->senses, lex->patterns, lex->units};
    size_t begin = out->len;
    memset(&head, 0, sizeof head);
    head.magic = PACK_MAGIC;
    head.total = lay_out(lex, parts);
    memcpy(&head.lex, lex, sizeof *lex);
    head.lex.pool = NULL;
    head.lex.table = NULL;
    head.lex.senses = NULL;
    head.lex.patterns = NULL;
    head.lex.units = NULL;
    head.lex.pool_cap = head.lex.sense_cap = head.lex.pattern_cap = head.lex.unit_cap = 0;
    hf_buf_add(out, (const char *)&head, sizeof head);
    for (int i = 0; i < PARTS; i++) {
        hf_buf_add(out, zeros, parts[i].offset - (out->len - begin));
        if (parts[i].bytes > 0) hf_buf_add(out, data[i], parts[i].bytes);
    }
    hf_buf_add(out, zeros, head.total - (out->len - begin));
}

/* What is borrowed is never written: the lexicon is sealed. */
static void *borrowed(const char *data, size_t offset)
{
    union {
        const char *given;
        void *kept;
    } u = {data + offset};
    return u.kept;
}

enum hf_rc hf_lexicon_view(const void *data, size_t len, struct hf_lexicon **out, struct hf_err *err)
{
    struct head head;
    struct part parts[PARTS];
    *out = NULL;
    if (len < sizeof head) return hf_fail(err, HF_E_CORRUPT, "a packed lexicon of %zu bytes is too short", len);
    memcpy(&head, data, sizeof head);
    bool sound = head.magic == PACK_MAGIC && head.total == len && head.lex.sealed && head.lex.table_size > 0 &&
                 (head.lex.table_size & (head.lex.table_size - 1)) == 0 && lay_out(&head.lex, parts) == len;
    if (!sound) return hf_fail(err, HF_E_CORRUPT, "these %zu bytes are no packed lexicon of this build", len);
    struct hf_lexicon *lex = hf_alloc(sizeof *lex);
    *lex = head.lex;
    lex->borrowed = true;
    lex->pool = borrowed(data, parts[P_POOL].offset);
    lex->table = borrowed(data, parts[P_TABLE].offset);
    lex->senses = borrowed(data, parts[P_SENSES].offset);
    lex->patterns = borrowed(data, parts[P_PATTERNS].offset);
    lex->units = borrowed(data, parts[P_UNITS].offset);
    *out = lex;
    return HF_OK;
}
