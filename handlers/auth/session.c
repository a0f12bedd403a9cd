#include "auth.h"

#include "queries.h"
#include "secret.h"
#include "session.h"

const struct shape session_new_shape = SHAPE(session_new,
	TEXT(session_new, username, REQUIRED, 1, 254, "Your user name"),
	TEXT(session_new, password, REQUIRED, 1, 1024, "Your password"));

const struct shape person_login_shape = SHAPE(person_login,
	UUID(person_login, id, REQUIRED, "The person"),
	TEXT(person_login, password, REQUIRED, 1, 200, "The password's hash"),
	BOOL(person_login, confirmed, REQUIRED, "Whether the address was confirmed"));

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

/*
 * The person of this name whose password it is.  A name that nobody has costs
 * one hash too: a quick "no" would tell a stranger who our people are.
 */
static status identify(struct request *r, const struct session_new *n, struct person_login *p)
{
	status found = q_person_by_username(r, n->username, p);

	if (found != OK && found != NOT_FOUND)
		return found;
	TRY(secret_password_check(r->arena, n->password, found == OK ? p->password : (str){ 0 }));
	if (!p->confirmed)
		return fail(r, FORBIDDEN, "Confirm your address first: open the link that we mailed you");
	return OK;
}

status session_create(struct request *r)
{
	struct person_login p = { 0 };
	struct session_row row;
	str token, hash;

	TRY(identify(r, r->body, &p));
	session_new(r, &token, &hash);
	/* From here on the request is made by the person, in no workspace yet. */
	r->caller = (struct caller){ .person = p.id, .session = uuid_new() };
	TRY(q_session_start(r, r->caller.session, hash, p.id, uuid_new(), r->id, &row));
	r->caller.workspace = row.workspace;
	r->caller.role = role_of(row.role);
	r->caller.authenticated = row.authenticated_at;
	session_remember(r, hash, &r->caller, row.expires_at);
	session_cookie(r, token);
	r->token = token;
	return reply_session(r, &row);
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
