#include "wait.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>

#include "door.h"
#include "fibre.h"
#include "halt.h"
#include "helper.h"
#include "watch.h"

_Static_assert(POLLIN == EPOLLIN && POLLOUT == EPOLLOUT, "events pass unchanged");

enum { HELPERS = 2, TURN_END_MS = 20, HOUR_MS = 3600000 };

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

static struct task *waiters[WATCH_FDS];
static const struct engine *engine;
static int bell, tasks_made;
static int64_t turn_ended;
static struct soon *due;

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

/* What becomes ready meanwhile waits for the next turn, or a busy pair would keep others out. */
static void run_ready(void)
{
	for (struct fibre *f = fibre_ready(), *next; f; f = next) {
		next = f->next;
		resume((struct task *)f);
	}
}

void wait_new(int fd)
{
	if (fd < 0 || fd >= WATCH_FDS)
		return;
	waiters[fd] = NULL;
	watch_forget(fd);
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
	if (fd < 0 || fd >= WATCH_FDS)
		return 0;

	int e = errno;

	t->revents = 0;
	watch_set(fd, (unsigned)events);
	waiters[fd] = t;
	if (!fibre_sleep(deadline_ms) && waiters[fd] == t)
		waiters[fd] = NULL;
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
	if (waiters[fd] == t)
		waiters[fd] = NULL;
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

void wait_soon(struct soon *s)
{
	if (s->is_due)
		return;
	if (!task_self()) {
		s->fn(s->arg);
		return;
	}
	s->is_due = true;
	s->next = due;
	due = s;
}

static void run_due(void)
{
	while (due) {
		struct soon *s = due;

		due = s->next;
		s->is_due = false;
		s->fn(s->arg);
	}
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
		door_unused(fd);
	else
		door_closed(fd);
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

static bool serve_on(int fd)
{
	struct task *t = fibre_has_spare() || tasks_made < engine->tasks ? task_take() : NULL;

	if (!t)
		return false;
	t->fd = fd;
	t->deadline = now_ms() + engine->request_ms;
	fibre_start(&t->fibre, life);
	return true;
}

static void happened(int fd, unsigned events)
{
	struct task *t = waiters[fd];

	if (t) {
		waiters[fd] = NULL;
		t->revents = (int)events;
		fibre_wake(&t->fibre);
	} else if (!door_begin(fd)) {
		watch_set(fd, 0); /* nobody asks: silence it */
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
	door_close();
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
		door_close_unused();
	return stage == HALT_LATE || (!fibre_live() && !door_connections());
}

/* How long epoll may sleep. */
static int patience(void)
{
	int64_t until = fibre_soonest();

	if (fibre_has_ready())
		return 0;
	until = halt_by() < until ? halt_by() : until;
	until = door_again() < until ? door_again() : until;
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
	if (now >= door_again())
		door_look_again();
}

static void turn_end(void)
{
	if (engine->turn_end)
		engine->turn_end();
	turn_ended = now_ms();
}

/* Look whether there is more to do; only if there is not, sleep. */
static int next_events(struct epoll_event events[WATCH_EVENTS])
{
	int n = watch_wait(events, 0), may_sleep_ms = patience();

	if (n > 0 || may_sleep_ms == 0) {
		if (now_ms() - turn_ended > TURN_END_MS)
			turn_end();
		return n;
	}
	turn_end();
	return watch_wait(events, may_sleep_ms);
}

static void turn(void)
{
	struct epoll_event events[WATCH_EVENTS];
	bool knock = false;
	int n = next_events(events);

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
	door_serve_line();
	if (knock)
		door_knock();
	run_due();
}

void engine_run(const struct engine *e)
{
	engine = e;
	bell = halt_bell();
	watch_open();
	watch_set(bell, EPOLLIN);
	door_open(halt_wanted() ? -1 : engine->listener, serve_on);
	helper_start(HELPERS, bell);
	while (!is_over())
		turn();
	turn_end();
}

void engine_stop(bool at_once, int64_t drain_ms)
{
	halt_want(at_once, now_ms() + drain_ms);
}

bool engine_stopping(void)
{
	return halt_wanted();
}
