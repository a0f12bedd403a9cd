#include "wait.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "in_task.h"
#include "unit.h"

enum { PATIENCE_MS = 10000, MANY = 200 };

/* Two ends of a pipe that do not block. */
static void make_pipe(int ends[2])
{
	assert_int_equal(pipe2(ends, O_NONBLOCK | O_CLOEXEC), 0);
	wait_new(ends[0]);
	wait_new(ends[1]);
}

/* Wait for a byte and read it. */
static char read_byte(int fd, int64_t deadline)
{
	char c = 0;

	while (read(fd, &c, 1) != 1)
		if (!wait_for(fd, POLLIN, deadline))
			return 0;
	return c;
}

static void write_byte(int fd, char c)
{
	assert_int_equal(write(fd, &c, 1), 1);
}

struct echo {
	int in[2], out[2];
	struct task *task;
};

static void echo(void *of)
{
	struct echo *e = of;

	write_byte(e->out[1], read_byte(e->in[0], now_ms() + PATIENCE_MS));
}

static void test_readable(void **state)
{
	struct echo e;

	(void)state;
	make_pipe(e.in);
	make_pipe(e.out);
	task_start(echo, &e);
	write_byte(e.in[1], 'x');
	assert_int_equal(read_byte(e.out[0], now_ms() + PATIENCE_MS), 'x');
}

static void test_many_at_once(void **state)
{
	static struct echo e[MANY];

	(void)state;
	for (int i = 0; i < MANY; i++) {
		make_pipe(e[i].in);
		make_pipe(e[i].out);
		task_start(echo, &e[i]);
	}
	for (int i = MANY; i-- > 0;) {
		write_byte(e[i].in[1], (char)(1 + i % 100));
		assert_int_equal(read_byte(e[i].out[0], now_ms() + PATIENCE_MS), 1 + i % 100);
	}
}

static void test_deadline(void **state)
{
	int ends[2];
	int64_t began = now_ms();

	(void)state;
	make_pipe(ends);
	errno = EPROTO;
	assert_int_equal(wait_for(ends[0], POLLIN, began + 60), 0);
	assert_int_equal(errno, EPROTO);
	assert_in_range(now_ms() - began, 50, 2000);
	assert_int_equal(wait_for(ends[0], POLLIN, began - 1000), 0);
	/* After a deadline the descriptor still works. */
	write_byte(ends[1], 'y');
	assert_true(wait_for(ends[0], POLLIN, now_ms() + PATIENCE_MS) & POLLIN);
}

/* What other tasks do meanwhile is not ours to see. */
static void test_errno_is_kept(void **state)
{
	struct echo e;

	(void)state;
	make_pipe(e.in);
	make_pipe(e.out);
	task_start(echo, &e); /* it meets EAGAIN */
	errno = EPROTO;
	assert_int_equal(wait_for(e.out[0], POLLIN, now_ms() + 30), 0);
	assert_int_equal(errno, EPROTO);
	write_byte(e.in[1], 'x');
	assert_int_equal(read_byte(e.out[0], now_ms() + PATIENCE_MS), 'x');
}

static void test_writable(void **state)
{
	static char block[65536];
	int ends[2];

	(void)state;
	make_pipe(ends);
	assert_true(wait_for(ends[1], POLLOUT, now_ms() + PATIENCE_MS) & POLLOUT);
	while (write(ends[1], block, sizeof block) > 0)
		;
	assert_int_equal(wait_for(ends[1], POLLOUT, now_ms() + 30), 0);
}

static void test_peer_gone(void **state)
{
	int ends[2];

	(void)state;
	make_pipe(ends);
	close(ends[1]);
	assert_true(wait_for(ends[0], POLLIN, now_ms() + PATIENCE_MS) > 0);
}

/* A number that was closed while it was watched comes back as another descriptor. */
static void test_number_used_again(void **state)
{
	int first[2], second[2];

	(void)state;
	make_pipe(first);
	assert_int_equal(wait_for(first[0], POLLIN, now_ms() + 20), 0);
	close(first[0]);
	close(first[1]);
	make_pipe(second);
	assert_int_equal(second[0], first[0]);
	write_byte(second[1], 'z');
	assert_true(wait_for(second[0], POLLIN, now_ms() + PATIENCE_MS) & POLLIN);
}

struct sleeper {
	struct lock lock;
	struct task *task;
	bool may_go, is_gone;
};

static void sleep_until_told(void *of)
{
	struct sleeper *s = of;

	lock_hold(&s->lock);
	s->task = task_self();
	while (!s->may_go && task_park(now_ms() + PATIENCE_MS))
		;
	s->is_gone = s->may_go;
	lock_release(&s->lock);
}

/* True when the condition came within the patience. */
static bool comes(struct sleeper *s, bool (*condition)(const struct sleeper *))
{
	struct lock unshared;

	lock_init(&unshared);
	for (int64_t end = now_ms() + PATIENCE_MS; now_ms() < end;) {
		lock_hold(&s->lock);
		bool is_so = condition(s);
		lock_release(&s->lock);
		if (is_so)
			return true;
		lock_hold(&unshared);
		task_self();
		task_park(now_ms() + 5);
		lock_release(&unshared);
	}
	return false;
}

static bool sleeps(const struct sleeper *s)
{
	return s->task != NULL;
}

static bool is_gone(const struct sleeper *s)
{
	return s->is_gone;
}

static void test_wake(void **state)
{
	static struct sleeper s;

	(void)state;
	lock_init(&s.lock);
	task_start(sleep_until_told, &s);
	assert_true(comes(&s, sleeps));
	lock_hold(&s.lock);
	task_wake(s.task); /* for nothing: it sleeps again */
	lock_release(&s.lock);
	lock_hold(&s.lock);
	assert_false(s.is_gone);
	s.may_go = true;
	task_wake(s.task);
	lock_release(&s.lock);
	assert_true(comes(&s, is_gone));
}

static void test_park_deadline(void **state)
{
	struct lock l;
	int64_t began = now_ms();

	(void)state;
	lock_init(&l);
	lock_hold(&l);
	task_self();
	assert_false(task_park(began + 50));
	lock_release(&l);
	assert_in_range(now_ms() - began, 40, 2000);
}

static void block_on_pipe(void *of)
{
	struct echo *e = of;
	char c = 0;

	while (read(e->in[0], &c, 1) != 1)
		poll(&(struct pollfd){ .fd = e->in[0], .events = POLLIN }, 1, PATIENCE_MS);
}

static void bulk_block(void *of)
{
	struct echo *e = of;

	bulk(block_on_pipe, e);
	write_byte(e->out[1], 'b');
}

struct niceness {
	pid_t thread;
	int nice;
};

static void read_niceness(void *of)
{
	*(struct niceness *)of = (struct niceness){ gettid(), getpriority(PRIO_PROCESS, 0) };
}

/* A thread of its own leaves the processor to the one that answers; an engine may have none. */
static void test_bulk_is_nice(void **state)
{
	(void)state;
	struct niceness here, there;

	read_niceness(&here);
	bulk(read_niceness, &there);
	assert_true(there.thread == here.thread || there.nice > here.nice);
}

/* What blocks in bulk() leaves the others their turn. */
static void test_bulk(void **state)
{
	struct echo e;

	(void)state;
	make_pipe(e.in);
	make_pipe(e.out);
	task_start(bulk_block, &e);
	assert_int_equal(wait_for(e.out[0], POLLIN, now_ms() + 30), 0);
	write_byte(e.in[1], 'b');
	assert_int_equal(read_byte(e.out[0], now_ms() + PATIENCE_MS), 'b');
}

static void wake_it(void *of)
{
	struct echo *e = of;
	struct lock l;

	lock_init(&l);
	read_byte(e->in[0], now_ms() + PATIENCE_MS);
	lock_hold(&l);
	task_wake(e->task);
	lock_release(&l);
	write_byte(e->out[1], 'w');
}

/* Woken for what it no longer waits for, a task goes on waiting for its descriptor. */
static void test_wake_is_for_the_parked(void **state)
{
	struct echo e = { .task = task_self() };
	int ends[2];
	int64_t began = now_ms();

	(void)state;
	make_pipe(ends);
	make_pipe(e.in);
	make_pipe(e.out);
	task_start(wake_it, &e);
	write_byte(e.in[1], 'x');
	assert_int_equal(wait_for(ends[0], POLLIN, began + 80), 0);
	assert_in_range(now_ms() - began, 70, 2000);
	assert_int_equal(read_byte(e.out[0], now_ms() + PATIENCE_MS), 'w');
}

static void hurry(void *of)
{
	struct echo *e = of;

	task_deadline_set(now_ms() + 5);
	write_byte(e->out[1], 'h');
}

static void own_deadline(void *of)
{
	struct echo *e = of;

	write_byte(e->out[1], task_deadline() > now_ms() + 3500000);
}

static void test_task_deadline(void **state)
{
	int64_t mine = now_ms() + 1234;
	struct echo e;

	(void)state;
	make_pipe(e.out);
	task_deadline_set(mine);
	task_start(hurry, &e);
	assert_int_equal(read_byte(e.out[0], now_ms() + PATIENCE_MS), 'h');
	assert_int_equal(wait_for(e.out[0], POLLIN, now_ms() + 20), 0); /* it has ended */
	task_start(own_deadline, &e);
	assert_int_equal(read_byte(e.out[0], now_ms() + PATIENCE_MS), 1);
	assert_int_equal(task_deadline(), mine);
	task_deadline_set(0);
	assert_true(task_deadline() > now_ms() + 3500000);
}

static int all_tests(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_readable),
		cmocka_unit_test(test_many_at_once),
		cmocka_unit_test(test_deadline),
		cmocka_unit_test(test_writable),
		cmocka_unit_test(test_peer_gone),
		cmocka_unit_test(test_number_used_again),
		cmocka_unit_test(test_wake),
		cmocka_unit_test(test_park_deadline),
		cmocka_unit_test(test_bulk),
		cmocka_unit_test(test_bulk_is_nice),
		cmocka_unit_test(test_task_deadline),
		cmocka_unit_test(test_errno_is_kept),
		cmocka_unit_test(test_wake_is_for_the_parked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Before the engine runs the same function waits, by itself. */
static void test_before_the_engine(void **state)
{
	int64_t began = now_ms();
	int ends[2];

	(void)state;
	make_pipe(ends);
	assert_int_equal(wait_for(ends[0], POLLIN, began + 50), 0);
	assert_in_range(now_ms() - began, 40, 2000);
	write_byte(ends[1], 'a');
	assert_true(wait_for(ends[0], POLLIN, now_ms() + PATIENCE_MS) & POLLIN);
}

int main(void)
{
	const struct CMUnitTest before[] = { cmocka_unit_test(test_before_the_engine) };

	return cmocka_run_group_tests(before, NULL, NULL) + in_task(all_tests);
}
