#include "privacy.h"

#include "certificate_key.h"
#include "config.h"
#include "page.h"
#include "queries.h"

static const char *const acts[] = { "given", "refused", "withdrawn", NULL };
static const char *const methods[] = { "page", "one_click", "restore", NULL };

/* clang-format off */
const struct shape consent_event_shape = SHAPE(consent_event,
	UUID(consent_event, id, REQUIRED, "Its id, and that of its receipt"),
	MOMENT(consent_event, at, REQUIRED, "When"),
	WORD(consent_event, category, REQUIRED, mail_category_words, "To which kind of mail"),
	WORD(consent_event, act, REQUIRED, acts, "What you said"),
	WORD(consent_event, method, REQUIRED, methods, "How: on a page, or by the link in a mail; or a backup was restored"),
	BOOL(consent_event, despite_signal, REQUIRED, "Were you asked again, because your browser sent a signal?"),
	INT(consent_event, policy_version, REQUIRED, 1, INT32_MAX, "Which version of the privacy policy was in force"),
	TEXT(consent_event, title, OPTIONAL, 1, 100, "What you were shown; null: it was not on a page"),
	TEXT(consent_event, text, OPTIONAL, 1, 1000, "… its words"),
	TEXT(consent_event, label, OPTIONAL, 1, 100, "… and what stood beside the switch"));

const struct shape consent_statement_shape = SHAPE(consent_statement,
	TEXT(consent_statement, statement, REQUIRED, 1, INT32_MAX, "JSON"));

const struct shape consent_receipt_shape = SHAPE(consent_receipt,
	UUID(consent_receipt, id, REQUIRED, "Of the act"),
	TEXT(consent_receipt, statement, REQUIRED, 1, INT32_MAX, "What is certified: a JSON text with the fields of ISO/IEC TS 27560, exactly as it was signed"),
	TEXT(consent_receipt, signature, REQUIRED, 86, 86, "Ed25519 over the bytes of the statement, in base64url"),
	TEXT(consent_receipt, key, REQUIRED, 43, 43, "The public key, in base64url: compare it with GET /certificate-key"));
/* clang-format on */

status consent_list(struct request *r)
{
	struct list found;
	uuid before;
	int64_t rows;

	TRY(page_start(r, &before, &rows));
	TRY(q_consent_events(r, r->caller.person, before, rows, &found));
	return page_reply(r, &consent_event_shape, &found, offsetof(struct consent_event, id));
}

status consent_receipt_show(struct request *r)
{
	struct consent_receipt receipt = { .id = r->path_id[0] };
	struct consent_statement said;

	TRY(q_consent_statement(r, r->caller.person, receipt.id, config.origin, config.controller, config.privacy_contact, &said));
	receipt.statement = said.statement;
	TRY(certificate_key_sign(r, said.statement, &receipt.signature, &receipt.key));
	r->file_name = arena_fmt(r->arena, "receipt-%s.json", receipt.id.text);
	return reply_with(r, &consent_receipt_shape, &receipt);
}
