#include "route.h"

#include "config.h"
#include "own_redis.h"
#include "secret.h"
#include "session.h"
#include "told.h"
#include "unit.h"

#define ID    "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
#define OTHER "0198c0de-0000-7000-8000-00000000000a"

static struct arena arena;
static struct told peer;

struct note {
	str word;
	int64_t version;
};
struct note_new {
	str word;
};
struct note_query {
	str word;
};

/* clang-format off */
static const struct shape note_shape = SHAPE(note,
	TEXT(note, word, REQUIRED, 1, 5, "A word"),
	INT(note, version, REQUIRED, 1, 9, "Its version"));
static const struct shape note_new_shape = SHAPE(note_new,
	TEXT(note_new, word, REQUIRED, 1, 5, "A word"));
static const struct shape note_query_shape = SHAPE(note_query,
	TEXT(note_query, word, OPTIONAL, 1, 5, "A word"));
/* clang-format on */

static int runs;

static status note_show(struct request *r)
{
	const struct note_query *asked = r->query;
	struct note n = { .word = asked && asked->word.ptr ? asked->word : STR("none"), .version = 3 };

	runs++;
	r->version = n.version;
	return reply_with(r, &note_shape, &n);
}

static status note_create(struct request *r)
{
	const struct note_new *sent = r->body;

	runs++;
	r->location = STR("/notes/1");
	return reply_with(r, &note_shape, &(struct note){ sent->word, 1 });
}

static status note_raw(struct request *r)
{
	runs++;
	return reply_with(r, &note_shape, &(struct note){ r->raw, 1 });
}

static status note_delete(struct request *r)
{
	runs++;
	return reply_nothing(r);
}

static status note_refuse(struct request *r)
{
	runs++;
	return fail(r, CONFLICT, "it is taken");
}

static status note_export(struct request *r)
{
	TRY(reply_stream(r, "application/x-ndjson", STR("notes.jsonl")));
	return uuid_eq(&r->path_id[1], &uuid_nil) ? NOT_FOUND : reply_bytes(r, STR("{}\n"));
}

static status note_export_cut(struct request *r)
{
	TRY(reply_bytes(r, STR("{}\n")));
	return UNAVAILABLE;
}

#define OPEN .limit = LIMIT_HEALTH, .need = ANYONE
#define LEAVES .event = ACTIVITY_TAG_CREATE

static const struct route routes[] = {
	{ .method = GET, .path = "/notes", OPEN, .reply = &note_shape, .query = &note_query_shape, .success = 200,
	  .run = note_show, .about = "Show" },
	{ .method = POST, .path = "/notes", OPEN, LEAVES, .body = &note_new_shape, .reply = &note_shape,
	  .query = &note_query_shape, .success = 201, .run = note_create, .about = "Make" },
	{ .method = POST, .path = "/notes/raw", OPEN, LEAVES, .raw = "text/plain", .reply = &note_shape, .success = 201,
	  .run = note_raw, .about = "Make" },
	{ .method = DELETE, .path = "/notes/{id}", OPEN, LEAVES, .match = true, .success = 204, .run = note_delete,
	  .about = "Remove" },
	{ .method = POST, .path = "/notes/{id}/refuse", OPEN, LEAVES, .success = 204, .run = note_refuse, .about = "Refuse" },
	{ .method = GET, .path = "/notes/{id}/parts/{part}", OPEN, LEAVES, .reply = &note_shape, .success = 200,
	  .media = "application/x-ndjson", .run = note_export, .about = "Download" },
	{ .method = GET, .path = "/cut", OPEN, .reply = &note_shape, .success = 200, .media = "application/x-ndjson",
	  .run = note_export_cut, .about = "Download" },
	{ .method = GET, .path = "/mine", .need = SIGNED_IN, .limit = LIMIT_HEALTH, .reply = &note_shape, .success = 200,
	  .run = note_show, .about = "Show" },
	{ .method = POST, .path = "/mine", .need = SIGNED_IN, .limit = LIMIT_HEALTH, LEAVES, .success = 204,
	  .run = note_delete, .about = "Change" },
	{ .method = GET, .path = "/projects", .need = PROJECT_WRITE, .limit = LIMIT_HEALTH, .reply = &note_shape,
	  .success = 200, .run = note_show, .about = "Show" },
	{ .method = GET, .path = "/fresh", .need = SIGNED_IN, .limit = LIMIT_HEALTH, .fresh_seconds = 300,
	  .reply = &note_shape, .success = 200, .run = note_show, .about = "Show" },
	{ .method = GET, .path = "/rare", .need = ANYONE, .limit = LIMIT_SIGNUP, .reply = &note_shape, .success = 200,
	  .run = note_show, .about = "Show" },
};
enum { ROUTES = sizeof routes / sizeof *routes };

static int begin(void **state)
{
	(void)state;
	runs = 0;
	arena_reset(&arena);
	return 0;
}

static struct request *request(const char *method, const char *path)
{
	struct request *r = NEW(&arena, struct request);

	r->arena = &arena;
	r->channel = &peer.channel;
	r->id = uuid_new();
	r->now = moment_now();
	r->content_length = -1;
	request_method(r, str_of(method));
	r->path = str_of(path);
	peer = told_new("");
	return r;
}

static void with_body(struct request *r, const char *type, const char *body)
{
	peer = told_new(body);
	r->content_type = str_of(type);
	r->content_length = (int64_t)strlen(body);
}

static struct request *json(const char *method, const char *path, const char *body)
{
	struct request *r = request(method, path);

	with_body(r, "application/json", body);
	return r;
}

static void answer(struct request *r, int http)
{
	route_request(routes, ROUTES, r);
	if (r->http != http)
		fail_msg("%d, not %d: %.*s", r->http, http, (int)r->out.len, r->out.ptr);
}

static void assert_body(const struct request *r, const char *expected)
{
	assert_str((str){ r->out.ptr, r->out.len }, expected);
}

/* "#/a is wrong; #/b is missing" */
static void assert_flaws(const struct request *r, const char *expected)
{
	struct json told = { .arena = &arena };

	for (const struct flaw *f = r->flaws; f; f = f->next) {
		json_add(&told, told.len ? STR("; ") : STR(""));
		json_add(&told, f->pointer);
		json_add(&told, STR(" "));
		json_add(&told, f->detail);
	}
	assert_str((str){ told.ptr, told.len }, expected);
}

/* Signed in with a session that Redis knows. */
static struct request *signed_in(struct request *r, enum role role, int seconds_ago)
{
	struct caller c = { .role = role, .authenticated = r->now - SECONDS(seconds_ago) };
	str token, hash;

	assert_true(uuid_parse(STR(ID), &c.person));
	assert_true(uuid_parse(STR(ID), &c.session));
	if (role)
		assert_true(uuid_parse(STR(ID), &c.workspace));
	session_new(r, &token, &hash);
	session_remember(r, hash, &c, r->now + SECONDS(600));
	r->cookie = arena_fmt(&arena, SESSION_COOKIE "=%.*s", STR_ARGS(token));
	struct request asked = { .arena = &arena, .token = token };
	r->csrf = session_csrf(&asked);
	r->redis_trips = 0;
	return r;
}

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
}

static void test_who(void **state)
{
	(void)state;
	answer(request("GET", "/mine"), 401);
	answer(request("GET", "/projects"), 401);
	answer(signed_in(request("GET", "/mine"), ROLE_NONE, 0), 200);
	answer(signed_in(request("GET", "/projects"), ROLE_NONE, 0), 403);
	answer(signed_in(request("GET", "/projects"), ROLE_ANNOTATOR, 0), 403);
	answer(signed_in(request("GET", "/projects"), ROLE_MANAGER, 0), 200);
	assert_int_equal(runs, 2);
}

/* Limits and session travel together. */
static void test_one_trip(void **state)
{
	(void)state;
	struct request *r = signed_in(request("GET", "/mine"), ROLE_NONE, 0);
	answer(r, 200);
	assert_int_equal(r->redis_trips, 1);
	assert_int_equal(r->db_flushes, 0);
	assert_string_equal(r->caller.person.text, ID);
	r = request("GET", "/notes");
	answer(r, 200);
	assert_int_equal(r->redis_trips, 1);
}

static void test_strangers_are_welcome_with_a_session_too(void **state)
{
	(void)state;
	struct request *r = signed_in(request("GET", "/notes"), ROLE_OWNER, 0);
	answer(r, 200);
	assert_string_equal(r->caller.person.text, ID);
	assert_int_equal(r->caller.role, ROLE_OWNER);
}

static void test_a_password_typed_lately(void **state)
{
	(void)state;
	answer(signed_in(request("GET", "/fresh"), ROLE_NONE, 299), 200);
	struct request *r = signed_in(request("GET", "/fresh"), ROLE_NONE, 301);
	answer(r, 401);
	assert_non_null(strstr(r->out.ptr, "/problems/reauthenticate"));
}

static status over_the_limit(struct request *r)
{
	r->address = STR("192.0.2.77");
	for (int i = 0; i < 10; i++) {
		struct request *same = request("GET", "/rare");
		same->address = r->address;
		same->now = r->now;
		answer(same, 200);
	}
	return OK;
}

static void test_limits(void **state)
{
	(void)state;
	struct request *r = request("GET", "/rare");
	assert_int_equal(over_the_limit(r), OK);
	answer(r, 429);
	assert_in_range(r->retry_after, 1, 120);
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

static void test_csrf(void **state)
{
	(void)state;
	answer(signed_in(request("POST", "/mine"), ROLE_NONE, 0), 204);
	struct request *r = signed_in(request("POST", "/mine"), ROLE_NONE, 0);
	r->csrf = (str){ 0 };
	answer(r, 403);
	assert_non_null(strstr(r->out.ptr, "/problems/cross-site"));
	struct request *other = signed_in(request("POST", "/mine"), ROLE_NONE, 0);
	r = signed_in(request("POST", "/mine"), ROLE_NONE, 0);
	r->csrf = other->csrf;
	answer(r, 403);
	r = signed_in(request("POST", "/mine"), ROLE_NONE, 0);
	site(r, "same-origin", NULL);
	r->csrf = str_from(r->csrf, 1);
	answer(r, 403);
	/* A cookie is a cookie where none is needed. */
	r = signed_in(request("POST", "/notes/" ID "/refuse"), ROLE_NONE, 0);
	r->csrf = (str){ 0 };
	answer(r, 403);
	assert_int_equal(runs, 1);
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

/* The limit is counted here then. */
static void test_redis_away(void **state)
{
	(void)state;
	own_redis_end();
	struct request *r = request("GET", "/rare");
	r->address = STR("192.0.2.78");
	answer(r, 200);
	answer(request("GET", "/mine"), 401);
	r = request("GET", "/rare");
	r->address = STR("192.0.2.78");
	answer(r, 200);
	r = request("GET", "/rare");
	r->address = STR("192.0.2.78");
	answer(r, 429);
	own_redis_run();
}

static const char *flaw_with(void (*spoil)(struct route *))
{
	static struct route copy[ROUTES];

	memcpy(copy, routes, sizeof routes);
	spoil(&copy[1]);
	return routes_flaw(copy, ROUTES);
}

static const struct shape namesake = SHAPE(note_new, TEXT(note_new, word, REQUIRED, 1, 5, "A word"));
static const struct shape nameless = SHAPE(note, TEXT(note, word, REQUIRED, 1, 5, ""));
static const struct shape upside_down = SHAPE(note, TEXT(note, word, REQUIRED, 5, 1, "A word"));
static const struct shape wordless = SHAPE(note, WORD(note, word, REQUIRED, NULL, "A word"));
struct note_change {
	patch_text word;
};
static const struct shape patching = SHAPE(note_change, PATCH_TEXT(note_change, word, OPTIONAL, 1, 5, "A word"));

#define SPOILED(name, change)                   \
	static void name(struct route *t)       \
	{                                       \
		change;                         \
	}
SPOILED(no_method, t->method = 0)
SPOILED(no_path, t->path = NULL)
SPOILED(bare_path, t->path = "notes")
SPOILED(long_path, t->path = "/notes/")
SPOILED(odd_path, t->path = "/notes/{id")
SPOILED(loud_path, t->path = "/Notes")
SPOILED(deep_path, t->path = "/{a}/{b}/{c}/{d}/{e}")
SPOILED(same_path, t->path = "/notes/raw")
SPOILED(no_need, t->need = 0)
SPOILED(no_limit, t->limit = 0)
SPOILED(no_event, t->event = 0)
SPOILED(odd_event, t->event = ACTIVITY_COUNT)
SPOILED(fresh_stranger, t->fresh_seconds = 60)
SPOILED(two_bodies, t->raw = "text/plain")
SPOILED(get_with_body, t->method = GET)
SPOILED(delete_with_body, t->method = DELETE)
SPOILED(post_with_version, t->match = true)
SPOILED(no_success, t->success = 0)
SPOILED(odd_success, t->success = 418)
SPOILED(reply_and_204, t->success = 204)
SPOILED(no_reply, t->reply = NULL)
SPOILED(page_of_post, t->page = true)
SPOILED(stream_of_post, t->media = "text/csv")
SPOILED(no_run, t->run = NULL)
SPOILED(no_about, t->about = NULL)
SPOILED(budget_without_why, t->flushes = 2)
SPOILED(why_without_budget, t->budget_why = "because")
SPOILED(nameless_member, t->body = &nameless)
SPOILED(bounds_upside_down, t->body = &upside_down)
SPOILED(word_without_words, t->body = &wordless)
SPOILED(two_of_a_name, t->reply = &namesake)
SPOILED(patch_in_query, t->query = &patching)

/* A table with a hole in it does not start, and says where the hole is. */
static void test_bad_rows(void **state)
{
	static const struct {
		void (*spoil)(struct route *);
		const char *says;
	} bad[] = {
		{ no_method, "has no method" },
		{ no_path, "has no path" },
		{ bare_path, "begin with /" },
		{ long_path, "ends in /" },
		{ odd_path, "neither a name nor" },
		{ loud_path, "neither a name nor" },
		{ deep_path, "more than four" },
		{ same_path, "twice" },
		{ no_need, "does not say what it needs" },
		{ no_limit, "no rate limit" },
		{ no_event, "leaves no activity" },
		{ odd_event, "not in the list" },
		{ fresh_stranger, "strangers" },
		{ two_bodies, "two kinds of body" },
		{ get_with_body, "method that has none" },
		{ delete_with_body, "method that has none" },
		{ post_with_version, "only being made" },
		{ no_success, "no HTTP status" },
		{ odd_success, "no HTTP status" },
		{ reply_and_204, "204" },
		{ no_reply, "204" },
		{ page_of_post, "cannot be paged" },
		{ stream_of_post, "streams" },
		{ no_run, "no function" },
		{ no_about, "says nothing" },
		{ budget_without_why, "without a reason" },
		{ why_without_budget, "without a reason" },
		{ nameless_member, "says nothing about itself" },
		{ bounds_upside_down, "more than its most" },
		{ word_without_words, "nothing may be" },
		{ two_of_a_name, "same name" },
		{ patch_in_query, "no query string" },
	};

	(void)state;
	assert_null(routes_flaw(routes, ROUTES));
	assert_null(routes_flaw(NULL, 0));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const char *flaw = flaw_with(bad[i].spoil);
		if (!flaw || !strstr(flaw, bad[i].says))
			fail_msg("%zu: \"%s\" does not say \"%s\"", i, flaw ? flaw : "", bad[i].says);
		assert_non_null(strstr(flaw, bad[i].spoil == same_path ? "route 3" : "route 2"));
	}
}

#define TEST(name) cmocka_unit_test_setup(name, begin)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_match),
		TEST(test_nothing_there),
		TEST(test_methods_that_there_are),
		TEST(test_head),
		TEST(test_who),
		TEST(test_one_trip),
		TEST(test_strangers_are_welcome_with_a_session_too),
		TEST(test_a_password_typed_lately),
		TEST(test_limits),
		TEST(test_other_sites),
		TEST(test_csrf),
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
		TEST(test_redis_away),
		TEST(test_bad_rows),
	};

	secret_init();
	arena_init(&arena, 16 << 20);
	own_redis_start("");
	config.redis = str_of(own_redis.socket);
	config.redis_ms = 2000;
	config.limit_percent = 100;
	config.origin = STR("https://obelus.example");
	config.body_bytes = 1024;
	config.text_bytes = 4096;
	cache_open();
	int failed = cmocka_run_group_tests_name("route", tests, NULL, NULL);
	own_redis_stop();
	return failed;
}
