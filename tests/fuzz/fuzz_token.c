#include "token.h"

#include "fuzz.h"
#include "secret.h"

static const char public_pem[] = "-----BEGIN PUBLIC KEY-----\n"
				 "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEu8P4hee4dMjZRGuh/CMFPLaUm/G6\n"
				 "6MunSTrGy2PQ4YY3//I43IBCROw//B6g5G689m3xYMtVulJb5eN5W4Kc+Q==\n"
				 "-----END PUBLIC KEY-----\n";

/* 2026-11-23T19:00:00Z */
static const moment now = SECONDS(1795460400);

static status verify(struct arena *a, str jwt)
{
	struct token_key key = { STR("one"), str_of(public_pem), { 0 } };
	struct token_rules rules = { &key, 1, STR("https://obelus.example"), STR("obelus") };
	struct token t;

	status s = token_verify(a, &rules, jwt, now, &t);
	/* what is right names its key */
	MUST(token_kid(a, jwt).ptr || s == UNAUTHORIZED);
	return s;
}

/* Header and claims, with a line between, under a signature that is none. */
static void with_these_parts(struct arena *a, str s)
{
	str claims = s, header = str_cut(&claims, '\n');
	str h = secret_base64(a, header), c = secret_base64(a, claims);
	char zeros[86];

	memset(zeros, 'A', sizeof zeros);
	MUST(verify(a, arena_fmt(a, "%.*s.%.*s.%.*s", STR_ARGS(h), STR_ARGS(c), 86, zeros)) ==
	     UNAUTHORIZED);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool begun;
	struct arena *a = fuzz_arena();
	str s = fuzz_input(data, size);

	if (!begun)
		secret_init();
	begun = true;
	/* what is right has a byte changed before it is tried again */
	if (verify(a, s) == OK) {
		((char *)s.ptr)[s.len / 2] ^= 1;
		MUST(verify(a, s) == UNAUTHORIZED);
	}
	with_these_parts(a, s);
	arena_reset(a); /* what jansson made would look lost to the leak checker */
	return 0;
}
