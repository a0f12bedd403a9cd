#include "request.h"
#include "told.h"
#include "unit.h"


static struct arena arena;
static struct told peer;

static int end(void **state)
{
	(void)state;
	arena_reset(&arena);
	return 0;
}

static struct request request(void)
{
	struct request r = { .arena = &arena, .channel = &peer.channel, .method = GET, .http = 200 };

	assert_true(uuid_parse(STR("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"), &r.id));
	peer = told_new("");
	return r;
}

static str body_of(const struct request *r)
{
	return (str){ r->out.ptr, r->out.len };
}

static str head_of(struct request *r)
{
	struct json out = { .arena = &arena };

	request_head(r, &out);
	return (str){ out.ptr, out.len };
}

/* The value of a line of the head; absent when there is none, a failure when there are two. */
static str line_of(str head, const char *name)
{
	str found = { 0 };

	while (head.len) {
		str line = str_cut(&head, '\r');
		str key = str_cut(&line, ':');

		head = str_from(head, 1);
		if (!str_same(key, str_of(name)))
			continue;
		assert_null(found.ptr);
		found = str_trim(line);
	}
	return found;
}

static void test_methods(void **state)
{
	struct request r = request();

	(void)state;
	request_method(&r, STR("HEAD"));
	assert_int_equal(r.method, GET);
	assert_true(r.head);
	request_method(&r, STR("PATCH"));
	assert_int_equal(r.method, PATCH);
	assert_false(r.head);
	request_method(&r, STR("get"));
	assert_int_equal(r.method, 0);
	request_method(&r, STR(""));
	assert_string_equal(method_name(r.method), "");
	assert_string_equal(method_name(DELETE), "DELETE");
}

/* RFC 9457 section 3, with the errors of its first example. */
static void test_problem_document(void **state)
{
	struct request r = request();

	(void)state;
	(void)fail_at(&r, INVALID, "#/a", "must be %d", 7);
	(void)fail_at(&r, INVALID, "#/b", "is \"odd\"");
	assert_int_equal(fail(&r, INVALID, "%s are wrong", "two"), INVALID);
	r.location = r.set_cookie = r.also_cookie = r.file_name = STR("x");
	r.version = 3;
	reply_problem(&r, INVALID);
	assert_str(body_of(&r), "{\"type\":\"/problems/invalid\",\"title\":\"Some values are not valid\","
	                        "\"status\":422,\"detail\":\"two are wrong\","
	                        "\"instance\":\"/requests/017f22e2-79b0-7cc3-98c4-dc0c0c07398f\","
	                        "\"errors\":[{\"pointer\":\"#/a\",\"detail\":\"must be 7\"},"
	                        "{\"pointer\":\"#/b\",\"detail\":\"is \\\"odd\\\"\"}]}");
	str head = head_of(&r);
	assert_str(line_of(head, "Status"), "422 Unprocessable Content");
	assert_str(line_of(head, "Content-Type"), "application/problem+json");
	assert_absent(line_of(head, "Location"));
	assert_absent(line_of(head, "Set-Cookie"));
	assert_absent(line_of(head, "ETag"));
	assert_absent(line_of(head, "Content-Disposition"));
}

static void test_problem_without_detail(void **state)
{
	struct request r = request();

	(void)state;
	reply_problem(&r, NOT_FOUND);
	assert_str(body_of(&r), "{\"type\":\"/problems/not-found\",\"title\":\"There is nothing here\",\"status\":404,"
	                        "\"instance\":\"/requests/017f22e2-79b0-7cc3-98c4-dc0c0c07398f\"}");
}

static void test_who_must_wait_or_log_in_is_told_so(void **state)
{
	struct request r = request();

	(void)state;
	reply_problem(&r, UNAVAILABLE);
	assert_str(line_of(head_of(&r), "Retry-After"), "2");
	r = request();
	reply_problem(&r, TOO_MANY);
	assert_str(line_of(head_of(&r), "Retry-After"), "2");
	r = request();
	r.retry_after = 17;
	reply_problem(&r, TOO_MANY);
	assert_str(line_of(head_of(&r), "Retry-After"), "17");
	r = request();
	reply_problem(&r, BAD_LOGIN);
	str head = head_of(&r);
	assert_non_null(line_of(head, "WWW-Authenticate").ptr);
	assert_absent(line_of(head, "Retry-After"));
	r = request();
	r.allow = STR("GET, HEAD");
	reply_problem(&r, BAD_METHOD);
	assert_str(line_of(head_of(&r), "Allow"), "GET, HEAD");
}

static void test_head_of_a_reply(void **state)
{
	struct request r = request();

	(void)state;
	r.out = (struct json){ .arena = &arena };
	json_add(&r.out, STR("{\"a\":1}"));
	r.http = 201;
	r.version = 12;
	r.location = STR("/api/x/1");
	r.set_cookie = STR("__Host-obelus=abc; Path=/");
	r.also_cookie = STR("__Host-obelus-known=def; Path=/");
	assert_str(head_of(&r), "Status: 201 Created\r\nContent-Type: application/json; charset=utf-8\r\n"
	                        "Content-Length: 7\r\nETag: \"12\"\r\nLocation: /api/x/1\r\n"
	                        "Set-Cookie: __Host-obelus=abc; Path=/\r\n"
	                        "Set-Cookie: __Host-obelus-known=def; Path=/\r\n"
	                        "X-Request-Id: 017f22e2-79b0-7cc3-98c4-dc0c0c07398f\r\n"
	                        "Cache-Control: no-store\r\n\r\n");
}

/* RFC 9110 15.3.5 and 15.4.5: no content, and nothing said about it. */
static void test_replies_without_content(void **state)
{
	struct request r = request();

	(void)state;
	assert_int_equal(reply_nothing(&r), OK);
	assert_int_equal(r.http, 204);
	assert_false(request_has_body(&r));
	assert_absent(line_of(head_of(&r), "Content-Length"));
	assert_absent(line_of(head_of(&r), "Content-Type"));
	r.http = 304;
	r.version = 3;
	assert_false(request_has_body(&r));
	assert_str(line_of(head_of(&r), "ETag"), "\"3\"");
	assert_absent(line_of(head_of(&r), "Content-Length"));
}

/* RFC 9110 9.3.2: the head of the same GET. */
static void test_head_only(void **state)
{
	struct request r = request();

	(void)state;
	request_method(&r, STR("HEAD"));
	r.out = (struct json){ .arena = &arena };
	json_add(&r.out, STR("{}"));
	assert_str(line_of(head_of(&r), "Content-Length"), "2");
	assert_false(request_has_body(&r));
}

/* What could begin another header line ends the reply, and is nowhere in it. */
static void test_no_value_breaks_out_of_its_line(void **state)
{
	static const str bad[] = { STR("a\r\nX: 1"), STR("a\nX: 1"), STR("a\0X"), STR("a\x1b[2J"), STR("a\x7f") };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		str *places[] = { NULL, NULL, NULL, NULL };
		for (int place = 0; place < 4; place++) {
			struct request r = request();
			places[0] = &r.location, places[1] = &r.set_cookie, places[2] = &r.allow, places[3] = &r.also_cookie;
			*places[place] = bad[i];
			str head = head_of(&r);
			assert_str(line_of(head, "Status"), "500 Internal Server Error");
			assert_absent(line_of(head, "Location"));
			assert_absent(line_of(head, "Set-Cookie"));
			assert_absent(line_of(head, "Allow"));
			assert_absent(line_of(head, "X"));
			assert_true(str_starts(body_of(&r), STR("{\"type\":\"/problems/broken\"")));
		}
	}
}

/* RFC 6266 and its example of RFC 8187 encoding. */
static void test_file_names(void **state)
{
	struct request r = request();

	(void)state;
	(void)reply_stream(&r, "application/x-ndjson", STR("\xE2\x82\xAC rates \"a/b\"\r\n;.jsonl"));
	assert_str(line_of(head_of(&r), "Content-Disposition"),
	           "attachment; filename=\"_ rates _a_b____.jsonl\"; "
	           "filename*=UTF-8''%E2%82%AC%20rates%20%22a%2Fb%22%0D%0A%3B.jsonl");
	r = request();
	(void)reply_stream(&r, "text/csv", (str){ 0 });
	assert_absent(line_of(head_of(&r), "Content-Disposition"));
}

static void test_stream(void **state)
{
	struct request r = request();

	(void)state;
	assert_int_equal(reply_stream(&r, "application/x-ndjson", STR("a.jsonl")), OK);
	assert_false(r.started);
	assert_int_equal(peer.heard_len, 0);
	assert_int_equal(reply_bytes(&r, STR("{}\n")), OK);
	assert_true(r.started);
	assert_int_equal(reply_bytes(&r, STR("[]\n")), OK);
	str heard = { peer.heard, peer.heard_len };
	assert_str(line_of(heard, "Content-Type"), "application/x-ndjson");
	assert_absent(line_of(heard, "Content-Length"));
	assert_str(str_from(heard, heard.len - 10), "\r\n\r\n{}\n[]\n");
}

static void test_stream_to_nobody(void **state)
{
	struct request r = request();

	(void)state;
	(void)reply_stream(&r, "application/x-ndjson", (str){ 0 });
	peer.is_gone = true;
	assert_int_equal(reply_bytes(&r, STR("x")), UNAVAILABLE);
	r = request();
	r.channel = NULL;
	assert_int_equal(reply_bytes(&r, STR("x")), UNAVAILABLE);
	r = request();
	request_method(&r, STR("HEAD"));
	assert_int_equal(reply_bytes(&r, STR("xyz")), OK);
	assert_str(str_from((str){ peer.heard, peer.heard_len }, peer.heard_len - 4), "\r\n\r\n");
}

struct item {
	int64_t n;
};
static const struct shape item_shape = SHAPE(item, INT(item, n, REQUIRED, 0, 9, "A number"));

static void test_lists(void **state)
{
	struct request r = request();
	struct item items[] = { { 1 }, { 2 } };

	(void)state;
	assert_int_equal(reply_list(&r, &item_shape, &(struct list){ items, 2 }, STR("abc")), OK);
	assert_str(body_of(&r), "{\"items\":[{\"n\":1},{\"n\":2}],\"next\":\"abc\"}");
	assert_int_equal(reply_list(&r, &item_shape, &(struct list){ NULL, 0 }, (str){ 0 }), OK);
	assert_str(body_of(&r), "{\"items\":[],\"next\":null}");
	assert_int_equal(reply_with(&r, &item_shape, &items[1]), OK);
	assert_str(body_of(&r), "{\"n\":2}");
}

static status read_body(const char *sent, int64_t said, int64_t most, str *out)
{
	struct request r = request();

	peer = told_new(sent);
	r.content_length = said;
	return request_body(&r, most, out);
}

static void test_bodies(void **state)
{
	str body;

	(void)state;
	assert_int_equal(read_body("0123456789", 10, 10, &body), OK);
	assert_str(body, "0123456789");
	assert_int_equal(read_body("0123456789", -1, 10, &body), OK);
	assert_str(body, "0123456789");
	assert_int_equal(read_body("", 0, 10, &body), OK);
	assert_str(body, "");
	assert_int_equal(read_body("", -1, 10, &body), OK);
	assert_str(body, "");
}

static void test_bodies_that_are_not_what_was_said(void **state)
{
	str body;

	(void)state;
	assert_int_equal(read_body("0123456789", 10, 9, &body), TOO_LARGE);
	assert_int_equal(read_body("0123456789", -1, 9, &body), TOO_LARGE);
	assert_int_equal(read_body("0123456789", INT64_MAX, 9, &body), TOO_LARGE);
	assert_int_equal(read_body("012345678", 10, 10, &body), BAD_REQUEST);
	assert_int_equal(read_body("0123456789", 9, 10, &body), BAD_REQUEST);
	assert_int_equal(read_body("x", 0, 10, &body), BAD_REQUEST);
}

static void test_a_long_body_of_unsaid_length(void **state)
{
	enum { LONG = 500000 };
	struct request r = request();
	char *sent = arena_alloc(&arena, 1, LONG + 1);
	str body;

	(void)state;
	memset(sent, 'a', LONG - 1);
	sent[LONG - 1] = 'z';
	peer = told_new(sent);
	peer.piece = 70000;
	r.content_length = -1;
	assert_int_equal(request_body(&r, LONG, &body), OK);
	assert_int_equal(body.len, LONG);
	assert_memory_equal(body.ptr, sent, LONG);
}

static void test_a_peer_that_goes_away(void **state)
{
	struct request r = request();
	str body;

	(void)state;
	peer = told_new("01234");
	peer.is_gone = true;
	r.content_length = 10;
	assert_int_equal(request_body(&r, 10, &body), BAD_REQUEST);
	peer = told_new("01234");
	peer.is_gone = true;
	r.content_length = -1;
	assert_int_equal(request_body(&r, 10, &body), BAD_REQUEST);
}

static str cookie(const char *header, const char *name)
{
	const struct request r = { .arena = &arena, .cookie = str_of(header) };

	return request_cookie(&r, str_of(name));
}

/* RFC 6265 5.4 writes the header; it gives no order that could be relied upon. */
static void test_cookies(void **state)
{
	(void)state;
	assert_str(cookie("SID=31d4d96e407aad42; lang=en-US", "lang"), "en-US");
	assert_str(cookie("SID=31d4d96e407aad42; lang=en-US", "SID"), "31d4d96e407aad42");
	assert_absent(cookie("SID=31d4d96e407aad42", "sid"));
	assert_absent(cookie("xSID=1; SIDx=2", "SID"));
	assert_str(cookie("a=b=c;d", "a"), "b=c");
	assert_str(cookie("a=; b=1", "a"), "");
	assert_str(cookie("a=1; a=2", "a"), "1");
	assert_absent(cookie("", "a"));
	assert_absent(cookie(";;=;", "a"));
	assert_str(cookie(" a = 1 ;b=2", "a"), "1");
}

/* A subdomain can plant a second one of a plain name, but then neither is trusted. */
static void test_a_host_cookie_comes_once(void **state)
{
	(void)state;
	assert_str(cookie("__Host-obelus=x; other=y", "__Host-obelus"), "x");
	assert_absent(cookie("__Host-obelus=x; __Host-obelus=y", "__Host-obelus"));
	assert_absent(cookie("__Host-obelus=x; __Host-obelus=x", "__Host-obelus"));
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_methods),
		TEST(test_problem_document),
		TEST(test_problem_without_detail),
		TEST(test_who_must_wait_or_log_in_is_told_so),
		TEST(test_head_of_a_reply),
		TEST(test_replies_without_content),
		TEST(test_head_only),
		TEST(test_no_value_breaks_out_of_its_line),
		TEST(test_file_names),
		TEST(test_stream),
		TEST(test_stream_to_nobody),
		TEST(test_lists),
		TEST(test_bodies),
		TEST(test_bodies_that_are_not_what_was_said),
		TEST(test_a_long_body_of_unsaid_length),
		TEST(test_a_peer_that_goes_away),
		TEST(test_cookies),
		TEST(test_a_host_cookie_comes_once),
	};

	arena_init(&arena, 16 << 20);
	return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
