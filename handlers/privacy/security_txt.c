/* Whom to tell of a flaw (RFC 9116).  It says until when it is good, so it is made when it is asked for, and never out of date. */
#include "privacy.h"

#include "config.h"

enum { DAY_SECONDS = 86400, GOOD_DAYS = 90 };

status security_txt_show(struct request *r)
{
	char until[MOMENT_TEXT];

	moment_write((r->now / SECONDS(DAY_SECONDS) + GOOD_DAYS) * SECONDS(DAY_SECONDS), until);
	TRY(reply_stream(r, "text/plain; charset=utf-8", (str){ 0 }));
	return reply_bytes(r, arena_fmt(r->arena,
		"Contact: mailto:%.*s\nExpires: %.10sT00:00:00Z\nPreferred-Languages: en\n"
		"Canonical: %.*s/.well-known/security.txt\nPolicy: %.*s/legal/privacy\n",
		STR_ARGS(config.privacy_contact), until, STR_ARGS(config.origin), STR_ARGS(config.origin)));
}
