#include "notes.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad_rows),
	};

	return cmocka_run_group_tests_name("route_flaw", tests, NULL, NULL);
}
