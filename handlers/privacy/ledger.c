#include "ledger.h"

#include "config.h"
#include "log.h"

#include <fcntl.h>
#include <unistd.h>

struct entry {
	const char *path;
	str lines;
	bool is_kept;
};

static bool write_all(int fd, str bytes)
{
	for (size_t at = 0; at < bytes.len;) {
		ssize_t n = write(fd, bytes.ptr + at, bytes.len - at);

		if (n <= 0)
			return false;
		at += (size_t)n;
	}
	return fsync(fd) == 0;
}

static void append(void *of)
{
	struct entry *e = of;
	int fd = open(e->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return;
	e->is_kept = write_all(fd, e->lines);
	if (close(fd))
		e->is_kept = false;
}

status ledger_append(struct request *r, str lines)
{
	struct entry e = { .path = arena_cstr(r->arena, config.ledger), .lines = lines };

	request_bulk(r, append, &e);
	if (e.is_kept)
		return OK;
	log_event(LOG_ERROR, "ledger.lost", NULL);
	return UNAVAILABLE;
}
