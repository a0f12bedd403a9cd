#ifndef SESSION_H
#define SESSION_H

#include "cache.h"
#include "keyring.h"

/*
 * Sessions.  The cookie __Host-obelus holds 32 random bytes; Redis has an
 * entry by their SHA-256, PostgreSQL the row that is the truth.  An entry
 * lives at most 15 minutes past its last check against the row; when there is
 * none, or Redis is away, the row is asked (session_check, a definer function
 * that every handler may call) and the entry is written anew.  Redis being
 * away never logs anyone out.
 *
 * Programs send "Authorization: Bearer" and an access token (bearer.h) in
 * place of the cookie.  Its entries are of the same family, begin with another
 * word and tell the token's scopes; its row is asked by token_check.  Or they
 * send one that we signed (token.h) in exchange for such a token: who signed
 * and until when it says itself, and what it may do now is asked of the access
 * token that it names, whose entry is there a second time under its id.
 */

#define SESSION_COOKIE "__Host-obelus"
enum { SESSION_CHECK_SECONDS = 900, SESSION_DAYS = 7 };

/* What the database says of a session that is still good (q_session_check). */
struct session_found {
	uuid session, person;
	str username;
	uuid workspace; /* absent: none chosen yet */
	str role;       /* absent: not a member of it */
	moment authenticated_at, expires_at;
};
extern const struct shape session_found_shape;

/* What the database says of an access token that is still good (q_token_check). */
struct token_found {
	uuid token, person, workspace;
	str role, scopes; /* with a space between */
	moment expires_at;
};
extern const struct shape token_found_shape;

/*
 * Look at the bearer token that the request brings, if any; one that is not
 * signed as it should be counts as none.  BAD_REQUEST when there is a session
 * cookie, too: it is not for us to choose who asks.  UNAVAILABLE when its key
 * could not be asked for.
 */
status session_bearer(struct request *r);

/* One command that fetches the caller's entry; false when the request has neither session cookie nor access token. */
bool session_ask(struct request *r, struct cache_call *call);

/*
 * Fill r->caller from the entry, or from the row.  UNAUTHORIZED when there is
 * no such session; UNAVAILABLE when neither could be asked.
 */
status session_answer(struct request *r, const struct cache_call *call, status trip);

/* The words of a set of scopes, with a space between, in the order of need_scopes. */
str session_scopes(struct arena *a, uint64_t scopes);

/* The CSRF token of the caller's session: an HMAC keyed by the cookie's token. */
str session_csrf(struct request *r);

/* Start one: *token for the cookie, *hash for the row. */
void session_new(struct request *r, str *token, str *hash);

/* Put the cookie on / take it off the reply. */
void session_cookie(struct request *r, str token);
void session_uncookie(struct request *r);

/*
 * Write the entry of the session whose token has this hash, unless there is
 * one / see to it that there is none of these hashes, or of these ids of
 * access tokens (one space between): one trip, or none when there are none.  A
 * failure is logged and bounded by the 15 minutes.
 */
void session_remember(struct request *r, str hash, const struct caller *c, moment expires);
void session_forget(struct request *r, str hashes);

/*
 * The first of them in two halves, where other commands go along: fill the one
 * that writes the entry, false when the session has ended; and send them all.
 */
bool session_entry(struct request *r, struct cache_call *call, str hash, const struct caller *c, moment expires);
void session_write(struct request *r, struct cache_call *calls, size_t n);

#endif
