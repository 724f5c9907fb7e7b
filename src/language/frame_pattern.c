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

const char *hf_frames_macro(struct hf_frames *f, const char *name, const char *pattern)
{
    if (f->macro_count == FRAME_MACROS) return "too many macros";
    f->macros[f->macro_count].name = hf_arena_strdup(f->arena, name);
    f->macros[f->macro_count++].text = folded(f, pattern, strlen(pattern));
    return NULL;
}

const char *hf_frames_polite(struct hf_frames *f, const char *phrase, size_t n)
{
    if (f->polite_count == FRAME_POLITE) return "too many polite phrases";
    f->polite[f->polite_count++] = folded(f, phrase, n);
    return NULL;
}

/* The first reason is the one that helps. */
static void refuse(struct hf_frames *f, const char *why)
{
    if (!f->wrong) f->wrong = why;
}

/* Room for one more of `size` bytes. The arena grows by whole new arrays: there are few of them. */
static void *grown(struct hf_frames *f, void *old, size_t count, size_t *cap, size_t size)
{
    enum { FIRST = 256 };
    if (count < *cap) return old;
    *cap = *cap ? *cap * 2 : FIRST;
    void *more = hf_arena_alloc(f->arena, *cap * size);
    if (count) memcpy(more, old, count * size);
    return more;
}

/* Behind the last step that may be, all go to one place, and the pattern is wrong. */
static size_t emit(struct hf_frames *f, struct step s)
{
    if (f->step_count == FRAME_STEPS) refuse(f, "too long, with what it names");
    if (f->wrong) return f->step_count - 1;
    f->steps = grown(f, f->steps, f->step_count, &f->step_cap, sizeof *f->steps);
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
    } else {
        if (n != 4 || memcmp(p, "text", n) != 0)
            refuse(f, "names a place that is none; there are {habit}, {amount} and {text}");
        emit(f, (struct step){.op = OP_TEXT});
        emit(f, (struct step){.op = OP_ANY});
        emit_words(f);
        emit(f, (struct step){.op = OP_TEXT_END});
    }
    return p + n + (p[n] == '}');
}

static const char *compile_macro(struct hf_frames *f, const char *p, int depth)
{
    size_t n = strcspn(p, ">"), i = 0;
    while (i < f->macro_count && (strlen(f->macros[i].name) != n || memcmp(f->macros[i].name, p, n) != 0))
        i++;
    if (i == f->macro_count) refuse(f, "names a macro that is not there");
    if (!f->wrong) compile_list(f, f->macros[i].text, '\0', depth + 1);
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
    bool last = false;
    if (depth == DEPTH_MAX) refuse(f, "too deep; does a macro name itself?");
    while (!last && !f->wrong) {
        size_t fork = emit(f, (struct step){.op = OP_SPLIT});
        p = compile_sequence(f, p, depth);
        if (n == HF_LEN(exits)) refuse(f, "more than 64 ways in one place");
        if (f->wrong) return p;
        exits[n++] = emit(f, (struct step){.op = OP_JUMP});
        f->steps[fork].a = (uint16_t)(fork + 1);
        f->steps[fork].b = (uint16_t)f->step_count;
        last = *p != '|';
        if (!last) {
            p++;
            continue;
        }
        if (close != ']') f->steps[fork].b = f->steps[fork].a; /* one of them must stand there */
    }
    for (size_t i = 0; i < n; i++)
        f->steps[exits[i]].a = (uint16_t)f->step_count;
    if (*p != close) refuse(f, "a bracket is open, or one too many is closed");
    return p + (close != '\0' && *p == close);
}

const char *hf_frames_add(struct hf_frames *f, const char *act, const char *pattern)
{
    bool weak = *pattern == '~';
    size_t first = f->step_count;
    f->wrong = NULL;
    compile_list(f, folded(f, pattern + weak, strlen(pattern) - weak), '\0', 0);
    emit(f, (struct step){.op = OP_END});
    if (f->wrong) { /* it goes as a whole */
        f->step_count = first;
        return f->wrong;
    }
    f->programs = grown(f, f->programs, f->program_count, &f->program_cap, sizeof *f->programs);
    f->programs[f->program_count++] = (struct program){
        .act = hf_arena_strdup(f->arena, act), .weak = weak, .first = first, .count = f->step_count - first};
    return NULL;
}
