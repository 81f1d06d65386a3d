// The PostgreSQL client library, where pkg-config finds it (Debian: libpq-dev, Homebrew: libpq).
#include <libpq-fe.h>
