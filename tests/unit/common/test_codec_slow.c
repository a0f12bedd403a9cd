/* Peers that take their time, and what a request of theirs may cost. */
#include "codec_peer.h"

#include <stdatomic.h>

#include "config.h"

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

static void test_silence(void **state)
{
	int64_t began = now_ms();

	(void)state;
	assert_false(accept_one());
	assert_in_range(now_ms() - began, READ_MS / 2, 2000);
	assert_true(hear().closed);
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

/* Sends a byte now and then: each comes in time, all of them do not. */
static void dribble(void *of)
{
	atomic_int *piece_ms = of;
	struct lock l;

	lock_init(&l);
	for (size_t i = 0; i < peer.len && send(theirs, peer.bytes + i, 1, MSG_NOSIGNAL) == 1;
	     i++) {
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

struct other {
	atomic_int requests; /* answered; -1: at least one was not */
};

/* Another connection, served while the first waits. */
static void serve_another(void *of)
{
	struct other *o = of;
	struct codec *c = codec_new();
	static struct peer mine;
	int pair[2], answered = 0;
	char got[4096];

	socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair);
	wait_new(pair[0]);
	while (answered < 5) {
		mine.len = 0;
		peer_request(&mine, "/other", "");
		if (send(pair[1], mine.bytes, mine.len, MSG_NOSIGNAL) < 0 ||
		    !codec_accept(c, pair[0], READ_MS) ||
		    !str_eq(codec_param(c, "DOCUMENT_URI"), STR("/other")) ||
		    codec_finish(c, true) < 0)
			break;
		recv(pair[1], got, sizeof got, 0);
		answered++;
		wait_for(pair[0], POLLIN, now_ms() + 10);
	}
	close(pair[0]);
	close(pair[1]);
	free(c);
	o->requests = answered == 5 ? 5 : -1;
}

/* Each task's bytes are looked at by its own guard. */
static void test_two_at_once(void **state)
{
	atomic_int piece_ms = 2;
	struct other other = { 0 };

	(void)state;
	peer_request(&peer, "/slow", "");
	task_start(dribble, &piece_ms);
	task_start(serve_another, &other);
	assert_true(codec_accept(codec, ours, PATIENCE_MS));
	assert_str(codec_param(codec, "DOCUMENT_URI"), "/slow");
	finish(true);
	assert_true(ours >= 0);
	while (piece_ms || !other.requests)
		wait_for(ours, POLLIN, now_ms() + 10);
	assert_int_equal(other.requests, 5);
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

enum { MUCH = 1600 * 1024, LITTLE = 64 * 1024, LITTLE_MS = 60 };

/* Reads a little now and then. */
static void read_slowly(void *of)
{
	static char little[LITTLE];
	atomic_int *is_over = of;
	struct lock l;

	lock_init(&l);
	while (recv(theirs, little, sizeof little, 0) != 0) {
		lock_hold(&l);
		task_self();
		task_park(now_ms() + LITTLE_MS);
		lock_release(&l);
	}
	*is_over = 1;
}

/* Past the deadline and the last moment: who goes on reading gets it all. */
static void test_peer_that_reads_slowly(void **state)
{
	static char much[MUCH];
	struct channel *c = codec_channel(codec);
	atomic_int is_over = 0;

	(void)state;
	peer_begin(&peer, 1, 1, 0);
	peer_record(&peer, PEER_PARAMS, 1, "", 0);
	peer_record(&peer, PEER_STDIN, 1, "", 0);
	deliver();
	assert_true(accept_one());
	int64_t began = now_ms();
	task_deadline_set(began + 50);
	config.stall_ms = 20 * LITTLE_MS;
	task_start(read_slowly, &is_over);
	assert_true(c->write(c, much, sizeof much));
	finish(true);
	assert_true(now_ms() - began > 1100);
	for (int64_t until = now_ms() + PATIENCE_MS; !is_over && now_ms() < until;)
		wait_for(theirs, POLLPRI, now_ms() + 10);
	assert_true(is_over);
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

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, end)

static int all_tests(void)
{
	const struct CMUnitTest tests[] = {
		TEST(unfinished_body_closes),
		TEST(silence),
		TEST(half_a_record),
		TEST(half_the_parameters),
		TEST(nonsense_after_half_the_parameters),
		TEST(a_byte_now_and_then),
		TEST(two_at_once),
		TEST(a_body_now_and_then),
		TEST(a_slow_handler_may_still_read),
		TEST(the_tasks_deadline_counts_too),
		TEST(peer_that_reads_slowly), TEST(peer_that_does_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
	codec_check();
	return in_task(all_tests);
}
