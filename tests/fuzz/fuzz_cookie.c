#include "fuzz.h"
#include "secret.h"
#include "session.h"

static bool is_within(str part, str whole)
{
	return part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str s = fuzz_input(data, size);
	struct request r = { .arena = fuzz_arena(), .cookie = s };
	struct cache_call call;
	str value = request_cookie(&r, STR(SESSION_COOKIE));

	MUST(!value.ptr || is_within(value, s));
	MUST(!value.len || !memchr(value.ptr, ';', value.len));
	if (!session_ask(&r, &call)) {
		MUST(!r.token.ptr);
		return 0;
	}
	MUST(str_eq(r.token, value) && r.token.len == SECRET_TOKEN);
	MUST(call.count == 2 && call.words[1].len == 66 && str_starts(call.words[1], STR("s:")));
	return 0;
}
