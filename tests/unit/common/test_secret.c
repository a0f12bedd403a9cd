#include "secret.h"

#include "in_task.h"
#include "unit.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/resource.h>
#include <unistd.h>

static struct arena arena;

/* FIPS 180-4's examples, as NIST publishes them. */
static void test_sha256(void **state)
{
	(void)state;
	assert_str(secret_sha256(&arena, STR("")),
	           "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_str(secret_sha256(&arena, STR("abc")),
	           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static str hex_of(str base64)
{
	str bytes = secret_unbase64(&arena, base64);
	char *hex = arena_alloc(&arena, 1, 2 * bytes.len + 1);

	for (size_t i = 0; i < bytes.len; i++)
		snprintf(hex + 2 * i, 3, "%02x", (unsigned char)bytes.ptr[i]);
	return (str){ hex, 2 * bytes.len };
}

/* RFC 4231, test cases 1, 2 and 6 (a key longer than a block). */
static void test_hmac(void **state)
{
	(void)state;
	char long_key[131], short_key[20];

	memset(long_key, 0xaa, sizeof long_key);
	memset(short_key, 0x0b, sizeof short_key);
	assert_str(hex_of(secret_hmac(&arena, (str){ short_key, 20 }, STR("Hi There"))),
	           "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	assert_str(hex_of(secret_hmac(&arena, STR("Jefe"), STR("what do ya want for nothing?"))),
	           "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	assert_str(
		hex_of(secret_hmac(&arena, (str){ long_key, 131 },
	                           STR("Test Using Larger Than Block-Size Key - Hash Key First"))),
		"60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	assert_int_equal(secret_hmac(&arena, STR("k"), STR("")).len, 43);
}

/* RFC 4648 section 10 without its padding, and the two characters of section 5. */
static void test_base64(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{ "", "" },         { "f", "Zg" },         { "fo", "Zm8" },
		{ "foo", "Zm9v" },  { "foob", "Zm9vYg" },  { "fooba", "Zm9vYmE" },
		{ "foobar", "Zm9vYmFy" }, { "\xfb\xff", "-_8" },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		assert_str(secret_base64(&arena, str_of(pairs[i][0])), pairs[i][1]);
		assert_str(secret_unbase64(&arena, str_of(pairs[i][1])), pairs[i][0]);
	}
}

static void test_base64_refuses_other_spellings(void **state)
{
	(void)state;
	static const char *const wrong[] = { "Z",      "Zh",  "Zm9=", "Zg==", "Zm 9v",
		                             "Zm9v\n", "+_8", "/_8",  "Zm9vZ" };

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_null(secret_unbase64(&arena, str_of(wrong[i])).ptr);
	assert_null(secret_unbase64(&arena, (str){ 0 }).ptr);
}

static void test_tokens_differ(void **state)
{
	(void)state;
	str a = secret_token(&arena), b = secret_token(&arena);

	assert_int_equal(a.len, SECRET_TOKEN);
	assert_int_equal(secret_unbase64(&arena, a).len, 32);
	assert_false(str_eq(a, b));
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/*
 * Of 10,000 tokens no two are the same, and each of their 256 bits is set in about half of them, whether one
 * looks at it alone or beside the token before: 400 are eight times the standard deviation.
 */
static void test_tokens_are_random(void **state)
{
	(void)state;
	enum { TOKENS = 10000, BITS = 256, OFF = 400 };
	static const char *texts[TOKENS];
	static int set[2][BITS];
	unsigned char before[BITS / 8] = { 0 };
	struct arena many;

	arena_init(&many, 8 << 20);
	for (int i = 0; i < TOKENS; i++) {
		str token = secret_token(&many), bytes = secret_unbase64(&many, token);
		assert_int_equal(bytes.len, sizeof before);
		texts[i] = arena_fmt(&many, "%.*s", STR_ARGS(token)).ptr;
		for (int bit = 0; bit < BITS; bit++) {
			int now = (unsigned char)bytes.ptr[bit / 8] >> bit % 8 & 1;
			set[0][bit] += now;
			set[1][bit] += now ^ (before[bit / 8] >> bit % 8 & 1);
		}
		memcpy(before, bytes.ptr, sizeof before);
	}
	for (int bit = 0; bit < BITS; bit++)
		for (int how = 0; how < 2; how++)
			assert_in_range(set[how][bit], TOKENS / 2 - OFF, TOKENS / 2 + OFF);
	qsort(texts, TOKENS, sizeof *texts, by_text);
	for (int i = 1; i < TOKENS; i++)
		assert_string_not_equal(texts[i - 1], texts[i]);
	arena_free(&many);
}

static void test_eq(void **state)
{
	(void)state;
	assert_true(secret_eq(STR("same"), STR("same")));
	assert_true(secret_eq(STR(""), (str){ 0 }));
	assert_false(secret_eq(STR("same"), STR("sane")));
	assert_false(secret_eq(STR("same"), STR("sam")));
}

static void test_password(void **state)
{
	(void)state;
	str phc;

	assert_int_equal(secret_password_hash(&arena, STR("correct horse battery"), &phc), OK);
	assert_true(str_starts(phc, STR("$argon2id$v=19$m=19456,t=2,p=1$")));
	assert_int_equal(secret_password_check(STR("correct horse battery"), phc), OK);
	assert_int_equal(secret_password_check(STR("correct horse batterY"), phc),
	                 BAD_LOGIN);
	assert_int_equal(secret_password_check(STR("correct horse batter"), phc),
	                 BAD_LOGIN);
	assert_int_equal(secret_password_check(STR(""), (str){ 0 }), BAD_LOGIN);
	assert_int_equal(secret_password_check(STR("x"), STR("$argon2id$v=19$nonsense")),
	                 BAD_LOGIN);
}

/*
 * Made by Debian's argon2 0~20171227: printf password | argon2 somesalt16bytes. -id -t 2
 * -k 19456 -p 1 -e
 */
static void test_password_of_another_program(void **state)
{
	(void)state;
	str phc = STR("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQxNmJ5dGVzLg$jT8W61U9sp/"
	              "EowR0k9UfBNXLp8HO57I9Vw46rf/G6gM");

	assert_int_equal(secret_password_check(STR("password"), phc), OK);
}

static void test_last_of_many_characters_counts(void **state)
{
	(void)state;
	char password[1024];
	str phc;

	memset(password, 'a', sizeof password);
	assert_int_equal(secret_password_hash(&arena, (str){ password, sizeof password }, &phc),
	                 OK);
	password[1023] = 'b';
	assert_int_equal(secret_password_check((str){ password, sizeof password }, phc),
	                 BAD_LOGIN);
}

static int64_t cost_of(str phc)
{
	int64_t began = now_ms();

	for (int i = 0; i < 5; i++)
		assert_int_equal(secret_password_check(STR("wrong"), phc), BAD_LOGIN);
	return now_ms() - began;
}

/*
 * Within a factor of three on a busy machine; an answer without the work is a hundred
 * times faster.
 */
static void test_absent_account_costs_the_same(void **state)
{
	(void)state;
	str phc;

	assert_int_equal(secret_password_hash(&arena, STR("right"), &phc), OK);
	int64_t present = cost_of(phc), absent = cost_of((str){ 0 });
	assert_in_range(absent, present / 3, present * 3 + 10);
}

struct flood {
	int left, refused, right, warned;
	int done[2]; /* a pipe: the last one writes */
	str phc;
	struct lock lock;
};

static void one_of_many(void *arg)
{
	struct flood *f = arg;

	lock_hold(&f->lock); /* until all have been started */
	lock_release(&f->lock);
	bool is_warned = secret_password_room() == TOO_MANY;
	status s = secret_password_check(STR("right"), f->phc);
	lock_hold(&f->lock);
	f->warned += is_warned;
	f->refused += s == TOO_MANY;
	f->right += s == OK;
	bool last = --f->left == 0;
	lock_release(&f->lock);
	if (last)
		assert_int_equal(write(f->done[1], "x", 1), 1);
}

static long most_memory_kb(void)
{
	struct rusage used;

	assert_int_equal(getrusage(RUSAGE_SELF, &used), 0);
	return used.ru_maxrss;
}

/* A hash has 19 MiB.  Thread sanitizer has more for its own ends. */
#ifdef __SANITIZE_THREAD__
enum { ALLOWANCE_KB = INT_MAX };
#else
enum { ALLOWANCE_KB = 19 * 1024 / 2 };
#endif

/* Ten in hand at once have the memory of one. */
static void test_flood_is_refused(void **state)
{
	(void)state;
	struct flood f = { .left = 30 };
	char byte;

	lock_init(&f.lock);
	assert_int_equal(pipe2(f.done, O_NONBLOCK | O_CLOEXEC), 0);
	wait_new(f.done[0]);
	assert_int_equal(secret_password_hash(&arena, STR("right"), &f.phc), OK);
	long before_kb = most_memory_kb();
	lock_hold(&f.lock);
	for (int i = 0; i < 30; i++)
		task_start(one_of_many, &f);
	lock_release(&f.lock);
	assert_true(wait_for(f.done[0], POLLIN, now_ms() + 60000) > 0);
	assert_int_equal(read(f.done[0], &byte, 1), 1);
	assert_int_equal(f.refused + f.right, 30);
	assert_true(f.right >= 10);
	assert_true(f.refused >= 1);
	assert_true(f.warned >= 1);
	assert_int_equal(secret_password_room(), OK);
	assert_in_range(most_memory_kb() - before_kb, 0, ALLOWANCE_KB);
	assert_int_equal(secret_password_check(STR("right"), f.phc), OK);
	close(f.done[0]);
	close(f.done[1]);
}

static void test_key_is_the_file(void **state)
{
	(void)state;
	char path[] = "/tmp/obelus-test-secret-XXXXXX";
	int fd = mkstemp(path);

	assert_int_equal(secret_key().len, 32);
	assert_int_equal(dprintf(fd, "only thirty-one bytes, not enoug"), 32 - 0);
	assert_null(secret_key_read(str_of(path)));
	assert_str(secret_key(), "only thirty-one bytes, not enoug");
	assert_int_equal(ftruncate(fd, 31), 0);
	assert_non_null(strstr(secret_key_read(str_of(path)), "fewer than 32 bytes"));
	assert_non_null(strstr(secret_key_read(STR("/nowhere/key")), "cannot read /nowhere/key"));
	close(fd);
	unlink(path);
}

static int tests_of_secret(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_hmac),
		cmocka_unit_test(test_base64),
		cmocka_unit_test(test_base64_refuses_other_spellings),
		cmocka_unit_test(test_tokens_differ),
		{ .name = "tokens are 256 random bits (ASVS 7.2.3, item 33)", .test_func = test_tokens_are_random },
		cmocka_unit_test(test_eq),
		cmocka_unit_test(test_password),
		cmocka_unit_test(test_password_of_another_program),
		cmocka_unit_test(test_last_of_many_characters_counts),
		cmocka_unit_test(test_absent_account_costs_the_same),
		cmocka_unit_test(test_flood_is_refused),
		cmocka_unit_test(test_key_is_the_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
	secret_init();
	arena_init(&arena, 1 << 20);
	int failed = in_task(tests_of_secret);
	arena_free(&arena);
	return failed;
}
