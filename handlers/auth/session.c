#include "auth.h"

#include "browser.h"
#include "config.h"
#include "guess.h"
#include "page.h"
#include "queries.h"
#include "secret.h"
#include "session.h"

const struct shape session_new_shape = SHAPE(session_new,
	TEXT(session_new, username, REQUIRED, 1, 254, "Your user name"),
	TEXT(session_new, password, REQUIRED, 1, 1024, "Your password"));

const struct shape person_login_shape = SHAPE(person_login,
	UUID(person_login, id, REQUIRED, "The person"),
	TEXT(person_login, password, REQUIRED, 1, 200, "The password's hash"),
	BOOL(person_login, confirmed, REQUIRED, "Whether the address was confirmed"),
	BOOL(person_login, frozen, REQUIRED, "Whether the account is to be erased"),
	TEXT(person_login, browser, OPTIONAL, 64, 64, "SHA-256 of the browser's token, when it is theirs"));

#define WHO(T)                                                                             \
	UUID(T, person, REQUIRED, "The person"),                                           \
	TEXT_LIKE(T, username, REQUIRED, 3, 32, NULL, USERNAME_PATTERN, "Their user name"), \
	UUID(T, workspace, OPTIONAL, "The workspace they are in; null before they join one"), \
	TEXT(T, workspace_name, OPTIONAL, 1, 200, "Its name"),                             \
	TEXT(T, role, OPTIONAL, 1, 20, "What they are in it"),                             \
	MOMENT(T, authenticated_at, REQUIRED, "When the password was typed last"),         \
	MOMENT(T, expires_at, REQUIRED, "When the session ends at the latest")

const struct shape session_row_shape = SHAPE(session_row, WHO(session_row));
const struct shape session_shape = SHAPE(session, WHO(session),
	TEXT(session, csrf, REQUIRED, 43, 43, "What X-CSRF-Token must say with every change"));

const struct shape session_move_shape = SHAPE(session_move,
	UUID(session_move, workspace, REQUIRED, "Where to go on: one of yours"));

const struct shape authentication_new_shape = SHAPE(authentication_new,
	TEXT(authentication_new, password, REQUIRED, 1, 1024, "Your password"));

const struct shape session_switched_shape = SHAPE(session_switched, WHO(session_switched),
	TEXT(session_switched, ended, REQUIRED, 64, 64, "SHA-256 of the other's token"));

const struct shape session_item_shape = SHAPE(session_item,
	UUID(session_item, id, REQUIRED, "Its id"),
	BOOL(session_item, current, REQUIRED, "Whether it is the one that asks"),
	TEXT(session_item, browser, OPTIONAL, 1, 100, "With which browser it began, as far as that is known: Firefox 143 on Linux"),
	MOMENT(session_item, created_at, REQUIRED, "When it began"),
	MOMENT(session_item, authenticated_at, REQUIRED, "When the password was typed last"),
	MOMENT(session_item, seen_at, REQUIRED, "When it was used last, give or take a quarter of an hour"),
	MOMENT(session_item, expires_at, REQUIRED, "When it ends at the latest"));

const struct shape session_ended_shape =
	SHAPE(session_ended,
	TEXT(session_ended, hashes, REQUIRED, 0, INT32_MAX, "SHA-256 of their tokens"));

static status reply_session(struct request *r, const struct session_row *row)
{
	struct session s = {
		.person = row->person,
		.username = row->username,
		.workspace = row->workspace,
		.workspace_name = row->workspace_name,
		.role = row->role,
		.csrf = session_csrf(r),
		.authenticated_at = row->authenticated_at,
		.expires_at = row->expires_at,
	};

	return reply_with(r, &session_shape, &s);
}

/* A session has begun: from here on the browser is in it. */
static status enter(struct request *r, str token, const struct session_row *row)
{
	r->caller.workspace = row->workspace;
	r->caller.role = role_of(row->role);
	r->caller.authenticated = row->authenticated_at;
	session_cookie(r, token);
	r->token = token;
	return reply_session(r, row);
}

/*
 * The person of this name whose password it is.  A name that nobody has costs
 * one hash too, and is shut as soon: a quick "no" would tell a stranger who our
 * people are.
 */
static status identify(struct request *r, const struct session_new *n, struct person_login *p, struct guess *g)
{
	status found = q_person_by_username(r, n->username, browser_hashes(r), p);

	if (found != OK && found != NOT_FOUND)
		return found;
	str who = p->browser.len ? arena_fmt(r->arena, "browser %.*s", STR_ARGS(p->browser)) :
	                           arena_fmt(r->arena, "name %.*s", STR_ARGS(n->username));
	TRY(guess_ask(r, who, g));
	status s = p->browser.len ? secret_password_check_known(n->password, p->password)
	                          : secret_password_check(n->password, found == OK ? p->password : (str){ 0 });
	if (s != OK && s != BAD_LOGIN)
		guess_undo(r, g);
	TRY(s);
	if (!p->confirmed)
		return fail(r, FORBIDDEN, "Confirm your address first: open the link that we mailed you");
	if (p->frozen)
		return fail(r, FORBIDDEN, "This account is about to be erased: take that back first, by the link that we mailed you");
	return OK;
}

/* So that nobody logs in as someone without their hearing of it; {who} only the statement knows. */
static str new_browser_letter(struct request *r)
{
	char at[MOMENT_TEXT];

	moment_write(r->now, at);
	return arena_fmt(r->arena,
		"Hello {who},\n\nsomeone has logged in to your account with a browser that was not used for it before: %.*s, "
		"on %.10s at %.5s UTC.\n\nIf it was you, there is nothing to do. If it was not you, set another password at once, "
		"which ends this log-in and all others:\n\n%.*s/reset\n",
		STR_ARGS(r->browser.len ? r->browser : STR("one that did not say which")), at, at + 11, STR_ARGS(config.origin));
}

/* Redis learns of the session and forgets the wrong passwords in one trip. */
static void remember(struct request *r, str hash, const struct session_row *row, const struct guess *g)
{
	struct cache_call calls[GUESS_CALLS + 1];
	size_t n = guess_right(r, g, calls);

	n += session_entry(r, calls + n, hash, &r->caller, row->expires_at);
	session_write(r, calls, n);
}

status session_create(struct request *r)
{
	struct person_login p = { 0 };
	struct session_row row;
	struct guess g;
	str token, hash;

	if (!browser_hashes(r).len)
		TRY(secret_password_room());
	TRY(identify(r, r->body, &p, &g));
	session_new(r, &token, &hash);
	/* From here on the request is made by the person, in no workspace yet. */
	r->caller = (struct caller){ .person = p.id, .session = uuid_new() };
	status s = q_session_start(r, r->caller.session, hash, p.id, p.password, browser_keep(r, p.browser), r->browser, uuid_new(),
		STR("A log-in with another browser"), new_browser_letter(r), uuid_new(), r->id, &row);
	/* The password was changed since it was checked. */
	if (s == NOT_FOUND)
		return BAD_LOGIN;
	TRY(s);
	TRY(enter(r, token, &row));
	remember(r, hash, &row, &g);
	return OK;
}

/* Another session has taken the caller's place. */
static status go_on(struct request *r, uuid next, str token, str hash, const struct session_switched *s)
{
	session_forget(r, s->ended);
	r->caller.session = next;
	TRY(enter(r, token, &(struct session_row){
		.person = s->person,
		.username = s->username,
		.workspace = s->workspace,
		.workspace_name = s->workspace_name,
		.role = s->role,
		.authenticated_at = s->authenticated_at,
		.expires_at = s->expires_at,
	}));
	session_remember(r, hash, &r->caller, s->expires_at);
	return OK;
}

status session_switch(struct request *r)
{
	const struct session_move *to = r->body;
	struct session_switched s;
	uuid next = uuid_new();
	str token, hash;

	session_new(r, &token, &hash);
	TRY(q_session_switch(r, next, hash, r->caller.session, r->caller.person, to->workspace, uuid_new(), r->id, &s));
	return go_on(r, next, token, hash, &s);
}

status session_authenticate(struct request *r)
{
	const struct authentication_new *n = r->body;
	struct session_switched now;
	struct person_known p;
	uuid next = uuid_new();
	str token, hash;
	status s = q_person_by_id(r, r->caller.person, &p);

	/* Erased since Redis was asked. */
	if (s == NOT_FOUND)
		return UNAUTHORIZED;
	TRY(s);
	s = secret_password_check_known(n->password, p.password);
	if (s == BAD_LOGIN)
		return fail_at(r, INVALID, "#/password", "is not your password");
	TRY(s);
	session_new(r, &token, &hash);
	s = q_session_authenticate(r, next, hash, r->caller.session, r->caller.person, p.password, uuid_new(), r->id, &now);
	/* The session has ended, or the password was changed, since they were looked at. */
	if (s == NOT_FOUND)
		return UNAUTHORIZED;
	TRY(s);
	return go_on(r, next, token, hash, &now);
}

status session_show(struct request *r)
{
	struct session_row row;
	status s = q_session_by_id(r, r->caller.session, &row);

	/* Ended since Redis was asked. */
	if (s == NOT_FOUND)
		return UNAUTHORIZED;
	TRY(s);
	return reply_session(r, &row);
}

status session_delete(struct request *r)
{
	int64_t ended;

	TRY(q_session_end(r, r->caller.session, uuid_new(), r->id, &ended));
	session_forget(r, secret_sha256(r->arena, r->token));
	session_uncookie(r);
	return reply_nothing(r);
}

status session_list(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_sessions_of(r, r->caller.person, r->caller.session, after, rows, &found));
	return page_reply(r, &session_item_shape, &found, offsetof(struct session_item, id));
}

status session_revoke(struct request *r)
{
	struct session_ended ended;

	TRY(q_session_revoke(r, r->path_id[0], r->caller.person, uuid_new(), r->id, &ended));
	session_forget(r, ended.hashes);
	if (uuid_eq(&r->path_id[0], &r->caller.session))
		session_uncookie(r);
	return reply_nothing(r);
}

status session_revoke_others(struct request *r)
{
	struct session_ended ended;

	TRY(q_sessions_revoke(r, r->caller.person, r->caller.session, uuid_new(), r->id, &ended));
	session_forget(r, ended.hashes);
	return reply_nothing(r);
}
