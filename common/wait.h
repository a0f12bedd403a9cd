#ifndef WAIT_H
#define WAIT_H

#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moment.h"

/*
 * The only place where a task waits.  Two engines implement it: wait_fibres.c
 * (one thread, one epoll loop, every task a fibre) for production, and
 * wait_threads.c (every task a thread) for thread sanitizer, and to keep
 * handlers honest.  Which one is chosen when linking (ENGINE=fibres|threads).
 *
 * Rules: descriptors are non-blocking; wake-ups may be spurious, so loop on
 * EAGAIN; no mutex, static buffer or library error queue is held across a
 * wait; no getaddrinfo, fsync or libcurl outside bulk().
 */

/* When the request that runs now must be answered; of a task that serves none, an hour from now. */
int64_t task_deadline(void);
void task_deadline_set(int64_t deadline_ms);

/* The route of the request that runs now, for the watchdog's log line. */
void task_name_set(const char *route);

/*
 * Wait until fd has one of events (POLLIN, POLLOUT) or the deadline passes.
 * >0: what happened, perhaps spuriously: try, and wait again on EAGAIN.
 * 0: the deadline.  Keeps errno.
 */
int wait_for(int fd, int events, int64_t deadline_ms);

/* The same for a task that has nothing to do meanwhile: also 0 once the engine has been told to stop. */
int wait_idle(int fd, int events, int64_t deadline_ms);

/* fd begins a new life: call after every accept and connect. */
void wait_new(int fd);

/*
 * A task waits for another task.  A lock guards what tasks share; wait_for
 * and task_park let go of it meanwhile.  Fibres need none: theirs does
 * nothing.  A task holds one lock at a time.
 */
struct lock {
	pthread_mutex_t mutex;
};
void lock_init(struct lock *l);
void lock_hold(struct lock *l);
void lock_release(struct lock *l);

struct task;
struct task *task_self(void);
bool task_park(int64_t deadline_ms); /* until task_wake (true) or the deadline (false) */
void task_wake(struct task *t);      /* under the same lock */

/*
 * Run fn(arg) once, when all that can run now has had its turn: what many
 * tasks of one turn have gathered goes out together.  Thread engine: at once.
 * fn must not wait, and runs under the lock that the caller holds.
 */
struct soon {
	void (*fn)(void *);
	void *arg;
	bool is_due;
	struct soon *next;
};
void wait_soon(struct soon *s);

/* Run fn(arg) where it may block or burn processor time.  fn must not wait by this header. */
void bulk(void (*fn)(void *), void *arg);

/* Start a task that runs fn(arg) once. */
void task_start(void (*fn)(void *), void *arg);

/*
 * What the engine serves.  connection_new: the state of one serving task,
 * made as often as there are tasks.  serve: answer one request on fd and
 * return fd, or -1 when it was closed.
 */
struct engine {
	int listener;              /* -1: none */
	int tasks;                 /* most requests in hand at once */
	int64_t request_ms;        /* a new request's deadline */
	int64_t turn_ms;           /* a turn longer than this goes to slow() */
	void *(*connection_new)(void);
	int (*serve)(void *connection, int fd);
	void (*turn_end)(void);                      /* before the loop sleeps; now and then if it never does */
	void (*slow)(const char *route, int64_t ms);     /* a turn was too long */
};

/* Run until engine_stop.  Returns when all has been answered. */
void engine_run(const struct engine *e);

/*
 * Stop.  At once: no more connections, idle ones closed, what runs is
 * finished.  Otherwise (being replaced): no more accepted, and the ones there
 * are served until the peer closes them or drain_ms passes, because a kept
 * connection closed from our side can lose a request that is on its way.
 * Async-signal-safe.
 */
void engine_stop(bool at_once, int64_t drain_ms);

/* Has it been told to?  Tasks begun by task_start look, and end. */
bool engine_stopping(void);

#endif
