#include "thing.h"

/* clang-format off */
static const struct shape query_shape = SHAPE(thing,
	TEXT(thing, name, REQUIRED, 1, 5, "A name"),
	INT(thing, count, OPTIONAL, 0, 9, "A number"),
	MAYBE_INT(thing, most, 0, 100, "A number, perhaps"),
	BOOL(thing, is_on, OPTIONAL, "A truth"),
	UUID(thing, id, OPTIONAL, "An id"),
	WORD(thing, colour, OPTIONAL, colours, "A colour"));
/* clang-format on */

static status decode_query(const char *query, struct thing *t, struct flaw **flaws)
{
	return shape_decode_query(&arena, &query_shape, str_of(query), t, flaws);
}

static void test_query(void **state)
{
	struct thing t;
	struct flaw *flaws;

	(void)state;
	assert_int_equal(decode_query("name=a+b%2B%3D&&count=7&is_on=true&most=100&"
	                              "id=017f22e2-79b0-7cc3-98c4-dc0c0c07398f&colour=gr%65en",
	                              &t, &flaws), OK);
	assert_str(t.name, "a b+=");
	assert_int_equal(t.count, 7);
	assert_true(t.is_on);
	assert_true(t.most.given);
	assert_int_equal(t.most.value, 100);
	assert_str(t.colour, "green");
	assert_int_equal(decode_query("n%61me=%F0%9F%98%80", &t, &flaws), OK);
	assert_str(t.name, "\xF0\x9F\x98\x80");
	assert_false(t.most.given);
}

static void assert_query_flaws(const char *query, const char *expected)
{
	struct json told = { .arena = &arena };
	struct thing t;
	struct flaw *flaws;

	assert_int_equal(decode_query(query, &t, &flaws), INVALID);
	for (; flaws; flaws = flaws->next) {
		json_add(&told, told.len ? STR("; ") : STR(""));
		json_add(&told, flaws->pointer);
		json_add(&told, STR(" "));
		json_add(&told, flaws->detail);
	}
	assert_str((str){ told.ptr, told.len }, expected);
}

static void test_refused_queries(void **state)
{
	(void)state;
	assert_query_flaws("", "#/name is required");
	assert_query_flaws("name", "#/name must be 1 to 5 characters");
	assert_query_flaws("name=a&name=b", "#/name is given twice");
	assert_query_flaws("name=a&x=1&is_admin", "#/x is not a parameter of this request; "
	                                          "#/is_admin is not a parameter of this request");
	assert_query_flaws("name=%4", "#/name holds a malformed % escape");
	assert_query_flaws("name=%", "#/name holds a malformed % escape");
	assert_query_flaws("name=%zz", "#/name holds a malformed % escape");
	assert_query_flaws("name=%C0%AF", "#/name is not UTF-8");
	assert_query_flaws("name=a%00b", "#/name is not UTF-8");
	assert_query_flaws("name=a&n%zzme=1", "#/n%25zzme is not a parameter of this request");
	assert_query_flaws("name=a&%FF=1", "#/%25FF is not a parameter of this request");
	assert_query_flaws("name=a&count=10&most=1.5&is_on=1&id=7&colour=",
	                   "#/count must be 0 to 9; #/most must be an integer; "
	                   "#/is_on must be true or false; #/id must be a lower-case UUID; "
	                   "#/colour must be one of: red, green");
}

/* A view ends where it ends, whatever stands behind it. */
static void test_an_escape_that_is_cut_off(void **state)
{
	static const char query[] = "name=%41";
	struct thing t;
	struct flaw *flaws;

	(void)state;
	assert_int_equal(shape_decode_query(&arena, &query_shape, (str){ query, 7 }, &t, &flaws), INVALID);
	assert_int_equal(shape_decode_query(&arena, &query_shape, (str){ query, 6 }, &t, &flaws), INVALID);
	assert_int_equal(shape_decode_query(&arena, &query_shape, (str){ query, 8 }, &t, &flaws), OK);
	assert_str(t.name, "A");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_query),
		TEST(test_refused_queries),
		TEST(test_an_escape_that_is_cut_off),
	};

	arena_init(&arena, 16 << 20);
	return cmocka_run_group_tests_name("shape_query", tests, NULL, NULL);
}
