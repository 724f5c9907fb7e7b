/* kinds: what a script may register, as one table. Checking at load, the editors' stubs and the reference are all read from it. */
#ifndef SCRIPT_KINDS_H
#define SCRIPT_KINDS_H

#include <stdbool.h>
#include <stddef.h>

enum field_type {
    FIELD_TEXT,
    FIELD_NUMBER,
    FIELD_FLAG,
    FIELD_FUNCTION,
    FIELD_TABLE,
    FIELD_LIST,
    FIELD_WORDS,
    FIELD_CHOICE
};

struct kind_field {
    const char *name;
    enum field_type type; /* FIELD_LIST: a list of texts; FIELD_WORDS: one text or a list */
    bool required;
    const char *help;
    const char *choices; /* FIELD_CHOICE, and FIELD_WORDS where only these are allowed: "daily|weekly" */
    const char *call; /* FIELD_FUNCTION: its signature in LuaCATS, "fun(ctx: hf.Ctx): string" */
};

struct kind {
    const char *name; /* hf.NAME{...} */
    const char *key; /* the field that names an entry: "id" or "name" */
    const char *folder; /* where its files lie; "" for the top */
    const char *help;
    const struct kind_field *fields; /* ends with a NULL name */
    const char *one_of; /* fields of which at least one is needed, "due|done"; NULL: none */
};
extern const struct kind kinds[]; /* ends with a NULL name */
const struct kind *kind_find(const char *name);
const char *field_type_word(enum field_type t); /* for people: "a text" */
const char *field_type_annotation(const struct kind_field *f); /* for LuaCATS */
/* The name in a list that is nearest to a mistyped one, or NULL. next(ctx, i) gives the names, NULL at the end. */
const char *nearest_name(const char *word, const char *(*next)(const void *ctx, size_t i), const void *ctx);

/* Functions inside the states of a flow. */
extern const struct kind_field state_fields[];

/* What a persona says, and with which variables. */
struct message_kind {
    const char *name;
    const char *vars; /* "habit|amount"; may be "" */
    const char *help;
};
extern const struct message_kind message_kinds[]; /* ends with a NULL name */
extern const char message_kinds_optional[]; /* "a|b": what a persona may leave to the templates say_NAME */
const struct message_kind *message_kind_find(const char *name);

#endif
