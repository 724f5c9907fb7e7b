/* verbs_graph: what the verb table says of graph, week, calendar and entries. */
#ifndef HF_APP_VERBS_GRAPH_H
#define HF_APP_VERBS_GRAPH_H

#include "call.h"

extern const struct hf_arg hf_graph_args[], hf_week_args[], hf_calendar_args[], hf_entries_args[];
extern const struct hf_field hf_graph_fields[], hf_calendar_fields[], hf_entries_fields[];

#endif
