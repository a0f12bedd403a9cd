#include "job.h"

#include "common_queries.h"
#include "in_task.h"
#include "unit.h"
#include "with_db.h"

/* What a job's function was told, and what it is to answer. */
static struct {
	char payload[80], workspace[40];
	_Atomic int runs;
	_Atomic int64_t attempt;
	_Atomic status answer;
	_Atomic bool lost_lease; /* take the lease away meanwhile */
} seen;

static _Atomic int ends[3];
static _Atomic bool is_over;

static void count_end(enum job_end how)
{
	ends[how]++;
}

static status run_note(struct request *r, const struct job *j)
{
	seen.attempt = j->attempt;
	seen.runs++;
	snprintf(seen.payload, sizeof seen.payload, "%.*s", STR_ARGS(j->payload));
	snprintf(seen.workspace, sizeof seen.workspace, "%s", r->caller.workspace.text);
	assert_true(uuid_given(&r->id));
	if (seen.lost_lease)
		with_db_ask("update job set attempt = attempt + 1");
	return seen.answer;
}

static status run_progress(struct request *r, const struct job *j)
{
	seen.runs++;
	TRY(job_progress(r, j, 40));
	if (strcmp(with_db_ask("select progress || ' ' || (leased_until > now() + interval '50 "
	                       "seconds') from job"),
	           "40 true") != 0)
		return INVALID;
	if (seen.lost_lease)
		with_db_ask("update job set attempt = attempt + 1");
	return job_progress(r, j, 80);
}

static status run_greedy(struct request *r, const struct job *j)
{
	seen.runs++;
	arena_alloc(r->arena, 1, (size_t)1 << 40);
	(void)j;
	return OK;
}

static const struct job_kind *const kinds[] = {
	&(const struct job_kind){ "note", 60, 3, run_note },
	&(const struct job_kind){ "progress", 60, 1, run_progress },
	&(const struct job_kind){ "greedy", 60, 1, run_greedy },
	NULL,
};

static void worker(void *arg)
{
	(void)arg;
	job_work(kinds);
	is_over = true;
}

static void breathe(void)
{
	static struct lock lock;

	lock_init(&lock);
	lock_hold(&lock);
	task_park(now_ms() + 5);
	lock_release(&lock);
}

static void wait_until(const char *sql)
{
	int64_t deadline = now_ms() + 20000;

	while (strcmp(with_db_ask(sql), "t") != 0) {
		if (now_ms() > deadline)
			fail_msg("never true: %s (state: %s)", sql,
			         with_db_ask(
					 "select string_agg(to_json(job)::text, '; ') from job"));
		breathe();
	}
}

/* The row says it first, then the worker does. */
static void wait_for_ends(enum job_end how, int count)
{
	int64_t deadline = now_ms() + 20000;

	while (ends[how] < count && now_ms() < deadline)
		breathe();
	assert_int_equal(ends[how], count);
}

static void begin(const char *insert)
{
	seen.runs = 0;
	seen.attempt = 0;
	seen.answer = OK;
	seen.lost_lease = false;
	for (int i = 0; i < 3; i++)
		ends[i] = 0;
	with_db_ask("delete from job");
	with_db_ask(insert);
}

#define ID "'01900000-0000-7000-8000-000000000001'"
#define NO_JOB "select count(*) = 0 from job"

static void test_done(void **state)
{
	(void)state;
	begin("insert into job (id, handler, kind, workspace, payload) values (" ID
	      ", 'billing', 'note',"
	      " '01900000-0000-7000-8000-00000000000a', '{\"a\":  1}')");
	wait_for_ends(JOB_DONE, 1);
	assert_string_equal(with_db_ask("select count(*) from job"), "0");
	assert_int_equal(seen.runs, 1);
	assert_int_equal(seen.attempt, 1);
	assert_string_equal(seen.payload, "{\"a\":  1}");
	assert_string_equal(seen.workspace, "01900000-0000-7000-8000-00000000000a");
}

/* A NOTIFY wakes the worker at once: it would look by itself after half a minute only. */
static void test_woken(void **state)
{
	(void)state;
	begin("select 1");
	wait_until("select count(*) = 1 from pg_stat_activity where datname = current_database() "
	           "and query like 'listen%'"
	           " and state = 'idle'");
	for (int i = 0; i < 3; i++) {
		int64_t since = now_ms();

		with_db_ask("insert into job (id, handler, kind) values (" ID
		            ", 'billing', 'note')");
		wait_until(NO_JOB);
		assert_in_range(now_ms() - since, 0, 5000);
	}
	assert_int_equal(seen.runs, 3);
}

static void test_others_jobs_are_left_alone(void **state)
{
	(void)state;
	begin("insert into job (id, handler, kind) values (" ID ", 'auth', 'note'),"
	      " ('01900000-0000-7000-8000-000000000002', 'billing', 'unheard-of'),"
	      " ('01900000-0000-7000-8000-000000000003', 'billing', 'note')");
	wait_until("select count(*) = 2 and bool_and(attempt = 0) from job");
	assert_int_equal(seen.runs, 1);
}

/* 1, 4 … seconds after it failed; dead after its third attempt. */
static void test_tried_again_then_dead(void **state)
{
	(void)state;
	begin("select 1");
	seen.answer = UNAVAILABLE;
	with_db_ask("insert into job (id, handler, kind) values (" ID ", 'billing', 'note')");
	wait_until("select state = 'ready' and attempt = 1 and error = 'unavailable'"
	           " and run_at between now() + interval '0.1 second' and now() + interval '1 "
	           "second' from job");
	with_db_ask("update job set run_at = now()");
	wait_until("select state = 'ready' and attempt = 2 and run_at > now() + interval '2 "
	           "seconds' from job");
	wait_for_ends(JOB_FAILED, 2);
	with_db_ask("update job set run_at = now()");
	with_db_ask("notify job_billing");
	wait_until("select state = 'dead' and attempt = 3 and leased_until is null from job");
	assert_int_equal(seen.runs, 3);
	wait_for_ends(JOB_DEAD, 1);
	/* An operator sends it again: the change of state wakes the worker. */
	seen.answer = OK;
	with_db_ask("update job set state = 'ready', attempt = 0, run_at = now()");
	wait_until(NO_JOB);
}

/* Its worker died: when the lease has run out, another takes it. */
static void test_lease_ran_out(void **state)
{
	(void)state;
	begin("insert into job (id, handler, kind, state, attempt, leased_until)"
	      " values (" ID ", 'billing', 'note', 'running', 1, now() + interval '0.3 seconds')");
	with_db_ask("notify job_billing");
	wait_until(NO_JOB);
	assert_int_equal(seen.attempt, 2);
}

/* A job that took its process with it at each attempt is dead without another run. */
static void test_poison(void **state)
{
	(void)state;
	begin("insert into job (id, handler, kind, state, attempt, leased_until)"
	      " values (" ID ", 'billing', 'note', 'running', 3, now())");
	with_db_ask("notify job_billing");
	wait_until("select state = 'dead' and error = 'broken' from job");
	assert_int_equal(seen.runs, 0);
}

static void test_lost_lease_changes_nothing(void **state)
{
	(void)state;
	begin("select 1");
	seen.lost_lease = true;
	with_db_ask("insert into job (id, handler, kind) values (" ID ", 'billing', 'note')");
	wait_until("select attempt = 2 and state = 'running' from job");
	with_db_ask("update job set state = 'dead', leased_until = null");
	seen.lost_lease = false;
	with_db_ask("insert into job (id, handler, kind) values "
	            "('01900000-0000-7000-8000-000000000002', 'billing', 'note')");
	wait_until("select count(*) = 1 from job");
	wait_for_ends(JOB_DONE, 1);
}

static void test_progress(void **state)
{
	(void)state;
	begin("insert into job (id, handler, kind) values (" ID ", 'billing', 'progress')");
	wait_until(NO_JOB);
	begin("select 1");
	seen.lost_lease = true;
	with_db_ask("insert into job (id, handler, kind) values (" ID ", 'billing', 'progress')");
	wait_until("select progress = 40 and attempt = 2 from job");
}

static void test_greedy_job(void **state)
{
	(void)state;
	begin("insert into job (id, handler, kind) values (" ID ", 'billing', 'greedy')");
	wait_until("select state = 'dead' and error = 'too-large' from job");
	assert_int_equal(seen.runs, 1);
}

/* The database went away and came back: the worker goes on. */
static void test_connections_lost(void **state)
{
	(void)state;
	begin("select 1");
	with_db_ask("select count(pg_terminate_backend(pid)) from pg_stat_activity"
	            " where datname = current_database() and pid <> pg_backend_pid()");
	with_db_ask("insert into job (id, handler, kind) values (" ID ", 'billing', 'note')");
	wait_until(NO_JOB);
}

/* Nobody waits for a job that another has in hand: it is passed over. */
static void test_locked_job_is_passed_over(void **state)
{
	(void)state;
	begin("insert into job (id, handler, kind, run_at) values"
	      " (" ID ", 'billing', 'note', now() + interval '0.5 second'),"
	      " ('01900000-0000-7000-8000-000000000002', 'billing', 'note',"
	      " now() + interval '0.6 second')");
	with_db_ask("begin");
	with_db_ask("select 1 from job where id = " ID " for update");
	wait_for_ends(JOB_DONE, 1);
	with_db_ask("commit");
	wait_for_ends(JOB_DONE, 2);
}

static _Atomic int claimed, claimers;

/* What another process's worker would do. */
static void claim_all(void *arg)
{
	struct arena a;
	status problem;

	(void)arg;
	arena_init(&a, 65536);
	do {
		struct request r = { .arena = &a };
		struct job j;
		int64_t changed = 0;

		problem = q_job_claim(&r, STR("{\"note\": 60}"), &j);
		if (problem == OK && q_job_done(&r, j.id, j.attempt, &changed) == OK)
			claimed += (int)changed;
		arena_reset(&a);
	} while (problem == OK);
	arena_free(&a);
	claimers--;
}

/* Several workers, many jobs: each is run once. */
static void test_each_job_once(void **state)
{
	(void)state;
	begin("insert into job (id, handler, kind) select gen_random_uuid(), 'billing', 'note' "
	      "from generate_series(1, 200)");
	claimers = 6;
	for (int i = 0; i < 6; i++)
		task_start(claim_all, NULL);
	wait_until(NO_JOB);
	while (claimers > 0)
		breathe();
	assert_true(claimed > 0);
	assert_int_equal(seen.runs + claimed, 200);
}

/* Told to stop, a worker that waits for work ends at once. */
static void test_stop(void **state)
{
	(void)state;
	int64_t since = now_ms();

	assert_false(is_over);
	engine_stop(true, 20000);
	while (!is_over && now_ms() - since < 15000)
		breathe();
	assert_true(is_over);
	assert_in_range(now_ms() - since, 0, 5000);
}

static int tests(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_done),
		cmocka_unit_test(test_woken),
		cmocka_unit_test(test_others_jobs_are_left_alone),
		cmocka_unit_test(test_tried_again_then_dead),
		cmocka_unit_test(test_lease_ran_out),
		cmocka_unit_test(test_poison),
		cmocka_unit_test(test_lost_lease_changes_nothing),
		cmocka_unit_test(test_progress),
		cmocka_unit_test(test_greedy_job),
		cmocka_unit_test(test_connections_lost),
		cmocka_unit_test(test_locked_job_is_passed_over),
		cmocka_unit_test(test_each_job_once),
		cmocka_unit_test(test_stop),
	};

	job_tell(count_end);
	task_start(worker, NULL);
	return cmocka_run_group_tests_name("job", all, NULL, NULL);
}

int main(void)
{
	static const struct statement *const tables[] = { common_statements, NULL };

	with_db_begin("obelus_billing");
	config.arena_bytes = 1 << 20;
	config.db_connections = 8;
	config.db_lanes = 1;
	config.statement_ms = 5000;
	db_statements(tables);
	const char *flaw = db_open();
	if (flaw)
		with_db_fail("db_open", flaw);
	return in_task(tests);
}
