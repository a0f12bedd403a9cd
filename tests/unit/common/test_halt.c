/* What a process that is told to end has still to do, and until when. */
#include "halt.h"

#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

enum { DRAIN = 100, GRACE = 10, PATIENCE = 1000 };

/* A process is told to end once in its life: each story has one of its own. */
static void tell(void (*story)(void))
{
	int how = -1;
	pid_t pid = fork();

	if (pid == 0) {
		story();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	assert_int_equal(how, 0);
}

static void is(bool so)
{
	if (!so)
		_exit(1);
}

static void drained(void)
{
	is(halt_stage(0, GRACE) == HALT_NOT && halt_by() == INT64_MAX && !halt_wanted());
	halt_want(false, DRAIN);
	is(halt_wanted() && !halt_at_once());
	is(halt_stage(DRAIN - 1, GRACE) == HALT_DRAIN);
	is(halt_stage(DRAIN, GRACE) == HALT_AT_ONCE && halt_at_once());
}

static void told_to_drain(void)
{
	drained();
	is(halt_by() == DRAIN + GRACE);
	is(halt_stage(DRAIN + GRACE, GRACE) == HALT_LATE);
}

static void told_to_drain_with_patience(void)
{
	halt_patience(PATIENCE);
	drained();
	is(halt_by() == DRAIN + PATIENCE);
	is(halt_stage(DRAIN + PATIENCE - 1, GRACE) == HALT_AT_ONCE);
	is(halt_stage(DRAIN + PATIENCE, GRACE) == HALT_LATE);
}

static void told_to_stop_after_the_drain(void)
{
	halt_patience(PATIENCE);
	drained();
	halt_want(false, PATIENCE * 2);
	is(halt_by() == DRAIN + PATIENCE);
	halt_want(true, 3 * DRAIN);
	is(halt_stage(3 * DRAIN - 1, GRACE) == HALT_AT_ONCE);
	/* … and again: it has no longer for that. */
	halt_want(true, 4 * DRAIN);
	is(halt_stage(3 * DRAIN, GRACE) == HALT_LATE);
}

static void told_to_stop(void)
{
	halt_patience(PATIENCE);
	halt_want(true, DRAIN);
	is(halt_at_once() && halt_stage(DRAIN - 1, GRACE) == HALT_AT_ONCE);
	halt_want(false, PATIENCE);
	is(halt_stage(DRAIN, GRACE) == HALT_LATE);
}

static void test_stories(void **state)
{
	(void)state;
	tell(told_to_drain);
	tell(told_to_drain_with_patience);
	tell(told_to_stop_after_the_drain);
	tell(told_to_stop);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_stories) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
