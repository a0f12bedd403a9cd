#include "ledger.h"

#include "config.h"
#include "log.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct entry {
	const char *path, *folder;
	str lines;
	bool is_kept, is_torn;
};

static bool write_all(int fd, str bytes)
{
	for (size_t at = 0; at < bytes.len;) {
		ssize_t n = write(fd, bytes.ptr + at, bytes.len - at);

		if (n <= 0)
			return false;
		at += (size_t)n;
	}
	return true;
}

static bool is_synced(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return false;
	bool is = fsync(fd) == 0;
	return close(fd) == 0 && is;
}

/* Lines begin at the beginning of one: what was cut off by a power failure stays a line of its own, which a restore tells. */
static bool add(int fd, struct entry *e)
{
	char last;
	off_t size = lseek(fd, 0, SEEK_END);

	if (size < 0 || (size > 0 && pread(fd, &last, 1, size - 1) != 1))
		return false;
	if ((size == 0 || last == '\n' || write_all(fd, STR("\n"))) && write_all(fd, e->lines) && fsync(fd) == 0 && is_synced(e->folder))
		return true;
	/* Of what is tried again there is no half. */
	e->is_torn = ftruncate(fd, size) != 0;
	return false;
}

static void append(void *of)
{
	struct entry *e = of;
	int fd = open(e->path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return;
	e->is_kept = flock(fd, LOCK_EX) == 0 && add(fd, e);
	if (close(fd))
		e->is_kept = false;
}

status ledger_append(struct request *r, str lines)
{
	struct entry e = { .path = arena_cstr(r->arena, config.ledger), .lines = lines };
	const char *slash = strrchr(e.path, '/');

	e.folder = slash ? arena_cstr(r->arena, (str){ e.path, (size_t)(slash - e.path) + 1 }) : ".";
	request_bulk(r, append, &e);
	if (e.is_kept)
		return OK;
	log_event(LOG_ERROR, e.is_torn ? "ledger.torn" : "ledger.lost", NULL);
	return UNAVAILABLE;
}
