#include "unit.h"

#include "bearer.h"
#include "secret.h"

static struct arena arena;

/* The check value that every catalogue of CRCs has for this one, and zlib's of the empty text. */
static void test_crc32(void **state)
{
	(void)state;
	assert_int_equal(bearer_crc32(STR("123456789")), 0xcbf43926);
	assert_int_equal(bearer_crc32(STR("")), 0);
}

static void test_base62(void **state)
{
	static const struct {
		uint32_t n;
		const char *is;
	} known[] = {
		{ 0, "000000" },  { 9, "000009" },   { 10, "00000A" },    { 36, "00000a" },
		{ 61, "00000z" }, { 62, "000010" }, { 3843, "0000zz" }, { UINT32_MAX, "4gfFC3" },
	};
	char out[7] = "";

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		bearer_base62(known[i].n, out);
		assert_string_equal(out, known[i].is);
	}
}

/* Each change of one character is seen. */
static void test_form(void **state)
{
	(void)state;
	for (int times = 0; times < 100; times++) {
		str token = bearer_new(&arena);
		char *other = arena_cstr(&arena, token);

		assert_int_equal(token.len, BEARER);
		assert_true(bearer_is_ours(token));
		assert_false(bearer_is_ours((str){ token.ptr, BEARER - 1 }));
		for (size_t i = 0; i < BEARER; i++) {
			char was = other[i];

			other[i] = was == 'x' ? 'y' : 'x';
			assert_false(bearer_is_ours((str){ other, BEARER }));
			other[i] = '\0';
			assert_false(bearer_is_ours((str){ other, BEARER }));
			other[i] = was;
		}
		assert_false(str_eq(token, bearer_new(&arena)));
	}
	assert_false(bearer_is_ours((str){ 0 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crc32),
		cmocka_unit_test(test_base62),
		cmocka_unit_test(test_form),
	};

	secret_init();
	arena_init(&arena, 1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	return failed;
}
