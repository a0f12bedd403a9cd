#include "codec_peer.h"

#include <signal.h>

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

static void test_peer_closes(void **state)
{
	(void)state;
	shutdown(theirs, SHUT_WR);
	assert_false(accept_one());
	assert_false(codec_refused(codec));
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
	for (size_t at = 0; at + 8 <= n;
	     at += 8 + (size_t)(got[at + 4] << 8 | got[at + 5]) + got[at + 6])
		sum += got[at + 1] == PEER_STDOUT ? (size_t)(got[at + 4] << 8 | got[at + 5]) : 0;
	assert_int_equal(sum, sizeof much);
}

/* A reply of a few records leaves when it is whole. */
static void test_records_gather(void **state)
{
	static char some[20000];
	struct channel *c = codec_channel(codec);
	char byte;

	(void)state;
	peer_request(&peer, "/", "");
	deliver();
	assert_true(accept_one());
	assert_true(c->write(c, some, sizeof some));
	assert_int_equal(recv(theirs, &byte, 1, MSG_PEEK), -1);
	finish(true);
	assert_int_equal(recv(theirs, &byte, 1, MSG_PEEK), 1);
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
		TEST(request_and_reply),
		TEST(many_on_one_connection),
		TEST(not_to_be_kept),
		TEST(names_that_come_twice),
		TEST(body_is_never_a_request),
		TEST(cut_reply_shows),
		TEST(peer_closes),
		TEST(nonsense),
		TEST(peer_that_goes),
		TEST(large_reply), TEST(records_gather),
		TEST(check_keeps_signals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
	codec_check();
	return in_task(all_tests);
}
