/* The log: one line per event on stderr.
 * A line is written by one write(), so lines of several threads or processes do not mix.
 * A phone number never stands in one (mask.c).
 * Knows nothing of files or rotation: the service manager keeps the lines. */
#include "hf/base.h"

#include <stdatomic.h>
#include <unistd.h>

static _Atomic int level_now = HF_LOG_ERROR;

void hf_log_set_level(enum hf_log_level level)
{
    atomic_store(&level_now, (int)level);
}

static const char *level_word(enum hf_log_level level)
{
    switch (level) {
    case HF_LOG_ERROR: return "error";
    case HF_LOG_WARN: return "warn";
    case HF_LOG_INFO: return "info";
    case HF_LOG_DEBUG: return "debug";
    }
    return "error";
}

void hf_log(enum hf_log_level level, const char *fmt, ...)
{
    if ((int)level > atomic_load(&level_now)) return;
    struct hf_buf text = {0}, masked = {0}, line = {0};
    va_list ap;
    va_start(ap, fmt);
    hf_buf_vaddf(&text, fmt, ap);
    va_end(ap);
    hf_mask_numbers(&masked, hf_buf_str(&text));
    hf_buf_addf(&line, "level=%s ", level_word(level));
    hf_text_terminal(&line, hf_buf_str(&masked), false);
    hf_buf_addc(&line, '\n');
    /* A log that cannot be written has nobody left to tell. */
    if (write(STDERR_FILENO, line.data, line.len) < 0) {}
    hf_buf_release(&text);
    hf_buf_release(&masked);
    hf_buf_release(&line);
}
