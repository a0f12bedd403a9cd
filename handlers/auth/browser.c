#include "browser.h"

#include "secret.h"

static bool is_token(str s)
{
	if (s.len != SECRET_TOKEN)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return false;
	}
	return true;
}

/* The tokens of the cookie, the latest first; how many. */
static size_t tokens_of(const struct request *r, str out[BROWSER_PEOPLE])
{
	str rest = request_cookie(r, STR(BROWSER_COOKIE));
	size_t n = 0;

	while (rest.len && n < BROWSER_PEOPLE) {
		out[n] = str_cut(&rest, '.');
		n += is_token(out[n]);
	}
	return n;
}

str browser_hashes(struct request *r)
{
	struct json all = { .arena = r->arena };
	str token[BROWSER_PEOPLE];
	size_t n = tokens_of(r, token);

	for (size_t i = 0; i < n; i++) {
		json_add(&all, all.len ? STR(" ") : STR(""));
		json_add(&all, secret_sha256(r->arena, token[i]));
	}
	return all.len ? (str){ all.ptr, all.len } : STR("");
}

str browser_keep(struct request *r, str known)
{
	struct json value = { .arena = r->arena };
	str token[BROWSER_PEOPLE], own = secret_token(r->arena);
	size_t n = tokens_of(r, token), kept = 1;

	for (size_t i = 0; i < n; i++)
		if (secret_eq(secret_sha256(r->arena, token[i]), known))
			own = token[i];
	json_add(&value, own);
	for (size_t i = 0; i < n && kept < BROWSER_PEOPLE; i++) {
		if (secret_eq(token[i], own))
			continue;
		json_add(&value, STR("."));
		json_add(&value, token[i]);
		kept++;
	}
	r->also_cookie = arena_fmt(r->arena, BROWSER_COOKIE "=%.*s; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=%d",
	                           (int)value.len, value.ptr, BROWSER_DAYS * 24 * 3600);
	return secret_sha256(r->arena, own);
}
