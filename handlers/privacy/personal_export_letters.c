#include "privacy.h"

#include "config.h"
#include "mail.h"

/* To whom, and who that is, only the database knows (letters_to in SQL). */
#define WHOEVER STR("whoever@localhost")

str personal_export_asked_letter(struct request *r)
{
	str text = arena_fmt(r->arena,
		"Hello {who},\n\nsomeone who is logged in as you asked for a copy of what is stored about you at %.*s.\n"
		"We write again when it is there. If it was not you, set another password at once, and delete the copy:\n\n"
		"%.*s/reset\n%.*s/account/data\n", STR_ARGS(config.origin), STR_ARGS(config.origin), STR_ARGS(config.origin));

	return mail_payload(r->arena, WHOEVER, STR("A copy of your data was asked for"), text);
}

/* The link opens nothing by itself: it leads to a page behind the log-in. */
str personal_export_built_letter(struct request *r)
{
	str text = arena_fmt(r->arena,
		"Hello {who},\n\nthe copy of what is stored about you can be downloaded for seven days, and is then destroyed. "
		"Log in, and type your password:\n\n%.*s/account/data\n", STR_ARGS(config.origin));

	return mail_payload(r->arena, WHOEVER, STR("The copy of your data is there"), text);
}

str personal_export_failed_letter(struct request *r)
{
	str text = arena_fmt(r->arena,
		"Hello {who},\n\nwe could not make the copy of what is stored about you, and nothing of it is kept. "
		"Please ask for it again:\n\n%.*s/account/data\n", STR_ARGS(config.origin));

	return mail_payload(r->arena, WHOEVER, STR("The copy of your data could not be made"), text);
}
