/* Whom to tell of a flaw: whenever it is asked for, it is good for a while. */
#include "privacy.h"

#include "../common/told.h"
#include "../common/unit.h"
#include "config.h"

static struct arena arena;
static struct told peer;

/* What is told at a moment, without the head. */
static str told_at(const char *now)
{
	struct request r = { .arena = &arena, .channel = &peer.channel, .method = GET, .http = 200 };
	char *body;

	config.origin = STR("https://obelus.example");
	config.privacy_contact = STR("privacy@obelus.example");
	peer = told_new("");
	assert_true(moment_parse(str_of(now), &r.now));
	assert_int_equal(security_txt_show(&r), OK);
	body = memmem(peer.heard, peer.heard_len, "\r\n\r\n", 4);
	assert_non_null(body);
	return (str){ body + 4, (size_t)(peer.heard + peer.heard_len - body) - 4 };
}

static void test_good_for_ninety_days(void **state)
{
	(void)state;
	assert_str(told_at("2026-11-29T13:00:00Z"),
		"Contact: mailto:privacy@obelus.example\nExpires: 2027-02-27T00:00:00Z\nPreferred-Languages: en\n"
		"Canonical: https://obelus.example/.well-known/security.txt\nPolicy: https://obelus.example/legal/privacy\n");
	arena_reset(&arena);
}

static void test_years_later_too(void **state)
{
	static const char expires[] = "\nExpires: 2036-05-29T00:00:00Z\n";
	str told = told_at("2036-02-29T23:59:59Z");

	(void)state;
	assert_non_null(memmem(told.ptr, told.len, expires, strlen(expires)));
	arena_reset(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_for_ninety_days),
		cmocka_unit_test(test_years_later_too),
	};

	arena_init(&arena, 1 << 20);
	return cmocka_run_group_tests_name("security_txt", tests, NULL, NULL);
}
