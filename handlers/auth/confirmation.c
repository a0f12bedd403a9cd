#include "auth.h"

#include "queries.h"
#include "secret.h"

const struct shape confirmation_new_shape = SHAPE(confirmation_new,
	TEXT(confirmation_new, token, REQUIRED, 1, 200, "What stands behind # in the mailed link"));

const struct shape confirmation_shape = SHAPE(confirmation,
	TEXT_LIKE(confirmation, username, REQUIRED, 3, 32, NULL, USERNAME_PATTERN, "Who can log in now"));

status confirmation_create(struct request *r)
{
	const struct confirmation_new *n = r->body;
	struct confirmation done;

	/* The workspace is made in the same statement: its rows are written as its caller. */
	r->caller.workspace = uuid_new();
	status s = q_email_confirm(r, secret_sha256(r->arena, n->token), r->caller.workspace, uuid_new(),
		uuid_new(), STR("Your account has another address"), address_changed_letter(r), uuid_new(), r->id, &done);
	/* CONFLICT: the address became another account's meanwhile. */
	if (s == NOT_FOUND || s == CONFLICT)
		return fail(r, GONE, "This link was used already, or is older than a day");
	TRY(s);
	return reply_with(r, &confirmation_shape, &done);
}
