#ifndef AUTH_H
#define AUTH_H

#include "keyring.h"
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

/* A person as they see themselves. */
struct person {
	uuid id;
	str username, email;
	moment created_at;
	bool is_staff;
};
extern const struct shape person_shape;

/* The address that a person wants to have. */
struct address_new {
	str email;
};
extern const struct shape address_new_shape;

/* Why no link was mailed there. */
struct address_attempt {
	bool is_own, is_often;
};
extern const struct shape address_attempt_shape;

/* What both addresses are told; {who} and {email} are put in where they are known. */
str address_changed_letter(struct request *r);

/* Who is logged in already shows the password once more. */
struct authentication_new {
	str password;
};
extern const struct shape authentication_new_shape;

struct session_new {
	str username, password;
};
extern const struct shape session_new_shape;

/* A person's row as logging in needs it; never leaves the process. */
struct person_login {
	uuid id;
	str password;
	bool confirmed, frozen;
	str browser; /* the hash of the browser's token, when it is theirs */
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

/* Where the caller wants to go on. */
struct session_move {
	uuid workspace;
};
extern const struct shape session_move_shape;

/* The row of a session that took another's place, and the other's hash. */
struct session_switched {
	uuid person;
	str username;
	uuid workspace;
	str workspace_name, role;
	moment authenticated_at, expires_at;
	str ended;
};
extern const struct shape session_switched_shape;

/* One of the sessions in which the caller is logged in. */
struct session_item {
	uuid id;
	bool current;
	str browser; /* absent: not known */
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

/* A workspace, and what the caller is in it. */
struct workspace {
	uuid id;
	str name, role;
	int64_t version;
	moment created_at;
};
extern const struct shape workspace_shape;

struct workspace_new {
	str name;
};
extern const struct shape workspace_new_shape;

/* Why a workspace could not be changed: stale, when the caller may. */
struct workspace_standing {
	int64_t version;
	bool may;
};
extern const struct shape workspace_standing_shape;

struct member {
	uuid id; /* the person's */
	str username, email, role;
	int64_t version;
	moment created_at;
};
extern const struct shape member_shape;

struct member_change {
	str role;
};
extern const struct shape member_change_shape;

/* Members who get the same work. */
struct team {
	uuid id;
	str name;
	int64_t version;
	moment created_at;
};
extern const struct shape team_shape;

struct team_new {
	str name;
};
extern const struct shape team_new_shape;

/* The same row, absent when there are too many already. */
struct team_attempt {
	uuid id;
	str name;
	int64_t version;
	moment created_at;
	bool is_full;
};
extern const struct shape team_attempt_shape;

/* Why a team could not be changed: stale, when the caller may. */
struct team_standing {
	int64_t version;
	bool may;
};
extern const struct shape team_standing_shape;

struct team_member {
	uuid id; /* the person's */
	str username, role;
	moment created_at;
};
extern const struct shape team_member_shape;

struct team_member_new {
	uuid person;
};
extern const struct shape team_member_new_shape;

/* How putting someone into a team, or taking them out, ended. */
struct team_change {
	bool may, is_known;
};
extern const struct shape team_change_shape;

/* How a change of a member ended, and which sessions it touched. */
struct member_attempt {
	str standing, hashes;
};
extern const struct shape member_attempt_shape;

struct invitation_new {
	str email, role;
};
extern const struct shape invitation_new_shape;

struct invitation {
	uuid id;
	str email, role;
	moment created_at, expires_at;
};
extern const struct shape invitation_shape;

/* An invitation, or why there is none. */
struct invitation_attempt {
	bool may, is_full, is_often;
	uuid id;
	str email, role;
	moment created_at, expires_at;
};
extern const struct shape invitation_attempt_shape;

/* What a mailed link offers, to whoever holds it: by the SHA-256 of its code, which opens nothing. */
struct invitation_query {
	str digest;
};
struct invitation_offer {
	str workspace_name, invited_by, role;
	moment expires_at;
};
extern const struct shape invitation_query_shape, invitation_offer_shape;

struct invitation_ended {
	bool may, is_done;
};
extern const struct shape invitation_ended_shape;

struct acceptance_new {
	str token;
};
extern const struct shape acceptance_new_shape;

/* What was joined. */
struct acceptance {
	uuid id;
	str name, role;
};
extern const struct shape acceptance_shape;

struct joined {
	uuid id;
	str name, role;
	bool is_theirs;
	str address;
};
extern const struct shape joined_shape;

struct token_scope {
	str name;
};
extern const struct shape token_scope_shape;

struct token_new {
	str name;
	struct list scopes; /* of token_scope */
	maybe_int days;
};
extern const struct shape token_new_shape;

/* An access token as its owner sees it. */
struct token_row {
	uuid id;
	str name, hint;
	uuid workspace;
	struct list scopes;
	moment created_at, last_used_at, expires_at;
};
extern const struct shape token_row_shape;

/* … and once, when it is made, with the token itself. */
struct token_made {
	uuid id;
	str name, hint;
	uuid workspace;
	struct list scopes;
	moment created_at, last_used_at, expires_at;
	str access_token;
};
extern const struct shape token_made_shape;

/* Of an access token, a signed one that is good for five minutes. */
struct exchange_new {
	struct list scopes; /* of token_scope; none: all that the access token has */
};
extern const struct shape exchange_new_shape;

struct exchange {
	str access_token, token_type;
	int64_t expires_in;
	str scope;
};
extern const struct shape exchange_shape;

/* What signs it: nothing, when there is no key yet. */
struct exchange_key {
	uuid token, kid;
	str sealed;
};
extern const struct shape exchange_key_shape;

/* A public key that signs, as a JSON Web Key (RFC 7517), and all of them. */
struct signing_key {
	str kty, crv, kid, use, alg, x, y;
};
extern const struct shape signing_key_shape;

struct signing_key_set {
	struct list keys;
};
extern const struct shape signing_key_set_shape;

/* What the job about keys was told, and the key that was announced last. */
struct key_order {
	moment since;
	bool is_leaked;
};
extern const struct shape key_order_shape;

struct key_newest {
	uuid kid;
	str sealed;
	moment announced_at;
	bool is_due;
};
extern const struct shape key_newest_shape;

struct key_added {
	bool is_added;
};
extern const struct shape key_added_shape;

/* The words of ROLES, NULL last. */
extern const char *const role_words[];

status person_create(struct request *r);
status confirmation_create(struct request *r);
status session_create(struct request *r);
status session_show(struct request *r);
status session_delete(struct request *r);
status session_list(struct request *r);
status session_revoke(struct request *r);
status session_revoke_others(struct request *r);
status session_switch(struct request *r);
status session_authenticate(struct request *r);
status person_show(struct request *r);
status address_create(struct request *r);
status workspace_list(struct request *r);
status workspace_create(struct request *r);
status workspace_update(struct request *r);
status team_list(struct request *r);
status team_create(struct request *r);
status team_update(struct request *r);
status team_delete(struct request *r);
status team_member_list(struct request *r);
status team_join(struct request *r);
status team_part(struct request *r);
status member_list(struct request *r);
status member_update(struct request *r);
status member_remove(struct request *r);
status member_leave(struct request *r);
status member_sessions_end(struct request *r);
status invitation_list(struct request *r);
status invitation_show(struct request *r);
status invitation_create(struct request *r);
status invitation_delete(struct request *r);
status acceptance_create(struct request *r);
status token_create(struct request *r);
status token_list(struct request *r);
status token_revoke(struct request *r);
status exchange_create(struct request *r);
status signing_key_show(struct request *r);
status reset_create(struct request *r);
status password_reset(struct request *r);
status password_change(struct request *r);

extern const struct job_kind reset_job, key_job;

/* What may not be a user name or a password, as a sentence's end; NULL when it may. */
const char *username_flaw(str username);
/* The form of one, as a regular expression; it does not tell which we keep for ourselves. */
#define USERNAME_PATTERN "^[a-z0-9][a-z0-9_-]{2,31}$"
const char *password_flaw(str password, str username, str email);
const char *email_rule(str email, const void *in); /* a rule of shape.h */

#endif
