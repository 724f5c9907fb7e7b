/* session: what stays the same between several calls of one process: who calls, the clock, the scripts. */
#ifndef HF_EDGE_SESSION_H
#define HF_EDGE_SESSION_H

#include "options.h"

#include "hf/script.h"

struct cli_session {
    struct cli_settings settings;
    char *zone; /* the system's, where nothing stronger was said; NULL */
    char *scripts; /* the operator's folder */
    struct hf_script_port *port;
};
/* needs_data: whether the settings that lead to somebody's data are read. Release it also when this fails. */
enum hf_rc cli_session_open(struct cli_session *s, const struct cli_line *line, bool needs_data,
                            struct hf_err *err) HF_MUST_CHECK;
void cli_session_release(struct cli_session *s);
/* Runs one verb: opens the store and the vault and closes them again. *result is NULL if it failed before the verb. */
enum hf_rc cli_session_run(struct cli_session *s, const struct hf_verb *verb, const struct hf_json *args,
                           const char *door, struct hf_json **result, struct hf_err *err) HF_MUST_CHECK;
/* HF_E_NOT_ALLOWED unless the caller is the owner or an admin; `what` begins the sentence. */
enum hf_rc cli_session_needs_admin(struct cli_session *s, const char *what, struct hf_err *err) HF_MUST_CHECK;
/* For a session of many calls: changed scripts are told of by the system. */
void cli_session_watch(struct cli_session *s);
/* Reads the scripts anew at the next call. */
void cli_session_reload(struct cli_session *s);

#endif
