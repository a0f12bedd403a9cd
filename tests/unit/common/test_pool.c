#include "pool.h"

#include <stdatomic.h>

#include "in_task.h"
#include "unit.h"

static struct pool pool;
static int things[POOL_MOST + 1];

/* Tasks that take, in order; each notes what it got and when its turn came. */
struct taker {
	int64_t deadline;
	void *got;
	int turn;
	atomic_bool is_done;
};
static atomic_int turns;

static void take(void *of)
{
	struct taker *t = of;

	t->got = pool_take(&pool, t->deadline);
	t->turn = ++turns;
	t->is_done = true;
}

static struct pool_turn **end_of_line(void)
{
	lock_hold(&pool.lock);
	struct pool_turn **end = pool.tail;
	lock_release(&pool.lock);
	return end;
}

static bool has_moved(const void *end)
{
	return end_of_line() != end;
}

static bool is_done(const void *of)
{
	return ((const struct taker *)of)->is_done;
}

/* Who comes next stands behind. */
static void begin(struct taker *t, int64_t ms)
{
	const void *end = end_of_line();

	t->deadline = now_ms() + ms;
	task_start(take, t);
	assert_true(others_until(has_moved, end));
}

static void wait_until_done(struct taker *t)
{
	assert_true(others_until(is_done, t));
}

static int start_empty(void **state)
{
	(void)state;
	pool_init(&pool);
	turns = 0;
	return 0;
}

static void test_what_is_given_is_taken(void **state)
{
	(void)state;
	pool_give(&pool, &things[0]);
	pool_give(&pool, &things[1]);
	void *first = pool_take(&pool, 0), *second = pool_take(&pool, 0);
	assert_true(first != second);
	assert_non_null(first);
	assert_non_null(second);
}

static void test_nothing_at_the_deadline(void **state)
{
	int64_t began = now_ms();

	(void)state;
	assert_null(pool_take(&pool, began + 60));
	assert_in_range(now_ms() - began, 50, 2000);
	/* Who left the line is given nothing. */
	pool_give(&pool, &things[0]);
	assert_ptr_equal(pool_take(&pool, 0), &things[0]);
}

static void test_first_come_first_served(void **state)
{
	static struct taker takers[5];

	(void)state;
	for (int i = 0; i < 5; i++)
		begin(&takers[i], 10000);
	for (int i = 0; i < 5; i++) {
		pool_give(&pool, &things[i]);
		wait_until_done(&takers[i]);
		assert_ptr_equal(takers[i].got, &things[i]);
		assert_int_equal(takers[i].turn, i + 1);
	}
}

static void test_who_is_late_leaves_the_line_to_others(void **state)
{
	static struct taker takers[3];

	(void)state;
	for (int i = 0; i < 3; i++)
		begin(&takers[i], i == 1 ? 30 : 10000);
	wait_until_done(&takers[1]);
	assert_null(takers[1].got);
	pool_give(&pool, &things[0]);
	pool_give(&pool, &things[1]);
	wait_until_done(&takers[0]);
	wait_until_done(&takers[2]);
	assert_ptr_equal(takers[0].got, &things[0]);
	assert_ptr_equal(takers[2].got, &things[1]);
}

/* … at its end, too: who comes next still gets a turn. */
static void test_who_is_late_at_the_end(void **state)
{
	static struct taker takers[3];

	(void)state;
	for (int i = 0; i < 2; i++)
		begin(&takers[i], i == 1 ? 30 : 10000);
	wait_until_done(&takers[1]);
	begin(&takers[2], 10000);
	pool_give(&pool, &things[0]);
	pool_give(&pool, &things[1]);
	wait_until_done(&takers[0]);
	wait_until_done(&takers[2]);
	assert_ptr_equal(takers[0].got, &things[0]);
	assert_ptr_equal(takers[2].got, &things[1]);
}

static void test_what_is_given_last_is_taken_last(void **state)
{
	(void)state;
	pool_give_last(&pool, &things[0]);
	pool_give(&pool, &things[1]);
	pool_give_last(&pool, &things[2]);
	pool_give(&pool, &things[3]);
	static const int order[] = { 3, 1, 0, 2 };
	for (int i = 0; i < 4; i++)
		assert_ptr_equal(pool_take(&pool, 0), &things[order[i]]);
	assert_null(pool_take(&pool, 0));
}

static void test_holds_as_many_as_it_says(void **state)
{
	(void)state;
	for (int i = 0; i < POOL_MOST; i++)
		pool_give(&pool, &things[i]);
	for (int i = 0; i < POOL_MOST; i++)
		assert_non_null(pool_take(&pool, 0));
	assert_null(pool_take(&pool, 0));
}

#define TEST(name) cmocka_unit_test_setup(test_##name, start_empty)

static int all_tests(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_given_is_taken),   TEST(nothing_at_the_deadline),
		TEST(first_come_first_served),  TEST(who_is_late_leaves_the_line_to_others),
		TEST(who_is_late_at_the_end),   TEST(what_is_given_last_is_taken_last),
		TEST(holds_as_many_as_it_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
	return in_task(all_tests);
}
