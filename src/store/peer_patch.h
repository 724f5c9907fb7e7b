/* Changing some days of one of the skill's log files and leaving every other byte alone. */
#ifndef HF_STORE_PEER_PATCH_H
#define HF_STORE_PEER_PATCH_H

#include "hf/store.h"

/* What one day is to say. */
struct patch_day {
    hf_day day;
    const struct hf_entry *entry; /* NULL: nothing */
    bool elsewhere; /* the day belongs into another year's file: drop it here */
    bool written;
};
struct patch {
    const char *file, *habit_uid, *user_id;
    bool whole; /* look at every line: broken ones move out, several on one line are parted */
    struct patch_day *days; /* sorted */
    size_t day_count;
    /* results */
    struct hf_buf out; /* the new text */
    struct hf_buf broken; /* bytes that no longer stand in it, a line each */
    int added, dropped; /* records */
};
void patch_log(struct patch *p, const char *text, size_t n);
void patch_release(struct patch *p);

#endif
