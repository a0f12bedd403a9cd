#include "cache.h"

#include "config.h"
#include "in_task.h"
#include "own_redis.h"
#include "unit.h"

#include <fcntl.h>

#define RULES                                                        \
	"user default on nopass ~* +@all\n"                          \
	"user obelus_test on >let-me-in ~t:* +get +set +incr +del +ping\n"

static struct arena arena;

static struct request *new_request(void)
{
	arena_reset(&arena);
	struct request *r = NEW(&arena, struct request);
	r->arena = &arena;
	return r;
}

static struct cache_call call_of(const char *verb, const char *key)
{
	struct cache_call c = { .count = 2 };

	c.words[0] = str_of(verb);
	c.words[1] = str_of(key);
	return c;
}

static status get(struct request *r, const char *key, struct cache_call *c)
{
	*c = call_of("GET", key);
	return cache_trip(r, c, 1);
}

static void test_hit_and_miss(void **state)
{
	(void)state;
	struct request *r = new_request();
	struct cache_call set = call_of("SET", "t:hit"), c;

	set.count = 3;
	set.words[2] = (str){ "a\0b\r\n", 5 };
	assert_int_equal(cache_trip(r, &set, 1), OK);
	assert_int_equal(set.is, CACHE_TEXT);
	assert_true(str_eq(set.text, STR("OK")));
	assert_int_equal(get(r, "t:hit", &c), OK);
	assert_int_equal(c.is, CACHE_TEXT);
	assert_true(str_eq(c.text, (str){ "a\0b\r\n", 5 }));
	assert_int_equal(get(r, "t:miss", &c), OK);
	assert_int_equal(c.is, CACHE_NOTHING);
	assert_int_equal(r->redis_trips, 3);
	assert_true(r->redis_us > 0);
}

static void test_several_commands_are_one_trip(void **state)
{
	(void)state;
	struct request *r = new_request();
	struct cache_call calls[] = { call_of("DEL", "t:n"), call_of("INCR", "t:n"),
		                      call_of("INCR", "t:n"), call_of("NONSENSE", "t:n"),
		                      call_of("GET", "t:n") };

	assert_int_equal(cache_trip(r, calls, 5), OK);
	assert_int_equal(calls[1].is, CACHE_NUMBER);
	assert_int_equal(calls[2].number, 2);
	assert_int_equal(calls[3].is, CACHE_ERROR);
	assert_true(str_eq(calls[4].text, STR("2")));
	assert_int_equal(r->redis_trips, 1);
}

/* The ACL lets this user touch keys t:* only, so AUTH was sent. */
static void test_it_came_in_as_its_own_user(void **state)
{
	(void)state;
	struct request *r = new_request();
	struct cache_call c;

	assert_int_equal(get(r, "elsewhere", &c), OK);
	assert_int_equal(c.is, CACHE_ERROR);
	assert_true(str_starts(c.text, STR("NOPERM")));
}

/* Let others run meanwhile. */
static void pass_time(int64_t ms)
{
	int never[2];

	assert_int_equal(pipe2(never, O_NONBLOCK | O_CLOEXEC), 0);
	wait_new(never[0]);
	assert_int_equal(wait_for(never[0], POLLIN, now_ms() + ms), 0);
	close(never[0]);
	close(never[1]);
}

enum { RIDERS = 50, TRIPS = 20 };

struct crowd {
	struct lock lock;
	int left, right, failed;
	int64_t longest;
	int done[2];
};

struct rider {
	struct crowd *crowd;
	int number, trips;
};

/* Writes a value of its own, reads it back, and always finds it. */
static bool ride_once(struct arena *own, const struct rider *me, int trip, status *s)
{
	struct request r = { .arena = own };
	str key = arena_fmt(own, "t:rider:%d", me->number),
	    value = arena_fmt(own, "%d.%d", me->number, trip);
	struct cache_call calls[2] = { { .count = 3, .words = { STR("SET"), key, value } },
		                       { .count = 2, .words = { STR("GET"), key } } };

	*s = cache_trip(&r, calls, 2);
	return *s == OK && str_eq(calls[1].text, value);
}

static void ride_along(void *arg)
{
	struct rider *me = arg;
	struct crowd *c = me->crowd;
	struct arena own;
	int right = 0, failed = 0;
	int64_t longest = 0;

	arena_init(&own, 65536);
	for (int i = 0; i < me->trips; i++) {
		int64_t began = now_ms();
		status s;

		right += ride_once(&own, me, i, &s);
		failed += s == UNAVAILABLE;
		longest = now_ms() - began > longest ? now_ms() - began : longest;
		arena_reset(&own);
	}
	arena_free(&own);
	lock_hold(&c->lock);
	c->right += right;
	c->failed += failed;
	c->longest = longest > c->longest ? longest : c->longest;
	bool last = --c->left == 0;
	lock_release(&c->lock);
	if (last)
		assert_int_equal(write(c->done[1], "x", 1), 1);
}

static void crowd_in(struct crowd *c, struct rider *riders, int trips)
{
	char byte;

	*c = (struct crowd){ .left = RIDERS };
	lock_init(&c->lock);
	assert_int_equal(pipe2(c->done, O_NONBLOCK | O_CLOEXEC), 0);
	wait_new(c->done[0]);
	for (int i = 0; i < RIDERS; i++) {
		riders[i] = (struct rider){ .crowd = c, .number = i, .trips = trips };
		task_start(ride_along, &riders[i]);
	}
	assert_true(wait_for(c->done[0], POLLIN, now_ms() + 60000) > 0);
	assert_int_equal(read(c->done[0], &byte, 1), 1);
	close(c->done[0]);
	close(c->done[1]);
}

static int64_t number_in(const char *info, const char *name)
{
	const char *at = strstr(info, name);

	return at ? atoll(at + strlen(name)) : -1;
}

/* A number of INFO, by redis-cli: our own user may not ask. */
static int64_t info(const char *section, const char *name)
{
	static char said[20000];
	int ends[2];
	size_t len = 0;

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], 1);
		close(ends[0]);
		execlp("redis-cli", "redis-cli", "-s", own_redis.socket, "INFO", section,
		       (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	for (ssize_t n; (n = read(ends[0], said + len, sizeof said - 1 - len)) > 0;)
		len += (size_t)n;
	said[len] = '\0';
	close(ends[0]);
	waitpid(child, NULL, 0);
	return number_in(said, name);
}

static void test_everyone_gets_their_own_answer_on_one_connection(void **state)
{
	(void)state;
	static struct crowd c;
	static struct rider riders[RIDERS];
	int64_t connections = info("stats", "total_connections_received:");

	crowd_in(&c, riders, TRIPS);
	assert_int_equal(c.right, RIDERS * TRIPS);
	assert_int_equal(c.failed, 0);
	/* redis-cli's own, now and then */
	assert_int_equal(info("stats", "total_connections_received:"), connections + 1);
}

static void test_trips_travel_together(void **state)
{
	(void)state;
	static struct crowd c;
	static struct rider riders[RIDERS];
	int64_t reads = info("stats", "total_reads_processed:");

	crowd_in(&c, riders, TRIPS);
	reads = info("stats", "total_reads_processed:") - reads;
	/* each trip is two commands; sent one by one they would be RIDERS * TRIPS reads */
	assert_in_range(reads, 1, RIDERS * TRIPS / 2);
}

static void test_standing_redis_is_unavailable_in_time(void **state)
{
	(void)state;
	static struct crowd c;
	static struct rider riders[RIDERS];

	kill(own_redis.pid, SIGSTOP);
	crowd_in(&c, riders, 1);
	kill(own_redis.pid, SIGCONT);
	assert_int_equal(c.failed, RIDERS);
	assert_in_range(c.longest, config.redis_ms - 10, config.redis_ms + 400);

	struct request *r = new_request();
	struct cache_call got;

	assert_int_equal(get(r, "t:miss", &got), OK);
	assert_int_equal(got.is, CACHE_NOTHING);
}

static void test_restart_is_not_noticed(void **state)
{
	(void)state;
	struct request *r = new_request();
	struct cache_call c;

	assert_int_equal(get(r, "t:hit", &c), OK);
	own_redis_end();
	own_redis_run();
	assert_int_equal(get(r, "t:hit", &c), OK);
	assert_int_equal(c.is, CACHE_NOTHING);
}

/* Five failures in a row; then no one is kept waiting, until one finds Redis well. */
static void test_breaker(void **state)
{
	(void)state;
	struct request *r = new_request();
	struct cache_call c;

	kill(own_redis.pid, SIGSTOP);
	for (int i = 0; i < 5; i++) {
		int64_t began = now_ms();

		assert_int_equal(get(r, "t:hit", &c), UNAVAILABLE);
		assert_true(now_ms() - began >= config.redis_ms - 10);
	}
	int64_t opened = now_ms();
	for (int i = 0; i < 1000; i++)
		assert_int_equal(get(r, "t:hit", &c), UNAVAILABLE);
	assert_true(now_ms() - opened < config.redis_ms - 10);
	kill(own_redis.pid, SIGCONT);
	while (get(r, "t:hit", &c) != OK && now_ms() - opened < 20000)
		pass_time(20);
	assert_in_range(now_ms() - opened, 4800, 6500);
	assert_int_equal(get(r, "t:hit", &c), OK);
}

static void ask_for_ever(void *with)
{
	struct request r = { .arena = with };
	struct cache_call c;

	for (;;)
		if (get(&r, "t:hit", &c) != OK)
			return;
}

/* A request that runs out of memory in the middle of its trips leaves the line in order. */
static void test_full_arena_hurts_no_one(void **state)
{
	(void)state;
	struct arena small;
	struct cache_call c;

	arena_init(&small, 65536);
	assert_false(arena_run(&small, ask_for_ever, &small));
	arena_free(&small);
	assert_int_equal(get(new_request(), "t:hit", &c), OK);
}

/* No more than what the password file says: another password is a connection refused. */
static void test_wrong_password_is_unavailable(void **state)
{
	(void)state;
	struct request *r = new_request();
	struct cache_call c;
	FILE *f = fopen(*state, "w");

	assert_true(fprintf(f, "wrong\n") > 0);
	fclose(f);
	cache_open();
	own_redis_end();
	own_redis_run();
	assert_int_equal(get(r, "t:hit", &c), UNAVAILABLE);
	assert_int_equal(info("clients", "connected_clients:"), 1);
}

/* A peer that sends one answer for ever, and so keeps waking us. */
static pid_t start_dribbler(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	strncpy(at.sun_path, path, sizeof at.sun_path - 1);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
	assert_int_equal(listen(fd, 5), 0);
	pid_t child = fork();
	if (child == 0) {
		static const char line[64] = "+an answer without an end";
		int peer = accept(fd, NULL, NULL);

		signal(SIGPIPE, SIG_DFL);
		while (write(peer, line, sizeof line) > 0)
			continue;
		_exit(0);
	}
	close(fd);
	return child;
}

static void test_dribbling_peer_is_late(void **state)
{
	(void)state;
	struct request *r = new_request();
	struct cache_call c;
	char path[80];

	snprintf(path, sizeof path, "%s/dribble", own_redis.folder);
	pid_t child = start_dribbler(path);
	config.redis = str_of(path);
	int64_t began = now_ms();
	assert_int_equal(get(r, "t:hit", &c), UNAVAILABLE);
	assert_in_range(now_ms() - began, config.redis_ms - 10, config.redis_ms + 400);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	unlink(path);
	config.redis = str_of(own_redis.socket);
}

static char password_file[] = "/tmp/obelus-test-cache-XXXXXX";

static int tests_of_cache(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hit_and_miss),
		cmocka_unit_test(test_several_commands_are_one_trip),
		cmocka_unit_test(test_it_came_in_as_its_own_user),
		cmocka_unit_test(test_everyone_gets_their_own_answer_on_one_connection),
		cmocka_unit_test(test_trips_travel_together),
		cmocka_unit_test(test_standing_redis_is_unavailable_in_time),
		cmocka_unit_test(test_restart_is_not_noticed),
		cmocka_unit_test(test_breaker),
		cmocka_unit_test(test_full_arena_hurts_no_one),
		cmocka_unit_test_prestate(test_wrong_password_is_unavailable, password_file),
		cmocka_unit_test(test_dribbling_peer_is_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
	int fd = mkstemp(password_file);

	if (write(fd, "let-me-in\n", 10) != 10)
		abort();
	close(fd);
	own_redis_start(RULES);
	config.redis = str_of(own_redis.socket);
	config.redis_user = STR("obelus_test");
	config.redis_password_file = str_of(password_file);
	config.redis_ms = 100;
	cache_open();
	arena_init(&arena, 1 << 20);
	int failed = in_task(tests_of_cache);
	arena_free(&arena);
	own_redis_stop();
	unlink(password_file);
	return failed;
}
