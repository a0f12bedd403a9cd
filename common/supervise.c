#include "supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "config.h"
#include "log.h"
#include "metrics.h"
#include "wait.h"
#include "worker.h"

enum { WORKERS_MOST = 512, BACK_OFF_MS = 100, BACK_OFF_MOST_MS = 5000 };

/* Who dies younger than steady is in a crash loop.  Slack: beyond what a worker allows itself. */
enum { START_MS = 30000, STEADY_MS = 1000, SLACK_MS = 5000 };

enum state { NONE, STARTING, SERVING, LEAVING };

struct child {
	enum state state;
	pid_t pid;
	int ready;      /* STARTING: it says so here */
	int generation; /* of the configuration and the program it was started with */
	int64_t since;  /* it is in this state */
};

static struct {
	const char *word;
	char program[4096]; /* the path on disk: after an upgrade the new one */
	int listener, metrics, signals;
	int wanted, generation;
	bool reloading, stopping;
	int failures; /* starts in a row that came to nothing */
	int64_t start_after;
	struct child children[WORKERS_MOST];
} all;

/* Those there are, one after the other: the one after c (NULL: the first), NULL after the last. */
static struct child *next(const struct child *c)
{
	size_t i = c ? (size_t)(c - all.children) + 1 : 0;

	while (i < WORKERS_MOST && all.children[i].state == NONE)
		i++;
	return i < WORKERS_MOST ? &all.children[i] : NULL;
}

static int count(enum state state)
{
	int n = 0;

	for (struct child *c = next(NULL); c; c = next(c))
		n += c->state == state;
	return n;
}

static void enter(struct child *c, enum state state)
{
	if (c->state == STARTING)
		close(c->ready);
	c->state = state;
	c->since = now_ms();
}

[[gnu::noreturn]]
static void become_worker(int ready, pid_t supervisor)
{
	struct worker_start w = { all.listener, all.metrics, ready, supervisor };
	char *const argv[] = { all.program, "worker", (char *)(uintptr_t)all.word, NULL };
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	worker_give(&w);
	execv(all.program, argv);
	fprintf(stderr, "Cannot run %s: %s.\n", all.program, strerror(errno));
	_exit(127);
}

static void failed(void)
{
	int64_t delay = BACK_OFF_MS;

	for (int i = 0; i < all.failures && delay < BACK_OFF_MOST_MS; i++)
		delay *= 2;
	if (delay > BACK_OFF_MOST_MS)
		delay = BACK_OFF_MOST_MS;
	all.failures++;
	all.start_after = now_ms() + delay;
	log_event(LOG_WARN, "worker.back_off", "ms", log_number(delay), "failures", log_number(all.failures), NULL);
}

static void start_one(void)
{
	struct child *c = all.children;
	pid_t us = getpid();
	int ends[2];

	while (c->state != NONE)
		if (++c == all.children + WORKERS_MOST)
			return;
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK)) {
		failed();
		return;
	}
	c->pid = fork();
	if (c->pid == 0)
		become_worker(ends[1], us);
	close(ends[1]);
	if (c->pid < 0) {
		close(ends[0]);
		failed();
		return;
	}
	enter(c, STARTING);
	c->ready = ends[0];
	c->generation = all.generation;
}

static struct child *old_one(void)
{
	for (struct child *c = next(NULL); c; c = next(c))
		if (c->state == SERVING && c->generation != all.generation)
			return c;
	return NULL;
}

static struct child *any_one(void)
{
	for (struct child *c = next(NULL); c; c = next(c))
		if (c->state == SERVING)
			return c;
	return NULL;
}

/* It answers what its connections still bring, and goes. */
static void retire(struct child *c)
{
	kill(c->pid, SIGQUIT);
	enter(c, LEAVING);
}

/* After trouble one at a time, to see whether it is over. */
static void start_due(void)
{
	int missing = all.wanted - count(SERVING) - count(STARTING);

	if (all.stopping || now_ms() < all.start_after)
		return;
	if (all.reloading && missing <= 0 && count(STARTING) == 0 && old_one())
		missing = 1;
	if (all.failures > 0 && missing > 0)
		missing = count(STARTING) ? 0 : 1;
	while (missing-- > 0)
		start_one();
}

/* Whom a new one replaces; those that are too many. */
static void retire_due(void)
{
	if (all.stopping)
		return;
	while (count(SERVING) > all.wanted)
		retire(old_one() ? old_one() : any_one());
	if (all.reloading && !old_one() && count(STARTING) == 0) {
		all.reloading = false;
		log_event(LOG_INFO, "reload.done", "workers", log_number(count(SERVING)), NULL);
	}
}

/* What was put aside stays with the workers of before, to their end: no line is lost. */
static void reopen_log(void)
{
	char path[401];

	snprintf(path, sizeof path, "%.*s", STR_ARGS(config.log));
	log_flush();
	int fd = *path ? open(path, O_WRONLY | O_APPEND | O_CLOEXEC) : -1;
	if (*path && (fd < 0 || dup2(fd, STDERR_FILENO) < 0))
		log_event(LOG_ERROR, "log.not_opened", NULL);
	if (fd >= 0)
		close(fd);
}

static void reload(void)
{
	reopen_log();
	all.generation++;
	all.reloading = true;
	all.start_after = 0;
	log_event(LOG_INFO, "reload.begun", NULL);
}

/* What serves goes on serving. */
static void give_up_reload(void)
{
	all.reloading = false;
	for (struct child *c = next(NULL); c; c = next(c))
		c->generation = all.generation;
	log_event(LOG_ERROR, "reload.failed", "serving", log_number(count(SERVING)), NULL);
}

static void stop(void)
{
	if (all.stopping)
		return;
	all.stopping = true;
	log_event(LOG_INFO, "stopping", NULL);
	for (struct child *c = next(NULL); c; c = next(c)) {
		kill(c->pid, SIGTERM);
		enter(c, LEAVING); /* its time begins anew: it was given another order */
	}
}

static void hear_ready(struct child *c)
{
	int workers = 0;

	if (read(c->ready, &workers, sizeof workers) != (ssize_t)sizeof workers)
		return; /* it has died; reap() tells */
	log_event(LOG_INFO, "worker.ready", "pid", log_number(c->pid), NULL);
	enter(c, SERVING);
	if (!strcmp(all.word, "serve") && c->generation == all.generation)
		all.wanted = workers < WORKERS_MOST / 2 ? workers : WORKERS_MOST / 2;
}

static void died(struct child *c, int how)
{
	static const char *const words[] = { "", "starting", "serving", "leaving" };
	bool by_signal = WIFSIGNALED(how);
	enum state was = c->state;
	bool steady = was == SERVING && now_ms() - c->since >= STEADY_MS;

	enter(c, NONE);
	if (was == LEAVING && !by_signal && WEXITSTATUS(how) == 0)
		return;
	log_event(LOG_ERROR, "worker.died", "pid", log_number(c->pid), by_signal ? "signal" : "status",
	          log_number(by_signal ? WTERMSIG(how) : WEXITSTATUS(how)), "while", words[was], NULL);
	if (was == LEAVING)
		return;
	if (steady)
		all.failures = 0;
	else
		failed();
	if (was == STARTING && all.reloading && c->generation == all.generation)
		give_up_reload();
}

static void reap(void)
{
	pid_t pid;
	int how;

	while ((pid = waitpid(-1, &how, WNOHANG)) > 0)
		for (struct child *c = next(NULL); c; c = next(c))
			if (c->pid == pid)
				died(c, how);
}

static int64_t most_ms(const struct child *c)
{
	int64_t most = config.request_ms;

	if (c->state == STARTING)
		return START_MS;
	if (c->state != LEAVING)
		return INT64_MAX / 2;
	if (!all.stopping && config.stream_drain_ms > most)
		most = config.stream_drain_ms;
	return config.drain_ms + most + SLACK_MS;
}

/* Some had their time. */
static void kill_late(void)
{
	for (struct child *c = next(NULL); c; c = next(c))
		if (now_ms() - c->since > most_ms(c))
			kill(c->pid, SIGKILL);
}

static void hear_signals(void)
{
	struct signalfd_siginfo info;

	while (read(all.signals, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGHUP)
			reload();
		else if (info.ssi_signo != SIGCHLD)
			stop();
	}
}

static int patience(void)
{
	enum { LOOK_MS = 1000 };
	int64_t left = all.start_after - now_ms();

	return left > 0 && left < LOOK_MS ? (int)left + 1 : LOOK_MS;
}

static void turn(void)
{
	struct pollfd polls[WORKERS_MOST + 1] = { { .fd = all.signals, .events = POLLIN } };
	struct child *whose[WORKERS_MOST + 1];
	nfds_t n = 1;

	for (struct child *c = next(NULL); c; c = next(c)) {
		if (c->state != STARTING)
			continue;
		whose[n] = c;
		polls[n++] = (struct pollfd){ .fd = c->ready, .events = POLLIN };
	}
	poll(polls, n, patience());
	for (nfds_t i = 1; i < n; i++)
		if (polls[i].revents)
			hear_ready(whose[i]);
	hear_signals();
	reap();
	kill_late();
	retire_due();
	start_due();
	log_flush();
}

static bool open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_SETMASK, &set, NULL);
	all.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return all.signals >= 0;
}

/*
 * All processes of a handler on this machine share the counters, in a file
 * beside their sockets; where there is no path there is no file.
 */
static int open_metrics(const char *handler)
{
	str folder = config.socket;
	char path[256];

	while (folder.len && folder.ptr[folder.len - 1] != '/')
		folder.len--;
	int n = snprintf(path, sizeof path, "%.*s%s.metrics", STR_ARGS(folder), handler);

	return metrics_make(folder.len ? (str){ path, (size_t)n } : (str){ 0 });
}

int supervise(const char *handler, const char *word)
{
	bool serves = !strcmp(word, "serve");
	ssize_t n = readlink("/proc/self/exe", all.program, sizeof all.program - 1);

	all.word = word;
	all.wanted = serves ? worker_count() : 1;
	all.listener = serves ? supervise_listen(config.socket) : -1;
	if (serves && all.listener < 0)
		return 1;
	if (n <= 0 || !open_signals()) {
		perror("supervisor");
		return 1;
	}
	all.metrics = open_metrics(handler);
	log_event(LOG_INFO, "supervisor.started", "what", word, "workers", log_number(all.wanted), NULL);
	start_due();
	while (!all.stopping || next(NULL))
		turn();
	return 0;
}
