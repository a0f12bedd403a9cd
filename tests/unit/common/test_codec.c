#include "codec.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fcgi_peer.h"
#include "in_task.h"
#include "unit.h"

enum { READ_MS = 120, PATIENCE_MS = 10000 };

static struct codec *codec;
static struct peer peer;
static int ours, theirs; /* the codec's end of the connection, and the peer's */

static int start(void **state)
{
	int pair[2];

	(void)state;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair))
		return -1;
	ours = pair[0];
	theirs = pair[1];
	wait_new(ours);
	wait_new(theirs);
	peer.len = 0;
	codec = codec_new();
	task_deadline_set(0);
	return 0;
}

static int end(void **state)
{
	(void)state;
	free(codec);
	close(theirs);
	if (ours >= 0)
		close(ours);
	return 0;
}

/* The peer sends what it has prepared. */
static void deliver(void)
{
	assert_int_equal(send(theirs, peer.bytes, peer.len, MSG_NOSIGNAL), peer.len);
	peer.len = 0;
}

static bool accept_one(void)
{
	bool came = codec_accept(codec, ours, READ_MS);

	if (!came)
		ours = -1;
	return came;
}

static void finish(bool whole)
{
	ours = codec_finish(codec, whole);
}

static bool write_reply(const char *text)
{
	struct channel *c = codec_channel(codec);

	return c->write(c, text, (int)strlen(text));
}

static str read_body(void)
{
	static char body[100000];
	struct channel *c = codec_channel(codec);
	int n = c->read(c, body, sizeof body);

	return (str){ body, n > 0 ? (size_t)n : 0 };
}

/* What the peer has got: the contents of its stdout records, and whether the request was ended. */
struct reply {
	char text[1024];
	size_t len;
	bool ended, closed;
};

static struct reply hear(void)
{
	static unsigned char bytes[100000];
	struct reply r = { .len = 0 };
	size_t n = 0;
	ssize_t got;

	while ((got = recv(theirs, bytes + n, sizeof bytes - n, 0)) > 0)
		n += (size_t)got;
	r.closed = got == 0 || errno == ECONNRESET; /* reset: closed with something of ours unread */
	for (size_t at = 0; at + 8 <= n;) {
		size_t len = (size_t)(bytes[at + 4] << 8 | bytes[at + 5]);

		if (bytes[at + 1] == PEER_STDOUT) {
			memcpy(r.text + r.len, bytes + at + 8, len);
			r.len += len;
		}
		r.ended = r.ended || bytes[at + 1] == PEER_END;
		at += 8 + len + bytes[at + 6];
	}
	return r;
}

static void test_request_and_reply(void **state)
{
	(void)state;
	peer_request(&peer, "/api/auth/session", "hello");
	deliver();
	assert_true(accept_one());
	assert_str(codec_param(codec, "DOCUMENT_URI"), "/api/auth/session");
	assert_str(codec_param(codec, "REQUEST_METHOD"), "POST");
	assert_absent(codec_param(codec, "HTTP_COOKIE"));
	assert_str(read_body(), "hello");
	assert_str(read_body(), "");
	assert_true(write_reply("Status: 200 OK\r\n\r\n"));
	assert_true(write_reply("{}"));
	assert_int_equal(codec_written(codec), 20);
	int before = ours;
	finish(true);
	assert_int_equal(ours, before);
	struct reply r = hear();
	assert_str((str){ r.text, r.len }, "Status: 200 OK\r\n\r\n{}");
	assert_true(r.ended);
	assert_false(r.closed);
	assert_false(codec_refused(codec));
}

static void test_many_on_one_connection(void **state)
{
	(void)state;
	for (int i = 0; i < 50; i++) {
		char uri[32];

		snprintf(uri, sizeof uri, "/%d", i);
		peer_request(&peer, uri, i % 2 ? "body" : "");
		deliver();
		assert_true(accept_one());
		assert_str(codec_param(codec, "DOCUMENT_URI"), uri);
		assert_true(write_reply(uri));
		finish(true);
		struct reply r = hear();
		assert_str((str){ r.text, r.len }, uri);
	}
}

static void test_not_to_be_kept(void **state)
{
	(void)state;
	peer_begin(&peer, 1, 1, 0);
	peer_record(&peer, PEER_PARAMS, 1, "", 0);
	peer_record(&peer, PEER_STDIN, 1, "", 0);
	deliver();
	assert_true(accept_one());
	assert_true(write_reply("x"));
	finish(true);
	assert_int_equal(ours, -1);
	struct reply r = hear();
	assert_true(r.ended && r.closed);
}

static void test_names_that_come_twice(void **state)
{
	(void)state;
	peer_begin(&peer, 1, 1, 1);
	peer_param(&peer, "A", "1");
	peer_param(&peer, "B", "2");
	peer_param(&peer, "A", "3");
	peer_record(&peer, PEER_PARAMS, 1, "", 0);
	peer_record(&peer, PEER_STDIN, 1, "", 0);
	deliver();
	assert_true(accept_one());
	assert_str(codec_param(codec, "A"), "1");
	int times = 0;
	for (size_t i = 0; codec_param_at(codec, i); i++)
		times += !strncmp(codec_param_at(codec, i), "A=", 2);
	assert_int_equal(times, 2);
	finish(true);
}

/* A body made to look like another request, which the handler does not read. */
static void test_body_is_never_a_request(void **state)
{
	static struct peer forged;

	(void)state;
	forged.len = 0;
	peer_request(&forged, "/forged", "");
	peer_begin(&peer, 1, 1, 1);
	peer_param(&peer, "DOCUMENT_URI", "/first");
	peer_record(&peer, PEER_PARAMS, 1, "", 0);
	for (int i = 0; i < 300; i++)
		peer_record(&peer, PEER_STDIN, 1, forged.bytes, forged.len);
	peer_record(&peer, PEER_STDIN, 1, "", 0);
	deliver();
	assert_true(accept_one());
	assert_str(codec_param(codec, "DOCUMENT_URI"), "/first");
	finish(true);
	assert_true(ours >= 0);
	peer_request(&peer, "/second", "");
	deliver();
	assert_true(accept_one());
	assert_str(codec_param(codec, "DOCUMENT_URI"), "/second");
	finish(true);
}

/* Its end does not come: the connection ends instead. */
static void test_unfinished_body_closes(void **state)
{
	(void)state;
	peer_begin(&peer, 1, 1, 1);
	peer_record(&peer, PEER_PARAMS, 1, "", 0);
	peer_record(&peer, PEER_STDIN, 1, "half", 4);
	deliver();
	assert_true(accept_one());
	int64_t began = now_ms();
	finish(true);
	assert_int_equal(ours, -1);
	assert_in_range(now_ms() - began, READ_MS / 2, 2000);
}

static void test_cut_reply_shows(void **state)
{
	(void)state;
	peer_request(&peer, "/", "");
	deliver();
	assert_true(accept_one());
	assert_true(write_reply("half of it"));
	finish(false);
	assert_int_equal(ours, -1);
	struct reply r = hear();
	assert_false(r.ended);
	assert_true(r.closed);
}

static void test_silence(void **state)
{
	int64_t began = now_ms();

	(void)state;
	assert_false(accept_one());
	assert_in_range(now_ms() - began, READ_MS / 2, 2000);
	assert_true(hear().closed);
	assert_false(codec_refused(codec));
}

static void test_peer_closes(void **state)
{
	(void)state;
	shutdown(theirs, SHUT_WR);
	assert_false(accept_one());
	assert_false(codec_refused(codec));
}

static void send_nonsense(void *unused)
{
	static struct peer nonsense;

	(void)unused;
	nonsense.len = 0;
	peer_begin(&nonsense, 1, 1, 1);
	if (send(theirs, nonsense.bytes, nonsense.len, MSG_NOSIGNAL) < 0)
		abort();
}

static void test_half_a_record(void **state)
{
	(void)state;
	peer_request(&peer, "/", "");
	peer.len = 11;
	deliver();
	assert_false(accept_one());
	assert_true(hear().closed);
}

/* Parameters that break off, or that the guard ends, are none. */
static void test_half_the_parameters(void **state)
{
	(void)state;
	peer_begin(&peer, 1, 1, 1);
	peer_param(&peer, "DOCUMENT_URI", "/half");
	deliver();
	assert_false(accept_one());
	assert_true(hear().closed);
	assert_false(codec_refused(codec));
}

static void test_nonsense_after_half_the_parameters(void **state)
{
	(void)state;
	peer_begin(&peer, 1, 1, 1);
	peer_param(&peer, "DOCUMENT_URI", "/half");
	deliver();
	peer.len = 0;
	task_start(send_nonsense, NULL);
	int64_t began = now_ms();
	assert_false(accept_one());
	assert_in_range(now_ms() - began, 0, READ_MS - 20);
	assert_true(codec_refused(codec));
	assert_true(hear().closed);
}

static void test_nonsense(void **state)
{
	(void)state;
	peer_add(&peer, "GET / HTTP/1.1\r\n\r\n", 18);
	deliver();
	int64_t began = now_ms();
	assert_false(accept_one());
	assert_in_range(now_ms() - began, 0, READ_MS / 2); /* at once */
	assert_true(codec_refused(codec));
	assert_true(hear().closed);
}

/* Sends a byte now and then: each comes in time, all of them do not. */
static void dribble(void *of)
{
	atomic_int *piece_ms = of;
	struct lock l;

	lock_init(&l);
	for (size_t i = 0; i < peer.len && send(theirs, peer.bytes + i, 1, MSG_NOSIGNAL) == 1; i++) {
		lock_hold(&l);
		task_self();
		task_park(now_ms() + *piece_ms);
		lock_release(&l);
	}
	*piece_ms = 0;
}

static void test_a_byte_now_and_then(void **state)
{
	atomic_int piece_ms = READ_MS / 4;

	(void)state;
	peer_request(&peer, "/", "");
	task_start(dribble, &piece_ms);
	int64_t began = now_ms();
	assert_false(accept_one());
	assert_in_range(now_ms() - began, READ_MS / 2, READ_MS * 4);
	while (piece_ms)
		wait_for(theirs, POLLIN, now_ms() + 10);
}

/* The time of the whole request, its body too. */
static void test_a_body_now_and_then(void **state)
{
	atomic_int piece_ms = READ_MS / 4;

	(void)state;
	peer_begin(&peer, 1, 1, 1);
	peer_record(&peer, PEER_PARAMS, 1, "", 0);
	deliver();
	assert_true(accept_one());
	for (int i = 0; i < 100; i++)
		peer_record(&peer, PEER_STDIN, 1, "1234567", 7);
	task_start(dribble, &piece_ms);
	int64_t began = now_ms();
	char byte;
	struct channel *c = codec_channel(codec);
	while (c->read(c, &byte, 1) == 1)
		;
	assert_int_equal(c->read(c, &byte, 1), -1);
	assert_in_range(now_ms() - began, READ_MS / 2, READ_MS * 6);
	finish(true);
	assert_int_equal(ours, -1);
	while (piece_ms)
		wait_for(theirs, POLLIN, now_ms() + 10);
}

/* The time that a handler takes is not the peer's. */
static void test_a_slow_handler_may_still_read(void **state)
{
	(void)state;
	peer_request(&peer, "/", "body");
	deliver();
	assert_true(accept_one());
	wait_for(theirs, POLLIN, now_ms() + READ_MS * 2);
	assert_str(read_body(), "body");
	finish(true);
	assert_true(ours >= 0);
}

static void test_the_tasks_deadline_counts_too(void **state)
{
	int64_t began = now_ms();

	(void)state;
	task_deadline_set(began + 40);
	assert_false(codec_accept(codec, ours, 60000));
	ours = -1;
	assert_in_range(now_ms() - began, 30, 2000);
}

static void test_peer_that_does_not_read(void **state)
{
	static char much[1 << 20];
	struct channel *c = codec_channel(codec);

	(void)state;
	peer_request(&peer, "/", "");
	deliver();
	assert_true(accept_one());
	task_deadline_set(now_ms() + 50);
	bool all = true;
	for (int i = 0; i < 10 && all; i++)
		all = c->write(c, much, sizeof much);
	assert_false(all);
	finish(true);
	assert_int_equal(ours, -1);
}

static void test_peer_that_goes(void **state)
{
	static char much[1 << 16];
	struct channel *c = codec_channel(codec);

	(void)state;
	peer_request(&peer, "/", "");
	deliver();
	assert_true(accept_one());
	shutdown(theirs, SHUT_RDWR);
	bool all = true;
	for (int i = 0; i < 10 && all; i++)
		all = c->write(c, much, sizeof much);
	assert_false(all);
	finish(true);
	assert_int_equal(ours, -1);
}

static void test_large_reply(void **state)
{
	static char much[60000];
	struct channel *c = codec_channel(codec);
	static unsigned char got[80000];
	size_t n = 0;
	ssize_t more;

	(void)state;
	memset(much, 'm', sizeof much);
	peer_request(&peer, "/", "");
	deliver();
	assert_true(accept_one());
	assert_true(c->write(c, much, sizeof much));
	finish(true);
	while ((more = recv(theirs, got + n, sizeof got - n, 0)) > 0)
		n += (size_t)more;
	size_t sum = 0;
	for (size_t at = 0; at + 8 <= n; at += 8 + (size_t)(got[at + 4] << 8 | got[at + 5]) + got[at + 6])
		sum += got[at + 1] == PEER_STDOUT ? (size_t)(got[at + 4] << 8 | got[at + 5]) : 0;
	assert_int_equal(sum, sizeof much);
}

/* libfcgi takes these signals when it starts; they are not its own. */
static void test_check_keeps_signals(void **state)
{
	struct sigaction after;

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	codec_check();
	sigaction(SIGPIPE, NULL, &after);
	assert_true(after.sa_handler == SIG_IGN);
	sigaction(SIGTERM, NULL, &after);
	assert_true(after.sa_handler == SIG_DFL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, end)

static int all_tests(void)
{
	const struct CMUnitTest tests[] = {
		TEST(request_and_reply), TEST(many_on_one_connection), TEST(not_to_be_kept),
		TEST(names_that_come_twice), TEST(body_is_never_a_request), TEST(unfinished_body_closes),
		TEST(cut_reply_shows), TEST(silence), TEST(peer_closes), TEST(half_a_record),
		TEST(half_the_parameters), TEST(nonsense_after_half_the_parameters), TEST(nonsense),
		TEST(a_byte_now_and_then), TEST(a_body_now_and_then), TEST(a_slow_handler_may_still_read),
		TEST(the_tasks_deadline_counts_too), TEST(peer_that_does_not_read), TEST(peer_that_goes),
		TEST(large_reply), TEST(check_keeps_signals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
	codec_check();
	return in_task(all_tests);
}
