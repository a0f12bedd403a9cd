#include "privacy.h"

#include "config.h"
#include "mail.h"

/* Whom it is to, and who that is, only the database knows; no link opens anything by itself. */
static str letter(struct request *r, const char *subject, str text)
{
	return mail_payload(r->arena, STR("unknown@localhost"), str_of(subject), text);
}

str personal_export_asked_letter(struct request *r)
{
	return letter(r, "A copy of your data was asked for", arena_fmt(r->arena,
		"Hello {who},\n\nsomeone who is logged in as you asked for a copy of what is stored about you at %.*s.\n"
		"We write again when it is there. If it was not you, set another password at once, and take the copy back:\n\n"
		"%.*s/reset\n%.*s/account/data\n", STR_ARGS(config.origin), STR_ARGS(config.origin), STR_ARGS(config.origin)));
}

str personal_export_built_letter(struct request *r)
{
	return letter(r, "The copy of your data is there", arena_fmt(r->arena,
		"Hello {who},\n\nthe copy of what is stored about you can be downloaded for seven days, and is then destroyed. "
		"Log in, and type your password:\n\n%.*s/account/data\n", STR_ARGS(config.origin)));
}

str personal_export_failed_letter(struct request *r)
{
	return letter(r, "The copy of your data could not be made", arena_fmt(r->arena,
		"Hello {who},\n\nwe could not make the copy of what is stored about you, and nothing of it is kept. "
		"Please ask for it again:\n\n%.*s/account/data\n", STR_ARGS(config.origin)));
}
