#include "wait.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "halt.h"

enum { FDS = 65536, HOUR_MS = 3600000, IDLE_STEP_MS = 100 };

/* One a thread; made when it first waits for another. */
struct task {
	pthread_cond_t wake;
	bool made, woken;
	int64_t deadline;
	struct lock *held;
};
static _Thread_local struct task self;

static const struct engine *engine;
static int set = -1;

/* What the dispatcher and the tasks share. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static struct slot {
	bool unused; /* an accepted connection without a request */
	bool fresh;  /* it never had one */
	int next;    /* in line for a task */
} slots[FDS];
static int line_head = -1, line_tail = -1;
static int in_line, serving, idle_threads, threads, connections;
static int running; /* tasks of task_start */

int64_t task_deadline(void)
{
	return self.deadline ? self.deadline : now_ms() + HOUR_MS;
}

void task_deadline_set(int64_t deadline_ms)
{
	self.deadline = deadline_ms;
}

void task_name_set(const char *route)
{
	(void)route;
}

void wait_new(int fd)
{
	(void)fd;
}

static int poll_once(int fd, int events, int64_t deadline_ms)
{
	struct pollfd p = { .fd = fd, .events = (short)events };
	int n;

	do {
		int64_t left = deadline_ms - now_ms();

		n = poll(&p, 1, left < 0 ? 0 : left > HOUR_MS ? HOUR_MS : (int)left);
	} while (n < 0 && errno == EINTR);
	return n > 0 ? p.revents : 0;
}

int wait_for(int fd, int events, int64_t deadline_ms)
{
	struct lock *l = self.held;
	int e = errno;

	if (l)
		lock_release(l);

	int got = poll_once(fd, events, deadline_ms);

	if (l)
		lock_hold(l);
	errno = e;
	return got;
}

int wait_idle(int fd, int events, int64_t deadline_ms)
{
	int got = 0;

	while (!got && !halt_wanted() && now_ms() < deadline_ms) {
		int64_t step = now_ms() + IDLE_STEP_MS;

		got = wait_for(fd, events, step < deadline_ms ? step : deadline_ms);
	}
	return got;
}

void lock_init(struct lock *l)
{
	pthread_mutex_init(&l->mutex, NULL);
}

void lock_hold(struct lock *l)
{
	pthread_mutex_lock(&l->mutex);
	self.held = l;
}

void lock_release(struct lock *l)
{
	self.held = NULL;
	pthread_mutex_unlock(&l->mutex);
}

struct task *task_self(void)
{
	if (!self.made) {
		pthread_condattr_t attr;

		pthread_condattr_init(&attr);
		pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
		pthread_cond_init(&self.wake, &attr);
		pthread_condattr_destroy(&attr);
		self.made = true;
	}
	return &self;
}

bool task_park(int64_t deadline_ms)
{
	struct task *t = task_self();
	struct lock *l = t->held;
	int64_t most = now_ms() + HOUR_MS;
	int64_t until = deadline_ms < most ? deadline_ms : most;
	struct timespec at = { until / 1000, until % 1000 * 1000000 };
	bool late = false;

	t->woken = false;
	while (!t->woken && !late)
		late = pthread_cond_timedwait(&t->wake, &l->mutex, &at) == ETIMEDOUT;
	t->held = l;
	return t->woken;
}

void task_wake(struct task *t)
{
	if (!t)
		return;
	t->woken = true;
	pthread_cond_signal(&t->wake);
}

void wait_soon(struct soon *s)
{
	s->fn(s->arg);
}

void bulk(void (*fn)(void *), void *arg)
{
	fn(arg);
}

struct start {
	void (*fn)(void *);
	void *arg;
};

/* Signals are the engine's own thread's. */
static void new_thread(void *(*fn)(void *), void *arg)
{
	sigset_t every, before;
	pthread_t thread;

	sigfillset(&every);
	pthread_sigmask(SIG_SETMASK, &every, &before);
	if (pthread_create(&thread, NULL, fn, arg)) {
		fprintf(stderr, "No thread for a task.\n");
		exit(1);
	}
	pthread_detach(thread);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void *run_started(void *arg)
{
	struct start s = *(struct start *)arg;

	free(arg);
	s.fn(s.arg);
	pthread_mutex_lock(&mutex);
	running--;
	pthread_mutex_unlock(&mutex);
	eventfd_write(halt_bell(), 1);
	return NULL;
}

void task_start(void (*fn)(void *), void *arg)
{
	struct start *s = malloc(sizeof *s);

	if (!s) {
		fprintf(stderr, "No memory for a task.\n");
		exit(1);
	}
	*s = (struct start){ fn, arg };
	halt_bell();
	pthread_mutex_lock(&mutex);
	running++;
	pthread_mutex_unlock(&mutex);
	new_thread(run_started, s);
}

static void arm(int op, int fd)
{
	struct epoll_event ev = { .events = EPOLLIN | EPOLLONESHOT, .data.fd = fd };

	epoll_ctl(set, op, fd, &ev);
}

/* The mutex is held. */
static int line_take(void)
{
	while (line_head < 0) {
		idle_threads++;
		pthread_cond_wait(&work, &mutex);
		idle_threads--;
	}
	int fd = line_head;

	line_head = slots[fd].next;
	in_line--;
	return fd;
}

/* The mutex is held.  `was` is its number, `fd` what became of it. */
static void served(int was, int fd)
{
	serving--;
	if (fd >= 0) {
		slots[was].unused = true;
		arm(EPOLL_CTL_MOD, fd);
	} else {
		connections--;
	}
	if (halt_wanted())
		eventfd_write(halt_bell(), 1);
}

static void *serve_all(void *connection)
{
	pthread_mutex_lock(&mutex);
	for (;;) {
		int fd = line_take();

		pthread_mutex_unlock(&mutex);
		if (!connection)
			connection = engine->connection_new();
		self.deadline = now_ms() + engine->request_ms;
		int left = engine->serve(connection, fd);

		if (engine->turn_end)
			engine->turn_end();
		pthread_mutex_lock(&mutex);
		served(fd, left);
	}
	return NULL;
}

/* The mutex is held. */
static void begin(int fd)
{
	slots[fd] = (struct slot){ .next = -1 };
	if (line_head < 0)
		line_head = fd;
	else
		slots[line_tail].next = fd;
	line_tail = fd;
	serving++;
	if (++in_line > idle_threads && threads < engine->tasks) {
		threads++;
		new_thread(serve_all, NULL);
	} else {
		pthread_cond_signal(&work);
	}
}

/* The mutex is held. */
static bool let_in(void)
{
	int fd = accept4(engine->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd >= FDS) {
		close(fd);
	} else if (fd >= 0) {
		slots[fd] = (struct slot){ .unused = true, .fresh = true };
		connections++;
		arm(EPOLL_CTL_ADD, fd);
	}
	return fd >= 0;
}

/*
 * The mutex is held.  A request that has arrived on a connection is still
 * answered.  Closed now, who has just come would lose a request that nobody
 * dares to send twice.
 */
static void close_unused(void)
{
	char byte;

	for (int fd = 0; fd < FDS; fd++) {
		if (!slots[fd].unused)
			continue;
		if (slots[fd].fresh || recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0) {
			begin(fd);
		} else {
			slots[fd].unused = false;
			connections--;
			close(fd);
		}
	}
}

static void happened(int fd)
{
	eventfd_t count;

	pthread_mutex_lock(&mutex);
	if (fd == halt_bell()) {
		eventfd_read(fd, &count);
		arm(EPOLL_CTL_MOD, fd);
	} else if (fd == engine->listener) {
		if (!halt_wanted()) {
			let_in();
			arm(EPOLL_CTL_MOD, fd);
		}
	} else if (slots[fd].unused) {
		begin(fd);
	}
	pthread_mutex_unlock(&mutex);
}

static bool is_over(void)
{
	enum halt stage = halt_stage(now_ms(), engine->request_ms);

	if (stage == HALT_NOT)
		return false;
	pthread_mutex_lock(&mutex);
	if (stage >= HALT_AT_ONCE)
		close_unused();
	bool over = stage == HALT_LATE || (!serving && !running && !connections);

	pthread_mutex_unlock(&mutex);
	return over;
}

static int patience(void)
{
	int64_t left = halt_by() - now_ms();

	return halt_by() == INT64_MAX ? -1 : left < 0 ? 0 : left > HOUR_MS ? HOUR_MS : (int)left;
}

void engine_run(const struct engine *e)
{
	struct epoll_event event;

	engine = e;
	set = epoll_create1(EPOLL_CLOEXEC);
	if (set < 0) {
		perror("epoll");
		exit(1);
	}
	arm(EPOLL_CTL_ADD, halt_bell());
	if (engine->listener >= 0)
		arm(EPOLL_CTL_ADD, engine->listener);
	while (!is_over()) {
		if (epoll_wait(set, &event, 1, patience()) == 1)
			happened(event.data.fd);
		if (engine->turn_end)
			engine->turn_end();
	}
}

void engine_stop(bool at_once, int64_t drain_ms)
{
	halt_want(at_once, now_ms() + drain_ms);
}

bool engine_stopping(void)
{
	return halt_wanted();
}
