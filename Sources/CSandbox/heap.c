#include "CSandbox.h"

#if defined(__GLIBC__)

#include <malloc.h>

void sandbox_keep_freed_memory(void) {
    mallopt(M_MMAP_THRESHOLD, 32 << 20); // the most glibc takes
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
}

void sandbox_release_surplus(uint64_t surplus_bytes) {
#if __GLIBC_PREREQ(2, 33)
    if (mallinfo2().fordblks > surplus_bytes) malloc_trim(0);
#else
    (void)surplus_bytes;
    malloc_trim(0);
#endif
}

#else

void sandbox_keep_freed_memory(void) {}

void sandbox_release_surplus(uint64_t surplus_bytes) { (void)surplus_bytes; }

#endif
