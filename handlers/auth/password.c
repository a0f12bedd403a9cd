#include "auth.h"

#include "browser.h"
#include "config.h"
#include "mail.h"
#include "queries.h"
#include "secret.h"
#include "session.h"

const struct shape reset_new_shape =
	SHAPE(reset_new,
	TEXT_BY(reset_new, email, REQUIRED, 3, 254, email_rule, "The address of the account"));

const struct shape password_reset_shape =
	SHAPE(password_reset,
	TEXT(password_reset, token, REQUIRED, 1, 200, "What stands behind # in the mailed link"),
	TEXT(password_reset, password, REQUIRED, 15, 1024, "At least 15 characters; not the user name in it, and none that many have"));

const struct shape password_change_shape =
	SHAPE(password_change,
	TEXT(password_change, current, REQUIRED, 1, 1024, "The password until now"),
	TEXT(password_change, password, REQUIRED, 15, 1024, "At least 15 characters; not the user name in it, and none that many have"));

const struct shape person_reach_shape =
	SHAPE(person_reach,
	UUID(person_reach, id, REQUIRED, "The person"),
	TEXT(person_reach, username, REQUIRED, 3, 32, "Their user name"),
	TEXT(person_reach, email, REQUIRED, 3, 254, "Their address"));

const struct shape person_known_shape =
	SHAPE(person_known,
	TEXT(person_known, username, REQUIRED, 3, 32, "Their user name"),
	TEXT(person_known, email, REQUIRED, 3, 254, "Their address"),
	TEXT(person_known, password, REQUIRED, 1, 200, "The password's hash"));

/* What the job of a reset needs; the link itself is made only where it is mailed. */
struct reset {
	str email_key;
};
static const struct shape reset_shape =
	SHAPE(reset,
	TEXT(reset, email_key, REQUIRED, 3, 254, "Whose account"));

status reset_create(struct request *r)
{
	const struct reset_new *n = r->body;
	struct json payload = { .arena = r->arena };
	int64_t asked;

	shape_write(&payload, &reset_shape,
	            &(struct reset){ mail_address_key(r->arena, n->email) });
	TRY(q_reset_ask(r, uuid_new(), (str){ payload.ptr, payload.len }, uuid_new(), r->id,
	                &asked));
	return reply_with(
		r, &next_step_shape,
		&(struct next_step){ STR(
			"If the address is an account's, open the link that we mailed there") });
}

static str reset_mail(struct request *r, const struct person_reach *p, str token)
{
	str text = arena_fmt(r->arena,
	                     "Hello %.*s,\n\nsomeone, perhaps you, asked to set a new password for "
	                     "your account. This "
	                     "link does it, once, within ten minutes:\n\n%.*s/reset#%.*s\n\n"
	                     "If it was not you, do nothing: your password stays as it is.\n",
	                     STR_ARGS(p->username), STR_ARGS(config.origin), STR_ARGS(token));

	return mail_payload(r->arena, p->email, STR("Set a new password"), text);
}

/* Run again, it mails another link; the statement mails three an hour at most. */
static status mail_reset(struct request *r, const struct job *j)
{
	struct flaw *flaws;
	struct reset asked;
	struct person_reach p;
	str token = secret_token(r->arena);
	int64_t mailed;

	TRY(shape_decode(r->arena, &reset_shape, j->payload, &asked, &flaws));
	status s = q_person_by_email(r, asked.email_key, &p);
	if (s == NOT_FOUND)
		return OK;
	TRY(s);
	return q_reset_start(r, secret_sha256(r->arena, token), p.id, asked.email_key, uuid_new(),
	                     reset_mail(r, &p, token), &mailed);
}

const struct job_kind reset_job = { "reset", 30, 8, mail_reset };

/* So that nobody sets a person's password without the person's hearing of it. */
static str notice(struct request *r, str username, str email)
{
	str text = arena_fmt(
		r->arena,
		"Hello %.*s,\n\nthe password of your account was changed just now, and all other "
	        "log-ins "
		"were ended. If it was not you, set another password at once:\n\n%.*s/reset\n",
		STR_ARGS(username), STR_ARGS(config.origin));

	return mail_payload(r->arena, email, STR("Your password was changed"), text);
}

static status gone(struct request *r)
{
	return fail(r, GONE, "This link was used already, or is older than ten minutes");
}

status password_reset(struct request *r)
{
	const struct password_reset *n = r->body;
	struct session_ended ended;
	struct person_reach p;
	str phc, hash = secret_sha256(r->arena, n->token);
	status s = q_reset_claim(r, hash, &p);

	if (s == NOT_FOUND)
		return gone(r);
	TRY(s);
	const char *flaw = password_flaw(n->password, p.username, p.email);
	if (flaw)
		return fail_at(r, INVALID, "#/password", "%s", flaw);
	TRY(secret_password_hash(r->arena, n->password, &phc));
	s = q_password_reset(r, hash, phc, browser_keep(r, (str){ 0 }), uuid_new(), notice(r, p.username, p.email), uuid_new(),
	                     r->id, &ended);
	if (s == NOT_FOUND)
		return gone(r);
	TRY(s);
	session_forget(r, ended.hashes);
	return reply_with(r, &confirmation_shape, &(struct confirmation){ p.username });
}

/* The password until now, and a new one that may be: both flaws at once. */
static status check_change(struct request *r, const struct person_known *p)
{
	const struct password_change *n = r->body;
	const char *flaw = password_flaw(n->password, p->username, p->email);
	status s = secret_password_check_known(n->current, p->password);

	if (s == BAD_LOGIN)
		s = fail_at(r, INVALID, "#/current", "is not your password");
	if (s != OK && s != INVALID)
		return s;
	return flaw ? fail_at(r, INVALID, "#/password", "%s", flaw) : s;
}

status password_change(struct request *r)
{
	const struct password_change *n = r->body;
	struct session_ended ended;
	struct person_known p;
	str phc;
	status s = q_person_by_id(r, r->caller.person, &p);

	/* Erased since Redis was asked. */
	if (s == NOT_FOUND)
		return UNAUTHORIZED;
	TRY(s);
	TRY(check_change(r, &p));
	TRY(secret_password_hash(r->arena, n->password, &phc));
	s = q_password_change(r, r->caller.person, r->caller.session, p.password, phc, browser_hashes(r), uuid_new(),
	                      notice(r, p.username, p.email), uuid_new(), r->id, &ended);
	if (s == NOT_FOUND)
		return fail(r, CONFLICT, "The password was changed meanwhile");
	TRY(s);
	session_forget(r, ended.hashes);
	return reply_nothing(r);
}
