#include "worker.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "answer.h"
#include "cache.h"
#include "codec.h"
#include "common_queries.h"
#include "config.h"
#include "db.h"
#include "halt.h"
#include "log.h"
#include "metrics.h"
#include "page.h"
#include "secret.h"
#include "slot.h"
#include "wait.h"

enum { MOST_FDS = 65536, SLOW_LOG_MS = 1000 };

int worker_count(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return config.workers ? (int)config.workers : cores > 0 ? (int)cores : 1;
}

void worker_give(const struct worker_start *w)
{
	const int fds[] = { w->listener, w->metrics, w->ready };
	char text[64];

	for (int i = 0; i < 3; i++)
		if (fds[i] >= 0)
			fcntl(fds[i], F_SETFD, 0);
	snprintf(text, sizeof text, "%d %d %d %d", w->listener, w->metrics, w->ready, w->supervisor);
	setenv("WORKER", text, 1);
}

static bool take(struct worker_start *w)
{
	const char *text = getenv("WORKER");
	str rest = str_of(text);
	int64_t n[4];

	for (int i = 0; i < 4; i++)
		if (!str_int(str_cut(&rest, ' '), &n[i]))
			return false;
	*w = (struct worker_start){ (int)n[0], (int)n[1], (int)n[2], (int)n[3] };
	unsetenv("WORKER");
	for (int i = 0; i < 3; i++)
		if (n[i] >= 0)
			fcntl((int)n[i], F_SETFD, FD_CLOEXEC);
	return true;
}

/*
 * Nobody outlives the supervisor, looks into our memory, or gains what we do
 * not have.  Only release builds are fortified, and only they hide from
 * debuggers and leak checkers.
 */
static bool harden(const struct worker_start *w)
{
	struct rlimit none = { 0, 0 }, files;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != w->supervisor)
		return false;
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0); /* huge pages would make small stacks big */
	setrlimit(RLIMIT_CORE, &none);
#ifdef _FORTIFY_SOURCE
	prctl(PR_SET_DUMPABLE, 0);
#endif
	if (!getrlimit(RLIMIT_NOFILE, &files)) {
		files.rlim_cur = files.rlim_max < MOST_FDS ? files.rlim_max : MOST_FDS;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	return true;
}

static void on_signal(int sig)
{
	engine_stop(sig == SIGTERM, config.drain_ms);
}

/* SIGINT and SIGHUP reach everyone at a terminal; the supervisor says what they mean. */
static void listen_to_signals(void)
{
	struct sigaction stop = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGQUIT, &stop, NULL);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
}

static const char *open_all(const struct service *s)
{
	static const struct statement *tables[] = { common_statements, NULL, NULL };
	const char *flaw;

	tables[1] = s->statements;
	secret_init();
	if ((flaw = page_open()))
		return flaw;
	db_statements(tables);
	if ((flaw = db_open()) || (flaw = db_refused(s->forbidden_tables)))
		return flaw;
	cache_open();
	return NULL;
}

/* At most one line a second: a machine that is too small would fill its disk. */
static void tell_slow(const char *route, int64_t ms)
{
	static int64_t told;

	metrics_add(METRIC_SLOW_TURNS, 1);
	if (now_ms() - told < SLOW_LOG_MS)
		return;
	told = now_ms();
	log_event(LOG_WARN, "turn.slow", "route", route ? route : "", "ms", log_number(ms), NULL);
}

static void tell_event(const char *event)
{
	if (!strncmp(event, "db.", 3))
		metrics_add(METRIC_DB_LOST, 1);
	else if (!strcmp(event, "redis.lost"))
		metrics_add(METRIC_REDIS_LOST, 1);
}

static void tell_job(enum job_end how)
{
	static const enum metric metrics[] = { [JOB_DONE] = METRIC_JOBS_DONE,
		                               [JOB_FAILED] = METRIC_JOBS_FAILED,
		                               [JOB_DEAD] = METRIC_JOBS_DEAD };

	metrics_add(metrics[how], 1);
}

static void do_jobs(void *of)
{
	const struct service *s = of;

	job_work(s->jobs);
}

static void tell_ready(int fd)
{
	int count = worker_count();

	if (write(fd, &count, sizeof count) != (ssize_t)sizeof count)
		exit(1); /* the supervisor has gone */
	close(fd);
}

/* A worker that only goes on with what it has begun leaves PostgreSQL's connections to those that came after it. */
static void turn_end(void)
{
	if (halt_at_once())
		db_close_unused();
	log_flush();
}

static void run(const struct service *s, const struct worker_start *w)
{
	struct engine e = { .listener = w->listener,
		            .tasks = (int)config.fibres,
		            .request_ms = config.request_ms,
		            .turn_ms = config.turn_ms,
		            .connection_new = answer_new,
		            .serve = answer_serve,
		            .turn_end = turn_end,
		            .slow = tell_slow };

	if (w->listener >= 0)
		halt_patience(config.stream_drain_ms);
	listen_to_signals();
	tell_ready(w->ready);
	if (w->listener < 0)
		task_start(do_jobs, (void *)(uintptr_t)s);
	engine_run(&e);
}

int worker_main(const struct service *s, const char *word)
{
	struct worker_start w;
	const char *flaw;

	if (!take(&w) || !harden(&w) || (w.listener < 0) != !strcmp(word, "work")) {
		fprintf(stderr, "A worker is started by its supervisor.\n");
		return 2;
	}
	codec_check();
	metrics_open(w.metrics);
	slot_open(w.metrics); /* any file of theirs would do */
	metrics_add(METRIC_WORKER_STARTS, 1);
	log_tell(tell_event);
	job_tell(tell_job);
	answer_for(s);
	if ((flaw = open_all(s))) {
		log_flush();
		fprintf(stderr, "%s: %s\n", s->name, flaw);
		return 1;
	}
	run(s, &w);
	log_flush();
	return 0;
}
