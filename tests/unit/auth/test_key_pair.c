/* Key pairs: made, published, sealed. */
#include "key_pair.h"

#include "secret.h"
#include "token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define KID STR("0198c0de-0000-4000-8000-000000000001")

static struct arena arena;

static int begin(void **state)
{
	(void)state;
	arena_reset(&arena);
	return 0;
}

/* What libjwt signs with the one half it checks with the other, and with no other pair's. */
static void a_pair_signs_and_checks(void **state)
{
	struct key_pair pair, other;
	struct token_key key = { .kid = KID }, wrong = { .kid = KID };
	struct token_rules rules = { &key, 1, STR("https://obelus.example"), STR("api") };
	struct token t = { .scope = STR("project.read"), .issued = SECONDS(1000), .not_before = SECONDS(1000),
		           .expires = SECONDS(1300) }, read;
	str jwt;

	(void)state;
	t.person = t.workspace = t.session = t.id = uuid_new();
	assert_int_equal(key_pair_new(&arena, &pair), OK);
	assert_int_equal(key_pair_new(&arena, &other), OK);
	key.public_pem = pair.public_pem;
	key.private_pem = pair.private_pem;
	wrong.public_pem = other.public_pem;
	assert_int_equal(token_sign(&arena, &rules, &t, &jwt), OK);
	assert_int_equal(token_verify(&arena, &rules, jwt, SECONDS(1000), &read), OK);
	rules.keys = &wrong;
	assert_int_equal(token_verify(&arena, &rules, jwt, SECONDS(1000), &read), UNAUTHORIZED);
}

static void the_public_half_has_nothing_of_the_private(void **state)
{
	struct key_pair pair;

	(void)state;
	assert_int_equal(key_pair_new(&arena, &pair), OK);
	assert_true(str_starts(pair.public_pem, STR("-----BEGIN PUBLIC KEY-----\n")));
	assert_null(strstr(pair.public_pem.ptr, "PRIVATE"));
	assert_true(str_starts(pair.private_pem, STR("-----BEGIN PRIVATE KEY-----\n")));
}

/* Node: crypto.generateKeyPairSync and export({format: 'jwk'}), until x began with a zero byte. */
static void coordinates_are_of_32_bytes(void **state)
{
	static const char pem[] = "-----BEGIN PUBLIC KEY-----\n"
				  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEAMfF6HJfRLpYi+SKb+lZJMNXVqBH\n"
				  "owtIoIwQz8xmRer1CcWXtW6rMUtMF3NQlWjxL0AjBqULTsGQ0af4cumtxA==\n"
				  "-----END PUBLIC KEY-----\n";
	str x, y;

	(void)state;
	assert_true(key_pair_point(&arena, str_of(pem), &x, &y));
	assert_true(str_eq(x, STR("AMfF6HJfRLpYi-SKb-lZJMNXVqBHowtIoIwQz8xmReo")));
	assert_true(str_eq(y, STR("9QnFl7VuqzFLTBdzUJVo8S9AIwalC07BkNGn-HLprcQ")));
	assert_false(key_pair_point(&arena, STR("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"), &x, &y));
	assert_false(key_pair_point(&arena, STR(""), &x, &y));
}

static void what_is_sealed_can_be_opened(void **state)
{
	str text = STR("-----BEGIN PRIVATE KEY-----\n"), opened;

	(void)state;
	str sealed = key_pair_seal(&arena, KID, text);
	assert_false(str_eq(sealed, key_pair_seal(&arena, KID, text)));
	assert_true(key_pair_open(&arena, KID, sealed, &opened));
	assert_true(str_eq(opened, text));
	assert_false(key_pair_open(&arena, STR("0198c0de-0000-4000-8000-000000000002"), sealed, &opened));
	assert_false(key_pair_open(&arena, KID, STR("AAAA"), &opened));
	assert_false(key_pair_open(&arena, KID, (str){ 0 }, &opened));
	assert_false(key_pair_open(&arena, KID, STR("not base64!"), &opened));
}

static void a_byte_changed_anywhere_is_noticed(void **state)
{
	str opened, bytes;

	(void)state;
	bytes = secret_unbase64(&arena, key_pair_seal(&arena, KID, STR("a private key")));
	for (size_t i = 0; i < bytes.len; i++) {
		char *changed = arena_alloc(&arena, 1, bytes.len);

		memcpy(changed, bytes.ptr, bytes.len);
		changed[i] = (char)(changed[i] ^ 1);
		str sealed = secret_base64(&arena, (str){ changed, bytes.len });
		assert_false(key_pair_open(&arena, KID, sealed, &opened));
	}
}

/* Whoever takes the database has no key with it. */
static void another_secret_opens_nothing(void **state)
{
	char file[] = "/tmp/obelus-secret.XXXXXX";
	int fd = mkstemp(file);
	str opened;

	(void)state;
	str sealed = key_pair_seal(&arena, KID, STR("a private key"));
	assert_int_equal(write(fd, "another secret of thirty-two bytes", 34), 34);
	close(fd);
	assert_null(secret_key_read(str_of(file)));
	unlink(file);
	assert_false(key_pair_open(&arena, KID, sealed, &opened));
	assert_true(key_pair_open(&arena, KID, key_pair_seal(&arena, KID, STR("x")), &opened));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_pair_signs_and_checks, begin),
		cmocka_unit_test_setup(the_public_half_has_nothing_of_the_private, begin),
		cmocka_unit_test_setup(coordinates_are_of_32_bytes, begin),
		cmocka_unit_test_setup(what_is_sealed_can_be_opened, begin),
		cmocka_unit_test_setup(a_byte_changed_anywhere_is_noticed, begin),
		cmocka_unit_test_setup(another_secret_opens_nothing, begin),
	};

	secret_init();
	arena_init(&arena, 1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	return failed;
}
