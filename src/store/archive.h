/* archive: what the files that write and read archives share. */
#ifndef HF_STORE_ARCHIVE_H
#define HF_STORE_ARCHIVE_H

#include "hf/store.h"

/* The form: POSIX tar (ustar), plain files only. The last two members are the manifest, which names every other member with its size and its
 * SHA-256, and the seal: the SHA-256 in hex of every byte of the file before it. What follows the seal's text is zero. So every bit of
 * the file is accounted for, and the file can be looked into with tar. */
#define ARCHIVE_MANIFEST "manifest.json"
#define ARCHIVE_SEAL "SEAL"
enum {
    ARCHIVE_BLOCK = 512,
    ARCHIVE_NAME_MAX = 255,
    ARCHIVE_HEX = 64, /* a SHA-256 in hex */
    ARCHIVE_TAIL = 3 * ARCHIVE_BLOCK, /* the seal's text and the two blocks that end a tar */
};

/* SHA-256 as text. */
void archive_digest(const void *data, size_t n, char hex[ARCHIVE_HEX + 1]);
/* Relative, no empty component, no "." or "..", no control character, valid UTF-8, at most 255 bytes. */
bool archive_name_ok(const char *name);

#endif
