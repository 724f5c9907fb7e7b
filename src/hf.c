/* hf: main. Sets the process up and hands over.
 *
 * Invariant: descriptors 0, 1 and 2 are open from here on, so that no file of ours can become somebody's output.
 * Must not know: anything about habits.
 */
#include "hf/edge.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* A closed one is filled with /dev/null, opened the wrong way round: writing the answer to it fails, as it should. */
static void fill_standard_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0) _exit(6);
    }
}

int main(int argc, char **argv)
{
    fill_standard_descriptors();
    umask(077);
    signal(SIGPIPE, SIG_IGN);
    return hf_cli_main(argc, argv);
}
