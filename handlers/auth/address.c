#include "auth.h"

#include "config.h"
#include "mail.h"
#include "queries.h"
#include "secret.h"

const struct shape address_new_shape = SHAPE(address_new,
	TEXT_BY(address_new, email, REQUIRED, 3, 254, email_rule, "Your address from then on"));

const struct shape person_shape = SHAPE(person,
	UUID(person, id, REQUIRED, "Your id"),
	TEXT_LIKE(person, username, REQUIRED, 3, 32, NULL, USERNAME_PATTERN, "How others see you"),
	TEXT(person, email, REQUIRED, 3, 254, "Where your mail goes"),
	MOMENT(person, created_at, REQUIRED, "When you signed up"),
	BOOL(person, is_staff, REQUIRED, "Whether you are of the staff, who answer requests by the law"));

const struct shape address_attempt_shape = SHAPE(address_attempt,
	BOOL(address_attempt, is_own, REQUIRED, "Whether it is the person's address already"),
	BOOL(address_attempt, is_often, REQUIRED, "Whether too many links were asked for"));

status person_show(struct request *r)
{
	struct person p;
	status s = q_person_self(r, r->caller.person, &p);

	/* Erased since Redis was asked. */
	if (s == NOT_FOUND)
		return UNAUTHORIZED;
	TRY(s);
	return reply_with(r, &person_shape, &p);
}

/* The names and addresses that stand in braces, only the statement knows. */
static str link_letter(struct request *r, str to, str token)
{
	str text = arena_fmt(r->arena,
		"Hello {who},\n\nplease confirm that this address is yours. From then on it is that of your account:\n\n"
		"%.*s/confirm#%.*s\n\nThe link works once, for one day. If it was not you who asked, do nothing.\n",
		STR_ARGS(config.origin), STR_ARGS(token));

	return mail_payload(r->arena, to, STR("Confirm your new address"), text);
}

static str known_letter(struct request *r, str to)
{
	str text = arena_fmt(r->arena,
		"Hello,\n\nsomeone wants to give this address to another account at %.*s.\n"
		"It is the address of your account, so nothing was changed.\n", STR_ARGS(config.origin));

	return mail_payload(r->arena, to, STR("This address has an account already"), text);
}

static str asked_letter(struct request *r, str to)
{
	str text = arena_fmt(r->arena,
		"Hello {who},\n\nsomeone who is logged in as you wants your account to have another address than this one.\n"
		"Nothing has changed yet. If it was not you, set another password at once:\n\n%.*s/reset\n",
		STR_ARGS(config.origin));

	return mail_payload(r->arena, to, STR("Your account is to have another address"), text);
}

str address_changed_letter(struct request *r)
{
	return arena_fmt(r->arena,
		"Hello {who},\n\nthe address of your account at %.*s is {email} from now on.\n"
		"This was mailed to the address until now and to the new one. If it was not you, tell whoever runs the service "
		"at once: links that set a new password go to the new address.\n", STR_ARGS(config.origin));
}

status address_create(struct request *r)
{
	const struct address_new *n = r->body;
	struct address_attempt a;
	str token = secret_token(r->arena);
	status s = q_address_ask(r, secret_sha256(r->arena, token), r->caller.person, n->email,
		mail_address_key(r->arena, n->email), uuid_new(), link_letter(r, n->email, token), known_letter(r, n->email),
		uuid_new(), asked_letter(r, n->email), uuid_new(), r->id, &a);

	if (s == NOT_FOUND)
		return UNAUTHORIZED;
	TRY(s);
	if (a.is_own)
		return fail_at(r, CONFLICT, "#/email", "is your address already");
	if (a.is_often)
		return fail(r, CONFLICT, "Five links were asked for within an hour: look into your mail");
	return reply_with(r, &next_step_shape, &(struct next_step){ STR("Open the link that we mailed to the new address") });
}
