#include "privacy.h"

#include "config.h"
#include "queries.h"
#include "secret.h"

/* clang-format off */
const struct shape unsubscription_found_shape = SHAPE(unsubscription_found,
	WORD(unsubscription_found, category, REQUIRED, mail_category_words, "Which kind of mail"),
	BOOL(unsubscription_found, wanted, REQUIRED, "Is it wanted still?"));

const struct shape unsubscription_shape = SHAPE(unsubscription,
	WORD(unsubscription, category, REQUIRED, mail_category_words, "Which kind of mail the link ends"),
	TEXT(unsubscription, title, REQUIRED, 1, 100, "What it is called"),
	BOOL(unsubscription, wanted, REQUIRED, "Is it sent still?"));
/* clang-format on */

/* Of the token in the link the database knows the hash alone. */
static str token_hash(struct request *r)
{
	return secret_sha256(r->arena, str_of(r->path_id[0].text));
}

static status reply_found(struct request *r, const struct unsubscription_found *f)
{
	return reply_with(r, &unsubscription_shape,
	                  &(struct unsubscription){ f->category, mail_category_of(r->arena, f->category)->title, f->wanted });
}

status unsubscription_show(struct request *r)
{
	struct unsubscription_found found;

	TRY(q_unsubscription_found(r, token_hash(r), &found));
	return reply_found(r, &found);
}

static status end_mail(struct request *r)
{
	struct unsubscription_found found;

	TRY(q_unsubscribe(r, token_hash(r), uuid_new(), config.mode, uuid_new(), r->id, &found));
	return reply_found(r, &found);
}

/* RFC 8058, 3.2: whoever posts this has meant it; what only follows links has not. */
status unsubscription_create(struct request *r)
{
	if (!str_eq(r->raw, STR("List-Unsubscribe=One-Click")))
		return fail(r, BAD_REQUEST, "the body must be List-Unsubscribe=One-Click");
	return end_mail(r);
}

static str next_line(str *rest)
{
	str line = str_cut(rest, '\n');

	if (line.len && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* One part of that name with that value, between its delimiters (RFC 7578). */
static bool is_one_click(struct arena *a, str form)
{
	str delimiter = next_line(&form), line = next_line(&form);
	bool is_named = false;

	for (; line.len; line = next_line(&form))
		is_named |= str_same(line, STR("Content-Disposition: form-data; name=\"List-Unsubscribe\""));
	bool is_said = str_eq(next_line(&form), STR("One-Click"));
	str end = next_line(&form);
	return is_named && is_said && str_starts(delimiter, STR("--")) &&
	       str_eq(end, arena_fmt(a, "%.*s--", STR_ARGS(delimiter))) && !form.len;
}

status unsubscription_form(struct request *r)
{
	if (!is_one_click(r->arena, r->raw))
		return fail(r, BAD_REQUEST, "the body must be one part, List-Unsubscribe, that is One-Click");
	return end_mail(r);
}
