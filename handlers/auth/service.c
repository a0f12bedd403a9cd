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
#include "page.h"
#include "queries.h"

#define FORGET "Redis forgets what has ended"
#define HASH   "the password is hashed between two statements; Redis forgets the sessions that ended"

#define ROLE   "Redis forgets what the member's sessions were"

static const struct route routes[] = {
	{ .method = POST, .path = "/people", .need = ANYONE, .limit = LIMIT_SIGNUP,
	  .body = &person_new_shape, .reply = &next_step_shape, .success = 202,
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
	  .about = "Log in",
	  .more = "Nobody is logged in at more than a hundred places: the oldest session ends." },
	{ .method = GET, .path = "/session", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .reply = &session_shape, .success = 200, .run = session_show,
	  .about = "Who is logged in" },
	{ .method = DELETE, .path = "/session", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .success = 204, .event = ACTIVITY_LOGOUT, .run = session_delete,
	  .trips = 2, .budget_why = "the session is forgotten after it has ended",
	  .about = "Log out" },
	{ .method = PUT, .path = "/session/workspace", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .body = &session_move_shape, .reply = &session_shape, .success = 200,
	  .event = ACTIVITY_SESSION_SWITCH, .run = session_switch, .ends = (const status[]){ NOT_FOUND, OK },
	  .trips = 3, .budget_why = "one session is forgotten, another remembered",
	  .about = "Go on in another of your workspaces",
	  .more = "The session is another from then on, with another cookie and CSRF token." },
	{ .method = GET, .path = "/sessions", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &session_item_shape, .page = true, .success = 200,
	  .run = session_list, .about = "List where you are logged in" },
	{ .method = DELETE, .path = "/sessions/{id}", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .success = 204, .event = ACTIVITY_SESSION_END, .run = session_revoke,
	  .trips = 2, .budget_why = FORGET,
	  .about = "End one of your sessions" },
	{ .method = DELETE, .path = "/sessions", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .success = 204, .event = ACTIVITY_SESSION_END_OTHERS, .run = session_revoke_others,
	  .trips = 2, .budget_why = FORGET,
	  .about = "End all of your sessions but this one" },
	{ .method = POST, .path = "/resets", .need = ANYONE, .limit = LIMIT_SIGNUP,
	  .body = &reset_new_shape, .reply = &next_step_shape, .success = 202,
	  .event = ACTIVITY_RESET_ASK, .run = reset_create,
	  .about = "Ask for a link that sets a new password",
	  .more = "The answer is the same whether or not the address has an account. The link works "
		  "once, for ten minutes; three are mailed an hour at most." },
	{ .method = POST, .path = "/passwords", .need = ANYONE, .limit = LIMIT_LOGIN,
	  .body = &password_reset_shape, .reply = &confirmation_shape, .success = 200,
	  .event = ACTIVITY_PASSWORD_RESET, .run = password_reset, .ends = (const status[]){ GONE, OK },
	  .flushes = 2, .trips = 2, .budget_why = HASH,
	  .about = "Set a new password with the code of a mailed link",
	  .more = "Every session of the person ends, and the person is told by mail." },
	{ .method = PUT, .path = "/password", .need = SIGNED_IN, .limit = LIMIT_LOGIN,
	  .body = &password_change_shape, .success = 204,
	  .event = ACTIVITY_PASSWORD_CHANGE, .run = password_change, .ends = (const status[]){ CONFLICT, OK },
	  .flushes = 2, .trips = 2, .budget_why = HASH,
	  .about = "Change your password",
	  .more = "Every other session of yours ends, and you are told by mail." },
	{ .method = GET, .path = "/tokens", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &token_row_shape, .page = true, .success = 200,
	  .run = token_list, .about = "List your access tokens" },
	{ .method = POST, .path = "/tokens", .need = TOKEN_WRITE, .limit = LIMIT_WRITE, .fresh_seconds = 600,
	  .body = &token_new_shape, .reply = &token_made_shape, .success = 201,
	  .event = ACTIVITY_TOKEN_CREATE, .run = token_create, .ends = (const status[]){ CONFLICT, OK },
	  .about = "Make an access token",
	  .more = "It is shown this once. A program sends it as Authorization: Bearer, without cookie and "
		  "CSRF token, and may do in this workspace what both its scopes and your role include. "
		  "It ends with your membership, and when your password is reset by a mailed link." },
	{ .method = DELETE, .path = "/tokens/{id}", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .success = 204, .event = ACTIVITY_TOKEN_REVOKE, .run = token_revoke,
	  .trips = 2, .budget_why = FORGET,
	  .about = "Revoke an access token",
	  .more = "Acts on the very next request that is made with it." },
	{ .method = GET, .path = "/workspaces", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &workspace_shape, .page = true, .success = 200,
	  .run = workspace_list, .about = "List your workspaces" },
	{ .method = POST, .path = "/workspaces", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .body = &workspace_new_shape, .reply = &workspace_shape, .success = 201,
	  .event = ACTIVITY_WORKSPACE_CREATE, .run = workspace_create, .ends = (const status[]){ CONFLICT, OK },
	  .about = "Make a workspace of your own",
	  .more = "You own it. Go there with PUT /session/workspace." },
	{ .method = GET, .path = "/members", .need = MEMBER_READ, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &member_shape, .page = true, .success = 200,
	  .run = member_list, .about = "List who belongs to the workspace",
	  .more = "Owners and admins see addresses, too." },
	{ .method = PATCH, .path = "/members/{id}", .need = MEMBER_WRITE, .limit = LIMIT_WRITE,
	  .body = &member_change_shape, .match = true, .success = 204,
	  .event = ACTIVITY_MEMBER_UPDATE, .run = member_update, .ends = (const status[]){ CONFLICT, OK },
	  .trips = 2, .budget_why = ROLE,
	  .about = "Give a member another role",
	  .more = "Only an owner makes or unmakes owners; the last owner stays one. Acts on the member's next request." },
	{ .method = DELETE, .path = "/members/{id}", .need = MEMBER_WRITE, .limit = LIMIT_WRITE,
	  .success = 204, .event = ACTIVITY_MEMBER_REMOVE, .run = member_remove, .ends = (const status[]){ CONFLICT, OK },
	  .trips = 2, .budget_why = ROLE,
	  .about = "Remove a member",
	  .more = "Acts on the member's next request." },
	{ .method = DELETE, .path = "/membership", .need = MEMBER_READ, .limit = LIMIT_WRITE,
	  .success = 204, .event = ACTIVITY_MEMBER_LEAVE, .run = member_leave, .ends = (const status[]){ CONFLICT, OK },
	  .trips = 2, .budget_why = ROLE,
	  .about = "Leave the workspace",
	  .more = "Its last owner cannot." },
	{ .method = GET, .path = "/invitations", .need = MEMBER_WRITE, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &invitation_shape, .page = true, .success = 200,
	  .run = invitation_list, .about = "List the invitations that were not answered yet" },
	{ .method = POST, .path = "/invitations", .need = MEMBER_WRITE, .limit = LIMIT_SIGNUP,
	  .body = &invitation_new_shape, .reply = &invitation_shape, .success = 201,
	  .event = ACTIVITY_INVITATION_CREATE, .run = invitation_create, .ends = (const status[]){ CONFLICT, OK },
	  .about = "Invite someone to the workspace",
	  .more = "Mails a link to the address, good for seven days and for its owner alone. One that was sent "
		  "to the same address before is void. The answer does not tell whether the address has an account." },
	{ .method = DELETE, .path = "/invitations/{id}", .need = MEMBER_WRITE, .limit = LIMIT_WRITE,
	  .success = 204, .event = ACTIVITY_INVITATION_DELETE, .run = invitation_delete,
	  .about = "Take an invitation back" },
	{ .method = POST, .path = "/acceptances", .need = SIGNED_IN, .limit = LIMIT_LOGIN,
	  .body = &acceptance_new_shape, .reply = &acceptance_shape, .success = 200,
	  .event = ACTIVITY_INVITATION_ACCEPT, .run = acceptance_create, .ends = (const status[]){ GONE, OK },
	  .about = "Join a workspace with the code of a mailed link",
	  .more = "The confirmed address of your account must be the one that was invited. "
		  "Go there with PUT /session/workspace." },
};

const struct service this_service = {
	.name = "auth",
	.routes = routes,
	.route_count = sizeof routes / sizeof *routes,
	.statements = auth_statements,
	.jobs = (const struct job_kind *const[]){ &mail_job, &reset_job, NULL },
	.forbidden_tables = (const char *const[]){ "document", "span", "tag", "project", NULL },
};
