/* identity: from a user id or a session key to the one person it names. Pure text work, no files. */
#ifndef HF_APP_IDENTITY_H
#define HF_APP_IDENTITY_H

#include "hf/base.h"

#define HF_FOLDER_SIZE 104
#define HF_ALIAS_SIZE 160

struct hf_identity {
    bool personal;
    char folder[HF_FOLDER_SIZE]; /* "" for the personal vault; else what hf_user_folder_valid accepts */
    char alias[HF_ALIAS_SIZE]; /* "+351911111111", "telegram:900100200"; "" for the personal vault */
    char address[HF_ALIAS_SIZE]; /* where to send: channel and peer as the gateway said them; "" if unknown */
};

/* --user: E.164 or CHANNEL:PEER. Never personal. */
enum hf_rc hf_identity_from_user(const char *text, struct hf_identity *out, struct hf_err *err) HF_MUST_CHECK;
/* A gateway's session key; see docs/agents.md for the forms. */
enum hf_rc hf_identity_from_session(const char *key, struct hf_identity *out, struct hf_err *err) HF_MUST_CHECK;

#endif
