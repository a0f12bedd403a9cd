#ifndef AUTH_H
#define AUTH_H

#include "service.h"

/* What a stranger sends to become a person: exactly this, nothing more. */
struct person_new {
	str username, email, password;
};
extern const struct shape person_new_shape;

/* What to do now, where a mail decides: told the same, whoever owns the address. */
struct next_step {
	str next;
};
extern const struct shape next_step_shape;

struct confirmation_new {
	str token;
};
extern const struct shape confirmation_new_shape;

struct confirmation {
	str username;
};
extern const struct shape confirmation_shape;

struct session_new {
	str username, password;
};
extern const struct shape session_new_shape;

/* A person's row as logging in needs it; never leaves the process. */
struct person_login {
	uuid id;
	str password;
	bool confirmed;
};
extern const struct shape person_login_shape;

/* Who is logged in, where and as what. */
struct session {
	uuid person;
	str username;
	uuid workspace;
	str workspace_name, role, csrf;
	moment authenticated_at, expires_at;
};
extern const struct shape session_shape;

/* The same row before the CSRF token, which is no column, has joined it. */
struct session_row {
	uuid person;
	str username;
	uuid workspace;
	str workspace_name, role;
	moment authenticated_at, expires_at;
};
extern const struct shape session_row_shape;

/* One of the sessions in which the caller is logged in. */
struct session_item {
	uuid id;
	bool current;
	moment created_at, authenticated_at, seen_at, expires_at;
};
extern const struct shape session_item_shape;

/* Hashes of the tokens of sessions that have ended, with spaces between. */
struct session_ended {
	str hashes;
};
extern const struct shape session_ended_shape;

struct reset_new {
	str email;
};
extern const struct shape reset_new_shape;

struct password_reset {
	str token, password;
};
extern const struct shape password_reset_shape;

struct password_change {
	str current, password;
};
extern const struct shape password_change_shape;

/* Where a person's mail goes. */
struct person_reach {
	uuid id;
	str username, email;
};
extern const struct shape person_reach_shape;

/* A person's row as changing the password needs it; never leaves the process. */
struct person_known {
	str username, email, password;
};
extern const struct shape person_known_shape;

status person_create(struct request *r);
status confirmation_create(struct request *r);
status session_create(struct request *r);
status session_show(struct request *r);
status session_delete(struct request *r);
status session_list(struct request *r);
status session_revoke(struct request *r);
status session_revoke_others(struct request *r);
status reset_create(struct request *r);
status password_reset(struct request *r);
status password_change(struct request *r);

extern const struct job_kind reset_job;

/* What may not be a user name or a password, as a sentence's end; NULL when it may. */
const char *username_flaw(str username);
/* The form of one, as a regular expression; it does not tell which we keep for ourselves. */
#define USERNAME_PATTERN "^[a-z0-9][a-z0-9_-]{2,31}$"
const char *password_flaw(str password, str username);
const char *email_rule(str email, const void *in); /* a rule of shape.h */

#endif
