#include "auth.h"

#include "config.h"
#include "mail.h"
#include "page.h"
#include "queries.h"
#include "secret.h"

const struct shape invitation_new_shape = SHAPE(invitation_new,
	TEXT_BY(invitation_new, email, REQUIRED, 3, 254, email_rule, "Who is invited"),
	WORD(invitation_new, role, REQUIRED, role_words, "As what"));

#define INVITED(T, need)                                                  \
	UUID(T, id, need, "Its id"),                                      \
	TEXT(T, email, need, 3, 254, "Who is invited"),                   \
	WORD(T, role, need, role_words, "As what"),                       \
	MOMENT(T, created_at, need, "When it was sent"),                  \
	MOMENT(T, expires_at, need, "Until when its link is good")

const struct shape invitation_shape = SHAPE(invitation, INVITED(invitation, REQUIRED));
const struct shape invitation_attempt_shape = SHAPE(invitation_attempt,
	BOOL(invitation_attempt, may, REQUIRED, "Whether the sender may invite to this role"),
	BOOL(invitation_attempt, is_full, REQUIRED, "Whether too many wait for an answer"),
	BOOL(invitation_attempt, is_often, REQUIRED, "Whether the address was invited too often"),
	INVITED(invitation_attempt, OPTIONAL));

const struct shape invitation_query_shape = SHAPE(invitation_query,
	TEXT(invitation_query, digest, REQUIRED, 64, 64, "SHA-256 of what stands behind # in the mailed link, in lower-case hexadecimal"));
const struct shape invitation_offer_shape = SHAPE(invitation_offer,
	TEXT(invitation_offer, workspace_name, REQUIRED, 1, 200, "What its members call the workspace"),
	TEXT_LIKE(invitation_offer, invited_by, REQUIRED, 3, 32, NULL, USERNAME_PATTERN, "The user name of whoever invites"),
	WORD(invitation_offer, role, REQUIRED, role_words, "As what"),
	MOMENT(invitation_offer, expires_at, REQUIRED, "Until when the link is good"));

const struct shape invitation_ended_shape = SHAPE(invitation_ended,
	BOOL(invitation_ended, may, REQUIRED, "Whether the caller still may"),
	BOOL(invitation_ended, is_done, REQUIRED, "Whether there was one"));

const struct shape acceptance_new_shape = SHAPE(acceptance_new,
	TEXT(acceptance_new, token, REQUIRED, 1, 200, "What stands behind # in the mailed link"));

#define JOINED(T)                                              \
	UUID(T, id, REQUIRED, "The workspace"),                \
	TEXT(T, name, REQUIRED, 1, 200, "What its members call it"), \
	WORD(T, role, REQUIRED, role_words, "What you are in it")

const struct shape acceptance_shape = SHAPE(acceptance, JOINED(acceptance));
const struct shape joined_shape = SHAPE(joined, JOINED(joined),
	BOOL(joined, is_theirs, REQUIRED, "Whether the address is the caller's"),
	TEXT(joined, address, REQUIRED, 3, 300, "Who was invited, with only the first letter of the name"));

status invitation_list(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_invitations_of(r, r->caller.workspace, after, rows, &found));
	return page_reply(r, &invitation_shape, &found, offsetof(struct invitation, id));
}

/* An invitation that is good for nothing, or not any more. */
static status gone(struct request *r)
{
	return fail(r, GONE,
	            "This invitation was used or taken back, is older than seven days, "
	            "or its sender may not invite any more");
}

status invitation_show(struct request *r)
{
	const struct invitation_query *q = r->query;
	struct invitation_offer o;
	status s = q_invitation_by_hash(r, q->digest, &o);

	if (s == NOT_FOUND)
		return gone(r);
	TRY(s);
	return reply_with(r, &invitation_offer_shape, &o);
}

/* The statement puts the names in, which only it knows. */
static str letter(struct request *r, const struct invitation_new *n, str token)
{
	str text = arena_fmt(r->arena,
		"Hello,\n\n{who} invites you to the workspace \"{workspace}\" at %.*s, as its %.*s.\n"
		"Log in with an account of this address, or sign up with it, and open this link:\n\n"
		"%.*s/invitation#%.*s\n\n"
		"It works once, for seven days. If you do not want to join, do nothing.\n",
		STR_ARGS(config.origin), STR_ARGS(n->role), STR_ARGS(config.origin), STR_ARGS(token));

	return mail_payload(r->arena, n->email, STR("You are invited to a workspace"), text);
}

/* Why no invitation was made. */
static status refused(struct request *r, const struct invitation_attempt *a)
{
	if (!a->may)
		return fail(r, FORBIDDEN, "Only an owner invites owners");
	if (a->is_full)
		return fail(r, CONFLICT, "A hundred invitations wait for an answer: take some back first");
	return fail_at(r, CONFLICT, "#/email", "was invited five times within an hour");
}

status invitation_create(struct request *r)
{
	const struct invitation_new *n = r->body;
	struct invitation_attempt a;
	str token = secret_token(r->arena);
	status s = q_invitation_create(r, uuid_new(), r->caller.workspace, secret_sha256(r->arena, token),
		n->email, mail_address_key(r->arena, n->email), n->role, r->caller.person, uuid_new(),
		letter(r, n, token), uuid_new(), r->id, &a);

	if (s == NOT_FOUND)
		return fail_demoted(r);
	TRY(s);
	if (!uuid_given(&a.id))
		return refused(r, &a);
	return reply_with(r, &invitation_shape, &(struct invitation){
		.id = a.id,
		.email = a.email,
		.role = a.role,
		.created_at = a.created_at,
		.expires_at = a.expires_at,
	});
}

status invitation_delete(struct request *r)
{
	struct invitation_ended e;

	TRY(q_invitation_delete(r, r->caller.workspace, r->path_id[0], r->caller.person, uuid_new(), r->id, &e));
	if (!e.may)
		return fail_demoted(r);
	return e.is_done ? reply_nothing(r) : NOT_FOUND;
}

status acceptance_create(struct request *r)
{
	const struct acceptance_new *n = r->body;
	struct joined j;
	status s = q_invitation_accept(r, secret_sha256(r->arena, n->token), r->caller.person, uuid_new(), r->id, &j);

	if (s == NOT_FOUND)
		return gone(r);
	TRY(s);
	if (!j.is_theirs)
		return fail(r, FORBIDDEN, "This invitation is for another address than that of your account: for %.*s",
		            STR_ARGS(j.address));
	return reply_with(r, &acceptance_shape, &(struct acceptance){ j.id, j.name, j.role });
}
