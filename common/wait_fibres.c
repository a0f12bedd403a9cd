#include "wait.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "fibre.h"
#include "halt.h"
#include "helper.h"

_Static_assert(POLLIN == EPOLLIN && POLLOUT == EPOLLOUT, "events pass unchanged");

enum { FDS = 65536, EVENTS = 256, HELPERS = 2, BREATHER_MS = 100, HOUR_MS = 3600000 };

struct task {
	struct fibre fibre; /* first: a task is its fibre */
	void *connection;   /* what it serves with; made at its first request */
	int fd;             /* whom it serves; -1: it runs fn(arg) */
	void (*fn)(void *);
	void *arg;
	const char *route;
	int64_t deadline; /* of the request; 0: none */
	int revents;
	bool parked, idle;
	struct chore chore;
};

/* What we know of a descriptor.  `armed` mirrors the kernel, so that it is rarely told. */
struct slot {
	struct task *waiter;
	unsigned armed;
	int next;    /* in line for a task */
	bool unused; /* an accepted connection without a request */
};

static struct slot slots[FDS];
static const struct engine *engine;
static int set = -1, bell, fds_end, connections, tasks_made;
static int line_head = -1, line_tail = -1; /* connections with a request and no task yet */
static int64_t knock_again = INT64_MAX;    /* descriptors ran out: accept after this */

int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t task_deadline(void)
{
	struct task *t = task_self();

	return t && t->deadline ? t->deadline : now_ms() + HOUR_MS;
}

void task_deadline_set(int64_t deadline_ms)
{
	struct task *t = task_self();

	if (t)
		t->deadline = deadline_ms;
}

void task_name_set(const char *route)
{
	struct task *t = task_self();

	if (t)
		t->route = route;
}

struct task *task_self(void)
{
	return (struct task *)fibre_current();
}

static void resume(struct task *t)
{
	int64_t began = now_ms();

	fibre_resume(&t->fibre);

	int64_t took = now_ms() - began;

	if (took > engine->turn_ms && engine->slow)
		engine->slow(t->route, took);
}

/* What becomes ready meanwhile waits for the next turn, or a busy pair would keep all others out. */
static void run_ready(void)
{
	for (struct fibre *f = fibre_ready(), *next; f; f = next) {
		next = f->next;
		resume((struct task *)f);
	}
}

/* Level-triggered. */
static void arm(int fd, unsigned events)
{
	struct slot *s = &slots[fd];
	struct epoll_event ev = { .events = events, .data.fd = fd };

	if (s->armed == events)
		return;
	if (!events)
		epoll_ctl(set, EPOLL_CTL_DEL, fd, &ev);
	else if (epoll_ctl(set, s->armed ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &ev) && errno == EEXIST)
		epoll_ctl(set, EPOLL_CTL_MOD, fd, &ev);
	s->armed = events;
}

void wait_new(int fd)
{
	if (fd >= 0 && fd < FDS)
		slots[fd] = (struct slot){ 0 };
}

/* Before the engine runs. */
static int wait_alone(int fd, int events, int64_t deadline_ms)
{
	struct pollfd p = { .fd = fd, .events = (short)events };
	int n, e = errno;

	do {
		int64_t left = deadline_ms - now_ms();

		n = poll(&p, 1, left < 0 ? 0 : left > HOUR_MS ? HOUR_MS : (int)left);
	} while (n < 0 && errno == EINTR);
	errno = e;
	return n > 0 ? p.revents : 0;
}

int wait_for(int fd, int events, int64_t deadline_ms)
{
	struct task *t = task_self();

	if (!t)
		return wait_alone(fd, events, deadline_ms);
	if (fd < 0 || fd >= FDS)
		return 0;

	int e = errno;

	t->revents = 0;
	arm(fd, (unsigned)events);
	slots[fd].waiter = t;
	if (!fibre_sleep(deadline_ms) && slots[fd].waiter == t)
		slots[fd].waiter = NULL;
	errno = e;
	return t->revents;
}

int wait_idle(int fd, int events, int64_t deadline_ms)
{
	struct task *t = task_self();

	if (halt_wanted())
		return 0;
	if (!t)
		return wait_alone(fd, events, deadline_ms);
	t->idle = true;

	int got = wait_for(fd, events, deadline_ms);

	t->idle = false;
	if (slots[fd].waiter == t)
		slots[fd].waiter = NULL;
	return got;
}

void lock_init(struct lock *l)
{
	(void)l;
}

void lock_hold(struct lock *l)
{
	(void)l;
}

void lock_release(struct lock *l)
{
	(void)l;
}

bool task_park(int64_t deadline_ms)
{
	struct task *t = task_self();

	if (!t)
		return false;
	t->parked = true;

	bool woken = fibre_sleep(deadline_ms);

	t->parked = false;
	return woken;
}

void task_wake(struct task *t)
{
	if (t && t->parked)
		fibre_wake(&t->fibre);
}

void bulk(void (*fn)(void *), void *arg)
{
	struct task *t = task_self();

	if (!t) {
		fn(arg);
		return;
	}
	t->chore = (struct chore){ .fn = fn, .arg = arg, .owner = t };
	helper_give(&t->chore);
	fibre_sleep(INT64_MAX); /* what a helper has begun cannot be taken back */
}

static void unused(int fd)
{
	slots[fd].unused = true;
	arm(fd, EPOLLIN);
}

static void closed(int fd)
{
	wait_new(fd);
	connections--;
}

static void life(struct fibre *f)
{
	struct task *t = (struct task *)f;
	int fd = t->fd;

	if (fd < 0) {
		t->fn(t->arg);
		return;
	}
	if (!t->connection)
		t->connection = engine->connection_new();
	if (engine->serve(t->connection, fd) >= 0)
		unused(fd);
	else
		closed(fd);
}

/* NULL when no memory is left. */
static struct task *task_take(void)
{
	struct task *t = (struct task *)fibre_spare();

	if (!t) {
		t = calloc(1, sizeof *t);
		if (!t || !fibre_make(&t->fibre)) {
			free(t);
			return NULL;
		}
		tasks_made++;
	}
	t->fd = -1;
	t->route = NULL;
	t->deadline = 0;
	return t;
}

void task_start(void (*fn)(void *), void *arg)
{
	struct task *t = task_take();

	if (!t) {
		fprintf(stderr, "No memory for a task.\n");
		exit(1);
	}
	t->fn = fn;
	t->arg = arg;
	fibre_start(&t->fibre, life);
}

/* A request has come in on fd: give it to a task, or let it stand in line. */
static void begin(int fd)
{
	struct task *t = fibre_has_spare() || tasks_made < engine->tasks ? task_take() : NULL;

	slots[fd].unused = false;
	if (t) {
		t->fd = fd;
		t->deadline = now_ms() + engine->request_ms;
		fibre_start(&t->fibre, life);
		return;
	}
	arm(fd, 0);
	slots[fd].next = -1;
	if (line_head < 0)
		line_head = fd;
	else
		slots[line_tail].next = fd;
	line_tail = fd;
}

static void serve_line(void)
{
	while (line_head >= 0 && fibre_has_spare()) {
		int fd = line_head;

		line_head = slots[fd].next;
		begin(fd);
	}
}

/* EPOLLEXCLUSIVE wakes one process a connection. */
static void listen_on(void)
{
	if (engine->listener >= 0 && !halt_wanted())
		arm(engine->listener, EPOLLIN | EPOLLEXCLUSIVE);
}

/*
 * One connection a turn: a process with much to do comes round less often and
 * so leaves more to the others.
 */
static void let_in(void)
{
	int fd = accept4(engine->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd >= FDS) {
		close(fd);
	} else if (fd >= 0) {
		wait_new(fd);
		unused(fd);
		connections++;
		fds_end = fd >= fds_end ? fd + 1 : fds_end;
	} else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
		arm(engine->listener, 0);
		knock_again = now_ms() + BREATHER_MS;
	}
}

static void happened(int fd, unsigned events)
{
	struct task *t = slots[fd].waiter;

	if (t) {
		slots[fd].waiter = NULL;
		t->revents = (int)events;
		fibre_wake(&t->fibre);
	} else if (slots[fd].unused) {
		begin(fd);
	} else {
		arm(fd, 0); /* nobody asks: silence it */
	}
}

/* A request that has arrived on a connection is still answered. */
static void close_unused(void)
{
	char byte;

	for (int fd = 0; fd < fds_end; fd++) {
		if (!slots[fd].unused)
			continue;
		if (recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0) {
			begin(fd);
		} else {
			close(fd);
			closed(fd);
		}
	}
}

/* A helper is done, or we are to stop. */
static void bell_rang(void)
{
	eventfd_t count;

	eventfd_read(bell, &count);
	for (struct chore *c = helper_done(), *next; c; c = next) {
		next = c->next;
		fibre_wake(&((struct task *)c->owner)->fibre);
	}
	if (!halt_wanted())
		return;
	if (engine->listener >= 0)
		arm(engine->listener, 0);
	for (struct fibre *f = fibre_live(); f; f = f->after)
		if (((struct task *)f)->idle)
			fibre_wake(f);
}

/* Is all answered?  Asked between turns. */
static bool is_over(void)
{
	enum halt stage = halt_stage(now_ms(), engine->request_ms);

	if (stage == HALT_NOT)
		return false;
	if (stage >= HALT_AT_ONCE)
		close_unused();
	return stage == HALT_LATE || (!fibre_live() && !connections);
}

/* How long epoll may sleep. */
static int patience(void)
{
	int64_t until = fibre_soonest();

	if (fibre_has_ready())
		return 0;
	until = halt_by() < until ? halt_by() : until;
	until = knock_again < until ? knock_again : until;
	if (until == INT64_MAX)
		return -1;
	until -= now_ms();
	return until < 0 ? 0 : until > HOUR_MS ? HOUR_MS : (int)until + 1;
}

static void watch_the_clock(void)
{
	int64_t now = now_ms();

	if (now >= fibre_soonest())
		fibre_expire(now);
	if (now >= knock_again) {
		knock_again = INT64_MAX;
		listen_on();
	}
}

static void turn(void)
{
	struct epoll_event events[EVENTS];
	bool knock = false;
	int n = epoll_wait(set, events, EVENTS, patience());

	for (int i = 0; i < n; i++) {
		int fd = events[i].data.fd;

		if (fd == engine->listener)
			knock = true;
		else if (fd == bell)
			bell_rang();
		else
			happened(fd, events[i].events);
	}
	watch_the_clock();
	run_ready();
	serve_line();
	if (knock && !halt_wanted())
		let_in();
	if (engine->turn_end)
		engine->turn_end();
}

void engine_run(const struct engine *e)
{
	engine = e;
	bell = halt_bell();
	set = epoll_create1(EPOLL_CLOEXEC);
	if (set < 0) {
		perror("epoll");
		exit(1);
	}
	arm(bell, EPOLLIN);
	listen_on();
	helper_start(HELPERS, bell);
	while (!is_over())
		turn();
}

void engine_stop(bool at_once, int64_t drain_ms)
{
	halt_want(at_once, now_ms() + drain_ms);
}

bool engine_stopping(void)
{
	return halt_wanted();
}
