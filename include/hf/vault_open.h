/* The one door to a person's data. Included by the context resolver (src/identity/context.c), by the room that implements it and by its
 * tests; make lint refuses it anywhere else, so that no verb, script or worker can name another person.
 */
#ifndef HF_VAULT_OPEN_H
#define HF_VAULT_OPEN_H

#include "hf/store.h"

/* folder: "" for the personal vault (the data folder itself), else one component that hf_user_folder_valid accepts. Opens that folder's
 * vault, imports or merges the skill's files if there are any. Creates nothing where there is nothing: an absent vault reads as
 * empty and is made by the first hf_vault_begin. HF_E_CORRUPT, HF_E_NOT_ALLOWED (a link, a foreign owner), HF_E_BUSY, HF_E_IO. */
enum hf_rc hf_vault_open(struct hf_store *s, const char *folder, struct hf_vault **out,
                         struct hf_err *err) HF_MUST_CHECK;
/* "+" and 8 to 15 digits, first not 0; or CHANNEL-PEER of a-z 0-9 . _ @ = and single inner hyphens, at most 100 bytes, not beginning
 * with a dot. */
bool hf_user_folder_valid(const char *folder);

#endif
