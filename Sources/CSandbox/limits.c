#define _GNU_SOURCE

#include "CSandbox.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

int sandbox_allow_cpu_seconds(uint32_t seconds) {
    struct rusage usage;
    struct rlimit limit;
    if (getrusage(RUSAGE_SELF, &usage) != 0 || getrlimit(RLIMIT_CPU, &limit) != 0) return errno;
    rlim_t used = (rlim_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + 1;
    limit.rlim_cur = used + seconds;
    if (limit.rlim_max != RLIM_INFINITY && limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_CPU, &limit) == 0 ? 0 : errno;
}

static int out_of_memory_code;

// PDFium and the Swift runtime both trap or abort when an allocation fails, which looks like any other crash. What tells it
// apart: the last failed call said so, or there is indeed next to nothing left to have.
static void on_crash(int number) {
    int is_out_of_memory = errno == ENOMEM;
    if (!is_out_of_memory) {
        void *probe = mmap(NULL, 16 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
        is_out_of_memory = probe == MAP_FAILED;
        if (!is_out_of_memory) munmap(probe, 16 << 20);
    }
    if (is_out_of_memory) _exit(out_of_memory_code);
    signal(number, SIG_DFL);
    raise(number);
}

void sandbox_exit_when_out_of_memory(int exit_code) {
    static char stack[1 << 16]; // a crash may be the ordinary stack's overflow
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK | SA_NODEFER};
    static const int crashes[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};

    out_of_memory_code = exit_code;
    sigaltstack(&alternate, NULL);
    sigemptyset(&action.sa_mask);
    for (unsigned i = 0; i < sizeof crashes / sizeof *crashes; i++) sigaction(crashes[i], &action, NULL);
}
