#include "config.h"
#include "lane.h"
#include "unit.h"
#include "wait.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * A server that says goodbye in the shortest of moments, as PostgreSQL does
 * when it is restarted under load: behind the last answer of a lane and before
 * its Sync.  A real one cannot be made to at will, so this one speaks as much
 * of the protocol (PostgreSQL 15, chapter 55) as a lane needs.
 */
static char folder[] = "/tmp/obelus-lane-XXXXXX";
static char path[64];
static pid_t server;

struct reply {
	char bytes[512];
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
	char type, body[4096];
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
		if (executed)
			add(&r, 'E', farewell, sizeof farewell);
		else
			add(&r, 'Z', "I", 1);
		send(fd, r.bytes, r.len, MSG_NOSIGNAL);
		r.len = 0;
		if (executed)
			return;
	}
}

static int begin(void **state)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	if (!mkdtemp(folder))
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
	return 0;
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

static void test_farewell_before_the_sync(void **state)
{
	static const struct statement one[] = { { "one", "select $1", 1, STATEMENT_ONE, true }, { 0 } };
	static const struct statement *const tables[] = { one, NULL };
	struct wire_call call = { .statement = &one[0], .context = { "", "" }, .values = { "7" } };
	char info[128];

	(void)state;
	snprintf(info, sizeof info, "host=%s port=5999 user=x dbname=x sslmode=disable gssencmode=disable", folder);
	config.db = str_of(info);
	config.statement_ms = 1000;
	wire_statements(tables);
	if (lane_open(1, now_ms() + 3000) != OK)
		fail_msg("%s", wire_flaw());
	/* What was answered is answered; who comes next finds the lane lost, or opened anew. */
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

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_farewell_before_the_sync) };

	return cmocka_run_group_tests_name("lane lost", tests, begin, end);
}
