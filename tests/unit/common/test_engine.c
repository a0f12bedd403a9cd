/*
 * The engine serving connections: a process of its own speaks a protocol of
 * lines, and is asked and told to stop from outside.
 */
#include "wait.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "unit.h"

enum { TASKS = 2, TURN_MS = 20, BURN_MS = 100, DRAIN_MS = 400, MANY = 300 };
enum { LONG_MS = 60000, FEW_FDS = 40 };

static struct sockaddr_un at = { .sun_family = AF_UNIX };
static int listener;
static pid_t server;

/* What the server tells. */
static struct told {
	atomic_int slow, connections;
	char route[16];
	atomic_bool is_fibres;
} *told;

static int64_t drain_ms;
static rlim_t most_fds;

/* The server: a request is a line. */

static void *connection_new(void)
{
	told->connections++;
	return told;
}

static void burn(void)
{
	struct timespec t, began;

	task_name_set("/burn");
	clock_gettime(CLOCK_MONOTONIC, &began);
	do
		clock_gettime(CLOCK_MONOTONIC, &t);
	while ((t.tv_sec - began.tv_sec) * 1000 + (t.tv_nsec - began.tv_nsec) / 1000000 < BURN_MS);
}

static ssize_t read_line(int fd, char *line, size_t room)
{
	size_t n = 0;

	while (n < room && (n == 0 || line[n - 1] != '\n')) {
		ssize_t got = recv(fd, line + n, room - n, 0);

		if (got == 0)
			return 0;
		if (got > 0)
			n += (size_t)got;
		else if (!wait_for(fd, POLLIN, task_deadline()))
			return -1;
	}
	return (ssize_t)n;
}

static int serve(void *connection, int fd)
{
	char line[64];
	ssize_t n = read_line(fd, line, sizeof line);

	if (connection != told || n <= 0 || !memcmp(line, "close\n", 6)) {
		close(fd);
		return -1;
	}
	if (!memcmp(line, "burn\n", 5))
		burn();
	send(fd, line, (size_t)n, MSG_NOSIGNAL);
	return fd;
}

static void tell_slow(const char *route, int64_t ms)
{
	if (ms >= BURN_MS / 2 && route)
		strncpy(told->route, route, sizeof told->route - 1);
	told->slow++;
}

static void on_signal(int sig)
{
	engine_stop(sig == SIGTERM, drain_ms);
}

static pthread_t main_thread;

static void look_at_thread(void *unused)
{
	(void)unused;
	told->is_fibres = pthread_equal(pthread_self(), main_thread);
}

[[gnu::noreturn]]
static void run_server(int ready)
{
	const struct engine e = { .listener = listener,
		                  .tasks = TASKS,
		                  .request_ms = 5000,
		                  .turn_ms = TURN_MS,
		                  .connection_new = connection_new,
		                  .serve = serve,
		                  .slow = tell_slow };

	if (most_fds)
		setrlimit(RLIMIT_NOFILE, &(struct rlimit){ most_fds, most_fds });
	signal(SIGTERM, on_signal);
	signal(SIGQUIT, on_signal);
	main_thread = pthread_self();
	task_start(look_at_thread, NULL);
	if (write(ready, "r", 1) != 1)
		_exit(2);
	engine_run(&e);
	_exit(0);
}

/* The test's side. */

static int start_draining(int64_t ms)
{
	int ready[2];
	char c;

	drain_ms = ms;
	*told = (struct told){ 0 };
	snprintf(at.sun_path, sizeof at.sun_path, "/tmp/obelus-engine-%d", (int)getpid());
	unlink(at.sun_path);
	listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 1000) ||
	    pipe(ready))
		return -1;
	server = fork();
	if (server == 0)
		run_server(ready[1]);
	close(listener);
	close(ready[1]);
	return read(ready[0], &c, 1) == 1 && !close(ready[0]) ? 0 : -1;
}

static int start(void **state)
{
	(void)state;
	return start_draining(5000);
}

static int start_short_drain(void **state)
{
	(void)state;
	return start_draining(DRAIN_MS);
}

static int start_long_drain(void **state)
{
	(void)state;
	return start_draining(LONG_MS);
}

static int start_with_few_descriptors(void **state)
{
	(void)state;
	most_fds = FEW_FDS;
	int how = start_draining(LONG_MS);
	most_fds = 0;
	return how;
}

static int end(void **state)
{
	(void)state;
	unlink(at.sun_path);
	if (server > 0) {
		kill(server, SIGKILL);
		waitpid(server, NULL, 0);
	}
	return 0;
}

static int dial(void)
{
	struct timeval patience = { .tv_sec = 10 };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	return fd;
}

static void say(int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

static void hear(int fd, const char *expected)
{
	char got[64] = "";
	size_t n = 0;

	while (n < strlen(expected)) {
		ssize_t more = recv(fd, got + n, strlen(expected) - n, 0);

		assert_true(more > 0);
		n += (size_t)more;
	}
	assert_string_equal(got, expected);
}

static void hear_end(int fd)
{
	char c;

	assert_int_equal(recv(fd, &c, 1, 0), 0);
	close(fd);
}

static bool is_silent(int fd, int ms)
{
	return poll(&(struct pollfd){ .fd = fd, .events = POLLIN }, 1, ms) == 0;
}

static void ask(int fd)
{
	say(fd, "ping\n");
	hear(fd, "ping\n");
}

static void server_ends_well(void)
{
	int how = -1;

	assert_int_equal(waitpid(server, &how, 0), server);
	server = 0;
	assert_true(WIFEXITED(how));
	assert_int_equal(WEXITSTATUS(how), 0);
}

static void test_kept_connection(void **state)
{
	int fd = dial();

	(void)state;
	for (int i = 0; i < 100; i++)
		ask(fd);
	say(fd, "close\n");
	hear_end(fd);
}

/* No more requests in hand than there are tasks; the others stand in line, and none is forgotten.
 */
static void test_line(void **state)
{
	int busy[TASKS], waiting[5];

	(void)state;
	for (int i = 0; i < TASKS; i++) {
		busy[i] = dial();
		say(busy[i], "half");
	}
	for (int i = 0; i < 5; i++) {
		waiting[i] = dial();
		say(waiting[i], "ping\n");
	}
	assert_true(is_silent(waiting[0], 50));
	say(busy[0], "\n");
	hear(busy[0], "half\n");
	for (int i = 0; i < 5; i++)
		hear(waiting[i], "ping\n");
	say(busy[1], "\n");
	hear(busy[1], "half\n");
	assert_in_range(told->connections, 1, TASKS);
}

static void test_idle_connections_cost_no_task(void **state)
{
	static int idle[MANY];

	(void)state;
	for (int i = 0; i < MANY; i++)
		idle[i] = dial();
	int fd = dial();
	ask(fd);
	ask(idle[MANY - 1]);
	ask(idle[0]);
	for (int i = 0; i < MANY; i++)
		close(idle[i]);
	ask(fd);
}

static void test_slow_turn_is_told(void **state)
{
	int fd = dial();

	(void)state;
	ask(fd);
	if (!told->is_fibres)
		skip(); /* a thread that is busy holds up nobody */
	int before = told->slow;
	say(fd, "burn\n");
	hear(fd, "burn\n");
	ask(fd); /* the turn has ended */
	assert_true(told->slow > before);
	assert_string_equal(told->route, "/burn");
}

static void test_stop_at_once(void **state)
{
	int idle = dial(), busy = dial();

	(void)state;
	ask(idle);
	ask(busy);
	say(busy, "half");
	ask(idle);
	kill(server, SIGTERM);
	hear_end(idle);
	say(busy, "\n");
	hear(busy, "half\n");
	hear_end(busy);
	server_ends_well();
}

/* What was sent before the server was told is answered. */
static void test_stop_answers_what_has_come(void **state)
{
	int fd = dial();

	(void)state;
	ask(fd);
	kill(server, SIGSTOP);
	say(fd, "late\n");
	kill(server, SIGTERM);
	kill(server, SIGCONT);
	hear(fd, "late\n");
	hear_end(fd);
	server_ends_well();
}

/* Who was let in, and has not said anything yet. */
static void test_stop_answers_who_has_just_come(void **state)
{
	int kept = dial(), fresh, next;

	(void)state;
	ask(kept);
	fresh = dial();
	next = dial();
	ask(next); /* so that the one before it has been let in, too */
	kill(server, SIGTERM);
	hear_end(kept);
	hear_end(next);
	say(fresh, "first\n");
	hear(fresh, "first\n");
	hear_end(fresh);
	server_ends_well();
}

static void test_drain(void **state)
{
	int kept = dial();

	(void)state;
	ask(kept);
	kill(server, SIGQUIT);
	for (int i = 0; i < 20; i++)
		ask(kept);
	/* The other processes accept now. */
	int fresh = dial();
	say(fresh, "ping\n");
	assert_true(is_silent(fresh, 50));
	close(kept);
	server_ends_well();
}

static void test_drain_has_an_end(void **state)
{
	int kept = dial(), busy = dial();

	(void)state;
	ask(kept);
	ask(busy);
	kill(server, SIGQUIT);
	say(busy, "half");
	hear_end(kept);
	say(busy, "\n");
	hear(busy, "half\n");
	hear_end(busy);
	server_ends_well();
}

/* Told to stop, and then only to let go: it still stops. */
static void test_stop_is_not_weakened(void **state)
{
	int idle = dial(), busy = dial();

	(void)state;
	ask(idle);
	ask(busy);
	say(busy, "half");
	kill(server, SIGTERM);
	hear_end(idle);
	kill(server, SIGSTOP);
	kill(server, SIGQUIT);
	say(busy, "\n");
	kill(server, SIGCONT);
	hear(busy, "half\n");
	hear_end(busy);
	server_ends_well();
}

/* One that waited for descriptors when it was told to drain does not look for connections later. */
static void test_drain_out_of_descriptors(void **state)
{
	int fds[FEW_FDS];

	(void)state;
	for (int i = 0; i < FEW_FDS; i++) {
		fds[i] = dial();
		say(fds[i], "ping\n");
	}
	hear(fds[0], "ping\n");
	assert_true(is_silent(fds[FEW_FDS - 1], 50));
	kill(server, SIGQUIT);
	ask(fds[0]);
	for (int i = 0; i < FEW_FDS / 2; i++)
		close(fds[i]);
	assert_true(is_silent(fds[FEW_FDS - 1], 300));
}

/* Nobody is waited for without end. */
static void test_stop_has_an_end(void **state)
{
	int busy = dial();

	(void)state;
	ask(busy);
	say(busy, "half");
	int64_t began = now_ms();
	kill(server, SIGTERM);
	server_ends_well();
	assert_in_range(now_ms() - began, DRAIN_MS / 2, DRAIN_MS * 5);
	hear_end(busy);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(kept_connection),
		TEST(line),
		TEST(idle_connections_cost_no_task),
		TEST(slow_turn_is_told),
		TEST(stop_at_once),
		TEST(stop_answers_what_has_come),
		TEST(stop_answers_who_has_just_come),
		TEST(drain),
		cmocka_unit_test_setup_teardown(test_drain_has_an_end, start_short_drain, end),
		cmocka_unit_test_setup_teardown(test_stop_is_not_weakened, start_long_drain, end),
		cmocka_unit_test_setup_teardown(test_drain_out_of_descriptors,
	                                        start_with_few_descriptors, end),
		cmocka_unit_test_setup_teardown(test_stop_has_an_end, start_short_drain, end),
	};

	told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
