#include "door.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wait.h"
#include "watch.h"

enum { BREATHER_MS = 100, LAST = 16 };

static struct slot {
	bool unused; /* an accepted connection without a request */
	bool fresh;  /* … that never had one */
	int next;    /* in line for a task */
} slots[WATCH_FDS];

static int listener = -1, connections, fds_end;
static int line_head = -1, line_tail = -1;
static bool (*start)(int fd);
static int64_t again = INT64_MAX;

/* EPOLLEXCLUSIVE wakes one process a connection. */
void door_open(int listening, bool (*start_task)(int fd))
{
	listener = listening;
	start = start_task;
	if (listener >= 0)
		watch_set(listener, EPOLLIN | EPOLLEXCLUSIVE);
}

int door_connections(void)
{
	return connections;
}

int64_t door_again(void)
{
	return again;
}

void door_look_again(void)
{
	again = INT64_MAX;
	watch_set(listener, EPOLLIN | EPOLLEXCLUSIVE);
}

void door_unused(int fd)
{
	slots[fd].unused = true;
	watch_set(fd, EPOLLIN);
}

void door_closed(int fd)
{
	wait_new(fd);
	connections--;
}

static bool let_in(void)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd >= WATCH_FDS) {
		close(fd);
	} else if (fd >= 0) {
		wait_new(fd);
		door_unused(fd);
		slots[fd].fresh = true;
		connections++;
		fds_end = fd >= fds_end ? fd + 1 : fds_end;
	} else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
		watch_set(listener, 0);
		again = now_ms() + BREATHER_MS;
	}
	return fd >= 0;
}

/*
 * One connection a turn: a process with much to do comes round less often and
 * so leaves more to the others.
 */
void door_knock(void)
{
	if (watch_is_set(listener))
		let_in();
}

/*
 * A connection that has come may have woken us alone, and nobody else would
 * look for it: those that are there are still ours.
 */
void door_close(void)
{
	bool is_open = listener >= 0 && watch_is_set(listener);

	if (is_open)
		watch_set(listener, 0);
	for (int i = 0; is_open && i < LAST && let_in(); i++)
		;
	again = INT64_MAX;
}

static void join_line(int fd)
{
	watch_set(fd, 0);
	slots[fd].next = -1;
	if (line_head < 0)
		line_head = fd;
	else
		slots[line_tail].next = fd;
	line_tail = fd;
}

bool door_begin(int fd)
{
	if (!slots[fd].unused)
		return false;
	slots[fd].unused = slots[fd].fresh = false;
	if (line_head >= 0 || !start(fd))
		join_line(fd);
	return true;
}

void door_serve_line(void)
{
	while (line_head >= 0) {
		int fd = line_head;

		line_head = slots[fd].next;
		if (!start(fd)) {
			line_head = fd;
			return;
		}
	}
}

/* Closed now, who has just come would lose a request that nobody dares to send twice. */
void door_close_unused(void)
{
	char byte;

	for (int fd = 0; fd < fds_end; fd++) {
		if (!slots[fd].unused)
			continue;
		if (slots[fd].fresh || recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0) {
			door_begin(fd);
		} else {
			slots[fd].unused = false;
			close(fd);
			door_closed(fd);
		}
	}
}
