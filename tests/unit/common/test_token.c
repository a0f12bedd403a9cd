#include "token.h"

#include "secret.h"
#include "unit.h"

#include <stdlib.h>

/* clang-format off */
static const char one_public[] =
		"-----BEGIN PUBLIC KEY-----\n"
		"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEu8P4hee4dMjZRGuh/CMFPLaUm/G6\n"
		"6MunSTrGy2PQ4YY3//I43IBCROw//B6g5G689m3xYMtVulJb5eN5W4Kc+Q==\n"
		"-----END PUBLIC KEY-----\n";
static const char one_private[] =
		"-----BEGIN PRIVATE KEY-----\n"
		"MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgUppIPbfFehvtNJrN\n"
		"jdDH3HFnSC+FMu2x8a3sxjKqp5ihRANCAAS7w/iF57h0yNlEa6H8IwU8tpSb8bro\n"
		"y6dJOsbLY9Dhhjf/8jjcgEJE7D/8HqDkbrz2bfFgy1W6Ulvl43lbgpz5\n"
		"-----END PRIVATE KEY-----\n";
static const char two_public[] =
		"-----BEGIN PUBLIC KEY-----\n"
		"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEBT+o2gDMwvLb1PSj61b1douhfv8i\n"
		"pSxh+W38+Q22nG7Q9w3xC7IArU8VRC1B1rrQAo9QWQiOWqQwLZmonBCayA==\n"
		"-----END PUBLIC KEY-----\n";
/* clang-format on */

static struct arena arena;
static struct token_key keys[2];
static struct token_rules rules;
static moment now;

static int begin(void **state)
{
	(void)state;
	arena_reset(&arena);
	return 0;
}

/* \xNN stands for a byte. */
static str unescape(char *text)
{
	char *to = text;

	for (char *from = text; *from; to++) {
		if (*from != '\\') {
			*to = *from++;
			continue;
		}
		char hex[3] = { from[2], from[3], 0 };
		*to = (char)strtol(hex, NULL, 16);
		from += 4;
	}
	return (str){ text, (size_t)(to - text) };
}

static void test_corpus(void **state)
{
	(void)state;
	static char line[30000];
	int lines = 0, taken = 0;
	FILE *f = fopen("tests/unit/common/token_corpus.txt", "r");

	if (!f)
		fail_msg("run me from the top of the source");
	while (fgets(line, sizeof line, f)) {
		str rest = { line, strcspn(line, "\n") };
		line[rest.len] = '\0';
		if (*line == '#')
			continue;
		str name = str_cut(&rest, '\t'), verdict = str_cut(&rest, '\t');
		bool is_taken = str_eq(verdict, STR("taken"));
		struct token t;

		if ((token_verify(&arena, &rules, unescape(line + (rest.ptr - line)), now, &t) ==
		     OK) != is_taken)
			fail_msg("\"%.*s\" must be %.*s", STR_ARGS(name), STR_ARGS(verdict));
		lines++;
		taken += is_taken;
		arena_reset(&arena);
	}
	fclose(f);
	assert_true(lines > 100);
	assert_true(taken >= 9);
}

static struct token a_token(void)
{
	struct token t = { .scope = STR("annotations:read"), .issued = now, .not_before = now,
		           .expires = now + SECONDS(300) };

	t.person = uuid_new();
	t.workspace = uuid_new();
	t.session = uuid_new();
	t.id = uuid_random();
	return t;
}

static void test_signed_is_read_back(void **state)
{
	(void)state;
	struct token t = a_token(), read;
	str jwt;

	assert_int_equal(token_sign(&arena, &rules, &t, &jwt), OK);
	assert_int_equal(token_verify(&arena, &rules, jwt, now, &read), OK);
	assert_string_equal(read.person.text, t.person.text);
	assert_string_equal(read.workspace.text, t.workspace.text);
	assert_string_equal(read.session.text, t.session.text);
	assert_string_equal(read.id.text, t.id.text);
	assert_str(read.scope, "annotations:read");
	assert_int_equal(read.issued, now);
	assert_int_equal(read.not_before, now);
	assert_int_equal(read.expires, now + SECONDS(300));
}

/*
 * A hundred signatures: one in 128 has a number that begins with a zero byte, which must
 * stay 32 bytes long.
 */
static void test_every_signature_is_of_one_length(void **state)
{
	(void)state;
	struct token t = a_token(), read;
	str jwt;

	for (int i = 0; i < 300; i++) {
		assert_int_equal(token_sign(&arena, &rules, &t, &jwt), OK);
		assert_int_equal(
			jwt.len - (size_t)((char *)memrchr(jwt.ptr, '.', jwt.len) - jwt.ptr), 87);
		assert_int_equal(token_verify(&arena, &rules, jwt, now, &read), OK);
		arena_reset(&arena);
	}
}

/* Whom to ask for the key, before anything is believed. */
static void test_kid(void **state)
{
	(void)state;
	struct token t = a_token();
	str jwt;

	assert_int_equal(token_sign(&arena, &rules, &t, &jwt), OK);
	assert_str(token_kid(&arena, jwt), "one");
	/* {"alg":"none","kid":"one"}, {"alg":"ES256","typ":"JWT"} */
	assert_absent(token_kid(&arena, STR("eyJhbGciOiJub25lIiwia2lkIjoib25lIn0.e30.x")));
	assert_absent(token_kid(&arena, STR("eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.e30.x")));
	assert_absent(token_kid(&arena, STR("..")));
	assert_absent(token_kid(&arena, STR("")));
	char *long_one = arena_alloc(&arena, 1, 5000);
	memset(long_one, 'A', 5000);
	memcpy(long_one, jwt.ptr, jwt.len);
	assert_absent(token_kid(&arena, (str){ long_one, 5000 }));
}

static void test_it_ends(void **state)
{
	(void)state;
	struct token t = a_token(), read;
	str jwt;

	assert_int_equal(token_sign(&arena, &rules, &t, &jwt), OK);
	assert_int_equal(token_verify(&arena, &rules, jwt, t.expires + SECONDS(60) - 1, &read), OK);
	assert_int_equal(token_verify(&arena, &rules, jwt, t.expires + SECONDS(60), &read),
	                 UNAUTHORIZED);
	assert_int_equal(token_verify(&arena, &rules, jwt, now - SECONDS(61), &read), UNAUTHORIZED);
}

/* No key, or one that is none, is a refusal and never a pass. */
static void test_bad_keys(void **state)
{
	(void)state;
	struct token t = a_token(), read;
	struct token_key bad[] = { { STR("one"), { 0 }, { 0 } },
		                   { STR("one"), STR("nonsense"), STR("nonsense") } };
	struct token_rules with = rules;
	str jwt, none;

	assert_int_equal(token_sign(&arena, &rules, &t, &jwt), OK);
	with.key_count = 0;
	assert_int_equal(token_verify(&arena, &with, jwt, now, &read), UNAUTHORIZED);
	assert_int_equal(token_sign(&arena, &with, &t, &none), BROKEN);
	with.key_count = 1;
	for (size_t i = 0; i < 2; i++) {
		with.keys = &bad[i];
		assert_int_equal(token_verify(&arena, &with, jwt, now, &read), UNAUTHORIZED);
		assert_int_equal(token_sign(&arena, &with, &t, &none), BROKEN);
	}
}

/* Any byte changed in any way is noticed. */
static void test_no_byte_can_be_changed(void **state)
{
	(void)state;
	struct token t = a_token(), read;
	str jwt;

	assert_int_equal(token_sign(&arena, &rules, &t, &jwt), OK);
	char *bytes = malloc(jwt.len);
	for (size_t i = 0; i < jwt.len; i++) {
		struct arena_mark here = arena_mark(&arena);

		memcpy(bytes, jwt.ptr, jwt.len);
		bytes[i] = (char)(bytes[i] ^ (1 + (int)(i % 255)));
		assert_int_equal(token_verify(&arena, &rules, (str){ bytes, jwt.len }, now, &read),
		                 UNAUTHORIZED);
		arena_rewind(&arena, here);
	}
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_corpus, begin),
		cmocka_unit_test_setup(test_signed_is_read_back, begin),
		cmocka_unit_test_setup(test_every_signature_is_of_one_length, begin),
		cmocka_unit_test_setup(test_kid, begin),
		cmocka_unit_test_setup(test_it_ends, begin),
		cmocka_unit_test_setup(test_bad_keys, begin),
		cmocka_unit_test_setup(test_no_byte_can_be_changed, begin),
	};

	secret_init();
	arena_init(&arena, 1 << 20);
	if (!moment_parse(STR("2026-11-23T19:00:00Z"), &now))
		return 1;
	keys[0] = (struct token_key){ STR("one"), str_of(one_public), str_of(one_private) };
	keys[1] = (struct token_key){ STR("two"), str_of(two_public), { 0 } };
	rules = (struct token_rules){ keys, 2, STR("https://obelus.example"), STR("obelus") };
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	return failed;
}
