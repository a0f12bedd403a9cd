#include "db_unit.h"

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
			status problem = db_one(&r, &statements[FAIL_SHARED], TEXT_ARG("22012"),
			                        &found_shape, &f);
			note_wrong(problem != INVALID || r.db_flushes > 2);
		} else {
			status problem =
				db_one(&r, &statements[SERIES_SHARED], args, &found_shape, &f);
			note_wrong(problem != OK || f.number != n * 1000 + i ||
			           !str_eq(f.text, str_of(r.caller.workspace.text)) ||
			           r.db_flushes > 2);
		}
		arena_reset(&a);
	}
	arena_free(&a);
	end_task();
}

/* Who boarded with one that was refused runs alone: a second flush at most. */
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

/* The reader and the next in turn run out of time together; who is left reads on. */
static int aboard;
static int64_t flushes_of_last;

struct passenger {
	int number;
	int64_t patience, deadline;
};

static void ride_in_turn(void *of)
{
	struct passenger *p = of;
	struct arena a;

	arena_init(&a, 65536);
	struct request r = request_in(&a);
	struct found f;
	lock_hold(&lock);
	while (aboard < p->number)
		task_park(now_ms() + 5);
	aboard++;
	lock_release(&lock);
	task_deadline_set(p->deadline);
	status s = db_one(&r, &statements[SLEEP_SHARED], INT_ARG(p->patience), &found_shape, &f);
	if (p->number == 2) {
		note_wrong(s != OK);
		flushes_of_last = r.db_flushes;
	}
	arena_free(&a);
	end_task();
}

static void test_someone_always_reads(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f;

	assert_int_equal(db_one(&r, &statements[SERIES_SHARED], INT_ARG(1), &found_shape, &f), OK);
	int64_t soon = now_ms() + 100, later = now_ms() + 60000;
	struct passenger all[] = { { 1, 10, soon }, { 2, 10, later }, { 0, 400, soon } };
	aboard = wrong = 0;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		begin_task(ride_in_turn, &all[i]);
	wait_for_tasks();
	assert_int_equal(wrong, 0);
	assert_int_equal(flushes_of_last, 1);
}

static void test_lost_while_idle(void **state)
{
	(void)state;
	struct found f;

	end_backends();
	for (int i = 0; i < 20; i++) {
		struct request r = request_in(&arena);

		assert_int_equal(db_one(&r, &statements[i % 2 ? BACKEND : SERIES_SHARED],
		                        INT_ARG(1), &found_shape, &f),
		                 OK);
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
	wait_until_true(
		"select count(*) = 1 from pg_stat_activity where datname = current_database()"
		" and wait_event = 'PgSleep'");
	end_backends();
	wait_for_tasks();
	assert_int_equal(problem, UNAVAILABLE);
	assert_int_equal(db_ping(&r), OK);
}

/* Whose request is over need not be served any more. */
static void test_server_gives_up_with_us(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f;

	config.statement_ms = 30000;
	end_backends();
	task_deadline_set(now_ms() + 300);
	assert_int_equal(db_one(&r, &statements[SLEEP], INT_ARG(25000), &found_shape, &f), LATE);
	task_deadline_set(now_ms() + 60000);
	wait_until_true("select count(*) = 0 from pg_stat_activity"
	                " where datname = current_database() and wait_event = 'PgSleep'");
	config.statement_ms = 1000;
	end_backends();
}

static void ride_for_a_while(void *arg)
{
	struct arena a;
	struct found f;

	arena_init(&a, 65536);
	struct request r = request_in(&a);
	*(int64_t *)arg = -1;
	note_wrong(db_one(&r, &statements[SLEEP_SHARED], INT_ARG(400), &found_shape, &f) != OK);
	*(int64_t *)arg = r.db_flushes;
	arena_free(&a);
	end_task();
}

/* A process that only finishes keeps the connections on which someone waits, and no others. */
static void test_unused_connections_are_given_back(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct found f;
	int64_t flushes;

	wrong = 0;
	db_close_unused(); /* lanes that the server has closed, too */
	assert_int_equal(db_ping(&r), OK);
	begin_task(ride_for_a_while, &flushes);
	wait_until_true(
		"select count(*) = 1 from pg_stat_activity where datname = current_database()"
		" and wait_event = 'PgSleep'");
	db_close_unused();
	wait_until_true(
		"select count(*) = 2 from pg_stat_activity where datname = current_database()");
	wait_for_tasks();
	assert_int_equal(wrong, 0);
	assert_int_equal(flushes, 1);
	db_close_unused();
	wait_until_true(
		"select count(*) = 1 from pg_stat_activity where datname = current_database()");
	assert_int_equal(db_one(&r, &statements[SERIES_SHARED], INT_ARG(1), &found_shape, &f), OK);
}

/* One request without time says nothing of the server to the others. */
static void test_no_time_is_no_failure(void **state)
{
	(void)state;
	struct request r = request_in(&arena);

	end_backends();
	task_deadline_set(now_ms());
	assert_int_equal(db_ping(&r), LATE);
	task_deadline_set(now_ms() + 60000);
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
		assert_int_equal(
			db_one(&r, &statements[SERIES_SHARED], INT_ARG(1), &found_shape, &f),
			UNAVAILABLE);
	assert_in_range(now_ms() - since, 0, 500);
	with_db_elsewhere("alter database %I allow_connections true");
	while (db_ping(&r) != OK) {
		assert_in_range(now_ms() - since, 0, 3000);
		breathe();
	}
	assert_in_range(now_ms() - since, 400, 3000);
}

static int tests(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_lanes_mix_nothing_up),
		cmocka_unit_test(test_lane_refuses_writes),
		cmocka_unit_test(test_late_rider_runs_alone),
		cmocka_unit_test(test_crowded_lane),
		cmocka_unit_test(test_someone_always_reads),
		cmocka_unit_test(test_lost_while_idle),
		cmocka_unit_test(test_lost_midway),
		cmocka_unit_test(test_server_gives_up_with_us),
		cmocka_unit_test(test_unused_connections_are_given_back),
		cmocka_unit_test(test_no_time_is_no_failure),
		cmocka_unit_test(test_back_off),
	};

	return cmocka_run_group_tests_name("lane", all, NULL, NULL);
}

int main(void)
{
	return db_unit(tests, true);
}
