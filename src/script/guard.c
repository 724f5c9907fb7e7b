/* The backstop outside Lua: while a script runs, the system counts this process's own time, and ends it where no hook got through.
 * Only time spent computing counts, so waiting for a lock, a disk or a person is none of it.
 * The address space is not limited: states are reserved in it generously, and no script can take memory outside of them.
 * Knows no script. */
#include "sandbox.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

/* One for the process, as its signals are. */
static struct hf_script_guard guard;
static struct rlimit cpu_before;
static int running;

static void end(int signal_number)
{
    (void)signal_number;
    bool told = write(guard.fd, guard.answer, strlen(guard.answer)) >= 0;
    _exit(told ? guard.status : 6);
}

void hf_script_guard(const struct hf_script_guard *g)
{
    struct sigaction action = {.sa_handler = g != NULL ? end : SIG_DFL};
    guard = g != NULL ? *g : (struct hf_script_guard){0};
    sigemptyset(&action.sa_mask);
    sigaction(SIGVTALRM, &action, NULL);
    sigaction(SIGXCPU, &action, NULL);
}

static void limit_cpu(rlim_t seconds)
{
    struct rusage used;
    struct rlimit now = cpu_before;
    if (getrusage(RUSAGE_SELF, &used) != 0) return;
    rlim_t wanted = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds + 1;
    if (now.rlim_cur == RLIM_INFINITY || now.rlim_cur > wanted) now.rlim_cur = wanted;
    setrlimit(RLIMIT_CPU, &now);
}

static void set_timer(uint64_t ms)
{
    struct itimerval t = {.it_value = {(time_t)(ms / 1000), (suseconds_t)(ms % 1000) * 1000}};
    setitimer(ITIMER_VIRTUAL, &t, NULL);
}

void guard_enter(uint64_t cpu_ns, bool again)
{
    if (guard.answer == NULL) return;
    uint64_t ms = cpu_ns / 1000000 + (uint64_t)guard.ms;
    if (!again && running++ == 0) getrlimit(RLIMIT_CPU, &cpu_before);
    set_timer(ms);
    limit_cpu((rlim_t)(ms / 1000) + 3);
}

void guard_leave(void)
{
    if (guard.answer == NULL || running == 0 || --running > 0) return;
    set_timer(0);
    setrlimit(RLIMIT_CPU, &cpu_before);
}
