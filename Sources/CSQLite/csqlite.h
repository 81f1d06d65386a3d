#ifndef CSQLITE_H
#define CSQLITE_H

#include <sqlite3.h>

// Tells SQLite not to count its memory: every allocation would take a lock for it. To be called before anything else of SQLite's.
// A variadic function, which Swift cannot call. Source: "Recommended Compile-time Options" (sqlite.org/compile.html).
static inline int csqlite_leave_memory_uncounted(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

#endif
