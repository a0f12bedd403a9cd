/* The end of an account as its person sees it: what it would do, asking for it, taking it back. */
#include "privacy.h"

#include "config.h"
#include "queries.h"
#include "secret.h"
#include "session.h"

static const char *const fates[] = { "goes", "hand-over", "stays", NULL };
static const char *const row_fates[] = { "delete", "pseudonymise", "workspace", NULL };

const struct shape erasure_workspace_shape = SHAPE(erasure_workspace,
	UUID(erasure_workspace, id, REQUIRED, "The workspace"),
	TEXT(erasure_workspace, name, REQUIRED, 1, 200, "Its name"),
	WORD(erasure_workspace, fate, REQUIRED, fates,
	     "It goes with all that is in it, because nobody else is; hand-over: one of the others has to own it first"));

const struct shape erasure_table_shape = SHAPE(erasure_table,
	TEXT(erasure_table, name, REQUIRED, 1, 63, "The table"),
	TEXT(erasure_table, about, REQUIRED, 0, 1000, "What a row of it is"),
	TEXT(erasure_table, why, OPTIONAL, 0, 1000, "What you are to it; null: it is in a workspace that goes"),
	WORD(erasure_table, fate, REQUIRED, row_fates,
	     "Rows about you go; stay as those of a random id that leads to nobody; or go with a workspace"),
	INT(erasure_table, rows, REQUIRED, 0, 10000, "How many"),
	BOOL(erasure_table, is_more, REQUIRED, "Whether there are more"),
	TEXT(erasure_table, kept, OPTIONAL, 0, 10000, "What stays of rows that become a random id's: it says nothing about anyone then"));

const struct shape erasure_preview_shape = SHAPE(erasure_preview,
	INT(erasure_preview, seconds, REQUIRED, 0, INT32_MAX, "For how long it can be taken back"),
	LIST(erasure_preview, workspaces, REQUIRED, &erasure_workspace_shape, 0, 1000, "Your workspaces"),
	LIST(erasure_preview, tables, REQUIRED, &erasure_table_shape, 0, 1000, "What is about you, or in workspaces that go"));

const struct shape erasure_new_shape = SHAPE(erasure_new,
	TEXT(erasure_new, username, REQUIRED, 1, 254, "Your user name, to confirm it"));

const struct shape erasure_attempt_shape = SHAPE(erasure_attempt,
	TEXT(erasure_attempt, standing, REQUIRED, 1, 20, "What came of it"),
	TEXT(erasure_attempt, hashes, OPTIONAL, 0, INT32_MAX, "Of the sessions and tokens that ended"),
	MOMENT(erasure_attempt, ends_at, OPTIONAL, "When it will be done"),
	TEXT(erasure_attempt, names, OPTIONAL, 0, INT32_MAX, "Of workspaces that need another owner first"));

const struct shape erasure_shape = SHAPE(erasure,
	MOMENT(erasure, ends_at, REQUIRED, "Until then the mailed link takes it back; then it is done"),
	UUID(erasure, certificate, REQUIRED, "Where the certificate will be, under /api/privacy/certificates/"));

const struct shape cancellation_new_shape = SHAPE(cancellation_new,
	TEXT(cancellation_new, token, REQUIRED, 1, 200, "What stands behind # in the mailed link"));

const struct shape cancellation_shape = SHAPE(cancellation,
	TEXT(cancellation, next, REQUIRED, 1, 200, "What to do now"));

const struct shape erasure_cancelled_shape = SHAPE(erasure_cancelled,
	BOOL(erasure_cancelled, is_back, REQUIRED, "Whether it was taken back"));

status erasure_preview(struct request *r)
{
	struct erasure_preview p;

	TRY(q_erasure_preview(r, r->caller.person, config.erasure_seconds, &p));
	return reply_with(r, &erasure_preview_shape, &p);
}

/* {until} only the statement knows. */
static str letter(struct request *r, str username, str token, uuid id)
{
	return arena_fmt(r->arena,
		"Hello %.*s,\n\nyou asked that your account at %.*s be erased. Nobody can log in to it from now on, and all its "
		"sessions and access tokens have ended.\n\nOn {until} UTC what is about you is removed, for good. If you change your mind, "
		"or if it was not you who asked, take it back before then:\n\n%.*s/cancellation#%.*s\n\n"
		"Then set another password, if it was not you. What was done is certified afterwards at\n\n%.*s\n\n"
		"which says nothing of who you were. Keep that address: we will not know whose it was.\n",
		STR_ARGS(username), STR_ARGS(config.origin), STR_ARGS(config.origin), STR_ARGS(token),
		STR_ARGS(certificate_link(r->arena, id)));
}

static status refused(struct request *r, const struct erasure_attempt *a)
{
	if (str_eq(a->standing, STR("other")))
		return fail_at(r, INVALID, "#/username", "is not your user name");
	if (str_eq(a->standing, STR("last")))
		return fail(r, CONFLICT, "You are the last owner of %.*s, where others are, too: make one of them an owner first",
			STR_ARGS(a->names));
	return fail(r, CONFLICT, "This was asked for already");
}

status erasure_create(struct request *r)
{
	const struct erasure_new *n = r->body;
	struct erasure_attempt a;
	uuid id = uuid_random();
	str token = secret_token(r->arena);
	status s = q_erasure_ask(r, id, r->caller.person, n->username, secret_sha256(r->arena, token), config.erasure_seconds,
		uuid_new(), uuid_new(), STR("Your account will be erased"), letter(r, n->username, token, id), uuid_new(), r->id, &a);

	/* Erased since Redis was asked. */
	if (s == NOT_FOUND)
		return UNAUTHORIZED;
	TRY(s);
	if (!str_eq(a.standing, STR("done")))
		return refused(r, &a);
	session_forget(r, a.hashes);
	session_uncookie(r);
	return reply_with(r, &erasure_shape, &(struct erasure){ a.ends_at, id });
}

status cancellation_create(struct request *r)
{
	const struct cancellation_new *n = r->body;
	struct erasure_cancelled back;
	status s = q_erasure_cancel(r, secret_sha256(r->arena, n->token), uuid_new(), r->id, &back);

	if (s == NOT_FOUND)
		return fail(r, GONE, "This link was used, or came too late");
	TRY(s);
	return reply_with(r, &cancellation_shape, &(struct cancellation){ STR("Nothing is erased. Log in again") });
}
