#include "describe.h"
#include "unit.h"

#include <jansson.h>

static struct arena arena;

struct part {
	str word;
};
struct thing {
	uuid id;
	int64_t version;
	str name;
};
struct thing_new {
	str name;
	struct list parts;
};
struct thing_query {
	maybe_int limit;
};

/* clang-format off */
static const struct shape part_shape = SHAPE(part,
	TEXT_LIKE(part, word, REQUIRED, 1, 3, NULL, "^[a-z]+$", "A word"));
static const struct shape thing_shape = SHAPE(thing,
	UUID(thing, id, REQUIRED, "Its id"),
	INT(thing, version, REQUIRED, 1, INT32_MAX, "Its version"),
	TEXT(thing, name, OPTIONAL, 1, 9, "Its name"));
static const struct shape thing_new_shape = SHAPE(thing_new,
	TEXT(thing_new, name, OPTIONAL, 1, 9, "Its name"),
	LIST(thing_new, parts, OPTIONAL, &part_shape, 0, 5, "Its parts"));
static const struct shape thing_query_shape = SHAPE(thing_query,
	MAYBE_INT(thing_query, limit, 1, 200, "How many"));
/* clang-format on */

static status nothing(struct request *r)
{
	(void)r;
	return OK;
}

static status answer(struct request *r)
{
	return fail(r, GONE, "too late");
}

static const struct route routes[] = {
	{ .method = GET, .path = "/things", .need = PROJECT_READ, .limit = LIMIT_READ, .query = &thing_query_shape,
	  .reply = &thing_shape, .page = true, .success = 200, .run = nothing, .about = "List \"things\"" },
	{ .method = POST, .path = "/things", .need = ANYONE, .limit = LIMIT_SIGNUP, .body = &thing_new_shape,
	  .reply = &thing_shape, .success = 201, .event = ACTIVITY_TAG_CREATE, .run = nothing, .about = "Make",
	  .more = "At length.", .trips = 2, .budget_why = "twice" },
	{ .method = GET, .path = "/things/{id}", .need = SIGNED_IN, .limit = LIMIT_READ, .reply = &thing_shape,
	  .success = 200, .run = nothing, .about = "Show" },
	{ .method = DELETE, .path = "/things/{id}", .need = PROJECT_WRITE, .limit = LIMIT_WRITE, .match = true,
	  .fresh_seconds = 300, .success = 204, .event = ACTIVITY_TAG_UPDATE, .run = nothing, .about = "Remove" },
	{ .method = POST, .path = "/people/{id}/replies", .need = SIGNED_IN, .limit = LIMIT_UPLOAD, .raw = "text/plain",
	  .reply = &thing_shape, .success = 201, .event = ACTIVITY_TAG_CREATE, .run = answer,
	  .ends = (const status[]){ GONE, BAD_LOGIN, OK }, .about = "Reply" },
	{ .method = GET, .path = "/things/{id}/export", .need = EXPORT_READ, .limit = LIMIT_EXPORT, .reply = &thing_shape,
	  .media = "application/x-ndjson", .success = 200, .event = ACTIVITY_EXPORT_CREATE, .run = nothing,
	  .about = "Download" },
};

static const struct service service = {
	.name = "test",
	.routes = routes,
	.route_count = sizeof routes / sizeof *routes,
};

static int end(void **state)
{
	(void)state;
	arena_reset(&arena);
	return 0;
}

static json_t *told(void (*tell)(struct json *, const struct service *))
{
	struct json out = { .arena = &arena };
	json_error_t error;

	tell(&out, &service);
	json_t *v = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, &error);
	if (!v)
		fail_msg("%s at %d: %.*s", error.text, error.position, (int)out.len, out.ptr);
	return v;
}

/* What is at a path of names, with / between them written as a blank. */
static const json_t *at(const json_t *v, const char *path)
{
	str rest = str_of(path);

	while (v && rest.len) {
		str name = str_cut(&rest, ' ');
		int64_t index;

		if (json_is_array(v) && str_int(name, &index))
			v = json_array_get(v, (size_t)index);
		else
			v = json_object_getn(v, name.ptr, name.len);
	}
	return v;
}

static void assert_at(const json_t *v, const char *path, const char *expected)
{
	const json_t *found = at(v, path);
	char *text = found ? json_dumps(found, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS) : NULL;

	if (!text || strcmp(text, expected))
		fail_msg("%s: %s is not %s", path, text ? text : "nothing", expected);
	free(text);
}

static void test_routes(void **state)
{
	json_t *v = told(describe_routes);

	(void)state;
	assert_int_equal(json_array_size(v), 6);
	assert_at(v, "0 method", "\"GET\"");
	assert_at(v, "0 handler", "\"test\"");
	assert_at(v, "0 about", "\"List \\\"things\\\"\"");
	assert_at(v, "0 page", "true");
	assert_at(v, "0 query", "\"thing_query\"");
	assert_at(v, "0 body", "null");
	assert_at(v, "0 event", "null");
	assert_at(v, "0 flushes", "1");
	assert_at(v, "0 roles", "[\"owner\",\"admin\",\"manager\",\"reviewer\",\"annotator\"]");
	assert_at(v, "1 body", "\"thing_new\"");
	assert_at(v, "1 limit", "\"signup\"");
	assert_at(v, "1 a_minute", "10");
	assert_at(v, "1 trips", "2");
	assert_at(v, "1 budget_why", "\"twice\"");
	assert_at(v, "1 event", "\"tag.create\"");
	assert_at(v, "1 more", "\"At length.\"");
	assert_at(v, "3 params", "[\"id\"]");
	assert_at(v, "3 fresh_seconds", "300");
	assert_at(v, "3 match", "true");
	assert_at(v, "3 success", "204");
	assert_at(v, "4 raw", "\"text/plain\"");
	assert_at(v, "5 media", "\"application/x-ndjson\"");
	json_decref(v);
}

static void test_problems_follow_from_the_row(void **state)
{
	json_t *v = told(describe_routes);

	(void)state;
	assert_at(v, "0 problems", "[\"bad-request\",\"unauthorized\",\"forbidden\",\"insufficient-scope\",\"invalid\","
	                           "\"too-many\",\"broken\",\"unavailable\",\"late\"]");
	assert_at(v, "1 problems", "[\"bad-request\",\"cross-site\",\"too-large\",\"bad-type\",\"invalid\","
	                           "\"too-many\",\"broken\",\"unavailable\",\"late\"]");
	assert_at(v, "3 problems", "[\"bad-request\",\"unauthorized\",\"reauthenticate\",\"forbidden\","
	                           "\"insufficient-scope\",\"cross-site\",\"not-found\",\"stale\",\"invalid\",\"unconditional\",\"too-many\",\"broken\","
	                           "\"unavailable\",\"late\"]");
	json_decref(v);
}

/* What only the function knows, as its row says it, and of no other route. */
static void test_problems_of_the_function(void **state)
{
	json_t *v = told(describe_routes);

	(void)state;
	assert_at(v, "4 problems", "[\"bad-request\",\"unauthorized\",\"bad-login\",\"insufficient-scope\","
	                           "\"cross-site\",\"not-found\",\"gone\",\"too-large\",\"bad-type\",\"invalid\",\"too-many\","
	                           "\"broken\",\"unavailable\",\"late\"]");
	json_decref(v);
	v = told(describe_openapi);
	assert_at(v, "paths /api/test/people/{id}/replies post responses 410 $ref", "\"#/components/responses/problem-410\"");
	assert_null(at(v, "paths /api/test/things post responses 410"));
	assert_at(v, "components responses problem-410 description", "\"This was used or has expired\"");
	json_decref(v);
}

/* What can be shown by its id has an address when it is made; a version of it has an ETag. */
static void test_headers_of_success(void **state)
{
	static const char etag[] = "{\"$ref\":\"#/components/headers/etag\"}";
	json_t *v = told(describe_openapi);
	const json_t *paths = at(v, "paths");

	(void)state;
	assert_at(paths, "/api/test/things post responses 201 headers ETag", etag);
	assert_at(paths, "/api/test/things post responses 201 headers Location",
	          "{\"$ref\":\"#/components/headers/location\"}");
	assert_at(paths, "/api/test/people/{id}/replies post responses 201 headers", "{\"ETag\":{\"$ref\":\"#/components/headers/etag\"}}");
	assert_at(paths, "/api/test/things/{id} get responses 200 headers", "{\"ETag\":{\"$ref\":\"#/components/headers/etag\"}}");
	assert_null(at(paths, "/api/test/things get responses 200 headers"));
	json_decref(v);
}

static void test_operations(void **state)
{
	json_t *v = told(describe_openapi);
	const json_t *paths = at(v, "paths");

	(void)state;
	assert_int_equal(json_object_size(paths), 4);
	assert_at(paths, "/api/test/things get operationId", "\"thing_list\"");
	assert_at(paths, "/api/test/things post operationId", "\"thing_create\"");
	assert_at(paths, "/api/test/things/{id} get operationId", "\"thing_show\"");
	assert_at(paths, "/api/test/things/{id} delete operationId", "\"thing_delete\"");
	assert_at(paths, "/api/test/people/{id}/replies post operationId", "\"reply_create\"");
	assert_at(paths, "/api/test/things/{id}/export get operationId", "\"export_show\"");
	assert_at(paths, "/api/test/things get tags", "[\"test\"]");
	assert_at(paths, "/api/test/things get security", "[{\"cookie\":[]},{\"bearer\":[]}]");
	assert_at(paths, "/api/test/things/{id} get security", "[{\"cookie\":[]}]");
	assert_at(paths, "/api/test/things post security", "[]");
	assert_at(paths, "/api/test/things/{id} delete security", "[{\"cookie\":[],\"csrf\":[]},{\"bearer\":[]}]");
	assert_at(paths, "/api/test/things post description",
	          "\"At length.\\n\\nWho: No session is asked for. At most 10 requests a minute (signup).\"");
	json_decref(v);
}

static void test_parameters(void **state)
{
	json_t *v = told(describe_openapi);
	const json_t *paths = at(v, "paths");

	(void)state;
	assert_at(paths, "/api/test/things get parameters",
	          "[{\"in\":\"query\",\"name\":\"limit\",\"required\":false,\"schema\":{\"description\":\"How many\","
	          "\"format\":\"int64\",\"maximum\":200,\"minimum\":1,\"type\":\"integer\"}}]");
	assert_at(paths, "/api/test/things/{id} get parameters 0",
	          "{\"in\":\"path\",\"name\":\"id\",\"required\":true,\"schema\":{\"format\":\"uuid\",\"pattern\":\"" UUID_PATTERN
	          "\",\"type\":\"string\"}}");
	assert_at(paths, "/api/test/things/{id} get parameters 1",
	          "{\"$ref\":\"#/components/parameters/if-none-match\"}");
	assert_at(paths, "/api/test/things/{id} delete parameters 1", "{\"$ref\":\"#/components/parameters/if-match\"}");
	json_decref(v);
}

static void test_bodies_and_replies(void **state)
{
	static const char ref[] = "{\"schema\":{\"$ref\":\"#/components/schemas/thing\"}}";
	json_t *v = told(describe_openapi);
	const json_t *paths = at(v, "paths");

	(void)state;
	assert_at(paths, "/api/test/things post requestBody content application/json schema $ref",
	          "\"#/components/schemas/thing_new\"");
	assert_at(paths, "/api/test/people/{id}/replies post requestBody content",
	          "{\"text/plain\":{\"schema\":{\"type\":\"string\"}}}");
	assert_null(at(paths, "/api/test/things get requestBody"));
	assert_at(paths, "/api/test/things post responses 201 content application/json", ref);
	assert_at(paths, "/api/test/things get responses 200 content application/json schema properties items items $ref",
	          "\"#/components/schemas/thing\"");
	assert_at(paths, "/api/test/things/{id}/export get responses 200 content application/x-ndjson", ref);
	assert_at(paths, "/api/test/things/{id} get responses 304 description", "\"Not Modified\"");
	assert_at(paths, "/api/test/things/{id} delete responses 204", "{\"description\":\"No Content\"}");
	assert_at(paths, "/api/test/things/{id} delete responses 428",
	          "{\"$ref\":\"#/components/responses/problem-428\"}");
	assert_null(at(paths, "/api/test/things get responses 428"));
	json_decref(v);
}

static void test_components(void **state)
{
	json_t *v = told(describe_openapi);

	(void)state;
	/* Query shapes are parameters; parts come with what they are parts of. */
	assert_null(at(v, "components schemas thing_query"));
	assert_at(v, "components schemas part required", "[\"word\"]");
	assert_at(v, "components schemas part additionalProperties", "false");
	assert_at(v, "components schemas part properties word",
	          "{\"description\":\"A word\",\"maxLength\":3,\"minLength\":1,\"pattern\":\"^[a-z]+$\",\"type\":\"string\"}");
	assert_at(v, "components schemas thing properties id",
	          "{\"description\":\"Its id\",\"format\":\"uuid\",\"pattern\":\"" UUID_PATTERN "\",\"type\":\"string\"}");
	assert_null(at(v, "components schemas thing properties name pattern"));
	assert_at(v, "components responses problem-401 description",
	          "\"Log in first; Type your password again for this; User name or password is wrong\"");
	assert_at(v, "components responses problem-429 headers Retry-After",
	          "{\"$ref\":\"#/components/headers/retry-after\"}");
	assert_null(at(v, "components responses problem-405"));
	json_decref(v);
}

static void test_types(void **state)
{
	struct json out = { .arena = &arena };

	(void)state;
	describe_types(&out, &service);
	json_add(&out, (str){ "", 1 });
	assert_non_null(strstr(out.ptr, "export interface thing_query {\n\t/** How many */\n\tlimit?: number;\n}\n"));
	assert_non_null(strstr(out.ptr, "export interface part {"));
}

static void tell_problems(struct json *out, const struct service *s)
{
	(void)s;
	describe_problems(out);
}

/* One whole page a problem: in a language, with a title, readable without style. */
static void test_problem_pages(void **state)
{
	static const char *const parts[] = { "<!doctype html>", "<html lang=\"en\">", "<meta charset=\"utf-8\">",
		                             "name=\"viewport\"", "<title>", "<main>", "<h1>", "</html>" };
	json_t *v = told(tell_problems);

	(void)state;
	assert_int_equal(json_object_size(v), STATUS_COUNT - 1);
	for (status p = OK + 1; p < STATUS_COUNT; p++) {
		const char *page = json_string_value(json_object_get(v, problem_slug(p)));
		assert_non_null(page);
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			assert_non_null(strstr(page, parts[i]));
		assert_non_null(strstr(page, problem_title(p)));
		assert_null(strstr(page, "(null)"));
		assert_null(strstr(page, "<style"));
	}
	json_decref(v);
}

static void test_unknown_word(void **state)
{
	(void)state;
	assert_int_equal(describe(&service, "secrets"), 2);
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_routes),
		TEST(test_problems_follow_from_the_row),
		TEST(test_problems_of_the_function),
		TEST(test_headers_of_success),
		TEST(test_operations),
		TEST(test_parameters),
		TEST(test_bodies_and_replies),
		TEST(test_components),
		TEST(test_types),
		TEST(test_problem_pages),
		TEST(test_unknown_word),
	};

	arena_init(&arena, 16 << 20);
	return cmocka_run_group_tests_name("describe", tests, NULL, NULL);
}
