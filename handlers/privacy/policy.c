#include "privacy.h"

#include "config.h"
#include "queries.h"

const char *const policy_classes[] = { "minor", "material", NULL };
const char *const policy_modes[] = { "saas", "demo", "onprem", NULL };
static const char *const origins[] = { "ours", "lighttag", "automattic", NULL };

#define SHA256(T) TEXT_LIKE(T, sha256, REQUIRED, 64, 64, NULL, "^[0-9a-f]{64}$", \
	"SHA-256 of its text: of each sentence a line of heading, clauses and sentence, with tabs between")

const struct shape policy_query_shape = SHAPE(policy_query,
	MAYBE_INT(policy_query, number, 1, INT32_MAX, "Which version; usually the one in force"));

const struct shape policy_clause_shape = SHAPE(policy_clause,
	INT(policy_clause, ordinal, REQUIRED, 1, INT32_MAX, "Its place"),
	TEXT(policy_clause, heading, REQUIRED, 1, 200, "Under which heading it stands"),
	TEXT(policy_clause, clauses, REQUIRED, 4, 200, "The numbers of what it promises, with spaces between"),
	TEXT(policy_clause, sentence, REQUIRED, 1, 2000, "What it says; {controller} and {contact} stand for the members of that name"));

#define VERSION(T)                                                                         \
	WORD(T, mode, REQUIRED, policy_modes, "For which kind of installation"),           \
	INT(T, number, REQUIRED, 1, INT32_MAX, "Which version"),                           \
	TEXT(T, language, REQUIRED, 2, 2, "In which language (ISO 639-1)"),                \
	WORD(T, class, REQUIRED, policy_classes, "Whether it changed what people may rely on, or only how it is said"), \
	SHA256(T),                                                                         \
	MOMENT(T, published_at, REQUIRED, "When it was announced"),                        \
	MOMENT(T, effective_from, REQUIRED, "From when it is in force"),                   \
	MAYBE_INT(T, supersedes, 1, INT32_MAX, "The one announced before it"),            \
	BOOL(T, in_force, REQUIRED, "Is it the one in force?")

const struct shape policy_version_shape = SHAPE(policy_version, VERSION(policy_version),
	LIST(policy_version, sentences, REQUIRED, &policy_clause_shape, 1, 1000, "What it says"));

const struct shape policy_shape = SHAPE(policy, VERSION(policy),
	TEXT(policy, controller, REQUIRED, 1, 200, "Who runs this installation"),
	TEXT(policy, contact, REQUIRED, 3, 200, "Whom to write to"),
	LIST(policy, sentences, REQUIRED, &policy_clause_shape, 1, 1000, "What it says"));

static const struct shape policy_edition_shape = SHAPE(policy_edition,
	INT(policy_edition, number, REQUIRED, 1, INT32_MAX, "Which version"),
	WORD(policy_edition, class, REQUIRED, policy_classes, "Whether it changed what people may rely on, or only how it is said"),
	SHA256(policy_edition),
	MOMENT(policy_edition, effective_from, REQUIRED, "From when it is in force"),
	BOOL(policy_edition, in_force, REQUIRED, "Is it the one in force?"));

const struct shape policy_change_shape = SHAPE(policy_change,
	INT(policy_change, version, REQUIRED, 1, INT32_MAX, "With which version it came"),
	MOMENT(policy_change, changed_on, REQUIRED, "On which day: its first moment, UTC"),
	WORD(policy_change, origin, REQUIRED, origins, "Whose change: ours, or of the texts from which ours was adapted"),
	TEXT(policy_change, summary, REQUIRED, 1, 2000, "What was changed"));

const struct shape policy_log_shape = SHAPE(policy_log,
	WORD(policy_log, mode, REQUIRED, policy_modes, "Which kind of installation this is"),
	LIST(policy_log, versions, REQUIRED, &policy_edition_shape, 1, 1000, "All versions, the newest first"),
	LIST(policy_log, changes, REQUIRED, &policy_change_shape, 1, 1000, "What was changed, the newest first"));

status policy_show(struct request *r)
{
	const struct policy_query *q = r->query;
	struct policy_version v;

	TRY(q_policy_version(r, config.mode, q->number, &v));
	return reply_large(r, &policy_shape, &(struct policy){
		.mode = v.mode, .number = v.number, .language = v.language, .class = v.class, .sha256 = v.sha256,
		.published_at = v.published_at, .effective_from = v.effective_from, .supersedes = v.supersedes, .in_force = v.in_force,
		.controller = config.controller, .contact = config.privacy_contact, .sentences = v.sentences,
	});
}

status policy_changes(struct request *r)
{
	struct policy_log log;

	TRY(q_policy_log(r, config.mode, &log));
	return reply_with(r, &policy_log_shape, &log);
}
