/* Runs a command some times and prints one line a run: wall time and CPU time of the whole process, in microseconds.
 * Usage: timer COUNT COMMAND [ARGUMENT...]; "@" in an argument becomes the number of the run, so that each write is a new one. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double micros(struct timeval t)
{
    return (double)t.tv_sec * 1e6 + (double)t.tv_usec;
}

static char *numbered(const char *text, unsigned run)
{
    const char *at = strchr(text, '@');
    char *out = malloc(strlen(text) + 24);
    if (at)
        snprintf(out, strlen(text) + 24, "%.*s%u%s", (int)(at - text), text, run, at + 1);
    else
        snprintf(out, strlen(text) + 24, "%s", text);
    return out;
}

static int run_once(char **argv, posix_spawn_file_actions_t *quiet)
{
    struct timespec a, b;
    struct rusage use;
    pid_t pid;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &a);
    if (posix_spawnp(&pid, argv[0], quiet, NULL, argv, environ) || wait4(pid, &status, 0, &use) < 0) return -1;
    clock_gettime(CLOCK_MONOTONIC, &b);
    printf("%.1f %.1f\n", (double)(b.tv_sec - a.tv_sec) * 1e6 + (double)(b.tv_nsec - a.tv_nsec) / 1e3,
           micros(use.ru_utime) + micros(use.ru_stime));
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int main(int argc, char **argv)
{
    posix_spawn_file_actions_t quiet;
    if (argc < 3) return 2;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    for (int i = 0, n = atoi(argv[1]); i < n; i++) {
        char **words = calloc((size_t)argc, sizeof *words);
        for (int k = 2; k < argc; k++)
            words[k - 2] = numbered(argv[k], (unsigned)getpid() % 1000 * 1000 + (unsigned)i);
        int status = run_once(words, &quiet);
        if (status) {
            fprintf(stderr, "timer: %s exited with %d\n", argv[2], status);
            return 1;
        }
    }
    return 0;
}
