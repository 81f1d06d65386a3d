#define _GNU_SOURCE

#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

void sandbox_try_forbidden(uint32_t act) {
    switch (act) {
    case 1: (void)open("/etc/hostname", O_RDONLY); break;
    case 2: (void)socket(AF_INET, SOCK_STREAM, 0); break;
    case 3: (void)fork(); break;
    case 4: (void)mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANON, -1, 0); break;
    case 5: (void)kill(getppid(), 0); break;
    default: break;
    }
}

static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

// The C library asks the system for a few things when it first needs them. Later it could not.
static void ask_early(void) {
    int numbers[1024] = {0};
    tzset(); // reads the file of the time zone
    qsort(numbers, sizeof numbers / sizeof *numbers, sizeof *numbers, compare); // asks how much memory there is
}

static int set_limit(int resource, rlim_t value) {
    struct rlimit limit = {value, value};
    return setrlimit(resource, &limit) == 0 ? 0 : errno;
}

static int set_limits(uint64_t memory_bytes) {
    int error = set_limit(RLIMIT_CORE, 0);
    if (error == 0) error = set_limit(RLIMIT_FSIZE, 0);
    if (error == 0) error = set_limit(RLIMIT_NOFILE, 3);
#if !defined(__APPLE__) // which refuses to limit the address space
    if (error == 0) error = set_limit(RLIMIT_AS, (rlim_t)memory_bytes);
#else
    (void)memory_bytes;
#endif
    return error;
}

#if !defined(__linux__)

int sandbox_enter(uint64_t memory_bytes) {
    ask_early();
    return set_limits(memory_bytes);
}

#else

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "The sandbox knows the system calls of x86_64 and aarch64 only."
#endif

// An allow-list as a program for the kernel. Every rule starts with the number of the call in the accumulator and either
// returns or leaves it there.
struct program {
    struct sock_filter steps[160];
    unsigned short count;
};

static void add(struct program *p, unsigned short code, uint32_t value, uint8_t if_true, uint8_t if_false) {
    p->steps[p->count++] = (struct sock_filter){code, if_true, if_false, value};
}

static void add_load(struct program *p, size_t offset) { add(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0); }

static void add_return(struct program *p, uint32_t action) { add(p, BPF_RET | BPF_K, action, 0, 0); }

static void add_load_argument(struct program *p, int index) {
    add_load(p, offsetof(struct seccomp_data, args) + 8 * (size_t)index); // the low half: both architectures are little-endian
}

static void allow(struct program *p, long call) {
    add(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 1);
    add_return(p, SECCOMP_RET_ALLOW);
}

// Allowed if the argument is `first` or `second`.
static void allow_if_argument_is(struct program *p, long call, int index, uint32_t first, uint32_t second) {
    add(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 5);
    add_load_argument(p, index);
    add(p, BPF_JMP | BPF_JEQ | BPF_K, first, 1, 0);
    add(p, BPF_JMP | BPF_JEQ | BPF_K, second, 0, 1);
    add_return(p, SECCOMP_RET_ALLOW);
    add_return(p, SECCOMP_RET_KILL_PROCESS);
}

// Killed if argument 2, the protection, asks for executable memory; allowed otherwise.
static void allow_unless_executable(struct program *p, long call) {
    add(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 4);
    add_load_argument(p, 2);
    add(p, BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1);
    add_return(p, SECCOMP_RET_KILL_PROCESS);
    add_return(p, SECCOMP_RET_ALLOW);
}

static void write_program(struct program *p) {
    add_load(p, offsetof(struct seccomp_data, arch));
    add(p, BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCHITECTURE, 1, 0);
    add_return(p, SECCOMP_RET_KILL_PROCESS);
    add_load(p, offsetof(struct seccomp_data, nr));

    allow_if_argument_is(p, SYS_read, 0, STDIN_FILENO, STDIN_FILENO);
    allow_if_argument_is(p, SYS_write, 0, STDOUT_FILENO, STDERR_FILENO);
    allow_if_argument_is(p, SYS_writev, 0, STDOUT_FILENO, STDERR_FILENO);
    allow(p, SYS_exit_group);
    allow(p, SYS_exit);

    allow(p, SYS_brk);
    allow_unless_executable(p, SYS_mmap); // no descriptor but the streams is open, so there is no file to map
    allow_unless_executable(p, SYS_mprotect);
    allow(p, SYS_munmap);
    allow(p, SYS_mremap);
    allow(p, SYS_madvise);

    allow(p, SYS_futex);
    allow(p, SYS_getrandom);
    allow(p, SYS_clock_gettime);
    allow(p, SYS_gettimeofday);
#if defined(SYS_time)
    allow(p, SYS_time);
#endif
    allow(p, SYS_getpid);
    allow(p, SYS_gettid);

    // Ending by a signal: abort() and the handler of crashes.
    allow(p, SYS_rt_sigreturn);
    allow(p, SYS_rt_sigaction);
    allow(p, SYS_rt_sigprocmask);
    allow_if_argument_is(p, SYS_tgkill, 0, (uint32_t)getpid(), (uint32_t)getpid());

    // sandbox_allow_cpu_seconds: only its own limit, only that of processor time.
    allow(p, SYS_getrusage);
#if defined(SYS_getrlimit)
    allow(p, SYS_getrlimit);
#endif
#if defined(SYS_setrlimit)
    allow_if_argument_is(p, SYS_setrlimit, 0, RLIMIT_CPU, RLIMIT_CPU);
#endif
    add(p, BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 6);
    add_load_argument(p, 0);
    add(p, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3);
    add_load_argument(p, 1);
    add(p, BPF_JMP | BPF_JEQ | BPF_K, RLIMIT_CPU, 0, 1);
    add_return(p, SECCOMP_RET_ALLOW);
    add_return(p, SECCOMP_RET_KILL_PROCESS);

    add_return(p, SECCOMP_RET_KILL_PROCESS); // also what the x32 variants of all these calls come to
}

int sandbox_enter(uint64_t memory_bytes) {
    ask_early();
#if defined(SYS_close_range)
    syscall(SYS_close_range, 3U, ~0U, 0U); // kernels before 5.9 lack it; the parent opens what it has close-on-exec
#endif
    int error = set_limits(memory_bytes);
    if (error != 0) return error;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;

    struct program program = {.count = 0};
    write_program(&program);
    struct sock_fprog filter = {program.count, program.steps};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0 ? 0 : errno;
}

#endif
