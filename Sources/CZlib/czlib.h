// What is written here is deflated: pictures of pages, and files that are sent often.

#ifndef HEATSYNC_CZLIB_H
#define HEATSYNC_CZLIB_H

#include <zlib.h>

#endif
