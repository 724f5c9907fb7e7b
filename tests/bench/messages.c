/* What understanding costs: CPU a message over the vectors, and reading the words of the languages.
 * Usage: messages FILE-OF-VECTORS. Prints "name<TAB>microseconds" lines. */
#include "hf/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 101
#define MESSAGES 400

static double since(uint64_t begin)
{
    return (double)(hf_steady_ns() - begin) / 1000;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void die(const struct hf_err *err)
{
    fprintf(stderr, "messages: %s\n", err->message);
    exit(1);
}

/* The median of many readings of one message. */
static double cost(const struct hf_speech_ctx *speech, const char *text)
{
    double times[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        struct hf_arena arena;
        struct hf_understanding u;
        struct hf_err err;
        hf_arena_init(&arena);
        uint64_t begin = hf_steady_ns();
        if (hf_understand(speech, text, strlen(text), &arena, &u, &err) != HF_OK) die(&err);
        times[i] = since(begin);
        hf_arena_release(&arena);
    }
    qsort(times, ROUNDS, sizeof(double), by_value);
    return times[ROUNDS / 2];
}

static size_t fill_habits(const struct hf_json *vectors, struct hf_speech_habit *habits, size_t max)
{
    size_t n = 0;
    const struct hf_json *h = hf_json_first(hf_json_get(vectors, "habits"));
    for (; h && n < max; h = hf_json_next(h), n++)
        habits[n] = (struct hf_speech_habit){.id = (int64_t)n + 1, .name = hf_json_string(h), .active = true};
    return n;
}

static void measure(const struct hf_speech_ctx *speech, const struct hf_json *vectors)
{
    double costs[MESSAGES];
    size_t n = 0;
    const struct hf_json *v = hf_json_first(hf_json_get(vectors, "vectors"));
    for (; v && n < MESSAGES; v = hf_json_next(v))
        costs[n++] = cost(speech, hf_json_str(v, "text", ""));
    if (n == 0) return;
    qsort(costs, n, sizeof(double), by_value);
    printf("understanding a message, median of %zu vectors\t%.2f\n", n, costs[n / 2]);
    printf("understanding a message, worst of the vectors\t%.2f\n", costs[n - 1]);
}

int main(int argc, char **argv)
{
    struct hf_clock clock = hf_clock_system();
    struct hf_speech_habit habits[32];
    struct hf_speech_ctx speech = {.now = {20482, 14 * 3600}, .habits = habits};
    struct hf_buf text = {0};
    struct hf_json *vectors = NULL;
    struct hf_err err;
    if (argc < 2) return 2;
    if (hf_path_read(argv[1], 1 << 22, &text, &err) != HF_OK ||
        hf_json_parse(hf_buf_str(&text), text.len, &vectors, &err) != HF_OK)
        die(&err);
    struct hf_script_port *port = hf_script_port_new(NULL, NULL, &clock);
    const struct hf_port *p = hf_script_port_get(port);
    uint64_t begin = hf_steady_ns();
    if (p->lexicons(p->ctx, "en", &speech.lexicons, &speech.lexicon_count, &err) != HF_OK) die(&err);
    printf("looking at the words of five languages\t%.2f\n", since(begin));
    speech.habit_count = fill_habits(vectors, habits, HF_LEN(habits));
    measure(&speech, vectors);
    hf_script_port_free(port);
    hf_json_free(vectors);
    hf_buf_release(&text);
    return 0;
}
