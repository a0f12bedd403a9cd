#include "metrics.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

static const struct route routes[] = {
	{ .method = GET, .path = "/projects/{id}" },
	{ .method = POST, .path = "/projects" },
};
static struct arena arena;
static char path[] = "/tmp/obelus-metrics-XXXXXX";

static const char *scrape(void)
{
	struct json out = { .arena = &arena };

	metrics_write(&out, "auth");
	return arena_cstr(&arena, (str){ out.ptr, out.len });
}

static void says(const char *line)
{
	const char *text = scrape();

	if (!strstr(text, line))
		fail_msg("no line \"%s\" in\n%s", line, text);
}

static void request(const struct route *route, int http, int64_t us)
{
	struct request r = { .route = route, .http = http, .db_flushes = 1, .redis_trips = 2 };

	metrics_request(&r, us);
}

static int start(void **state)
{
	(void)state;
	arena_init(&arena, 16 << 20);
	int fd = mkstemp(path);

	close(fd);
	close(metrics_make(str_of(path)));
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_free(&arena);
	unlink(path);
	memcpy(path + sizeof path - 7, "XXXXXX", 6);
	return 0;
}

static void test_requests(void **state)
{
	(void)state;
	request(&routes[0], 200, 1000);
	request(&routes[0], 200, 1001);
	request(&routes[0], 404, 20000000);
	request(&routes[1], 201, 1);
	request(NULL, 404, 1);
	request(&routes[1], 299, 1);
	says("obelus_requests_total{handler=\"auth\",method=\"GET\",route=\"/projects/"
	     "{id}\",status=\"200\"} 2\n");
	says("obelus_requests_total{handler=\"auth\",method=\"GET\",route=\"/projects/"
	     "{id}\",status=\"404\"} 1\n");
	says("obelus_requests_total{handler=\"auth\",method=\"POST\",route=\"/"
	     "projects\",status=\"201\"} 1\n");
	says("obelus_requests_total{handler=\"auth\",method=\"-\",route=\"-\",status=\"404\"} 1\n");
	says("obelus_requests_total{handler=\"auth\",method=\"POST\",route=\"/"
	     "projects\",status=\"0\"} 1\n");
	says("obelus_db_flushes_total{handler=\"auth\",method=\"GET\",route=\"/projects/{id}\"} "
	     "3\n");
	says("obelus_redis_trips_total{handler=\"auth\",method=\"GET\",route=\"/projects/{id}\"} "
	     "6\n");
}

/* Prometheus: buckets are cumulative, their bounds inclusive, the last +Inf is the count. */
static void test_histogram(void **state)
{
#define GET_PROJECT "{handler=\"auth\",method=\"GET\",route=\"/projects/{id}\""
	(void)state;
	request(&routes[0], 200, 1000);
	request(&routes[0], 200, 1001);
	request(&routes[0], 200, 20000000);
	says("obelus_request_seconds_bucket" GET_PROJECT ",le=\"0.0005\"} 0\n");
	says("obelus_request_seconds_bucket" GET_PROJECT ",le=\"0.001\"} 1\n");
	says("obelus_request_seconds_bucket" GET_PROJECT ",le=\"0.0025\"} 2\n");
	says("obelus_request_seconds_bucket" GET_PROJECT ",le=\"10\"} 2\n");
	says("obelus_request_seconds_bucket" GET_PROJECT ",le=\"+Inf\"} 3\n");
	says("obelus_request_seconds_sum" GET_PROJECT "} 20.002001\n");
	says("obelus_request_seconds_count" GET_PROJECT "} 3\n");
	says("# TYPE obelus_request_seconds histogram\n");
}

static void test_events(void **state)
{
	(void)state;
	metrics_add(METRIC_JOBS_DEAD, 1);
	metrics_add(METRIC_JOBS_DEAD, 2);
	metrics_arena(5000);
	metrics_arena(70000);
	metrics_arena(6000);
	says("# TYPE obelus_jobs_dead_total counter\nobelus_jobs_dead_total{handler=\"auth\"} 3\n");
	says("obelus_db_lost_total{handler=\"auth\"} 0\n");
	says("# TYPE obelus_arena_bytes gauge\nobelus_arena_bytes{handler=\"auth\"} 70000\n");
}

/* Another process, by the descriptor alone; what it counted stays when it has died. */
static void test_shared(void **state)
{
	int fd = metrics_make(str_of(path)), how = 0;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		metrics_open(fd);
		for (int i = 0; i < 1000; i++)
			request(&routes[1], 201, 1);
		metrics_add(METRIC_WORKER_STARTS, 5);
		abort();
	}
	request(&routes[1], 201, 1);
	waitpid(child, &how, 0);
	assert_true(WIFSIGNALED(how));
	says("obelus_requests_total{handler=\"auth\",method=\"POST\",route=\"/"
	     "projects\",status=\"201\"} 1001\n");
	says("obelus_worker_starts_total{handler=\"auth\"} 5\n");
	close(fd);
}

static void test_survives_a_restart(void **state)
{
	(void)state;
	metrics_add(METRIC_DB_LOST, 4);
	close(metrics_make(str_of(path)));
	says("obelus_db_lost_total{handler=\"auth\"} 4\n");
}

/* A file of another program version is replaced; one that a peer uses is left alone. */
static void test_another_layout(void **state)
{
	int old = open(path, O_RDWR | O_TRUNC);
	struct stat st;

	(void)state;
	assert_int_equal(write(old, "another layout", 14), 14);
	metrics_open(old);
	metrics_add(METRIC_DB_LOST, 1);
	says("obelus_db_lost_total{handler=\"auth\"} 1\n");
	assert_int_equal(fstat(old, &st), 0);
	assert_int_equal(st.st_size, 14);
	close(metrics_make(str_of(path)));
	says("obelus_db_lost_total{handler=\"auth\"} 0\n");
	assert_int_equal(fstat(old, &st), 0);
	assert_int_equal(st.st_nlink, 0);
	close(old);
}

static void test_only_for_us(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

/* More routes than rows: the last row takes the rest, and nothing is written past it. */
static void test_too_many_routes(void **state)
{
	static char paths[300][16];
	static struct route many[300];

	(void)state;
	for (int i = 0; i < 300; i++) {
		snprintf(paths[i], sizeof paths[i], "/r%d", i);
		many[i] = (struct route){ .method = GET, .path = paths[i] };
		request(&many[i], 200, 1);
	}
	says("route=\"/r100\",status=\"200\"} 1\n");
	metrics_add(METRIC_DB_LOST, 1);
	says("obelus_db_lost_total{handler=\"auth\"} 1\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(requests),    TEST(histogram),          TEST(events),
		TEST(shared),      TEST(survives_a_restart), TEST(another_layout),
		TEST(only_for_us), TEST(too_many_routes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
