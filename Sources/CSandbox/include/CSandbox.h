// Shuts a process in, so that what it reads can do no harm: it keeps its standard streams and its memory, and nothing else.

#ifndef HEATSYNC_SANDBOX_H
#define HEATSYNC_SANDBOX_H

#include <stdint.h>

// From now on the process may use no more than `seconds` of processor time beyond what it has used; then it is killed by
// SIGXCPU. May be called again, inside the sandbox too. Returns 0 or an errno.
int sandbox_allow_cpu_seconds(uint32_t seconds);

// Keeps freed memory for the next document instead of handing it back to the system page by page, and asking for it again: a
// tenth of the time of reading.
void sandbox_keep_freed_memory(void);

// Gives free memory back to the system when there is more of it than `surplus_bytes`.
void sandbox_release_surplus(uint64_t surplus_bytes);

// When the process crashes for want of memory, it exits with `exit_code` rather than by a signal.
void sandbox_exit_when_out_of_memory(int exit_code);

// Closes every descriptor but the standard streams and limits memory (address space, in bytes), open files, core dumps and file
// sizes for good. On Linux the process then dies with its parent, gains no privileges, cannot be traced, and is killed at the
// first system call beyond reading standard input, writing standard output and error, and managing its own memory.
// Returns 0 or the errno of what failed.
int sandbox_enter(uint64_t memory_bytes);

// Tries what the sandbox forbids, for the test of the sandbox; numbered as ForbiddenAct. Returns if it was not stopped.
void sandbox_try_forbidden(uint32_t act);

#endif
