#include "job.h"

#include "common_queries.h"
#include "config.h"
#include "log.h"
#include "wait.h"

enum {
	PAUSE_MS = 1000,   /* while the database is away */
	LISTEN_MS = 30000, /* a NOTIFY may be lost with its connection: look now and then */
	BREATH_MS = 20,
	END_MS = 10000,
	MOST_SECONDS = 3600,
	SLUG = 64,
};

/* clang-format off */
const struct shape job_shape = SHAPE(job,
	UUID(job, id, REQUIRED, "The job"),
	UUID(job, workspace, OPTIONAL, "Where it acts"),
	TEXT(job, kind, REQUIRED, 1, 64, "Which function runs it"),
	TEXT(job, payload, OPTIONAL, 0, INT64_MAX, "What it needs to know, as JSON"),
	INT(job, attempt, REQUIRED, 1, INT32_MAX, "How often it was begun"));

const struct shape job_due_shape = SHAPE(job_due,
	TEXT(job_due, channel, REQUIRED, 1, 64, "Where new jobs are told"),
	INT(job_due, wait_ms, REQUIRED, -1, INT64_MAX, "Milliseconds until the next is due"));
/* clang-format on */

static const struct job_kind *const *known;
static void (*tell_end)(enum job_end how);

void job_tell(void (*tell)(enum job_end how))
{
	tell_end = tell;
}

/* A turn of the worker: at most one job. */
struct turn {
	struct request r;
	struct arena arena;
	struct job job;
	const struct job_kind *kind; /* NULL: none was due */
	char channel_room[SLUG];
	int64_t wait_ms;
	status problem;
};

static const struct job_kind *find_kind(str name)
{
	for (const struct job_kind *const *k = known; *k; k++)
		if (str_eq(name, str_of((*k)->kind)))
			return *k;
	return NULL;
}

/* Each part of a turn is a request of its own, so that what it used is gone. */
static void in_request(struct turn *t, const struct job *j, void (*part)(void *), int64_t within_ms)
{
	t->r = (struct request){ .arena = &t->arena, .id = uuid_new(), .now = moment_now() };
	if (j)
		t->r.caller.workspace = j->workspace;
	task_deadline_set(now_ms() + within_ms);
	if (!arena_run(&t->arena, part, t))
		t->problem = TOO_LARGE;
}

/* {"mail": 60, …}: what each kind is lent for. */
static str leases(struct arena *a)
{
	struct json out = { .arena = a };

	json_add(&out, STR("{"));
	for (const struct job_kind *const *k = known; *k; k++) {
		json_key(&out, (*k)->kind);
		json_int(&out, (*k)->lease_seconds);
	}
	json_add(&out, STR("}"));
	return (str){ out.ptr, out.len };
}

static void run_claimed(struct turn *t)
{
	struct request *r = &t->r;

	t->kind = find_kind(t->job.kind);
	if (!t->kind) {
		t->problem = BROKEN;
		return;
	}
	r->caller.workspace = t->job.workspace;
	task_deadline_set(now_ms() + (int64_t)t->kind->lease_seconds * 1000);
	/* It had its attempts, and took its process with it each time. */
	t->problem = t->job.attempt > t->kind->attempts ? BROKEN : t->kind->run(r, &t->job);
}

static void claim_and_run(void *of)
{
	struct turn *t = of;

	t->problem = q_job_claim(&t->r, leases(t->r.arena), &t->job);
	if (t->problem == OK)
		run_claimed(t);
}

static void look_ahead(void *of)
{
	struct turn *t = of;
	struct job_due due;

	t->problem = q_job_next(&t->r, leases(t->r.arena), &due);
	if (t->problem != OK)
		return;
	t->wait_ms = due.wait_ms;
	if (due.channel.len < sizeof t->channel_room)
		memcpy(t->channel_room, due.channel.ptr, due.channel.len);
}

/* 1, 4, 16 … seconds. */
static int64_t pause_after(int64_t attempt)
{
	int64_t seconds = 1;

	for (int64_t i = 1; i < attempt && seconds < MOST_SECONDS; i++)
		seconds *= 4;
	return seconds < MOST_SECONDS ? seconds : MOST_SECONDS;
}

static void say(struct turn *t, enum job_end how)
{
	static const char *const events[] = { "job_done", "job_failed", "job_dead" };
	static const enum log_level levels[] = { LOG_INFO, LOG_WARN, LOG_ERROR };

	if (tell_end)
		tell_end(how);
	log_event(levels[how], events[how], "kind", t->kind->kind, "job", t->job.id.text, "attempt",
	          log_number(t->job.attempt), "problem",
	          t->problem == OK ? "" : problem_slug(t->problem), NULL);
}

/* Write down how the job ended, in a commit of its own. */
static void end_job(void *of)
{
	struct turn *t = of;
	const struct job *j = &t->job;
	int64_t changed = 0;
	enum job_end how = t->problem == OK                           ? JOB_DONE
	                   : j->attempt >= (int64_t)t->kind->attempts ? JOB_DEAD
	                                                              : JOB_FAILED;
	str error = t->problem == OK ? (str){ 0 } : str_of(problem_slug(t->problem));
	status written;

	if (how == JOB_DONE)
		written = q_job_done(&t->r, j->id, j->attempt, &changed);
	else if (how == JOB_DEAD)
		written = q_job_dead(&t->r, j->id, j->attempt, error, &changed);
	else
		written = q_job_retry(&t->r, j->id, j->attempt, error, pause_after(j->attempt),
		                      &changed);
	/* Not written: its lease will run out, and someone does it again. */
	if (written != OK || changed == 0)
		log_event(LOG_WARN, "job_lease_lost", "kind", t->kind->kind, "job", j->id.text,
		          NULL);
	else
		say(t, how);
}

void job_rest(int64_t ms)
{
	struct lock alone;

	lock_init(&alone);
	lock_hold(&alone);
	task_park(now_ms() + ms);
	lock_release(&alone);
}

/* Nothing was due: wait for a NOTIFY, or until something is. */
static void wait_for_work(struct turn *t)
{
	in_request(t, NULL, look_ahead, END_MS);
	arena_reset(&t->arena);
	if (t->problem != OK) {
		job_rest(PAUSE_MS);
		return;
	}
	int64_t wait_ms = t->wait_ms < 0 || t->wait_ms > LISTEN_MS ? LISTEN_MS : t->wait_ms;
	/* One that is due already was another's a moment ago. */
	if (!db_listen(t->channel_room, now_ms() + wait_ms + BREATH_MS))
		job_rest(PAUSE_MS);
}

static void take_turn(struct turn *t)
{
	t->kind = NULL;
	in_request(t, NULL, claim_and_run, END_MS);
	/* What is needed below are ids and numbers, which do not live in the arena. */
	t->job.kind = t->job.payload = (str){ 0 };
	arena_reset(&t->arena);
	if (t->kind) {
		in_request(t, &t->job, end_job, END_MS);
		arena_reset(&t->arena);
	} else if (t->problem == NOT_FOUND) {
		wait_for_work(t);
	} else {
		job_rest(PAUSE_MS);
	}
}

void job_work(const struct job_kind *const *kinds)
{
	struct turn t = { 0 };

	known = kinds;
	if (!kinds)
		return;
	arena_init(&t.arena, (size_t)config.arena_bytes);
	while (!engine_stopping())
		take_turn(&t);
	arena_free(&t.arena);
}

status job_progress(struct request *r, const struct job *j, int percent)
{
	const struct job_kind *kind = find_kind(j->kind);
	int64_t changed = 0;

	if (!kind)
		return BROKEN;
	TRY(q_job_progress(r, j->id, j->attempt, percent, kind->lease_seconds, &changed));
	if (changed == 0)
		return fail(r, CONFLICT, "another worker has this job now");
	task_deadline_set(now_ms() + (int64_t)kind->lease_seconds * 1000);
	return OK;
}
