/* Other programs: started from a list of words, never through a shell, and ended when they take too long.
 * Invariant: when a run returns, the program has ended, and no descriptor is left open.
 * Knows nothing of what the program does. */
#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { OUT, ERR, STREAMS };

struct run {
    int fd[STREAMS]; /* -1: closed */
    struct hf_buf *text[STREAMS];
    size_t max;
    pid_t pid;
};

static bool open_pipes(int ends[STREAMS][2])
{
    for (int i = 0; i < STREAMS; i++)
        ends[i][0] = ends[i][1] = -1;
    for (int i = 0; i < STREAMS; i++) {
        if (pipe2(ends[i], O_CLOEXEC) != 0) return false;
    }
    return true;
}

static void close_one(int *fd)
{
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

static int spawn(const char *const *argv, int ends[STREAMS][2], pid_t *pid)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    sigset_t none, dflt;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, ends[OUT][1], 1);
    posix_spawn_file_actions_adddup2(&files, ends[ERR][1], 2);
    posix_spawnattr_init(&attr);
    sigemptyset(&none);
    sigemptyset(&dflt);
    sigaddset(&dflt, SIGPIPE); /* hf ignores it; others rely on it */
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &dflt);
    posix_spawnattr_setpgroup(&attr, 0);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    size_t n = 0;
    while (argv[n] != NULL)
        n++;
    char **words = hf_alloc((n + 1) * sizeof *words); /* the interface wants them writable */
    for (size_t i = 0; i < n; i++)
        words[i] = hf_strdup(argv[i]);
    int failed = posix_spawnp(pid, argv[0], &files, &attr, words, environ);
    for (size_t i = 0; i < n; i++)
        free(words[i]);
    free(words);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

static void read_stream(struct run *r, int i)
{
    char part[4096];
    ssize_t n = read(r->fd[i], part, sizeof part);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (n <= 0) {
        close_one(&r->fd[i]);
        return;
    }
    size_t room = r->max > r->text[i]->len ? r->max - r->text[i]->len : 0;
    hf_buf_add(r->text[i], part,
               (size_t)n < room ? (size_t)n : room); /* the rest is read, so that nobody waits, and dropped */
}

/* False when the time is over. */
static bool drain(struct run *r, uint64_t end)
{
    while (r->fd[OUT] >= 0 || r->fd[ERR] >= 0) {
        struct pollfd p[STREAMS] = {{.fd = r->fd[OUT], .events = POLLIN}, {.fd = r->fd[ERR], .events = POLLIN}};
        uint64_t now = hf_steady_ns();
        if (now >= end) return false;
        uint64_t ms = (end - now) / 1000000u + 1;
        if (poll(p, STREAMS, ms < 1000 ? (int)ms : 1000) < 0 && errno != EINTR) return false;
        for (int i = 0; i < STREAMS; i++) {
            if (r->fd[i] >= 0 && p[i].revents != 0) read_stream(r, i);
        }
    }
    return true;
}

/* Both streams may be closed while the program goes on. */
static bool wait_until(pid_t pid, uint64_t end, int *status)
{
    for (;;) {
        pid_t got = waitpid(pid, status, WNOHANG);
        if (got == pid || (got < 0 && errno != EINTR)) return true;
        if (hf_steady_ns() >= end) return false;
        poll(NULL, 0, 5);
    }
}

static void finish(struct run *r, uint64_t end, struct hf_process *p)
{
    int status = 0;
    p->timed_out = !drain(r, end) || !wait_until(r->pid, end, &status);
    if (p->timed_out) {
        kill(-r->pid, SIGKILL);
        while (waitpid(r->pid, &status, 0) < 0 && errno == EINTR) {}
    }
    p->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    close_one(&r->fd[OUT]);
    close_one(&r->fd[ERR]);
}

enum hf_rc hf_process_run(struct hf_process *p, struct hf_err *err)
{
    int ends[STREAMS][2];
    struct run r = {.text = {&p->out, &p->err}, .max = p->max_output};
    uint64_t end = hf_steady_ns() + (uint64_t)p->timeout_ms * 1000000u;
    int failed = open_pipes(ends) ? spawn(p->argv, ends, &r.pid) : errno;
    for (int i = 0; i < STREAMS; i++) {
        close_one(&ends[i][1]);
        r.fd[i] = ends[i][0];
    }
    if (failed != 0) {
        close_one(&r.fd[OUT]);
        close_one(&r.fd[ERR]);
        return hf_fail_errno(err, failed, "cannot run %s", p->argv[0]);
    }
    finish(&r, end, p);
    return HF_OK;
}

void hf_process_release(struct hf_process *p)
{
    hf_buf_release(&p->out);
    hf_buf_release(&p->err);
}
