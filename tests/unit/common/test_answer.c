/* From nginx's parameters to the reply, the log line and the metrics. */
#include "answer.h"

#include <fcntl.h>

#include "codec_peer.h"
#include "config.h"
#include "log.h"
#include "metrics.h"
#include "secret.h"

/* What a route saw. */
static struct request seen;
static char seen_path[200];

struct word {
	str word;
};

/* clang-format off */
static const struct shape word_shape = SHAPE(word,
	TEXT(word, word, REQUIRED, 0, 100, "A word"));
/* clang-format on */

static status show(struct request *r)
{
	struct word w = { STR("hello") };

	seen = *r;
	snprintf(seen_path, sizeof seen_path, "%.*s", STR_ARGS(r->path));
	r->version = 7;
	return reply_with(r, &word_shape, &w);
}

static status use_all_memory(struct request *r)
{
	for (int i = 0; i < 1 << 20; i++)
		arena_alloc(r->arena, 1000, 1);
	return OK; /* not reached */
}

static status lead_elsewhere(struct request *r)
{
	r->location = STR("/x\r\nSet-Cookie: planted=1");
	return reply_nothing(r);
}

static status stream(struct request *r)
{
	TRY(reply_stream(r, "text/plain", (str){ 0 }));
	TRY(reply_bytes(r, STR("first ")));
	return reply_bytes(r, STR("second"));
}

static status stream_and_fail(struct request *r)
{
	TRY(stream(r));
	return UNAVAILABLE;
}

static status stream_and_use_all_memory(struct request *r)
{
	TRY(stream(r));
	return use_all_memory(r);
}

#define ROUTE(name, function)                                                                      \
	{                                                                                          \
		.method = GET, .path = name, .need = ANYONE, .limit = LIMIT_READ, .success = 200,  \
		.run = function, .about = "A route"                                                \
	}

static const struct route routes[] = {
	ROUTE("/word", show),
	ROUTE("/memory", use_all_memory),
	ROUTE("/location", lead_elsewhere),
	ROUTE("/stream", stream),
	ROUTE("/cut", stream_and_fail),
	ROUTE("/stream-memory", stream_and_use_all_memory),
};
static const struct service notes = { .name = "notes",
	                              .routes = routes,
	                              .route_count = sizeof routes / sizeof *routes };
static void *answering;
static int log_ends[2], stderr_before;

/* Another parameter of the next request. */
static struct {
	const char *name, *value;
} more[4];

static void with(const char *name, const char *value)
{
	for (size_t i = 0; i < 4; i++)
		if (!more[i].name) {
			more[i].name = name;
			more[i].value = value;
			return;
		}
}

static struct reply ask(const char *method, const char *uri)
{
	peer_begin(&peer, 1, 1, 1);
	peer_param(&peer, "REQUEST_METHOD", method);
	peer_param(&peer, "DOCUMENT_URI", uri);
	for (size_t i = 0; i < 4 && more[i].name; i++)
		peer_param(&peer, more[i].name, more[i].value);
	memset(more, 0, sizeof more);
	peer_record(&peer, PEER_PARAMS, 1, "", 0);
	peer_record(&peer, PEER_STDIN, 1, "", 0);
	deliver();
	task_deadline_set(now_ms() + PATIENCE_MS);
	ours = answer_serve(answering, ours);
	return hear();
}

static bool has(const struct reply *r, const char *text)
{
	return memmem(r->text, r->len, text, strlen(text)) != NULL;
}

static void says(struct reply r, const char *text)
{
	if (!has(&r, text))
		fail_msg("no \"%s\" in \"%.*s\"", text, (int)r.len, r.text);
}

/* What has been logged since. */
static const char *logged(void)
{
	static char text[1 << 16];
	ssize_t n;

	log_flush();
	n = read(log_ends[0], text, sizeof text - 1);
	text[n > 0 ? n : 0] = '\0';
	return text;
}

static int start_answering(void **state)
{
	int failed = start(state);

	stderr_before = dup(STDERR_FILENO); /* where the log goes */
	dup2(log_ends[1], STDERR_FILENO);
	logged();
	memset(&seen, 0, sizeof seen);
	return failed;
}

static int end_answering(void **state)
{
	logged();
	dup2(stderr_before, STDERR_FILENO);
	close(stderr_before);
	return end(state);
}

static void test_reply(void **state)
{
	(void)state;
	struct reply r = ask("GET", "/api/notes/word");
	says(r, "Status: 200 OK\r\n");
	says(r, "Content-Type: application/json; charset=utf-8\r\n");
	says(r, "Content-Length: 16\r\n");
	says(r, "ETag: \"7\"\r\n");
	says(r, "Cache-Control: no-store\r\n");
	says(r, "\r\n\r\n{\"word\":\"hello\"}");
	assert_true(r.ended && ours >= 0);
	assert_string_equal(seen_path, "/word");
}

static void test_prefix(void **state)
{
	static const char *const others[] = {
		"/api/notes", "/api/notes/",      "/api/note/word",  "/api/notesword",   "/word",
		"",           "/api/others/word", "/API/notes/word", "//api/notes/word",
	};

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		says(ask("GET", others[i]), "Status: 404 ");
	assert_null(seen.route);
}

static void test_parameters(void **state)
{
	(void)state;
	with("QUERY_STRING", "");
	with("REMOTE_ADDR", "127.0.0.1");
	with("HTTP_ORIGIN", "");
	with("CONTENT_LENGTH", "");
	ask("GET", "/api/notes/word");
	assert_str(seen.address.ptr ? STR("given") : STR("none"), "given");
	assert_absent(seen.query_string); /* nginx sends some empty where there is nothing */
	assert_absent(seen.origin);
	assert_absent(seen.cookie);
	assert_int_equal(seen.content_length, -1);
}

/* RFC 9110 13.1.1, but for W/: nginx weakens the tags of what it compresses. */
static void test_if_match(void **state)
{
	static const struct {
		const char *header;
		int64_t version;
	} cases[] = {
		{ "\"3\"", 3 },     { "W/\"3\"", 3 },
		{ " \"12\" ", 12 }, { "*", MATCH_MANY },
		{ "3", MATCH_NONE }, { "\"\"", -1 },
		{ "\"x\"", -1 },    { "\"-3\"", -1 },
		{ "\"0\"", -1 },    { "\"1\", \"2\"", MATCH_MANY },
		{ "w/\"3\"", MATCH_NONE },  { "\"99999999999999999999\"", -1 },
		{ "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		with("HTTP_IF_MATCH", cases[i].header);
		ask("GET", "/api/notes/word");
		assert_int_equal(seen.if_match, cases[i].version);
	}
}

static void test_request_id(void **state)
{
	(void)state;
	with("REQUEST_ID", "0123456789abcdef0123456789abcdef");
	struct reply r = ask("GET", "/api/notes/word");
	says(r, "X-Request-Id: 01234567-89ab-cdef-0123-456789abcdef\r\n");
	says(ask("GET", "/api/notes/word"), "X-Request-Id: 0"); /* one of our own: version 7 */
	with("REQUEST_ID", "0123456789ABCDEF0123456789abcde\"");
	r = ask("GET", "/api/notes/word");
	assert_false(has(&r, "89abcde\""));
}

static void test_known_already(void **state)
{
	(void)state;
	with("HTTP_IF_NONE_MATCH", "\"7\"");
	struct reply r = ask("GET", "/api/notes/word");
	says(r, "Status: 304 Not Modified\r\n");
	assert_false(has(&r, "hello"));
	assert_false(has(&r, "Content-Length"));
}

static void test_head(void **state)
{
	(void)state;
	struct reply r = ask("HEAD", "/api/notes/word");
	says(r, "Status: 200 OK\r\n");
	says(r, "Content-Length: 16\r\n");
	assert_false(has(&r, "hello"));
}

static void test_methods(void **state)
{
	(void)state;
	says(ask("POST", "/api/notes/word"), "Status: 405 ");
	says(ask("BREW", "/api/notes/word"), "Status: 405 ");
	says(ask("get", "/api/notes/word"), "Status: 405 ");
}

static void test_too_much_memory(void **state)
{
	(void)state;
	struct reply r = ask("GET", "/api/notes/memory");
	says(r, "Status: 413 ");
	says(r, "\"type\":\"/problems/too-large\"");
	assert_true(r.ended);
	/* The next one has its own. */
	says(ask("GET", "/api/notes/word"), "Status: 200 OK\r\n");
}

static void test_header_value_with_a_line_end(void **state)
{
	(void)state;
	struct reply r = ask("GET", "/api/notes/location");
	says(r, "Status: 500 ");
	assert_false(has(&r, "planted"));
}

static void test_stream(void **state)
{
	(void)state;
	struct reply r = ask("GET", "/api/notes/stream");
	says(r, "Status: 200 OK\r\n");
	says(r, "\r\n\r\nfirst second");
	assert_false(has(&r, "Content-Length"));
	assert_true(r.ended && ours >= 0);
	assert_null(strstr(logged(), "\"cut\""));
}

static void test_stream_that_fails(void **state)
{
	static const char *const uris[] = { "/api/notes/cut", "/api/notes/stream-memory" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct reply r = ask("GET", uris[i]);
		assert_false(r.ended);
		assert_true(r.closed);
		assert_int_equal(ours, -1);
		assert_non_null(strstr(logged(), "\"cut\":true"));
		end(state);
		start(state);
	}
}

/* One line a request, and in it nothing that a person typed. */
static void test_log_line(void **state)
{
	(void)state;
	with("QUERY_STRING", "secret=1");
	with("HTTP_COOKIE", "secret=2");
	with("REQUEST_ID", "0123456789abcdef0123456789abcdef");
	ask("GET", "/api/notes/word");
	with("REMOTE_ADDR", "127.66.77.88");
	ask("GET", "/api/notes/secret-path");
	with("REQUEST_ID", "secret");
	ask("SECRET", "/api/notes/word");
	const char *text = logged();
	assert_non_null(strstr(
		text, "\"event\":\"request\",\"id\":\"01234567-89ab-cdef-0123-456789abcdef\","
		      "\"method\":\"GET\",\"route\":\"/word\",\"status\":422,"));
	assert_non_null(strstr(text, "\"method\":\"GET\",\"route\":\"\",\"status\":404,"));
	assert_non_null(strstr(text, "\"method\":\"\",\"route\":\"\",\"status\":405,"));
	assert_null(strstr(text, "ecret"));
	assert_null(strstr(text, "SECRET"));
	assert_null(strstr(text, "127.66"));
}

static void test_scrape(void **state)
{
	(void)state;
	ask("GET", "/api/notes/word");
	logged();
	struct reply r = ask("GET", "/metrics");
	says(r, "Status: 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n");
	says(r, "obelus_requests_total{handler=\"notes\",method=\"GET\",route=\"/"
	        "word\",status=\"200\"} ");
	assert_string_equal(logged(), "");
	/* It is no route of the API. */
	says(ask("GET", "/api/notes/metrics"), "Status: 404 ");
}

static void test_peer_that_breaks_off(void **state)
{
	(void)state;
	peer_begin(&peer, 1, 1, 1);
	deliver();
	shutdown(theirs, SHUT_WR);
	assert_int_equal(answer_serve(answering, ours), -1);
	ours = -1;
	assert_string_equal(logged(), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start_answering, end_answering)

static int all_tests(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reply),
		TEST(prefix),
		TEST(parameters),
		TEST(if_match),
		TEST(request_id),
		TEST(known_already),
		TEST(head),
		TEST(methods),
		TEST(too_much_memory),
		TEST(header_value_with_a_line_end),
		TEST(stream),
		TEST(stream_that_fails),
		TEST(log_line),
		TEST(scrape),
		TEST(peer_that_breaks_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
	unsetenv("OBELUS_CONFIG");
	config_read();
	config.arena_bytes = 1 << 20;
	config.read_ms = READ_MS;
	config.limit_percent = 1000000;
	secret_init();
	codec_check();
	metrics_make((str){ 0 });
	log_open("notes", "test");
	answer_for(&notes);
	answering = answer_new();
	return pipe2(log_ends, O_NONBLOCK | O_CLOEXEC) || in_task(all_tests);
}
