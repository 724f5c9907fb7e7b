/* dial: from a phone number to a country, and from that to a language and zones that are likely. */
#ifndef HF_APP_DIAL_H
#define HF_APP_DIAL_H

#include "hf/base.h"

struct dial {
    const char *code; /* "351" */
    const char *country; /* ISO 3166, "PT" */
    const char *language; /* of hf's five the likeliest */
    /* "America/New_York|America/Chicago", the likeliest first; "Europe/Lisbon;Atlantic/Madeira|..." where nearly everybody keeps the first. */
    const char *zones;
};
/* number: "+351911111111"; NULL for anything else and for a code that is not known. */
const struct dial *dial_find(const char *number);
const struct dial *dial_at(size_t i); /* NULL beyond the last */

#endif
