/* For the tests of this room only: which VFS of the engine files are opened with. NULL, the default, is the system's. */
#ifndef HF_STORE_VFS_HOOK_H
#define HF_STORE_VFS_HOOK_H

#include <stdbool.h>

extern const char *hf_store_vfs;
/* How long to wait for another process, in milliseconds; 5000. */
extern int hf_store_wait_ms;
/* Set by a test: hf_vault_commit stops right after the engine's commit, as if the process had died before it rewrote the
 * skill's files. */
extern bool hf_store_stop_after_commit;

#endif
