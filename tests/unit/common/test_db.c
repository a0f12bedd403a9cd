#include "db.h"

#include "in_task.h"
#include "with_db.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* What a row of any statement here is read into. */
struct found {
	int64_t number;
	str text;
};
static const struct shape found_shape = SHAPE(found, INT(found, number, REQUIRED, INT64_MIN, INT64_MAX, "A number"),
                                              TEXT(found, text, OPTIONAL, 0, INT64_MAX, "A text"));

enum { ECHO_ALL, CONTEXT, NONE, SERIES, SERIES_SHARED, FAIL, FAIL_SHARED, SLEEP, SLEEP_SHARED, WRITE_SHARED,
       ADD_PROJECT, RENAME, RENAME_RETURNING, BIG, SLOW_ROWS, ENDLESS, BACKEND, FAIL_LATE };
static const struct statement statements[] = {
	[ECHO_ALL] = { "echo_all",
	               "select $2::bigint as number, concat_ws('|', $1::text, $3::boolean, $4::uuid, $5::timestamptz,"
	               " coalesce($6::int::text, 'none'), coalesce($7::text, 'null')) as text",
	               7, STATEMENT_ONE, false },
	[CONTEXT] = { "context",
	              "select 1 as number, current_setting('obelus.workspace') || '/' || current_setting('obelus.person')"
	              " || '/' || current_user as text",
	              0, STATEMENT_ONE, false },
	[NONE] = { "none", "select 1 as number, null as text where false", 0, STATEMENT_ONE, false },
	[SERIES] = { "series", "select n as number, n::text as text from generate_series(1, $1::int) n", 1, STATEMENT_MANY, false },
	[SERIES_SHARED] = { "series_shared", "select $1::bigint as number, current_setting('obelus.workspace') as text",
	                    1, STATEMENT_ONE, true },
	[FAIL] = { "fail", "select unit_raise($1) as number, '' as text", 1, STATEMENT_ONE, false },
	[FAIL_SHARED] = { "fail_shared", "select unit_raise($1) as number, '' as text", 1, STATEMENT_ONE, true },
	[SLEEP] = { "sleep", "select 1 as number, pg_sleep($1::int / 1000.0)::text as text", 1, STATEMENT_ONE, false },
	[SLEEP_SHARED] = { "sleep_shared", "select 1 as number, pg_sleep($1::int / 1000.0)::text as text", 1, STATEMENT_ONE, true },
	[WRITE_SHARED] = { "write_shared", "delete from span where workspace = $1", 1, STATEMENT_RUN, true },
	[ADD_PROJECT] = { "add_project",
	                  "insert into project (workspace, id, name, created_by) values ($1, $2, $3, $2)", 3,
	                  STATEMENT_RUN, false },
	[RENAME] = { "rename", "update project set name = $2 where workspace = $1", 2, STATEMENT_RUN, false },
	[RENAME_RETURNING] = { "rename_returning", "update project set name = $2 where workspace = $1 returning id", 2,
	                       STATEMENT_RUN, false },
	[BIG] = { "big", "select n as number, repeat('x', 1000) as text from generate_series(1, $1::int) n", 1,
	          STATEMENT_STREAM, false },
	[SLOW_ROWS] = { "slow_rows",
	                "select n as number, pg_sleep(0.05)::text as text from generate_series(1, 12) n", 0,
	                STATEMENT_STREAM, false },
	[ENDLESS] = { "endless", "select generate_series(1, 1000000000000) as number, '' as text", 0,
	              STATEMENT_STREAM, false },
	[BACKEND] = { "backend", "select pg_backend_pid() as number, '' as text", 0, STATEMENT_ONE, false },
	[FAIL_LATE] = { "fail_late", "select 10 / (5 - n) as number, '' as text from generate_series(1, 9) n", 0,
	                STATEMENT_STREAM, false },
	{ 0 },
};
static const struct statement *const tables[] = { statements, NULL };

static const uuid workspace = { "01900000-0000-7000-8000-00000000000a" };
static const uuid person = { "01900000-0000-7000-8000-00000000000b" };
static struct arena arena;

static struct request request_in(struct arena *a)
{
	return (struct request){ .arena = a, .caller = { .person = person, .workspace = workspace } };
}

#define INT_ARG(n) ((const struct arg[]){ { KIND_INT, .number = (n) } })
#define TEXT_ARG(s) ((const struct arg[]){ { KIND_TEXT, .text = STR(s) } })

/* --- tasks beside the test's own ------------------------------------------------------- */

static struct lock lock;
static int running, most_running, wrong;
static struct task *waiter;

static void begin_task(void (*fn)(void *), void *arg)
{
	lock_hold(&lock);
	running++;
	lock_release(&lock);
	task_start(fn, arg);
}

static void end_task(void)
{
	lock_hold(&lock);
	if (--running == 0 && waiter)
		task_wake(waiter);
	lock_release(&lock);
}

static void note_wrong(bool is_wrong)
{
	lock_hold(&lock);
	wrong += is_wrong;
	lock_release(&lock);
}

static void wait_for_tasks(void)
{
	lock_hold(&lock);
	waiter = task_self();
	while (running)
		task_park(now_ms() + 60000);
	waiter = NULL;
	lock_release(&lock);
}

/* Let others go on for a moment, while a condition of another process is not yet so. */
static void breathe(void)
{
	lock_hold(&lock);
	task_park(now_ms() + 5);
	lock_release(&lock);
}

static void wait_until_true(const char *sql)
{
	int64_t deadline = now_ms() + 10000;

	while (strcmp(with_db_ask(sql), "t") != 0) {
		assert_true(now_ms() < deadline);
		breathe();
	}
}

static void end_backends(void)
{
	with_db_ask("select count(pg_terminate_backend(pid)) from pg_stat_activity"
	            " where datname = current_database() and pid <> pg_backend_pid()");
	wait_until_true("select count(*) = 1 from pg_stat_activity where datname = current_database()");
}

/* --- at start -------------------------------------------------------------------------- */

static void test_open_names_the_flaw(void **state)
{
	(void)state;
	static const struct statement misspelt[] = { { "misspelt", "select nome from project", 0, STATEMENT_MANY, false }, { 0 } };
	static const struct statement *const bad[] = { statements, misspelt, NULL };
	str right = config.db;

	db_statements(bad);
	const char *flaw = db_open();
	assert_non_null(flaw);
	assert_non_null(strstr(flaw, "misspelt"));
	assert_non_null(strstr(flaw, "column \"nome\" does not exist"));

	config.db = STR("host=/nonexistent dbname=x");
	db_statements(tables);
	flaw = db_open();
	assert_non_null(flaw);
	assert_non_null(strstr(flaw, "/nonexistent"));

	config.db = right;
	config.db_lanes = 8;
	assert_non_null(strstr(db_open(), "OBELUS_DB_LANES"));
	config.db_lanes = 1;
	db_statements(tables);
	flaw = db_open();
	if (flaw)
		fail_msg("%s", flaw);
}

static void test_refused_tables(void **state)
{
	(void)state;
	static const char *const never[] = { "person", "session", "mailed_token", NULL };
	static const char *const some[] = { "person", "project", NULL };
	static const char *const absent[] = { "no such \"table", NULL };

	assert_null(db_refused(never));
	assert_non_null(strstr(db_refused(some), "project"));
	assert_non_null(strstr(db_refused(absent), "42P01"));
}

/* --- calls ----------------------------------------------------------------------------- */

static void test_arguments(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f = { 0 };
	struct arg args[] = {
		{ KIND_TEXT, .text = STR("it's \"so\"\\ é") },
		{ KIND_INT, .number = INT64_MIN },
		{ KIND_BOOL, .truth = true },
		{ KIND_UUID, .id = workspace },
		{ KIND_MOMENT, .time = SECONDS(1) + 5 },
		{ KIND_MAYBE_INT, .maybe = { true, -7 } },
		{ KIND_TEXT, .text = STR("") },
	};

	assert_int_equal(db_one(&r, &statements[ECHO_ALL], args, &found_shape, &f), OK);
	assert_true(f.number == INT64_MIN);
	assert_string_equal(arena_cstr(&arena, f.text),
	                    "it's \"so\"\\ é|t|01900000-0000-7000-8000-00000000000a|1970-01-01 00:00:01.000005+00|-7|");
	assert_int_equal(r.db_flushes, 1);
	assert_true(r.db_us > 0);

	args[3].id = (uuid){ 0 };
	args[4].time = 0;
	args[5].maybe.given = false;
	args[6].text = (str){ 0 };
	assert_int_equal(db_one(&r, &statements[ECHO_ALL], args, &found_shape, &f), OK);
	assert_string_equal(arena_cstr(&arena, f.text), "it's \"so\"\\ é|t|none|null");

	args[0].text = (str){ "a\0b", 3 };
	assert_int_equal(db_one(&r, &statements[ECHO_ALL], args, &found_shape, &f), INVALID);
	args[0].text = (str){ "\xff", 1 };
	assert_int_equal(db_one(&r, &statements[ECHO_ALL], args, &found_shape, &f), INVALID);
}

static void test_context(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f = { 0 };

	assert_int_equal(db_one(&r, &statements[CONTEXT], NULL, &found_shape, &f), OK);
	assert_string_equal(arena_cstr(&arena, f.text), "01900000-0000-7000-8000-00000000000a/"
	                                                "01900000-0000-7000-8000-00000000000b/obelus_annotations");
	r.caller = (struct caller){ 0 };
	assert_int_equal(db_one(&r, &statements[CONTEXT], NULL, &found_shape, &f), OK);
	assert_string_equal(arena_cstr(&arena, f.text), "//obelus_annotations");
}

static void test_none_and_many(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f = { 0 };
	struct list list = { 0 };

	assert_int_equal(db_one(&r, &statements[NONE], NULL, &found_shape, &f), NOT_FOUND);
	assert_int_equal(db_many(&r, &statements[SERIES], INT_ARG(1000), &found_shape, &list), OK);
	assert_int_equal(list.count, 1000);
	const struct found *rows = list.items;
	for (int i = 0; i < 1000; i++)
		assert_int_equal(rows[i].number, i + 1);
	assert_int_equal(db_many(&r, &statements[SERIES], INT_ARG(0), &found_shape, &list), OK);
	assert_int_equal(list.count, 0);
}

static status add_project(struct request *r, const char *id, str name)
{
	struct arg args[] = { { KIND_UUID, .id = workspace }, { KIND_UUID, .id = { "" } }, { KIND_TEXT, .text = name } };
	int64_t changed = 0;

	memcpy(args[1].id.text, id, 37);
	status problem = db_run(r, &statements[ADD_PROJECT], args, &changed);
	assert_int_equal(changed, problem == OK);
	return problem;
}

static void test_changes(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct arg args[] = { { KIND_UUID, .id = workspace }, { KIND_TEXT, .text = STR("other") } };
	int64_t changed = 0;

	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000001", STR("one")), OK);
	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000002", STR("two")), OK);
	assert_int_equal(db_run(&r, &statements[RENAME], args, &changed), OK);
	assert_int_equal(changed, 2);
	assert_int_equal(db_run(&r, &statements[RENAME_RETURNING], args, &changed), OK);
	assert_int_equal(changed, 2);
	/* Row-level security: another workspace's projects are not there. */
	r.caller.workspace = person;
	assert_int_equal(db_run(&r, &statements[RENAME], args, &changed), OK);
	assert_int_equal(changed, 0);
	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000003", STR("three")), FORBIDDEN);
	assert_string_equal(r.sqlstate, "42501");
}

static void test_constraints(void **state)
{
	(void)state;
	struct request r = request_in(&arena);

	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000001", STR("again")), CONFLICT);
	assert_string_equal(r.sqlstate, "23505");
	assert_string_equal(r.constraint, "project_pkey");
	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000009", STR("")), INVALID);
	assert_string_equal(r.constraint, "project_name_is_short");
	/* What the last call said is forgotten. */
	assert_int_equal(add_project(&r, "01900000-0000-7000-8000-000000000009", STR("nine")), OK);
	assert_null(r.constraint);
	assert_string_equal(r.sqlstate, "");
}

/* PostgreSQL 15, appendix A. */
static void test_sqlstates(void **state)
{
	(void)state;
	static const struct {
		str state;
		status problem;
	} cases[] = {
		{ STR("23505"), CONFLICT },    { STR("23503"), INVALID },     { STR("23514"), INVALID },
		{ STR("22003"), INVALID },     { STR("22P02"), INVALID },     { STR("42501"), FORBIDDEN },
		{ STR("55P03"), UNAVAILABLE }, { STR("40001"), UNAVAILABLE }, { STR("40P01"), UNAVAILABLE },
		{ STR("08006"), UNAVAILABLE }, { STR("53100"), UNAVAILABLE }, { STR("57P01"), UNAVAILABLE },
		{ STR("57014"), LATE },        { STR("23502"), BROKEN },      { STR("42P01"), BROKEN },
		{ STR("25006"), BROKEN },      { STR("P0001"), BROKEN },      { STR("XX000"), BROKEN },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int shared = 0; shared < 2; shared++) {
			struct request r = request_in(&arena);
			struct found f;
			struct arg args[] = { { KIND_TEXT, .text = cases[i].state } };

			assert_int_equal(db_one(&r, &statements[shared ? FAIL_SHARED : FAIL], args, &found_shape, &f), cases[i].problem);
			assert_string_equal(r.sqlstate, cases[i].state.ptr);
		}
	}
}

static void test_late_statement(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f;
	int64_t since = now_ms();

	assert_int_equal(db_one(&r, &statements[SLEEP], INT_ARG(30000), &found_shape, &f), LATE);
	assert_string_equal(r.sqlstate, "57014");
	assert_in_range(now_ms() - since, 900, 3000);
	/* The request's own deadline is nearer: the connection is dropped, and the server gives up, too. */
	task_deadline_set(now_ms() + 200);
	assert_int_equal(db_one(&r, &statements[SLEEP], INT_ARG(700), &found_shape, &f), LATE);
	task_deadline_set(now_ms() + 60000);
	assert_int_equal(db_ping(&r), OK);
}

static void test_lock_timeout(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct arg args[] = { { KIND_UUID, .id = workspace }, { KIND_TEXT, .text = STR("locked") } };
	int64_t changed;

	config.statement_ms = 10000;
	end_backends();
	with_db_ask("begin");
	with_db_ask("select id from project for update");
	assert_int_equal(db_run(&r, &statements[RENAME], args, &changed), UNAVAILABLE);
	assert_string_equal(r.sqlstate, "55P03");
	with_db_ask("rollback");
}

/* --- lanes ----------------------------------------------------------------------------- */

static void read_own(void *arg)
{
	int64_t n = (intptr_t)arg;
	struct arena a;

	arena_init(&a, 65536);
	for (int i = 0; i < 20; i++) {
		struct request r = request_in(&a);
		struct found f = { 0 };
		struct arg args[] = { { KIND_INT, .number = n * 1000 + i } };

		snprintf(r.caller.workspace.text, 37, "01900000-0000-7000-8000-%012d", (int)n);
		if ((n + i) % 5 == 0) {
			status problem = db_one(&r, &statements[FAIL_SHARED], TEXT_ARG("22012"), &found_shape, &f);
			note_wrong(problem != INVALID || r.db_flushes != 1);
		} else {
			status problem = db_one(&r, &statements[SERIES_SHARED], args, &found_shape, &f);
			note_wrong(problem != OK || f.number != n * 1000 + i || !str_eq(f.text, str_of(r.caller.workspace.text)) ||
			           r.db_flushes != 1);
		}
		arena_reset(&a);
	}
	arena_free(&a);
	end_task();
}

static void test_lanes_mix_nothing_up(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f;

	wrong = 0;
	/* The lane is there again after what the tests before have done to it. */
	assert_int_equal(db_one(&r, &statements[SERIES_SHARED], INT_ARG(1), &found_shape, &f), OK);
	assert_int_equal(db_one(&r, &statements[SERIES_SHARED], INT_ARG(1), &found_shape, &f), OK);
	for (intptr_t i = 0; i < 40; i++)
		begin_task(read_own, (void *)i);
	wait_for_tasks();
	assert_int_equal(wrong, 0);
}

static void test_lane_refuses_writes(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct arg args[] = { { KIND_UUID, .id = workspace } };
	int64_t changed;

	assert_int_equal(db_run(&r, &statements[WRITE_SHARED], args, &changed), BROKEN);
	assert_string_equal(r.sqlstate, "25006");
}

static void test_late_rider_runs_alone(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f;

	/* Longer than a lane allows, shorter than a statement may take. */
	assert_int_equal(db_one(&r, &statements[SLEEP_SHARED], INT_ARG(700), &found_shape, &f), OK);
	assert_int_equal(r.db_flushes, 2);
	r.db_flushes = 0;
	assert_int_equal(db_one(&r, &statements[SERIES_SHARED], INT_ARG(1), &found_shape, &f), OK);
	assert_int_equal(r.db_flushes, 1);
}

static void rider(void *arg)
{
	struct arena a;

	(void)arg;
	arena_init(&a, 65536);
	struct request r = request_in(&a);
	struct found f;
	note_wrong(db_one(&r, &statements[SLEEP_SHARED], INT_ARG(400), &found_shape, &f) != OK);
	arena_free(&a);
	end_task();
}

/* Six rides of 0.4 s on one lane: those who waited for more than a second go alone. */
static void test_crowded_lane(void **state)
{
	(void)state;
	wrong = 0;
	int64_t since = now_ms();
	for (int i = 0; i < 6; i++)
		begin_task(rider, NULL);
	wait_for_tasks();
	assert_int_equal(wrong, 0);
	assert_in_range(now_ms() - since, 400, 2200);
}

/* --- losing connections ---------------------------------------------------------------- */

static void test_lost_while_idle(void **state)
{
	(void)state;
	struct found f;

	end_backends();
	for (int i = 0; i < 20; i++) {
		struct request r = request_in(&arena);

		assert_int_equal(db_one(&r, &statements[i % 2 ? BACKEND : SERIES_SHARED], INT_ARG(1), &found_shape, &f), OK);
	}
}

static void sleep_alone(void *arg)
{
	struct arena a;
	struct found f;

	arena_init(&a, 65536);
	struct request r = request_in(&a);
	*(status *)arg = db_one(&r, &statements[SLEEP], INT_ARG(8000), &found_shape, &f);
	arena_free(&a);
	end_task();
}

static void test_lost_midway(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	status problem = OK;

	begin_task(sleep_alone, &problem);
	wait_until_true("select count(*) = 1 from pg_stat_activity where datname = current_database()"
	                " and wait_event = 'PgSleep'");
	end_backends();
	wait_for_tasks();
	assert_int_equal(problem, UNAVAILABLE);
	assert_int_equal(db_ping(&r), OK);
}

static void test_back_off(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f;
	int64_t since;

	with_db_elsewhere("alter database %I allow_connections false");
	end_backends();
	assert_int_equal(db_ping(&r), UNAVAILABLE);
	assert_int_equal(r.retry_after, 1);
	since = now_ms();
	/* Within the second nobody tries: a hundred refusals take no time. */
	for (int i = 0; i < 100; i++)
		assert_int_equal(db_one(&r, &statements[SERIES_SHARED], INT_ARG(1), &found_shape, &f), UNAVAILABLE);
	assert_in_range(now_ms() - since, 0, 500);
	with_db_elsewhere("alter database %I allow_connections true");
	while (db_ping(&r) != OK) {
		assert_in_range(now_ms() - since, 0, 3000);
		breathe();
	}
	assert_in_range(now_ms() - since, 400, 3000);
}

/* --- streams --------------------------------------------------------------------------- */

struct tally {
	int64_t rows, stop_at;
	size_t waste;
};

static status count_row(struct request *r, const void *row, void *with)
{
	const struct found *f = row;
	struct tally *t = with;

	assert_int_equal(f->number, ++t->rows);
	arena_alloc(r->arena, 1, t->waste);
	return t->rows == t->stop_at ? STALE : OK;
}

static void test_stream(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct tally t = { .waste = 1000 };

	arena.high = 0;
	assert_int_equal(db_stream(&r, &statements[BIG], INT_ARG(50000), &found_shape, count_row, &t), OK);
	assert_int_equal(t.rows, 50000);
	assert_int_equal(r.db_flushes, 1);
	assert_in_range(arena.high, 1, 65536);
	t = (struct tally){ 0 };
	assert_int_equal(db_stream(&r, &statements[BIG], INT_ARG(0), &found_shape, count_row, &t), OK);
	assert_int_equal(t.rows, 0);
}

static void test_stream_outlasts_the_statement_timeout(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct tally t = { 0 };

	config.statement_ms = 300;
	end_backends();
	assert_int_equal(db_stream(&r, &statements[SLOW_ROWS], NULL, &found_shape, count_row, &t), OK);
	assert_int_equal(t.rows, 12);
	/* Only that one: the next statement has its limit again. */
	struct found f;
	assert_int_equal(db_one(&r, &statements[SLEEP], INT_ARG(5000), &found_shape, &f), LATE);
	config.statement_ms = 10000;
	end_backends();
}

static void test_stream_that_fails(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct tally t = { .stop_at = 3 };
	struct found f;

	/* More often than there are connections: each is given back. */
	for (int i = 0; i < 12; i++) {
		t.rows = 0;
		assert_int_equal(db_stream(&r, &statements[ENDLESS], NULL, &found_shape, count_row, &t), STALE);
		assert_int_equal(t.rows, 3);
		assert_int_equal(db_one(&r, &statements[BACKEND], NULL, &found_shape, &f), OK);
	}
	/* The server noticed that nobody reads. */
	wait_until_true("select count(*) = 0 from pg_stat_activity where datname = current_database() and state = 'active'"
	                " and pid <> pg_backend_pid()");
}

static status any_row(struct request *r, const void *row, void *with)
{
	(void)r;
	(void)row;
	++*(int *)with;
	return OK;
}

static void test_stream_of_a_statement_that_fails(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	int rows = 0;

	assert_int_equal(db_stream(&r, &statements[FAIL_LATE], NULL, &found_shape, any_row, &rows), INVALID);
	assert_string_equal(r.sqlstate, "22012");
	assert_int_equal(rows, 4);
	assert_int_equal(db_ping(&r), OK);
}

static void stream_into_full_arena(void *arg)
{
	struct request *r = arg;
	struct tally t = { .waste = (size_t)1 << 40 };

	(void)!db_stream(r, &statements[ENDLESS], NULL, &found_shape, count_row, &t);
}

static void test_stream_that_fills_the_arena(void **state)
{
	(void)state;
	for (int i = 0; i < 12; i++) {
		struct arena a;

		arena_init(&a, 65536);
		struct request r = request_in(&a);
		assert_false(arena_run(&a, stream_into_full_arena, &r));
		arena_free(&a);
	}
	struct request r = request_in(&arena);
	assert_int_equal(db_ping(&r), OK);
}

static status slow_reader(struct request *r, const void *row, void *with)
{
	int *streaming = with;

	(void)r;
	(void)row;
	lock_hold(&lock);
	if (++*streaming > most_running)
		most_running = *streaming;
	task_park(now_ms() + 20);
	--*streaming;
	lock_release(&lock);
	return OK;
}

static void stream_slowly(void *arg)
{
	struct arena a;

	arena_init(&a, 65536);
	struct request r = request_in(&a);
	note_wrong(db_stream(&r, &statements[BIG], INT_ARG(5), &found_shape, slow_reader, arg) != OK);
	arena_free(&a);
	end_task();
}

static void test_few_streams_at_once(void **state)
{
	(void)state;
	int streaming = 0;

	wrong = most_running = 0;
	for (int i = 0; i < 8; i++)
		begin_task(stream_slowly, &streaming);
	wait_for_tasks();
	assert_int_equal(wrong, 0);
	assert_int_equal(most_running, 2); /* a quarter of eight */
}

/* --- listening ------------------------------------------------------------------------- */

static void test_listen(void **state)
{
	(void)state;
	int64_t since = now_ms();

	assert_true(db_listen("unit \"wake", now_ms() + 10000)); /* has just begun */
	with_db_ask("notify \"unit \"\"wake\"");
	assert_true(db_listen("unit \"wake", now_ms() + 10000));
	assert_in_range(now_ms() - since, 0, 3000);
	since = now_ms();
	assert_true(db_listen("unit \"wake", now_ms() + 50)); /* nobody says anything */
	assert_in_range(now_ms() - since, 40, 3000);
	end_backends();
	assert_false(db_listen("unit \"wake", now_ms() + 10000));
	assert_true(db_listen("unit \"wake", now_ms() + 10000));
}

static int tests(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_open_names_the_flaw),
		cmocka_unit_test(test_refused_tables),
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_context),
		cmocka_unit_test(test_none_and_many),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_constraints),
		cmocka_unit_test(test_sqlstates),
		cmocka_unit_test(test_late_statement),
		cmocka_unit_test(test_lock_timeout),
		cmocka_unit_test(test_lanes_mix_nothing_up),
		cmocka_unit_test(test_lane_refuses_writes),
		cmocka_unit_test(test_late_rider_runs_alone),
		cmocka_unit_test(test_crowded_lane),
		cmocka_unit_test(test_lost_while_idle),
		cmocka_unit_test(test_lost_midway),
		cmocka_unit_test(test_back_off),
		cmocka_unit_test(test_stream),
		cmocka_unit_test(test_stream_outlasts_the_statement_timeout),
		cmocka_unit_test(test_stream_that_fails),
		cmocka_unit_test(test_stream_of_a_statement_that_fails),
		cmocka_unit_test(test_stream_that_fills_the_arena),
		cmocka_unit_test(test_few_streams_at_once),
		cmocka_unit_test(test_listen),
	};

	return cmocka_run_group_tests_name("db", all, NULL, NULL);
}

int main(void)
{
	with_db_begin("obelus_annotations");
	with_db_ask("insert into workspace (id, name) values ('01900000-0000-7000-8000-00000000000a', 'unit')");
	with_db_ask("create function unit_raise(state text) returns int language plpgsql"
	            " as $$ begin raise exception 'unit' using errcode = state; end $$");
	with_db_ask("grant execute on function unit_raise(text) to obelus_annotations");
	config.db_connections = 8;
	config.db_lanes = 1;
	config.statement_ms = 1000;
	config.stall_ms = 5000;
	lock_init(&lock);
	arena_init(&arena, (size_t)64 << 20);
	int failed = in_task(tests);
	arena_free(&arena);
	return failed;
}
