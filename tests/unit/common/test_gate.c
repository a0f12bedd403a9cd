#include "gate.h"

#include <stdatomic.h>

#include "in_task.h"
#include "unit.h"

static struct gate gate;
static const uuid ada = { "01900000-0000-7000-8000-00000000000a" };
static const uuid bob = { "01900000-0000-7000-8000-00000000000b" };
static const uuid nobody;

/* Tasks that enter, each noting when its turn came. */
struct visitor {
	struct gate_pass pass;
	const uuid *who;
	int64_t deadline;
	bool got_in, as_many;
	int turn;
	atomic_bool is_done;
};
static atomic_int turns;

static void enter(void *of)
{
	struct visitor *v = of;

	v->got_in = gate_enter(&gate, &v->pass, v->who, v->deadline, &v->as_many);
	v->turn = ++turns;
	v->is_done = true;
}

/* Inside, or in line: how far a visitor gets by itself. */
static bool has_come(const void *of)
{
	const struct visitor *v = of;
	bool is_there = v->is_done;

	lock_hold(&gate.lock);
	for (const struct gate_pass *p = gate.line; p; p = p->next)
		is_there |= p == &v->pass;
	lock_release(&gate.lock);
	return is_there;
}

static bool is_done(const void *of)
{
	return ((const struct visitor *)of)->is_done;
}

static void begin(struct visitor *v, const uuid *who, int64_t ms)
{
	*v = (struct visitor){ .who = who, .deadline = now_ms() + ms };
	task_start(enter, v);
	assert_true(others_until(has_come, v));
}

static void wait_until_done(struct visitor *v)
{
	assert_true(others_until(is_done, v));
}

static bool enters(struct gate_pass *pass, const uuid *who, bool *as_many)
{
	return gate_enter(&gate, pass, who, 0, as_many);
}

static void test_one_person_holds_half(void **state)
{
	struct gate_pass a[3], b[3];
	bool as_many;

	(void)state;
	gate_open(&gate, 4);
	assert_true(enters(&a[0], &ada, &as_many));
	assert_true(enters(&a[1], &ada, &as_many));
	assert_false(enters(&a[2], &ada, &as_many));
	assert_true(as_many);
	assert_true(enters(&b[0], &bob, &as_many));
	gate_leave(&gate, &a[0]);
	assert_true(enters(&a[2], &ada, &as_many));
	assert_true(enters(&b[1], &bob, &as_many));
	gate_leave(&gate, &a[1]);
	assert_false(enters(&b[2], &bob, &as_many));
	assert_true(as_many);
}

static void test_all_are_taken(void **state)
{
	struct gate_pass a, b, n;
	bool as_many;

	(void)state;
	gate_open(&gate, 2);
	assert_true(enters(&a, &ada, &as_many));
	assert_true(enters(&b, &bob, &as_many));
	assert_false(enters(&n, &nobody, &as_many));
	assert_false(as_many);
}

static void test_who_has_no_id_is_someone_else_each_time(void **state)
{
	struct gate_pass n[3];
	bool as_many;

	(void)state;
	gate_open(&gate, 2);
	assert_true(enters(&n[0], &nobody, &as_many));
	assert_true(enters(&n[1], &nobody, &as_many));
	assert_false(enters(&n[2], &nobody, &as_many));
	assert_false(as_many);
}

static void test_the_only_place_is_for_whoever_comes_first(void **state)
{
	struct gate_pass a, b;
	bool as_many;

	(void)state;
	gate_open(&gate, 1);
	assert_true(enters(&a, &ada, &as_many));
	assert_false(enters(&b, &bob, &as_many));
	gate_leave(&gate, &a);
	assert_true(enters(&b, &bob, &as_many));
}

static void test_first_come_first_served(void **state)
{
	static struct visitor visitors[4];
	struct gate_pass first;
	bool as_many;

	(void)state;
	gate_open(&gate, 1);
	turns = 0;
	assert_true(enters(&first, &nobody, &as_many));
	for (int i = 0; i < 4; i++)
		begin(&visitors[i], &nobody, i == 1 ? 30 : 10000);
	wait_until_done(&visitors[1]);
	assert_false(visitors[1].got_in);
	gate_leave(&gate, &first);
	static const int order[] = { 0, 2, 3 };
	for (int i = 0; i < 3; i++) {
		struct visitor *v = &visitors[order[i]];

		wait_until_done(v);
		assert_true(v->got_in);
		assert_int_equal(v->turn, i + 2);
		gate_leave(&gate, &v->pass);
	}
}

/* In line behind someone who already has as many as one may. */
static void test_others_pass_who_has_as_many_as_one_may(void **state)
{
	static struct visitor again, other;
	struct gate_pass a, n;
	bool as_many;

	(void)state;
	gate_open(&gate, 2);
	assert_true(enters(&a, &ada, &as_many));
	assert_true(enters(&n, &nobody, &as_many));
	begin(&again, &ada, 10000);
	begin(&other, &bob, 10000);
	gate_leave(&gate, &n);
	wait_until_done(&other);
	assert_true(other.got_in);
	assert_false(again.is_done);
	gate_leave(&gate, &a);
	wait_until_done(&again);
	assert_true(again.got_in);
}

static int all_tests(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_person_holds_half),
		cmocka_unit_test(test_all_are_taken),
		cmocka_unit_test(test_who_has_no_id_is_someone_else_each_time),
		cmocka_unit_test(test_the_only_place_is_for_whoever_comes_first),
		cmocka_unit_test(test_first_come_first_served),
		cmocka_unit_test(test_others_pass_who_has_as_many_as_one_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
	return in_task(all_tests);
}
