/*
 * Properties of every route of a handler, read off its table.  Linked once
 * with each handler; what needs a running instance is asked in tests/http.
 */
#include "describe.h"

#include "config.h"
#include "page.h"
#include "secret.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static struct arena arena;

/* Everything that a stranger may ask for.  Whoever adds a line here opens a door. */
static const char *const open_to_strangers[] = {
	"POST /api/auth/people", "POST /api/auth/confirmations", "POST /api/auth/sessions",
	"POST /api/auth/resets", "POST /api/auth/passwords", "GET /api/auth/signing-keys",
	"GET /api/auth/invitation", "GET /api/privacy/practices",
	"GET /api/privacy/policy", "GET /api/privacy/policy/changes",
	"POST /api/privacy/cancellations", "GET /api/privacy/certificates/{id}", "GET /api/privacy/certificate-key",
	"GET /api/privacy/security-txt",
	"POST /api/privacy/requests", "POST /api/privacy/request-links", "POST /api/privacy/request-messages",
	"POST /api/privacy/request-withdrawals",
	"GET /api/privacy/unsubscriptions/{id}", "POST /api/privacy/unsubscriptions/{id}",
	"POST /api/privacy/unsubscriptions/{id}/form",
};

/* What only the system decides: nobody may send it. */
static const char *const never_sent[] = {
	"id",         "person",     "workspace",  "role",      "created_by", "created_at",
	"version",    "confirmed",  "visibility", "indexable", "is_admin",
};

/* But where a person decides it: who gets a role or joins a team, where to go on, which label is renamed. */
static const char *const sent_after_all[] = { "member_change.role", "invitation_new.role", "session_move.workspace",
	"team_member_new.person", "schema_label_new.id", "job_team.id" };

/* What nobody may be shown. */
static const char *const never_shown[] = { "password", "password_hash", "token", "token_hash", "email_key", "secret" };

static int end(void **state)
{
	(void)state;
	arena_reset(&arena);
	return 0;
}

static const struct route *route(size_t i)
{
	return i < this_service.route_count ? &this_service.routes[i] : NULL;
}

static const char *name_of(const struct route *t)
{
	return arena_fmt(&arena, "%s /api/%s%s", method_name(t->method), this_service.name, t->path).ptr;
}

static bool is_among(const char *name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(name, list[i]))
			return true;
	return false;
}
#define AMONG(name, list) is_among(name, list, sizeof(list) / sizeof *(list))

static void test_the_table_has_no_hole(void **state)
{
	const char *flaw = routes_flaw(this_service.routes, this_service.route_count);

	(void)state;
	if (flaw)
		fail_msg("%s", flaw);
}

static void test_open_doors_are_written_down(void **state)
{
	size_t open = 0;

	(void)state;
	for (const struct route *t; (t = route(open)); open++)
		if (t->need == ANYONE && !AMONG(name_of(t), open_to_strangers))
			fail_msg("%s is open to strangers and not in the list of those", name_of(t));
	for (size_t i = 0; i < sizeof open_to_strangers / sizeof *open_to_strangers; i++) {
		str prefix = arena_fmt(&arena, " /api/%s/", this_service.name);
		bool is_there = !strstr(open_to_strangers[i], prefix.ptr);
		for (size_t k = 0; route(k) && !is_there; k++)
			is_there = route(k)->need == ANYONE && !strcmp(name_of(route(k)), open_to_strangers[i]);
		if (!is_there)
			fail_msg("%s is in the list of what is open to strangers, but is not", open_to_strangers[i]);
	}
}

/* The path with an id in place of each {…}. */
static str example_path(const char *pattern)
{
	struct json path = { .arena = &arena };

	for (const char *p = pattern; *p; p++) {
		if (*p != '{') {
			json_add(&path, (str){ p, 1 });
			continue;
		}
		json_add(&path, uuid_str(&uuid_nil));
		p = strchr(p, '}');
	}
	return (str){ path.ptr, path.len };
}

static struct request *stranger(const struct route *t)
{
	struct request *r = NEW(&arena, struct request);

	*r = (struct request){ .arena = &arena, .id = uuid_new(), .now = moment_now(), .content_length = -1 };
	r->method = t->method;
	r->path = example_path(t->path);
	return r;
}

/* Without Redis and without a database: nothing that is behind a door was asked. */
static void test_strangers_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; route(i); i++) {
		struct request *r = stranger(route(i));

		if (route(i)->need == ANYONE)
			continue;
		route_request(this_service.routes, this_service.route_count, r);
		if (r->http != 401 || r->route != route(i) || r->db_flushes)
			fail_msg("%s tells a stranger %d", name_of(route(i)), r->http);
	}
}

/* Every path is matched by its own row and by no earlier one. */
static void test_every_row_can_be_reached(void **state)
{
	(void)state;
	for (size_t i = 0; route(i); i++) {
		struct request *r = stranger(route(i));

		/* What is open and only reads would run, and wait for a database. */
		if (route(i)->need == ANYONE && route(i)->method == GET)
			continue;
		r->fetch_site = STR("cross-site");
		route_request(this_service.routes, this_service.route_count, r);
		if (r->route != route(i))
			fail_msg("%s is answered by another row", name_of(route(i)));
	}
}

static void assert_none_of(const struct route *t, const struct shape *s, const char *const *names, size_t count)
{
	for (const struct field *f = s ? s->fields : NULL; f && f->name; f++) {
		char name[128];

		snprintf(name, sizeof name, "%s.%s", s->name, f->name);
		if (is_among(f->name, names, count) &&
		    !is_among(name, sent_after_all, sizeof sent_after_all / sizeof *sent_after_all))
			fail_msg("%s: %s.%s", name_of(t), s->name, f->name);
		assert_none_of(t, f->of, names, count);
	}
}

static void test_nobody_sends_what_the_system_decides(void **state)
{
	(void)state;
	for (size_t i = 0; route(i); i++) {
		assert_none_of(route(i), route(i)->body, never_sent, sizeof never_sent / sizeof *never_sent);
		assert_none_of(route(i), route(i)->query, never_sent, sizeof never_sent / sizeof *never_sent);
	}
}

static void test_nobody_is_shown_a_secret(void **state)
{
	(void)state;
	for (size_t i = 0; route(i); i++)
		assert_none_of(route(i), route(i)->reply, never_shown, sizeof never_shown / sizeof *never_shown);
}

/* No request costs O(project): a list is cut into pages, unless it says that it is short. */
static void test_pages(void **state)
{
	(void)state;
	for (size_t i = 0; route(i); i++)
		if (route(i)->query == &page_query_shape && !route(i)->page)
			fail_msg("%s takes a cursor and gives no page", name_of(route(i)));
}

static void test_budgets_are_small(void **state)
{
	(void)state;
	for (size_t i = 0; route(i); i++)
		/* A body that is read piece by piece is committed piece by piece. */
		if ((route(i)->flushes > 3 && !route(i)->stream) || route(i)->trips > 3)
			fail_msg("%s asks more than three times", name_of(route(i)));
}

static bool can_end_in(const struct route *t, status problem)
{
	status problems[STATUS_COUNT];

	describe_route_problems(t, problems);
	for (size_t i = 0; problems[i] != OK; i++)
		if (problems[i] == problem)
			return true;
	return false;
}

/* A row's own problems are those that its other columns do not tell. */
static void test_ends_add_to_the_row(void **state)
{
	(void)state;
	for (size_t i = 0; route(i); i++) {
		struct route bare = *route(i);

		bare.ends = NULL;
		for (const status *p = route(i)->ends; p && *p != OK; p++)
			if (can_end_in(&bare, *p))
				fail_msg("that %s may end in %s follows from its row", name_of(route(i)),
				         problem_slug(*p));
	}
}

static void test_operations_have_names_of_their_own(void **state)
{
	struct json out = { .arena = &arena };
	json_t *seen = json_object();
	const char *path, *method;
	json_t *item, *operation;

	(void)state;
	describe_openapi(&out, &this_service);
	json_t *told = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(told);
	json_object_foreach(json_object_get(told, "paths"), path, item)
		json_object_foreach(item, method, operation) {
			const char *id = json_string_value(json_object_get(operation, "operationId"));
			if (json_object_get(seen, id))
				fail_msg("two operations are called %s", id);
			json_object_set_new(seen, id, json_true());
		}
	assert_int_equal(json_object_size(seen), this_service.route_count);
	json_decref(seen);
	json_decref(told);
}

/* Its role is proven at start to be shut out of something. */
static void test_the_handler_names_what_it_must_not_touch(void **state)
{
	(void)state;
	assert_non_null(this_service.forbidden_tables);
	assert_non_null(this_service.forbidden_tables[0]);
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_table_has_no_hole),
		TEST(test_open_doors_are_written_down),
		TEST(test_strangers_are_refused),
		TEST(test_every_row_can_be_reached),
		TEST(test_nobody_sends_what_the_system_decides),
		TEST(test_nobody_is_shown_a_secret),
		TEST(test_pages),
		TEST(test_budgets_are_small),
		TEST(test_ends_add_to_the_row),
		TEST(test_operations_have_names_of_their_own),
		TEST(test_the_handler_names_what_it_must_not_touch),
	};

	secret_init();
	config.redis_ms = 50;
	config.limit_percent = 100000;
	arena_init(&arena, 16 << 20);
	return cmocka_run_group_tests_name(this_service.name, tests, NULL, NULL);
}
