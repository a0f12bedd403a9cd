#include "page.h"

#include "config.h"
#include "secret.h"
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

struct thing {
	int64_t number;
	uuid id;
};

/* clang-format off */
static const struct shape thing_shape = SHAPE(thing,
	INT(thing, number, REQUIRED, 0, 1000, "A number"),
	UUID(thing, id, REQUIRED, "Its id"));
/* clang-format on */

static struct arena arena;

static struct request request_of(const char *path, const struct page_query *q)
{
	arena_reset(&arena);
	return (struct request){
		.arena = &arena, .path = str_of(path), .query = q, .out = { .arena = &arena }
	};
}

static struct list things(size_t n)
{
	struct thing *t = NEWS(&arena, struct thing, n + 1);
	char text[60];

	for (size_t i = 0; i < n; i++) {
		snprintf(text, sizeof text, "0198c0de-0000-7000-8000-%012zx", i);
		t[i].number = (int64_t)i;
		assert_true(uuid_parse(str_of(text), &t[i].id));
	}
	return (struct list){ t, n };
}

/* "next" of a reply to `n` rows, copied to where the arena does not reach; "" for null. */
static const char *next_of(const char *path, int64_t limit, size_t n)
{
	static char next[100];
	struct page_query q = { .limit = { .given = limit > 0, .value = limit } };
	struct request r = request_of(path, &q);
	struct list found = things(n);

	assert_int_equal(page_reply(&r, &thing_shape, &found, offsetof(struct thing, id)), OK);
	const char *at = memmem(r.out.ptr, r.out.len, "\"next\":", 7);
	assert_non_null(at);
	next[0] = '\0';
	if (at[7] == '"')
		snprintf(next, sizeof next, "%.43s", at + 8);
	return next;
}

static status start(const char *path, const char *after, uuid *id, int64_t *rows)
{
	struct page_query q = { .after = str_of(after) };
	struct request r = request_of(path, &q);
	status s = page_start(&r, id, rows);

	if (s == INVALID)
		assert_true(str_eq(r.flaws->pointer, STR("#/after")));
	return s;
}

static void test_beginning(void **state)
{
	(void)state;
	struct page_query q = { .limit = { .given = true, .value = 7 } };
	struct request r = request_of("/things", &q);
	uuid after;
	int64_t rows;

	assert_int_equal(page_start(&r, &after, &rows), OK);
	assert_false(uuid_given(&after));
	assert_int_equal(rows, 8);
	assert_int_equal(start("/things", NULL, &after, &rows), OK);
	assert_int_equal(rows, PAGE_USUAL + 1);
	r.query = NULL;
	assert_int_equal(page_start(&r, &after, &rows), OK);
	assert_int_equal(rows, PAGE_USUAL + 1);
}

static void test_last_page_has_no_next(void **state)
{
	(void)state;
	assert_string_equal(next_of("/things", 3, 3), "");
	assert_string_equal(next_of("/things", 3, 0), "");
	assert_string_equal(next_of("/things", 0, PAGE_USUAL), "");
	assert_string_not_equal(next_of("/things", 0, PAGE_USUAL + 1), "");
}

static void test_next_starts_after_the_last_shown(void **state)
{
	(void)state;
	const char *next = next_of("/things", 3, 4);
	uuid after;
	int64_t rows;

	assert_int_equal(strlen(next), 43);
	assert_int_equal(start("/things", next, &after, &rows), OK);
	assert_string_equal(after.text, "0198c0de-0000-7000-8000-000000000002");
}

static void test_page_holds_what_was_asked_for(void **state)
{
	(void)state;
	struct page_query q = { .limit = { .given = true, .value = 2 } };
	struct request r = request_of("/things", &q);
	struct list found = things(3);

	assert_int_equal(page_reply(&r, &thing_shape, &found, offsetof(struct thing, id)), OK);
	assert_non_null(memmem(r.out.ptr, r.out.len, "\"number\":1", 10));
	assert_null(memmem(r.out.ptr, r.out.len, "\"number\":2", 10));
}

static void test_made_up_cursors_are_refused(void **state)
{
	(void)state;
	char next[44], other[44];
	uuid after;
	int64_t rows;

	snprintf(next, sizeof next, "%s", next_of("/things", 3, 4));
	assert_int_equal(start("/others", next, &after, &rows), INVALID);
	assert_false(uuid_given(&after));
	for (int i = 0; i < 43; i++) {
		memcpy(other, next, sizeof other);
		other[i] = other[i] == 'A' ? 'B' : 'A';
		assert_int_equal(start("/things", other, &after, &rows), INVALID);
	}
	snprintf(other, sizeof other, "%.42s", next);
	assert_int_equal(start("/things", other, &after, &rows), INVALID);
	assert_int_equal(start("/things", "!", &after, &rows), INVALID);
	assert_int_equal(start("/things", "", &after, &rows), INVALID);
}

/* Any process of the suite reads any other's cursors; a suite with another key does not. */
static void test_key_is_the_suites(void **state)
{
	(void)state;
	char path[] = "/tmp/obelus-test-page-XXXXXX", next[44];
	int fd = mkstemp(path);
	uuid after;
	int64_t rows;

	assert_int_equal(dprintf(fd, "0123456789abcdef0123456789abcdef"), 32);
	config.secret_file = str_of(path);
	assert_null(page_open());
	snprintf(next, sizeof next, "%s", next_of("/things", 3, 4));
	secret_init();
	assert_int_equal(start("/things", next, &after, &rows), INVALID);
	assert_null(page_open());
	assert_int_equal(start("/things", next, &after, &rows), OK);
	config.secret_file = STR("/nowhere/key");
	assert_non_null(strstr(page_open(), "/nowhere/key"));
	close(fd);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_beginning),
		cmocka_unit_test(test_last_page_has_no_next),
		cmocka_unit_test(test_next_starts_after_the_last_shown),
		cmocka_unit_test(test_page_holds_what_was_asked_for),
		cmocka_unit_test(test_made_up_cursors_are_refused),
		cmocka_unit_test(test_key_is_the_suites),
	};

	secret_init();
	arena_init(&arena, 1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	return failed;
}
