#include "token.h"

#include "secret.h"

#include <jansson.h>
#include <jwt.h>
#include <stdlib.h>

enum {
	TOKEN_MOST = 4096,
	SIGNATURE_BYTES = 64,
	BRACKETS_MOST = 8, /* a token of ours has two; jansson recurses, on a small stack */
	SKEW_SECONDS = 60,
};

static const int64_t last_second = 253402300799; /* 9999-12-31T23:59:59Z */

static void free_json(void *thing)
{
	json_decref(thing);
}

/*
 * The JSON that a part of a token holds, or NULL.  Of what is not an object, no member is
 * ever found.
 */
static const json_t *read_part(struct arena *a, str part)
{
	str text = secret_unbase64(a, part);
	int brackets = 0;

	if (!text.ptr)
		return NULL;
	for (size_t i = 0; i < text.len; i++)
		brackets += text.ptr[i] == '{' || text.ptr[i] == '[';
	if (brackets > BRACKETS_MOST)
		return NULL;
	json_t *json = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL);
	if (json)
		arena_defer(a, free_json, json);
	return json;
}

static str text_of(const json_t *json, const char *member)
{
	const json_t *value = json_object_get(json, member);

	return json_is_string(value) ? (str){ json_string_value(value), json_string_length(value) }
	                             : (str){ 0 };
}

/* Absent when the header is not one that we would write. */
static str kid_of(const json_t *header)
{
	static const char *const refused[] = { "crit", "jku", "jwk", "x5u", "x5c" };

	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		if (json_object_get(header, refused[i]))
			return (str){ 0 };
	if (!str_eq(text_of(header, "alg"), STR("ES256")) ||
	    !str_eq(text_of(header, "typ"), STR("JWT")))
		return (str){ 0 };
	return text_of(header, "kid");
}

str token_kid(struct arena *a, str jwt)
{
	const json_t *header = jwt.len > TOKEN_MOST ? NULL : read_part(a, str_cut(&jwt, '.'));

	return header ? kid_of(header) : (str){ 0 };
}

static const struct token_key *key_of(const struct token_rules *rules, const json_t *header)
{
	str kid = kid_of(header);

	for (size_t i = 0; i < rules->key_count; i++)
		if (kid.ptr && str_eq(rules->keys[i].kid, kid))
			return &rules->keys[i];
	return NULL;
}

static bool is_signed(struct arena *a, const struct token_key *key, str token)
{
	char *text = arena_cstr(a, token), *pem = arena_cstr(a, key->public_pem);
	jwt_t *jwt = NULL;

	/* libjwt takes no key for "nothing to check". */
	if (key->public_pem.len == 0 || key->public_pem.len > INT32_MAX)
		return false;
	bool right = jwt_decode(&jwt, text, (unsigned char *)pem, (int)key->public_pem.len) == 0 &&
	             jwt_get_alg(jwt) == JWT_ALG_ES256;
	jwt_free(jwt);
	return right;
}

static bool read_time(const json_t *claims, const char *member, moment *out)
{
	const json_t *value = json_object_get(claims, member);
	int64_t seconds = json_is_integer(value) ? json_integer_value(value) : -1;

	*out = SECONDS(seconds < 0 || seconds > last_second ? 0 : seconds);
	return seconds >= 0 && seconds <= last_second;
}

static bool read_times(const json_t *claims, moment now, struct token *t)
{
	return read_time(claims, "exp", &t->expires) && read_time(claims, "nbf", &t->not_before) &&
	       read_time(claims, "iat", &t->issued) && now < t->expires + SECONDS(SKEW_SECONDS) &&
	       now >= t->not_before - SECONDS(SKEW_SECONDS) &&
	       now >= t->issued - SECONDS(SKEW_SECONDS);
}

static bool read_claims(const struct token_rules *rules, const json_t *claims, moment now,
                        struct token *t)
{
	str issuer = text_of(claims, "iss"), audience = text_of(claims, "aud");

	t->scope = text_of(claims, "scope");
	return read_times(claims, now, t) && issuer.ptr && str_eq(issuer, rules->issuer) &&
	       audience.ptr && str_eq(audience, rules->audience) &&
	       uuid_parse(text_of(claims, "sub"), &t->person) &&
	       uuid_parse(text_of(claims, "org"), &t->workspace) &&
	       uuid_parse(text_of(claims, "sid"), &t->session) &&
	       uuid_parse(text_of(claims, "jti"), &t->id);
}

status token_verify(struct arena *a, const struct token_rules *rules, str jwt, moment now,
                    struct token *out)
{
	str rest = jwt, head = str_cut(&rest, '.'), body = str_cut(&rest, '.');
	const json_t *header, *claims;
	const struct token_key *key;
	struct token t = { 0 };

	if (jwt.len > TOKEN_MOST || !head.len || !body.len ||
	    secret_unbase64(a, rest).len != SIGNATURE_BYTES)
		return UNAUTHORIZED;
	if (!(header = read_part(a, head)) || !(key = key_of(rules, header)) ||
	    !is_signed(a, key, jwt))
		return UNAUTHORIZED;
	if (!(claims = read_part(a, body)) || !read_claims(rules, claims, now, &t))
		return UNAUTHORIZED;
	*out = t;
	return OK;
}

static bool add_claims(jwt_t *jwt, const struct token *t, const char *issuer, const char *audience,
                       const char *scope)
{
	return !jwt_add_grant(jwt, "iss", issuer) && !jwt_add_grant(jwt, "aud", audience) &&
	       !jwt_add_grant(jwt, "sub", t->person.text) &&
	       !jwt_add_grant(jwt, "org", t->workspace.text) &&
	       !jwt_add_grant(jwt, "sid", t->session.text) &&
	       !jwt_add_grant(jwt, "jti", t->id.text) && !jwt_add_grant(jwt, "scope", scope) &&
	       !jwt_add_grant_int(jwt, "iat", t->issued / SECONDS(1)) &&
	       !jwt_add_grant_int(jwt, "nbf", t->not_before / SECONDS(1)) &&
	       !jwt_add_grant_int(jwt, "exp", t->expires / SECONDS(1));
}

status token_sign(struct arena *a, const struct token_rules *rules, const struct token *t, str *out)
{
	/* Copies first: what is libjwt's must not be in hand when the arena is full. */
	const struct token_key *key = rules->key_count ? &rules->keys[0] : &(struct token_key){ 0 };
	char *pem = arena_cstr(a, key->private_pem), *kid = arena_cstr(a, key->kid);
	char *issuer = arena_cstr(a, rules->issuer), *audience = arena_cstr(a, rules->audience);
	char *scope = arena_cstr(a, t->scope), *text = NULL;
	jwt_t *jwt = NULL;

	if (key->private_pem.len == 0 || key->private_pem.len > INT32_MAX || jwt_new(&jwt))
		return BROKEN;
	if (!jwt_set_alg(jwt, JWT_ALG_ES256, (unsigned char *)pem, (int)key->private_pem.len) &&
	    !jwt_add_header(jwt, "kid", kid) && add_claims(jwt, t, issuer, audience, scope))
		text = jwt_encode_str(jwt);
	jwt_free(jwt);
	if (!text)
		return BROKEN;
	arena_defer(a, free, text);
	*out = str_of(text);
	return OK;
}
