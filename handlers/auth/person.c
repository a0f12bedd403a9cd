#include "auth.h"

#include "config.h"
#include "mail.h"
#include "queries.h"
#include "secret.h"

static const char *username_rule(str username, const void *in)
{
	(void)in;
	return username_flaw(username);
}

static const char *password_rule(str password, const void *in)
{
	const struct person_new *p = in;

	return password_flaw(password, p->username, p->email);
}

const struct shape person_new_shape = SHAPE(person_new,
	TEXT_LIKE(person_new, username, REQUIRED, 3, 32, username_rule, USERNAME_PATTERN,
	          "How others see you: lower-case letters, digits, _ and -"),
	TEXT_BY(person_new, email, REQUIRED, 3, 254, email_rule, "Where the confirming mail goes"),
	TEXT_BY(person_new, password, REQUIRED, 15, 1024, password_rule,
	        "At least 15 characters; not the user name in it, and none that many have"));

const struct shape next_step_shape =
	SHAPE(next_step,
	TEXT(next_step, next, REQUIRED, 1, 200, "What to do now"));

/* Both messages are rendered for every sign-up, so that both kinds of address cost the same. */
static str confirm_mail(struct request *r, const struct person_new *p, str token)
{
	str text = arena_fmt(r->arena,
		"Hello %.*s,\n\nplease confirm that this address is yours:\n\n%.*s/confirm#%.*s\n\n"
		"The link works once, for one day. If it was not you who signed up, do nothing:\n"
		"without it there is no account.\n",
		STR_ARGS(p->username), STR_ARGS(config.origin), STR_ARGS(token));

	return mail_payload(r->arena, p->email, STR("Confirm your address"), text);
}

static str known_mail(struct request *r, const struct person_new *p)
{
	str text = arena_fmt(r->arena,
		"Hello,\n\nsomeone, perhaps you, signed up at %.*s with this address.\n"
		"You have an account already, so nothing was changed. Log in here:\n\n%.*s/log-in\n",
		STR_ARGS(config.origin), STR_ARGS(config.origin));

	return mail_payload(r->arena, p->email, STR("You have an account already"), text);
}

status person_create(struct request *r)
{
	const struct person_new *p = r->body;
	str phc, token = secret_token(r->arena);
	int64_t made;

	TRY(secret_password_hash(r->arena, p->password, &phc));
	status s = q_person_signup(r, uuid_new(), p->username, phc, p->email,
		mail_address_key(r->arena, p->email), secret_sha256(r->arena, token), uuid_new(),
		confirm_mail(r, p, token), known_mail(r, p), uuid_new(), r->id, &made);
	if (s == CONFLICT)
		return fail_at(r, CONFLICT, "#/username", "is taken");
	TRY(s);
	return reply_with(r, &next_step_shape,
	                  &(struct next_step){ STR("Open the link that we mailed you") });
}
