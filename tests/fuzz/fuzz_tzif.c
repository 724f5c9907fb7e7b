/* Any bytes as a TZif file: refused, or a zone whose answers hold together. */
#include <stddef.h>
#include <stdint.h>

#include "hf/calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok, const char *what)
{
    if (!ok) hf_bug("%s", what);
}

/* What a zone says must fit together, whatever the file said. */
static void check_at(const struct hf_zone *z, hf_instant at)
{
    struct hf_local local = hf_zone_local(z, at);
    require(local.day >= HF_DAY_MIN && local.day <= HF_DAY_MAX, "local day out of range");
    require(local.second >= 0 && local.second < 86400, "local second out of range");
    int offset = hf_zone_offset(z, at);
    require(offset > -93600 && offset < 93600, "offset out of range");
    (void)hf_zone_is_dst(z, at);
    hf_instant found;
    if (hf_zone_instant(z, local, &found) == HF_WALL_ONCE && at % 1000 == 0 && local.day > HF_DAY_MIN &&
        local.day < HF_DAY_MAX)
        require(found == at, "a wall time that is seen once leads elsewhere");
}

static void check_days(const struct hf_zone *z, hf_instant at)
{
    for (int start = 0; start <= 720; start += 240) {
        hf_day day = hf_local_day(z, at, start);
        (void)hf_day_begin(z, day, start);
    }
    struct hf_fire fire;
    if (hf_next_fire(z, at, 90, 0x7F, &fire)) require(fire.at > at, "a reminder in the past");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const hf_instant probes[] = {INT64_MIN,     -62135596800000, -1,       0, 1774746000000,
                                        4102444800000, 253402300799000, INT64_MAX};
    struct hf_zone *z;
    struct hf_err err;
    if (size > 65536) return 0;
    if (hf_zone_parse("Fuzz/Zone", data, size, &z, &err) != HF_OK) {
        require(z == NULL && err.message[0] != '\0', "a refusal without a reason");
        return 0;
    }
    for (size_t i = 0; i < HF_LEN(probes); i++) {
        check_at(z, probes[i]);
        check_days(z, probes[i]);
    }
    hf_instant at = INT64_MIN, next;
    for (int i = 0; i < 64 && hf_zone_next_transition(z, at, &next); i++) {
        require(next > at && hf_zone_offset(z, next - 1) != hf_zone_offset(z, next),
                "a transition that changes nothing");
        at = next;
        check_at(z, at);
        check_at(z, at - 1000);
        check_days(z, at);
    }
    hf_zone_free(z);
    return 0;
}
