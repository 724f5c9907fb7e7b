/* courier: takes messages from the outbox and sends them. A program of its own, so that hf itself never loads what sending needs. */
#ifndef HF_COURIER_H
#define HF_COURIER_H

#include "hf/codec.h"
#include "hf/store.h"

/* ---- where messages go (config.c) ---- */

enum adapter { ADAPTER_COMMAND, ADAPTER_WEBHOOK, ADAPTER_PRINT };
struct route {
    enum adapter adapter;
    const char **argv; /* ADAPTER_COMMAND: words with {channel} {to} {text} {key} {user} in them; ends with NULL */
    const char *url; /* ADAPTER_WEBHOOK */
    struct hf_buf secret; /* ADAPTER_WEBHOOK: raw bytes of the key; empty: not signed */
    bool idempotent; /* the receiver knows a message again by its key, so that sending it twice does no harm */
    bool plain_http; /* ADAPTER_WEBHOOK: http is allowed besides https */
};
struct config {
    struct hf_json *json;
    struct hf_arena arena;
    int timeout_ms; /* of one attempt */
    hf_instant lease; /* an attempt without an answer for so long counts as lost */
    int tries; /* then it is a dead letter */
    const char *owner_channel, *owner_to; /* where the owner is reached when nothing else is known; NULL: not said */
};
/* Reads and checks the whole file: a fault in it stops the courier before it takes a message. */
enum hf_rc config_read(const char *path, struct config *out, struct hf_err *err) HF_MUST_CHECK;
void config_release(struct config *c);
/* The route of a channel, or the one called "*"; HF_E_NOT_FOUND if there is none. Release the secret. */
enum hf_rc config_route(const struct config *c, const char *channel, struct hf_arena *a, struct route *out,
                        struct hf_err *err) HF_MUST_CHECK;

/* ---- one attempt (send_*.c) ---- */

enum outcome {
    OUTCOME_SENT,
    OUTCOME_AGAIN, /* surely not sent; later perhaps */
    OUTCOME_NEVER, /* refused for good */
    OUTCOME_UNKNOWN, /* it may have arrived */
};
struct answer {
    enum outcome outcome;
    int after; /* seconds that the receiver asks to wait; 0: not said */
    char problem[200]; /* one line, for people who look after the service */
};
void send_command(const struct config *c, const struct route *r, const struct hf_message *m, struct answer *out);
void send_webhook(const struct config *c, const struct route *r, const struct hf_message *m, struct answer *out);
/* "msg_" and 16 hex digits: the same for every attempt of a message, and tells nothing about the person. */
#define MESSAGE_ID 24
const char *message_id(const struct hf_message *m, char out[MESSAGE_ID]);

/* ---- signing (sign.c) ---- */

/* Appends "v1," and the base64 of HMAC-SHA-256(secret, "id.timestamp.body"). */
void sign(struct hf_buf *out, const struct hf_buf *secret, const char *id, int64_t seconds, const struct hf_buf *body);
/* A secret as it stands in its file: "whsec_" and base64, or its bytes. False if it is empty or malformed. */
bool secret_read(const char *text, struct hf_buf *out);

/* ---- what follows from an answer (settle.c) ---- */

/* How the attempt is to be written down. `random` is any number. */
struct hf_attempt settle_attempt(const struct config *c, const struct route *r, const struct hf_message *m,
                                 const struct answer *a, hf_instant now, uint64_t random);

#endif
