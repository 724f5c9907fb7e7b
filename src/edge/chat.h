/* chat: `hf chat`, a conversation line by line. */
#ifndef HF_EDGE_CHAT_H
#define HF_EDGE_CHAT_H

#include "answer.h"

/* Reads lines until the end of input or /quit. What was said in between is printed at once. */
enum hf_rc cli_chat(const struct cli_line *line, struct cli_answer *a, struct hf_err *err) HF_MUST_CHECK;

/* One line from a person at a terminal, with editing and history; NULL at the end. The caller frees. (chat_line.c) */
char *cli_read_edited(const char *prompt) HF_MUST_CHECK;

#endif
