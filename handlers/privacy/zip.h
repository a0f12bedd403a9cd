#ifndef ZIP_H
#define ZIP_H

#include "arena.h"
#include "moment.h"

#include <zlib.h>

/*
 * A zip archive (APPNOTE 6.3, without Zip64) as it grows, in bounded memory:
 * what is ready gathers in out, from where the caller takes it away (len = 0)
 * when a function says that there is no room for more, and at the end.
 */
enum { ZIP_PIECE = 256 * 1024, ZIP_ENTRIES = 200 };

struct zip {
	char *out;
	size_t len;
	z_stream stream;
	uint16_t date, time; /* of all entries, as MS-DOS wrote them */
	uint64_t taken;      /* bytes of the archive that the caller took */
	struct zip_entry *entry;
	size_t entries;
	bool is_too_large; /* more than the format can say, or no memory: it is worth nothing */
};

/* An archive whose files are all of this time. */
void zip_begin(struct zip *z, struct arena *a, moment at);

/* A file of it, which ends where zip_close has said true. */
void zip_open(struct zip *z, str name);

/* Take *bytes in, from the front; false when there is no room, and it is to be called again with the rest. */
bool zip_add(struct zip *z, str *bytes);
bool zip_close(struct zip *z);

/* The list of all files: the archive is whole. */
void zip_end(struct zip *z);

/* The caller has taken what was in out. */
void zip_took(struct zip *z);

#endif
