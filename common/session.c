#include "session.h"

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
/* clang-format on */

/*
 * An entry is one line of words with one space between:
 *   1 <session> <person> <workspace or -> <role or -> <authenticated, µs>
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

bool session_ask(struct request *r, struct cache_call *call)
{
	r->token = request_cookie(r, STR(SESSION_COOKIE));
	if (!looks_like_token(r->token)) {
		r->token = (str){ 0 };
		return false;
	}
	*call = (struct cache_call){ .count = 2 };
	call->words[0] = STR("GET");
	call->words[1] = entry_key(r, secret_sha256(r->arena, r->token));
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
	return entry.len == 0 && str_eq(word[0], STR("1")) && uuid_parse(word[1], &c->session) &&
	       uuid_parse(word[2], &c->person) && read_id(word[3], &c->workspace) &&
	       (c->role || str_eq(word[4], STR("-"))) && str_int(word[5], &c->authenticated);
}

static str or_dash(str s)
{
	return s.len ? s : STR("-");
}

static str write_entry(struct request *r, const struct caller *c)
{
	str workspace = or_dash(uuid_str(&c->workspace)),
	    role = or_dash(str_of(role_word(c->role)));

	return arena_fmt(r->arena, "1 %s %s %.*s %.*s %lld", c->session.text, c->person.text,
	                 STR_ARGS(workspace), STR_ARGS(role), (long long)c->authenticated);
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

	if (trip == OK && call->is == CACHE_TEXT && read_entry(call->text, &c)) {
		r->caller = c;
	} else {
		/* While Redis is away there is no use in writing to it. */
		TRY(ask_row(r, str_from(call->words[1], 2), trip == OK));
	}
	r->caller.by_cookie = true;
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

static void write_through(struct request *r, struct cache_call *calls, size_t n)
{
	status trip = cache_trip(r, calls, n);
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

void session_remember(struct request *r, str hash, const struct caller *c, moment expires)
{
	int64_t left = (expires - moment_now()) / SECONDS(1);
	struct cache_call set;

	if (left < 1)
		return;
	set_entry(r, &set, hash, write_entry(r, c),
	          left < SESSION_CHECK_SECONDS ? left : SESSION_CHECK_SECONDS);
	set.words[set.count++] = STR("NX");
	write_through(r, &set, 1);
}

/*
 * Not deleted: whoever found the row good before it ended may be about to
 * write its entry.  What stands there keeps them from it for as long as their
 * request can last.
 */
void session_forget(struct request *r, str hashes)
{
	struct cache_call *calls =
		arena_alloc(r->arena, sizeof *calls, hashes.len / SECRET_SHA256 + 1);
	size_t n = 0;

	while (hashes.len)
		set_entry(r, &calls[n++], str_cut(&hashes, ' '), STR("-"),
		          config.request_ms / 1000 + 1);
	if (n)
		write_through(r, calls, n);
}
