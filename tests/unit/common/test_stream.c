#include "db_unit.h"

/* Whom a stream is for. */
#define TO(function, arg) (&(const struct db_sink){ (function), (arg) })

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
	assert_int_equal(
		db_stream(&r, &statements[BIG], INT_ARG(50000), &found_shape, TO(count_row, &t)),
		OK);
	assert_int_equal(t.rows, 50000);
	assert_int_equal(r.db_flushes, 1);
	assert_in_range(arena.high, 1, 65536);
	t = (struct tally){ 0 };
	assert_int_equal(
		db_stream(&r, &statements[BIG], INT_ARG(0), &found_shape, TO(count_row, &t)), OK);
	assert_int_equal(t.rows, 0);
}

static void test_stream_outlasts_the_statement_timeout(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct tally t = { 0 };

	config.statement_ms = 300;
	end_backends();
	assert_int_equal(
		db_stream(&r, &statements[SLOW_ROWS], NULL, &found_shape, TO(count_row, &t)), OK);
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
		assert_int_equal(
			db_stream(&r, &statements[ENDLESS], NULL, &found_shape, TO(count_row, &t)),
			STALE);
		assert_int_equal(t.rows, 3);
		assert_int_equal(db_one(&r, &statements[BACKEND], NULL, &found_shape, &f), OK);
	}
	/* The server noticed that nobody reads. */
	wait_until_true("select count(*) = 0 from pg_stat_activity where datname = "
	                "current_database() and state = 'active'"
	                " and pid <> pg_backend_pid()");
}

static status refuse_row(struct request *r, const void *row, void *with)
{
	const struct found *f = row;

	(void)with;
	return fail(r, CONFLICT, "row %lld is odd", (long long)f->number);
}

/* What a row is refused for outlasts the row. */
static void test_stream_that_says_why(void **state)
{
	(void)state;
	struct request r = request_in(&arena);

	assert_int_equal(
		db_stream(&r, &statements[ENDLESS], NULL, &found_shape, TO(refuse_row, NULL)),
		CONFLICT);
	memset(arena_alloc(r.arena, 1, 100), '-', 100);
	assert_str(r.detail, "row 1 is odd");
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

	assert_int_equal(
		db_stream(&r, &statements[FAIL_LATE], NULL, &found_shape, TO(any_row, &rows)),
		INVALID);
	assert_string_equal(r.sqlstate, "22012");
	assert_int_equal(rows, 4);
	assert_int_equal(db_ping(&r), OK);
}

static void stream_into_full_arena(void *arg)
{
	struct request *r = arg;
	struct tally t = { .waste = (size_t)1 << 40 };

	(void)!db_stream(r, &statements[ENDLESS], NULL, &found_shape, TO(count_row, &t));
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

/* A row with a list so long that it is read beside the loop. */
struct found_list {
	struct list found;
};
static const struct shape found_list_shape =
	SHAPE(found_list, LIST(found_list, found, REQUIRED, &found_shape, 0, INT32_MAX, "Many"));

static status count_list(struct request *r, const void *row, void *with)
{
	const struct found_list *l = row;
	const struct found *last = (const struct found *)l->found.items + l->found.count - 1;

	(void)r;
	*(int64_t *)with += last->number;
	return OK;
}

static void stream_long_lists(void *arg)
{
	struct request *r = arg;
	int64_t sum = 0;

	assert_int_equal(
		db_stream(r, &statements[LONG_LIST], NULL, &found_list_shape, TO(count_list, &sum)),
		OK);
	assert_int_equal(sum, 30000);
}

/* … and what it fills there ends this request, here. */
static void test_long_rows(void **state)
{
	(void)state;
	struct request r = request_in(&arena);
	struct arena small;

	assert_true(arena_run(&arena, stream_long_lists, &r));
	arena_reset(&arena);
	for (int i = 0; i < 12; i++) {
		arena_init(&small, 65536);
		r = request_in(&small);
		assert_false(arena_run(&small, stream_long_lists, &r));
		arena_free(&small);
	}
	r = request_in(&arena);
	assert_int_equal(db_ping(&r), OK);
}

static int most_running;

/* Whose streams run: tasks take them in turn. */
static const uuid people[] = { { "01900000-0000-7000-8000-00000000000b" },
	                       { "01900000-0000-7000-8000-00000000000c" } };
static int people_count, next_person;

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
	lock_hold(&lock);
	r.caller.person = people[next_person++ % people_count];
	lock_release(&lock);
	note_wrong(db_stream(&r, &statements[BIG], INT_ARG(5), &found_shape,
	                     TO(slow_reader, arg)) != OK);
	arena_free(&a);
	end_task();
}

static void stream_eight_times(int people_there_are)
{
	int streaming = 0;

	people_count = people_there_are;
	wrong = most_running = 0;
	for (int i = 0; i < 8; i++)
		begin_task(stream_slowly, &streaming);
	wait_for_tasks();
	assert_int_equal(wrong, 0);
}

static void test_few_streams_at_once(void **state)
{
	(void)state;
	stream_eight_times(2);
	assert_int_equal(most_running, 2); /* a quarter of eight */
}

static void test_one_person_leaves_a_place_to_others(void **state)
{
	(void)state;
	stream_eight_times(1);
	assert_int_equal(most_running, 1);
}

/* Reserved: by `person`, who holds the place until the arena is reset. */
static status reserve(struct arena *a, const uuid *who)
{
	arena_init(a, 65536);
	struct request *r = NEW(a, struct request);
	*r = request_in(a);
	r->caller.person = *who;
	status problem = db_stream_reserve(r);
	assert_int_equal(problem == OK, r->retry_after == 0);
	return problem;
}

static void test_why_there_is_no_place(void **state)
{
	static const uuid third = { "01900000-0000-7000-8000-00000000000d" };
	struct arena a[4];

	(void)state;
	assert_int_equal(reserve(&a[0], &people[0]), OK);
	assert_int_equal(reserve(&a[1], &people[0]), TOO_MANY);
	assert_int_equal(reserve(&a[2], &people[1]), OK);
	assert_int_equal(reserve(&a[3], &third), UNAVAILABLE);
	for (int i = 0; i < 4; i++)
		arena_free(&a[i]);
}

/* Each begins as a request does: nothing is held for one before it. */
static int begin(void **state)
{
	(void)state;
	arena_reset(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup(name, begin)

static int tests(void)
{
	const struct CMUnitTest all[] = {
		TEST(test_stream),
		TEST(test_stream_outlasts_the_statement_timeout),
		TEST(test_stream_that_fails),
		TEST(test_stream_that_says_why),
		TEST(test_stream_of_a_statement_that_fails),
		TEST(test_stream_that_fills_the_arena),
		TEST(test_long_rows),
		TEST(test_few_streams_at_once),
		TEST(test_one_person_leaves_a_place_to_others),
		TEST(test_why_there_is_no_place),
	};

	return cmocka_run_group_tests_name("stream", all, NULL, NULL);
}

int main(void)
{
	return db_unit(tests, true);
}
