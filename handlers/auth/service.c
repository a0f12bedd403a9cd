/*
 * auth: who people are, and that it is they.
 *
 * Owns person, session, mailed_token, workspace and member: the only process
 * that reads a password's hash or an address.  Trusts nothing a stranger
 * says: what an address or a user name gives away is the same for everyone,
 * in words and in work.
 *
 * Must be refused: customers' texts and labels.
 */
#include "auth.h"

#include "mail.h"
#include "queries.h"

static const struct route routes[] = {
	{ .method = POST, .path = "/people", .need = ANYONE, .limit = LIMIT_SIGNUP,
	  .body = &person_new_shape, .reply = &person_invited_shape, .success = 202,
	  .event = ACTIVITY_SIGNUP, .run = person_create, .ends = (const status[]){ CONFLICT, OK },
	  .about = "Sign up",
	  .more = "Mails a link to the address. The answer is the same whether or not the address "
		  "has an account already; a user name that is taken is told." },
	{ .method = POST, .path = "/confirmations", .need = ANYONE, .limit = LIMIT_LOGIN,
	  .body = &confirmation_new_shape, .reply = &confirmation_shape, .success = 200,
	  .event = ACTIVITY_EMAIL_CONFIRM, .run = confirmation_create, .ends = (const status[]){ GONE, OK },
	  .about = "Confirm an address with the code of a mailed link" },
	{ .method = POST, .path = "/sessions", .need = ANYONE, .limit = LIMIT_LOGIN,
	  .body = &session_new_shape, .reply = &session_shape, .success = 201,
	  .event = ACTIVITY_LOGIN, .run = session_create, .ends = (const status[]){ BAD_LOGIN, FORBIDDEN, OK },
	  .flushes = 2, .trips = 2,
	  .budget_why = "the password is checked between two statements; the session is remembered",
	  .about = "Log in" },
	{ .method = GET, .path = "/session", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .reply = &session_shape, .success = 200, .run = session_show,
	  .about = "Who is logged in" },
	{ .method = DELETE, .path = "/session", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .success = 204, .event = ACTIVITY_LOGOUT, .run = session_delete,
	  .trips = 2, .budget_why = "the session is forgotten after it has ended",
	  .about = "Log out" },
};

const struct service this_service = {
	.name = "auth",
	.routes = routes,
	.route_count = sizeof routes / sizeof *routes,
	.statements = auth_statements,
	.jobs = &mail_job,
	.job_count = 1,
	.forbidden_tables = (const char *const[]){ "document", "span", "tag", "project", NULL },
};
