#include "session.h"

#include "bearer.h"
#include "common_queries.h"
#include "config.h"
#include "log.h"
#include "secret.h"

/* clang-format off */
const struct shape session_found_shape = SHAPE(session_found,
	UUID(session_found, session, REQUIRED, "The session"),
	UUID(session_found, person, REQUIRED, "Whose it is"),
	TEXT(session_found, username, REQUIRED, 1, 64, "Their public name"),
	UUID(session_found, workspace, OPTIONAL, "Where they work now"),
	TEXT(session_found, role, OPTIONAL, 1, 16, "What they are there"),
	MOMENT(session_found, authenticated_at, REQUIRED, "When the password was typed last"),
	MOMENT(session_found, expires_at, REQUIRED, "When the session ends at the latest"));

const struct shape token_found_shape = SHAPE(token_found,
	UUID(token_found, token, REQUIRED, "The token"),
	UUID(token_found, person, REQUIRED, "Whose it is"),
	UUID(token_found, workspace, REQUIRED, "Where it is good"),
	TEXT(token_found, role, REQUIRED, 1, 16, "What they are there"),
	TEXT(token_found, scopes, REQUIRED, 1, 1000, "What it may do"),
	MOMENT(token_found, expires_at, REQUIRED, "When the token ends"));
/* clang-format on */

/*
 * An entry is one line of words with one space between:
 *   1 <session> <person> <workspace or -> <role or -> <authenticated, µs>
 * and of an access token
 *   t <token> <person> <workspace> <role> 0 <scope> …
 * The first word is the version of this format: an entry of another one is
 * taken for none, and written anew from the row.
 */
enum { ENTRY_WORDS = 6 };

static bool looks_like_token(str s)
{
	if (s.len != SECRET_TOKEN)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		      c == '-' || c == '_'))
			return false;
	}
	return true;
}

static str entry_key(struct request *r, str hash)
{
	return arena_fmt(r->arena, "s:%.*s", STR_ARGS(hash));
}

/* What follows "Bearer ", in whatever case (RFC 9110 11.1); absent: another scheme, or nothing. */
static str bearer_of(const struct request *r)
{
	str rest = r->authorization, scheme = str_cut(&rest, ' ');

	return str_same(scheme, STR("bearer")) ? str_trim(rest) : (str){ 0 };
}

static uint64_t read_scopes(str words)
{
	uint64_t scopes = 0;

	while (words.len)
		scopes |= need_scope(str_cut(&words, ' '));
	return scopes;
}

/* Of one that we signed: which access token it was exchanged for, and what it may do of that one's. */
static status read_signed(struct request *r, str jwt)
{
	struct token_key key;
	struct token said;

	TRY(keyring_find(r, token_kid(r->arena, jwt), &key));
	struct token_rules rules = keyring_rules(r->arena, &key);
	TRY(token_verify(r->arena, &rules, jwt, r->now, &said));
	r->token = str_of(arena_cstr(r->arena, uuid_str(&said.session)));
	r->signed_scopes = read_scopes(said.scope);
	r->is_signed = true;
	return OK;
}

status session_bearer(struct request *r)
{
	str given = bearer_of(r);

	r->bearer = given.ptr != NULL;
	if (r->bearer && request_cookie(r, STR(SESSION_COOKIE)).ptr)
		return fail(r, BAD_REQUEST, "send a session cookie or a bearer token, not both");
	if (!r->bearer || bearer_is_ours(given))
		return OK;
	status s = read_signed(r, given);
	return s == UNAUTHORIZED ? OK : s;
}

/* Known by its hash from here on: the limits count by it, too. */
static str hash_of_bearer(struct request *r)
{
	str given = bearer_of(r);

	if (r->is_signed)
		return r->token;
	r->token = bearer_is_ours(given) ? secret_sha256(r->arena, given) : (str){ 0 };
	return r->token;
}

static str hash_of_cookie(struct request *r)
{
	str given = request_cookie(r, STR(SESSION_COOKIE));

	r->token = looks_like_token(given) ? given : (str){ 0 };
	return r->token.ptr ? secret_sha256(r->arena, r->token) : (str){ 0 };
}

bool session_ask(struct request *r, struct cache_call *call)
{
	str hash = r->bearer ? hash_of_bearer(r) : hash_of_cookie(r);

	if (!hash.ptr)
		return false;
	*call = (struct cache_call){ .count = 2 };
	call->words[0] = STR("GET");
	call->words[1] = entry_key(r, hash);
	return true;
}

/* "-" is an absent one. */
static bool read_id(str word, uuid *out)
{
	*out = (uuid){ 0 };
	return str_eq(word, STR("-")) || uuid_parse(word, out);
}

static bool read_entry(str entry, struct caller *c)
{
	str word[ENTRY_WORDS];

	for (int i = 0; i < ENTRY_WORDS; i++)
		word[i] = str_cut(&entry, ' ');
	c->role = role_of(word[4]);
	c->by_token = str_eq(word[0], STR("t"));
	c->scopes = c->by_token ? read_scopes(entry) : 0;
	return (c->by_token || (entry.len == 0 && str_eq(word[0], STR("1")))) && uuid_parse(word[1], &c->session) &&
	       uuid_parse(word[2], &c->person) && read_id(word[3], &c->workspace) &&
	       (c->role || str_eq(word[4], STR("-"))) && str_int(word[5], &c->authenticated);
}

static str or_dash(str s)
{
	return s.len ? s : STR("-");
}

str session_scopes(struct arena *a, uint64_t scopes)
{
	struct json words = { .arena = a };

	for (const char *const *s = need_scopes; *s; s++) {
		if (!(scopes & need_scope(str_of(*s))))
			continue;
		json_add(&words, words.len ? STR(" ") : STR(""));
		json_add(&words, str_of(*s));
	}
	return (str){ words.ptr, words.len };
}

/* Of an access token; it never typed a password. */
static str write_token(struct request *r, const struct caller *c)
{
	return arena_fmt(r->arena, "t %s %s %s %s 0 %.*s", c->session.text, c->person.text,
	                 c->workspace.text, role_word(c->role),
	                 STR_ARGS(session_scopes(r->arena, c->scopes)));
}

static str write_entry(struct request *r, const struct caller *c)
{
	if (c->by_token)
		return write_token(r, c);

	str workspace = or_dash(uuid_str(&c->workspace)),
	    role = or_dash(str_of(role_word(c->role)));

	return arena_fmt(r->arena, "1 %s %s %.*s %.*s %lld", c->session.text, c->person.text,
	                 STR_ARGS(workspace), STR_ARGS(role), (long long)c->authenticated);
}

static status check_token(struct request *r, str hash, struct token_found *found)
{
	uuid id;

	if (r->is_signed)
		return uuid_parse(hash, &id) ? q_token_check_by_id(r, id, found) : NOT_FOUND;
	return q_token_check(r, hash, found);
}

static status ask_token(struct request *r, str hash, bool remember)
{
	struct token_found found = { 0 };
	status s = check_token(r, hash, &found);

	if (s == NOT_FOUND)
		return UNAUTHORIZED;
	if (s == LATE)
		return UNAVAILABLE;
	TRY(s);
	r->caller = (struct caller){
		.session = found.token,
		.person = found.person,
		.workspace = found.workspace,
		.role = role_of(found.role),
		.by_token = true,
		.scopes = read_scopes(found.scopes),
	};
	if (remember)
		session_remember(r, hash, &r->caller, found.expires_at);
	return OK;
}

static status ask_row(struct request *r, str hash, bool remember)
{
	struct session_found found = { 0 };
	status s = q_session_check(r, hash, &found);

	if (s == NOT_FOUND)
		return UNAUTHORIZED;
	if (s == LATE)
		return UNAVAILABLE;
	TRY(s);
	r->caller = (struct caller){
		.session = found.session,
		.person = found.person,
		.workspace = found.workspace,
		.role = role_of(found.role),
		.authenticated = found.authenticated_at,
	};
	if (remember)
		session_remember(r, hash, &r->caller, found.expires_at);
	return OK;
}

status session_answer(struct request *r, const struct cache_call *call, status trip)
{
	struct caller c = { 0 };

	if (trip == OK && call->is == CACHE_TEXT && read_entry(call->text, &c) &&
	    c.by_token == r->bearer) {
		r->caller = c;
	} else {
		/* While Redis is away there is no use in writing to it. */
		str hash = str_from(call->words[1], 2);

		TRY(r->bearer ? ask_token(r, hash, trip == OK) : ask_row(r, hash, trip == OK));
	}
	r->caller.by_cookie = !r->bearer;
	if (r->is_signed)
		r->caller.scopes &= r->signed_scopes;
	return OK;
}

str session_csrf(struct request *r)
{
	return secret_hmac(r->arena, r->token, STR("csrf"));
}

void session_new(struct request *r, str *token, str *hash)
{
	*token = secret_token(r->arena);
	*hash = secret_sha256(r->arena, *token);
}

static void set_cookie(struct request *r, str token, int seconds)
{
	r->set_cookie = arena_fmt(r->arena,
	                          SESSION_COOKIE
	                          "=%.*s; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=%d",
	                          STR_ARGS(token), seconds);
}

void session_cookie(struct request *r, str token)
{
	set_cookie(r, token, SESSION_DAYS * 24 * 3600);
}

void session_uncookie(struct request *r)
{
	set_cookie(r, STR(""), 0);
}

void session_write(struct request *r, struct cache_call *calls, size_t n)
{
	status trip = n ? cache_trip(r, calls, n) : OK;
	bool is_done = trip == OK;

	for (size_t i = 0; is_done && i < n; i++)
		is_done = calls[i].is != CACHE_ERROR;
	if (!is_done)
		log_event(LOG_WARN, "session.entry", "request", r->id.text, "why",
		          trip == OK ? "refused" : "unavailable", NULL);
}

static void set_entry(struct request *r, struct cache_call *set, str hash, str entry,
                      int64_t seconds)
{
	*set = (struct cache_call){ .count = 5 };
	set->words[0] = STR("SET");
	set->words[1] = entry_key(r, hash);
	set->words[2] = entry;
	set->words[3] = STR("EX");
	set->words[4] = arena_fmt(r->arena, "%lld", (long long)seconds);
}

bool session_entry(struct request *r, struct cache_call *call, str hash, const struct caller *c, moment expires)
{
	int64_t left = (expires - moment_now()) / SECONDS(1);

	if (left < 1)
		return false;
	set_entry(r, call, hash, write_entry(r, c),
	          left < SESSION_CHECK_SECONDS ? left : SESSION_CHECK_SECONDS);
	call->words[call->count++] = STR("NX");
	return true;
}

void session_remember(struct request *r, str hash, const struct caller *c, moment expires)
{
	struct cache_call set;

	if (session_entry(r, &set, hash, c, expires))
		session_write(r, &set, 1);
}

/*
 * Not deleted: whoever found the row good before it ended may be about to
 * write its entry.  What stands there keeps them from it for as long as their
 * request can last.
 */
void session_forget(struct request *r, str hashes)
{
	struct cache_call *calls =
		arena_alloc(r->arena, sizeof *calls, hashes.len / (sizeof(uuid) - 1) + 1);
	size_t n = 0;

	while (hashes.len)
		set_entry(r, &calls[n++], str_cut(&hashes, ' '), STR("-"),
		          config.request_ms / 1000 + 1);
	session_write(r, calls, n);
}
