/* chat_line: a line typed at a terminal, with editing and history.
 *
 * Invariant: the only file that knows the line-editing library.
 * Must not know: what lines mean.
 */
#include "chat.h"

#include <editline/readline.h>

char *cli_read_edited(const char *prompt)
{
    char *line = readline(prompt);
    if (line && *line) add_history(line);
    return line;
}
