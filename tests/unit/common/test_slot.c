#include "slot.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

enum { MOST = 300, PATIENCE_MS = 20000 };

/* Processes that share one file and the rest of the world. */
static int file, told[2];
static pid_t children[MOST];
static int born;
static struct seen {
	atomic_int inside, most;
	atomic_bool may_leave;
} *seen;

static int places(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 4 ? 1 : (int)(cores / 2);
}

static int start(void **state)
{
	(void)state;
	seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	file = memfd_create("slots", MFD_CLOEXEC);
	return seen == MAP_FAILED || file < 0 || pipe2(told, O_CLOEXEC);
}

static int end(void **state)
{
	(void)state;
	while (born > 0) {
		kill(children[--born], SIGKILL);
		waitpid(children[born], NULL, 0);
	}
	close(told[0]);
	close(told[1]);
	close(file);
	return munmap(seen, sizeof *seen);
}

static void tell(char what)
{
	if (write(told[1], &what, 1) != 1)
		_exit(1);
}

/* What a child tells next. */
static char hear(void)
{
	struct pollfd p = { .fd = told[0], .events = POLLIN };
	char what = 0;

	assert_int_equal(poll(&p, 1, PATIENCE_MS), 1);
	assert_int_equal(read(told[0], &what, 1), 1);
	return what;
}

static pid_t begin(void (*life)(void))
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		slot_open(file);
		life();
		_exit(0);
	}
	return children[born++] = pid;
}

static void pass_often(void)
{
	for (int i = 0; i < 200; i++) {
		int place = slot_take(), inside = ++seen->inside, most = seen->most;

		while (inside > most && !atomic_compare_exchange_weak(&seen->most, &most, inside))
			;
		sched_yield(); /* were there room for one more, it would come now */
		seen->inside--;
		slot_leave(place);
	}
	tell('.');
}

/* Twice as many processes as there are places, all of them busy. */
static void test_no_more_than_places(void **state)
{
	(void)state;
	for (int i = 0; i < 2 * places(); i++)
		begin(pass_often);
	for (int i = 0; i < 2 * places(); i++)
		assert_int_equal(hear(), '.');
	assert_in_range(seen->most, 1, places());
	assert_int_equal(seen->inside, 0);
}

static void stay(void)
{
	slot_take();
	tell('s');
	for (;;)
		pause();
}

/* Is a process in line for a place?  Linux lists who waits for a lock behind who has it: "1: -> POSIX … <pid> …". */
static bool is_waiting(pid_t pid)
{
	char row[200], wanted[40];
	FILE *f = fopen("/proc/locks", "re");
	bool found = false;

	assert_non_null(f);
	snprintf(wanted, sizeof wanted, " %d ", (int)pid);
	while (fgets(row, sizeof row, f))
		found |= strstr(row, "->") && strstr(row, wanted);
	fclose(f);
	return found;
}

static void wait_until_waiting(pid_t pid)
{
	for (int ms = 0; !is_waiting(pid); ms++) {
		assert_true(ms < PATIENCE_MS);
		poll(NULL, 0, 1);
	}
}

static void pass_once(void)
{
	int place = slot_take();

	tell('p');
	slot_leave(place);
}

static void test_killed_one_gives_its_place_back(void **state)
{
	(void)state;
	for (int i = 0; i < places(); i++)
		begin(stay);
	for (int i = 0; i < places(); i++)
		assert_int_equal(hear(), 's');
	wait_until_waiting(begin(pass_once));
	for (int i = 0; i < places(); i++)
		kill(children[i], SIGKILL);
	assert_int_equal(hear(), 'p');
}

/* Who waits in the turnstile is no hindrance when it is killed there. */
static void test_killed_one_in_line(void **state)
{
	(void)state;
	for (int i = 0; i < places(); i++)
		begin(stay);
	for (int i = 0; i < places(); i++)
		assert_int_equal(hear(), 's');
	pid_t first = begin(pass_once);
	wait_until_waiting(first);
	wait_until_waiting(begin(pass_once));
	kill(first, SIGKILL);
	for (int i = 0; i < places(); i++)
		kill(children[i], SIGKILL);
	assert_int_equal(hear(), 'p');
}

static void leave_and_come_again(void)
{
	int place = slot_take();

	tell('s');
	while (!seen->may_leave)
		poll(NULL, 0, 1);
	slot_leave(place);
	slot_take();
	tell('c');
}

/* Of several places, who waits may wait for one that nobody leaves: then this says nothing. */
static void test_who_waits_comes_first(void **state)
{
	(void)state;
	if (places() > 1)
		skip();
	begin(leave_and_come_again);
	assert_int_equal(hear(), 's');
	wait_until_waiting(begin(pass_once));
	seen->may_leave = true;
	assert_int_equal(hear(), 'p');
	assert_int_equal(hear(), 'c');
}

static void test_without_a_file(void **state)
{
	(void)state;
	slot_open(-1);
	int place = slot_take();

	slot_leave(place);
	assert_int_equal(slot_take(), place);
	slot_leave(place);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_more_than_places), TEST(killed_one_gives_its_place_back), TEST(killed_one_in_line),
		TEST(who_waits_comes_first), TEST(without_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
