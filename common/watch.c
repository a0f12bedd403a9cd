#include "watch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int set = -1;
static unsigned told[WATCH_FDS];

void watch_open(void)
{
	set = epoll_create1(EPOLL_CLOEXEC);
	if (set < 0) {
		perror("epoll");
		exit(1);
	}
}

void watch_set(int fd, unsigned events)
{
	struct epoll_event ev = { .events = events, .data.fd = fd };

	if (told[fd] == events)
		return;
	if (!events)
		epoll_ctl(set, EPOLL_CTL_DEL, fd, &ev);
	else if (epoll_ctl(set, told[fd] ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &ev) &&
	         errno == EEXIST)
		epoll_ctl(set, EPOLL_CTL_MOD, fd, &ev);
	told[fd] = events;
}

bool watch_is_set(int fd)
{
	return told[fd] != 0;
}

void watch_forget(int fd)
{
	told[fd] = 0;
}

int watch_wait(struct epoll_event events[WATCH_EVENTS], int timeout_ms)
{
	return epoll_wait(set, events, WATCH_EVENTS, timeout_ms);
}
