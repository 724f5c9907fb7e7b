/* port: what the files behind struct hf_script_port share. Private to the room. */
#ifndef SCRIPT_PORT_H
#define SCRIPT_PORT_H

#include "host.h"
#include "words.h"

#include "generation.h"

/* config.lua as it stands, or stood when it was good last. */
struct script_config {
    struct hf_config is;
    struct hf_json *values; /* owned */
    struct problems problems;
};
void script_config_read(const char *data_dir, struct script_config *out);
void script_config_release(struct script_config *c);

/* Each is opened when it is first asked for, with no more than its kinds. */
enum port_room { ROOM_RULES, ROOM_TALK, ROOM_REMIND, ROOM_LIMITS, ROOM_ADMIN, ROOMS };

struct hf_script_port {
    struct hf_port port;
    char *folder, *rule_file;
    const struct hf_clock *clock;
    struct {
        struct hf_script *s; /* NULL until needed */
        bool told; /* what is wrong with its files, which is said once */
    } rooms[ROOMS];
    struct hf_script_replay **replays; /* of the running call */
    size_t len, cap;
    struct hf_lexicon **lexicons;
    const struct hf_lexicon **order; /* the same, the wanted one in front */
    size_t languages;
    struct words *words; /* of ROOM_TALK; NULL until needed */
    struct hf_err err; /* why something could not be opened; rc 0: nothing */
    char *data_dir; /* where config.lua lies; NULL: there is none */
    struct script_config config;
    bool config_read; /* for this call */
    bool again; /* read anew what has not changed */
    struct hf_watch *watch; /* NULL: look before each call */
};

/* NULL if it cannot be opened, which is told once. */
struct hf_script *port_open(struct hf_script_port *p, enum port_room room);
/* The room that handlers of this kind are run in; ROOMS for a kind that has none. */
enum port_room port_room_of(const char *kind);
/* Takes over what has changed on disk (or, with p->again, all of it), where it is good. True if languages must be read anew. */
bool port_refresh(struct hf_script_port *p);
/* Switched-off handlers and faulty files, once. */
void port_tell(struct hf_script_port *p, void (*notice)(void *ctx, const char *sentence), void *ctx);

/* struct hf_port's run, registered, data, limit and config. */
void port_run(void *ctx, struct hf_call *call, const struct hf_port_call *what, struct hf_port_answer *out);
struct hf_json *port_registered(void *ctx, const char *kind);
struct hf_json *port_data(void *ctx, const char *kind, const char *id);
const struct hf_config *port_config(void *ctx);
void port_limit(void *ctx, const char *key, const char *role, struct hf_port_limit *out);

#endif
