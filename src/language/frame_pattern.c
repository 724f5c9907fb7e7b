/* The patterns of a language as small programs, compiled once when its scripts are read.
 * "a|b" is either, "[a]" may be missing, "(a|b) c" groups, "*" is any words, "<name>" another pattern, "{habit}", "{amount}" and
 * "{text}" are places; a pattern that begins with "~" gives way to a report that is read well. See docs/language.md. */
#include "frame.h"

#include <string.h>

enum { DEPTH_MAX = 12 };

struct hf_frames *hf_frames_new(struct hf_arena *arena)
{
    struct hf_frames *f = hf_arena_alloc(arena, sizeof *f);
    f->arena = arena;
    return f;
}

static const char *folded(struct hf_frames *f, const char *text, size_t n)
{
    struct hf_buf b = {0};
    hf_utf8_fold(&b, text, n);
    const char *out = hf_arena_strdup(f->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    return out;
}

void hf_frames_macro(struct hf_frames *f, const char *name, const char *pattern)
{
    if (f->macro_count == FRAME_MACROS) return;
    f->macros[f->macro_count].name = hf_arena_strdup(f->arena, name);
    f->macros[f->macro_count++].text = folded(f, pattern, strlen(pattern));
}

void hf_frames_polite(struct hf_frames *f, const char *phrase, size_t n)
{
    if (f->polite_count < FRAME_POLITE) f->polite[f->polite_count++] = folded(f, phrase, n);
}

/* The arena grows by whole new arrays: there are few of them. */
static size_t emit(struct hf_frames *f, struct step s)
{
    if (f->step_count == f->step_cap) {
        size_t cap = f->step_cap ? f->step_cap * 2 : 1024;
        struct step *more = hf_arena_alloc(f->arena, cap * sizeof *more);
        if (f->step_count) memcpy(more, f->steps, f->step_count * sizeof *more);
        f->steps = more;
        f->step_cap = cap;
    }
    f->steps[f->step_count] = s;
    return f->step_count++;
}

static const char *compile_list(struct hf_frames *f, const char *p, char close, int depth);

/* Any number of words, as few as will do. */
static void emit_words(struct hf_frames *f)
{
    size_t loop = emit(f, (struct step){.op = OP_SPLIT});
    emit(f, (struct step){.op = OP_ANY});
    emit(f, (struct step){.op = OP_JUMP, .a = (uint16_t)loop});
    f->steps[loop].a = (uint16_t)f->step_count;
    f->steps[loop].b = (uint16_t)(loop + 1);
}

static const char *compile_slot(struct hf_frames *f, const char *p)
{
    size_t n = strcspn(p, "}");
    if (n == 5 && memcmp(p, "habit", n) == 0) {
        emit(f, (struct step){.op = OP_HABIT});
    } else if (n == 6 && memcmp(p, "amount", n) == 0) {
        emit(f, (struct step){.op = OP_AMOUNT});
    } else { /* {text} */
        emit(f, (struct step){.op = OP_TEXT});
        emit(f, (struct step){.op = OP_ANY});
        emit_words(f);
        emit(f, (struct step){.op = OP_TEXT_END});
    }
    return p + n + (p[n] == '}');
}

static const char *compile_macro(struct hf_frames *f, const char *p, int depth)
{
    size_t n = strcspn(p, ">");
    for (size_t i = 0; i < f->macro_count && depth < DEPTH_MAX; i++)
        if (strlen(f->macros[i].name) == n && memcmp(f->macros[i].name, p, n) == 0)
            compile_list(f, f->macros[i].text, '\0', depth + 1);
    return p + n + (p[n] == '>');
}

static const char *compile_word(struct hf_frames *f, const char *p)
{
    size_t n = strcspn(p, " ()[]{}<>|*");
    emit(f, (struct step){.op = OP_WORD, .word = p, .len = n});
    return p + n;
}

/* One way through, up to a bar or the closing sign. */
static const char *compile_sequence(struct hf_frames *f, const char *p, int depth)
{
    while (*p && *p != '|' && *p != ')' && *p != ']') {
        switch (*p) {
        case ' ': p++; break;
        case '*':
            emit_words(f);
            p++;
            break;
        case '{': p = compile_slot(f, p + 1); break;
        case '<': p = compile_macro(f, p + 1, depth); break;
        case '(': p = compile_list(f, p + 1, ')', depth + 1); break;
        case '[': p = compile_list(f, p + 1, ']', depth + 1); break;
        case '}':
        case '>': p++; break;
        default: p = compile_word(f, p);
        }
    }
    return p;
}

/* Several ways, parted by bars; in square brackets also none of them. */
static const char *compile_list(struct hf_frames *f, const char *p, char close, int depth)
{
    size_t exits[64], n = 0;
    bool last = depth >= DEPTH_MAX;
    while (!last) {
        size_t fork = emit(f, (struct step){.op = OP_SPLIT});
        p = compile_sequence(f, p, depth);
        if (n < 64) exits[n++] = emit(f, (struct step){.op = OP_JUMP});
        f->steps[fork].a = (uint16_t)(fork + 1);
        f->steps[fork].b = (uint16_t)f->step_count;
        last = *p != '|' || n == 64;
        if (!last) {
            p++;
            continue;
        }
        if (close != ']') f->steps[fork].b = f->steps[fork].a; /* one of them must stand there */
    }
    for (size_t i = 0; i < n; i++)
        f->steps[exits[i]].a = (uint16_t)f->step_count;
    return p + (close != '\0' && *p == close);
}

void hf_frames_add(struct hf_frames *f, const char *act, const char *pattern)
{
    if (f->program_count == f->program_cap) {
        size_t cap = f->program_cap ? f->program_cap * 2 : 256;
        struct program *more = hf_arena_alloc(f->arena, cap * sizeof *more);
        if (f->program_count) memcpy(more, f->programs, f->program_count * sizeof *more);
        f->programs = more;
        f->program_cap = cap;
    }
    struct program *p = &f->programs[f->program_count++];
    bool weak = *pattern == '~';
    *p = (struct program){.act = hf_arena_strdup(f->arena, act), .weak = weak, .first = f->step_count};
    compile_list(f, folded(f, pattern + weak, strlen(pattern) - weak), '\0', 0);
    emit(f, (struct step){.op = OP_END});
    p->count = f->step_count - p->first;
}
