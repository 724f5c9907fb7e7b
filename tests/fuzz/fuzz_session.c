/* Session keys and user ids: nothing but the exact forms becomes personal, everything accepted is a safe folder name. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "hf/identity.h"
#include "hf/vault_open.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[512];
    struct hf_identity who;
    struct hf_err err;
    if (size >= sizeof text) return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    if (hf_identity_from_user(text, &who, &err) == HF_OK && (who.personal || !hf_user_folder_valid(who.folder)))
        abort();
    if (hf_identity_from_session(text, &who, &err) == HF_OK) {
        bool owner = strcasestr(text, ":main") || strcasestr(text, ":cron:");
        if (who.personal ? !owner : !hf_user_folder_valid(who.folder)) abort();
    }
    return 0;
}
