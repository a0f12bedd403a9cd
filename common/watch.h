#ifndef WATCH_H
#define WATCH_H

#include <stdbool.h>
#include <sys/epoll.h>

/*
 * One level-triggered epoll set.  What the kernel was told of each descriptor
 * is remembered, so that it is told again only when that changes.
 */
enum { WATCH_FDS = 65536, WATCH_EVENTS = 256 };

void watch_open(void);

/* Tell of these events of fd from now on; 0: of none. */
void watch_set(int fd, unsigned events);
bool watch_is_set(int fd);

/* fd begins a new life: the kernel forgot it when it was closed. */
void watch_forget(int fd);

/* As epoll_wait. */
int watch_wait(struct epoll_event events[WATCH_EVENTS], int timeout_ms);

#endif
