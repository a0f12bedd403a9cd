#include "notes.h"

static void test_match(void **state)
{
	(void)state;
	struct request *r = request("GET", "/notes");
	answer(r, 200);
	assert_ptr_equal(r->route, &routes[0]);
	assert_body(r, "{\"word\":\"none\",\"version\":3}");
	r = request("GET", "/notes/" ID "/parts/" OTHER);
	answer(r, 200);
	assert_string_equal(r->path_id[0].text, ID);
	assert_string_equal(r->path_id[1].text, OTHER);
}

static void test_nothing_there(void **state)
{
	static const char *const paths[] = {
		"", "/", "notes", "/note", "/notes/", "/notess", "/Notes", "/notes/" ID "/", "/notes/" ID "/parts",
		"/notes/" ID "/parts/x", "/notes/017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "/notes/" ID "x",
		"/notes/{id}", "/notes/" ID "/parts/" OTHER "/x",
	};

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct request *r = request("GET", paths[i]);
		answer(r, 404);
		assert_null(r->route);
	}
	assert_int_equal(runs, 0);
}

/* RFC 9110 15.5.6: with the methods there are. */
static void test_methods_that_there_are(void **state)
{
	(void)state;
	struct request *r = request("PUT", "/notes");
	answer(r, 405);
	assert_str(r->allow, "GET, HEAD, POST");
	r = request("OPTIONS", "/notes/" ID);
	answer(r, 405);
	assert_str(r->allow, "DELETE");
	r = request("BREW", "/nothing");
	answer(r, 404);
	assert_absent(r->allow);
}

static void test_head(void **state)
{
	(void)state;
	struct request *r = request("HEAD", "/notes");
	answer(r, 200);
	assert_true(r->out.len > 0);
	assert_false(request_has_body(r));
	/* Nothing was downloaded, so nothing may say so. */
	r = request("HEAD", "/notes/" ID "/parts/" ID);
	answer(r, 405);
	assert_str(r->allow, "GET");
}

static void site(struct request *r, const char *fetch_site, const char *origin)
{
	r->fetch_site = str_of(fetch_site);
	r->origin = str_of(origin);
}

/* Fetch Metadata where there is some, else Origin; programs send neither. */
static void test_other_sites(void **state)
{
	static const struct {
		const char *fetch_site, *origin;
		int http;
	} cases[] = {
		{ NULL, NULL, 409 },
		{ "same-origin", NULL, 409 },
		{ "none", NULL, 409 },
		{ "same-site", NULL, 403 },
		{ "cross-site", "https://obelus.example", 403 },
		{ "Same-Origin", NULL, 403 },
		{ NULL, "https://obelus.example", 409 },
		{ NULL, "https://obelus.example.org", 403 },
		{ NULL, "http://obelus.example", 403 },
		{ NULL, "null", 403 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct request *r = request("POST", "/notes/" ID "/refuse");
		site(r, cases[i].fetch_site, cases[i].origin);
		answer(r, cases[i].http);
	}
	/* Reading is for everyone, but not what leaves an activity. */
	struct request *r = request("GET", "/notes");
	site(r, "cross-site", NULL);
	answer(r, 200);
	r = request("GET", "/notes/" ID "/parts/" ID);
	site(r, "cross-site", NULL);
	answer(r, 403);
}

static void test_content_types(void **state)
{
	static const struct {
		const char *path, *type;
		int http;
	} cases[] = {
		{ "/notes", "application/json", 201 },
		{ "/notes", "Application/JSON ; charset=UTF-8", 201 },
		{ "/notes", "application/json;charset=\"utf-8\"", 201 },
		{ "/notes", "application/json; charset=latin1", 415 },
		{ "/notes", "application/jsonp", 415 },
		{ "/notes", "text/plain", 415 },
		{ "/notes", "application/x-www-form-urlencoded", 415 },
		{ "/notes", NULL, 415 },
		{ "/notes/raw", "text/plain", 201 },
		{ "/notes/raw", "text/plain; charset=utf-8", 201 },
		{ "/notes/raw", "text/plain; charset=utf-16", 415 },
		{ "/notes/raw", "text/html", 415 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct request *r = request("POST", cases[i].path);
		with_body(r, cases[i].type, "{\"word\":\"a\"}");
		answer(r, cases[i].http);
	}
}

static void test_bodies_where_there_are_none(void **state)
{
	(void)state;
	answer(json("GET", "/notes", "{}"), 400);
	answer(json("POST", "/notes/" ID "/refuse", "{}"), 400);
	struct request *r = json("GET", "/notes", "{}");
	r->content_length = -1;
	answer(r, 400);
	r = request("GET", "/notes");
	r->content_length = 0;
	answer(r, 200);
	assert_int_equal(runs, 1);
}

static void test_body(void **state)
{
	(void)state;
	struct request *r = json("POST", "/notes", "{\"word\":\"abc\"}");
	answer(r, 201);
	assert_body(r, "{\"word\":\"abc\",\"version\":1}");
	r = request("POST", "/notes/raw");
	with_body(r, "text/plain", " as it is\n");
	answer(r, 201);
	assert_body(r, "{\"word\":\" as it is\\n\",\"version\":1}");
	r = json("POST", "/notes", "{\"word\":");
	answer(r, 400);
	assert_flaws(r, "# is not JSON (line 1, column 8)");
}

static void test_sizes(void **state)
{
	(void)state;
	char *big = arena_alloc(&arena, 1, 2000);
	memset(big, 'a', 1999);
	struct request *r = request("POST", "/notes/raw");
	with_body(r, "text/plain", big);
	answer(r, 201);
	r = json("POST", "/notes", big);
	answer(r, 413);
}

static void test_flaws_of_body_and_query_together(void **state)
{
	(void)state;
	struct request *r = json("POST", "/notes", "{\"is_admin\":true}");
	r->query_string = STR("word=toolong&x=1");
	answer(r, 422);
	assert_flaws(r, "#/word is required; #/is_admin is not a member of this request; "
	                "#/word must be 1 to 5 characters; #/x is not a parameter of this request");
	assert_int_equal(runs, 0);
}

static void test_query(void **state)
{
	(void)state;
	struct request *r = request("GET", "/notes");
	r->query_string = STR("word=a%20b");
	answer(r, 200);
	assert_body(r, "{\"word\":\"a b\",\"version\":3}");
	r = request("GET", "/rare");
	r->query_string = STR("verbose");
	answer(r, 422);
	assert_flaws(r, "#/verbose is not a parameter of this request");
}

/* RFC 6585 3 and RFC 9110 13.1.1. */
static void test_a_change_names_its_version(void **state)
{
	(void)state;
	struct request *r = request("DELETE", "/notes/" ID);
	answer(r, 428);
	r = request("DELETE", "/notes/" ID);
	r->if_match = 1;
	answer(r, 204);
	assert_int_equal(r->out.len, 0);
}

/* RFC 9110 13.1.2: compared weakly, any of a list. */
static void test_not_modified(void **state)
{
	static const struct {
		const char *header;
		int http;
	} cases[] = {
		{ "\"3\"", 304 },      { "W/\"3\"", 304 }, { "\"1\", W/\"3\"", 304 }, { "*", 304 },
		{ "\"4\"", 200 },      { "3", 200 },       { "\"33\"", 200 },	      { "", 200 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct request *r = request("GET", "/notes");
		r->if_none_match = str_of(cases[i].header);
		answer(r, cases[i].http);
		assert_int_equal(r->out.len == 0, cases[i].http == 304);
		assert_int_equal(r->version, 3);
	}
	/* A change has been made, whatever its client knew. */
	struct request *r = json("POST", "/notes", "{\"word\":\"a\"}");
	r->if_none_match = STR("\"1\"");
	answer(r, 201);
	assert_true(r->out.len > 0);
}

static void test_failures_become_problems(void **state)
{
	(void)state;
	struct request *r = request("POST", "/notes/" ID "/refuse");
	answer(r, 409);
	assert_non_null(strstr(r->out.ptr, "\"detail\":\"it is taken\""));
	assert_string_equal(r->media, "application/problem+json");
	assert_false(r->cut);
}

static void test_streams(void **state)
{
	(void)state;
	struct request *r = request("GET", "/notes/" ID "/parts/" ID);
	answer(r, 200);
	assert_true(r->started);
	assert_false(r->cut);
	/* Before its first byte a stream fails as anything does. */
	r = request("GET", "/notes/" ID "/parts/00000000-0000-0000-0000-000000000000");
	answer(r, 404);
	assert_false(r->started);
	assert_string_equal(r->media, "application/problem+json");
	/* After it, only the end of the connection tells. */
	r = request("GET", "/cut");
	answer(r, 200);
	assert_true(r->started);
	assert_true(r->cut);
	assert_int_equal(r->out.len, 0);
}

#define TEST(name) cmocka_unit_test_setup(name, begin)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_match),
		TEST(test_nothing_there),
		TEST(test_methods_that_there_are),
		TEST(test_head),
		TEST(test_other_sites),
		TEST(test_content_types),
		TEST(test_bodies_where_there_are_none),
		TEST(test_body),
		TEST(test_sizes),
		TEST(test_flaws_of_body_and_query_together),
		TEST(test_query),
		TEST(test_a_change_names_its_version),
		TEST(test_not_modified),
		TEST(test_failures_become_problems),
		TEST(test_streams),
	};

	notes_begin();
	return cmocka_run_group_tests_name("route", tests, NULL, NULL);
}
