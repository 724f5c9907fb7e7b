/* host: the running generation and how it is replaced. Private to the room. */
#ifndef SCRIPT_HOST_H
#define SCRIPT_HOST_H

#include "generation.h"

struct hf_script {
    char *folder, *only, *extra;
    struct generation *g;
    struct problems problems; /* of the last open or reload */
    uint64_t tried; /* print of the files read last, good or bad */
    int count; /* generations swapped in */
};

/* Makes the state ready for a call: as it was after loading. */
void host_prepare(struct hf_script *s);
/* A seed of the system's for math.random. */
uint64_t host_seed(void);

#endif
