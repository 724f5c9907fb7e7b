/* Any text as a day, an instant, a time or a weekday: refused, or it survives being written and read again. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "hf/calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok, const char *what)
{
    if (!ok) hf_bug("%s", what);
}

static void check_day(const char *s, size_t n)
{
    hf_day day, again;
    char text[HF_DAY_TEXT];
    if (!hf_day_parse(s, n, &day)) return;
    require(day >= HF_DAY_MIN && day <= HF_DAY_MAX, "day out of range");
    require(n == 10 && memcmp(hf_day_text(day, text), s, 10) == 0, "a day that is written otherwise");
    require(hf_day_parse(text, 10, &again) && again == day, "a day that does not come back");
    require(hf_day_from_date(hf_date_from_day(day)) == day, "a date that does not come back");
}

static void check_instant(const char *s, size_t n)
{
    hf_instant strict = 0, lenient = 0, again;
    char text[HF_INSTANT_TEXT];
    bool taken = hf_instant_parse(s, n, false, &strict);
    if (!hf_instant_parse(s, n, true, &lenient)) {
        require(!taken, "strict takes what lenient refuses");
        return;
    }
    require(!taken || strict == lenient, "strict and lenient differ");
    require(hf_instant_parse(hf_instant_text(lenient, text), 24, false, &again), "an own text is refused");
    require(again == lenient, "an instant that does not come back");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 256) return 0;
    /* Without a NUL at the end, so that reading on is noticed. */
    char *s = hf_alloc(size);
    if (size > 0) memcpy(s, data, size);
    check_day(s, size);
    check_instant(s, size);
    int minute = hf_time_parse(s, size);
    require(minute >= -1 && minute < 1440, "time out of range");
    int weekday = hf_weekday_parse(s, size);
    require(weekday >= -1 && weekday < 7, "weekday out of range");
    if (size >= 8) {
        int32_t words[2];
        char text[HF_DAY_TEXT];
        memcpy(words, data, sizeof words);
        require(hf_weekday(words[0]) >= 0 && hf_weekday(words[0]) < 7, "weekday out of range");
        require(strlen(hf_day_text(words[0], text)) < HF_DAY_TEXT, "text too long");
        if (words[0] >= HF_DAY_MIN && words[0] <= HF_DAY_MAX) {
            hf_day moved = hf_day_add_months(words[0], words[1]);
            require(moved >= HF_DAY_MIN && moved <= HF_DAY_MAX, "months lead out of range");
        }
    }
    free(s);
    return 0;
}
