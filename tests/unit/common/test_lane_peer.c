#include "config.h"
#include "in_task.h"
#include "lane.h"
#include "unit.h"
#include "wait.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * What a real server cannot be made to do at will: say goodbye in the shortest
 * of moments, as PostgreSQL does when it is restarted under load, behind the
 * last answer of a lane and before its Sync.  This one speaks as much of the protocol (PostgreSQL
 * 15, chapter 55) as a lane needs.
 */
enum { LARGE = 1 << 20, RIDERS = 6 };
static atomic_bool *says_goodbye; /* the server's memory, too */
static char folder[] = "/tmp/obelus-lane-XXXXXX";
static char path[64];
static pid_t server;

struct reply {
	char bytes[4096];
	size_t len;
};

static void add(struct reply *r, char type, const void *body, size_t len)
{
	uint32_t length = htonl((uint32_t)len + 4);

	r->bytes[r->len++] = type;
	memcpy(r->bytes + r->len, &length, 4);
	memcpy(r->bytes + r->len + 4, body, len);
	r->len += 4 + len;
}

/* One row of one text. */
static void add_row(struct reply *r)
{
	/* how many; name, table and column of none, type 25 of any length, no modifier, as text */
	static const char columns[] = { 0, 1, 'n', 0, 0,  0,  0,  0,  0,  0, 0,
		                        0, 0, 25,  -1, -1, -1, -1, -1, -1, 0, 0 };
	static const char row[] = { 0, 1, 0, 0, 0, 1, '7' };

	add(r, 'T', columns, sizeof columns);
	add(r, 'D', row, sizeof row);
	add(r, 'C', "SELECT 1", 9);
}

static bool receive(int fd, void *out, size_t n)
{
	return n == 0 || recv(fd, out, n, MSG_WAITALL) == (ssize_t)n;
}

/* The type of the next message; 0 when there is none. */
static char next_message(int fd)
{
	static char body[LARGE + 4096];
	char type;
	uint32_t length;

	if (!receive(fd, &type, 1) || !receive(fd, &length, 4))
		return 0;
	length = ntohl(length) - 4;
	return length <= sizeof body && receive(fd, body, length) ? type : 0;
}

static void serve(int fd)
{
	static const char farewell[] = "SFATAL\0VFATAL\0C57P01\0Mterminating\0";
	struct reply r = { .len = 0 };
	char start[4096], type;
	uint32_t length;
	int executed = 0;

	if (!receive(fd, &length, 4) || !receive(fd, start, ntohl(length) - 4))
		return;
	add(&r, 'R', "\0\0\0\0", 4);
	add(&r, 'Z', "I", 1);
	send(fd, r.bytes, r.len, MSG_NOSIGNAL);
	r.len = 0;
	while ((type = next_message(fd))) {
		if (type == 'P')
			add(&r, '1', "", 0);
		if (type == 'B')
			add(&r, '2', "", 0);
		if (type == 'E') {
			add_row(&r);
			executed++;
		}
		if (type != 'S')
			continue;
		if (executed && *says_goodbye)
			add(&r, 'E', farewell, sizeof farewell);
		else
			add(&r, 'Z', "I", 1);
		send(fd, r.bytes, r.len, MSG_NOSIGNAL);
		r.len = 0;
		if (executed && *says_goodbye)
			return;
	}
}

static const struct statement one[] = { { "one", "select $1", 1, STATEMENT_ONE, true }, { 0 } };

static int open_lane(void)
{
	static const struct statement *const tables[] = { one, NULL };
	static char info[128];

	snprintf(info, sizeof info,
	         "host=%s port=5999 user=x dbname=x sslmode=disable gssencmode=disable", folder);
	config.db = str_of(info);
	config.statement_ms = 1000;
	wire_statements(tables);
	if (lane_open(1, now_ms() + 3000) == OK)
		return 0;
	fputs(wire_flaw(), stderr);
	return -1;
}

static int begin(void **state)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	says_goodbye = mmap(NULL, sizeof *says_goodbye, PROT_READ | PROT_WRITE,
	                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (says_goodbye == MAP_FAILED || !mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/.s.PGSQL.5999", folder);
	strcpy(at.sun_path, path);
	if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 8))
		return -1;
	server = fork();
	for (int fd; server == 0; close(fd)) {
		fd = accept(listener, NULL, NULL);
		serve(fd);
	}
	close(listener);
	return open_lane();
}

static int end(void **state)
{
	(void)state;
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	unlink(path);
	rmdir(folder);
	return 0;
}

/* A task that asks with a large value. */
struct rider {
	const char *value;
	status problem;
	atomic_bool has_begun, is_done;
};

static void ask(void *of)
{
	struct rider *me = of;
	struct wire_call call = { .statement = &one[0],
		                  .context = { "", "" },
		                  .values = { me->value } };
	PGresult *result = NULL;

	me->has_begun = true;
	me->problem = lane_run(&call, &result);
	PQclear(result);
	me->is_done = true;
}

static bool has_begun(const void *of)
{
	return ((const struct rider *)of)->has_begun;
}

static bool is_done(const void *of)
{
	return ((const struct rider *)of)->is_done;
}

/* More than a socket takes at once, and more of it before the first has gone: all of it goes. */
static void test_large_calls(void **state)
{
	static struct rider riders[RIDERS];
	char *large = malloc(LARGE);

	(void)state;
	memset(large, 'x', LARGE - 1);
	large[LARGE - 1] = 0;
	for (int i = 0; i < RIDERS; i++) {
		riders[i].value = large;
		task_start(ask, &riders[i]);
		assert_true(others_until(has_begun, &riders[i]));
	}
	for (int i = 0; i < RIDERS; i++) {
		assert_true(others_until(is_done, &riders[i]));
		assert_int_equal(riders[i].problem, OK);
	}
	free(large);
}

/* What was answered is answered; who comes next finds the lane lost, or opened anew. */
static void test_farewell_before_the_sync(void **state)
{
	struct wire_call call = { .statement = &one[0], .context = { "", "" }, .values = { "7" } };

	(void)state;
	*says_goodbye = true;
	for (int i = 0; i < 5; i++) {
		PGresult *result = NULL;
		status problem = lane_run(&call, &result);

		if (i == 0)
			assert_int_equal(problem, OK);
		if (problem != OK) {
			assert_int_equal(problem, UNAVAILABLE);
			continue;
		}
		assert_string_equal(PQgetvalue(result, 0, 0), "7");
		PQclear(result);
	}
}

static int all_tests(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_large_calls),
		cmocka_unit_test(test_farewell_before_the_sync),
	};

	return cmocka_run_group_tests_name("lane and its peer", tests, begin, end);
}

int main(void)
{
	return in_task(all_tests);
}
