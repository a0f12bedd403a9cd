/*
 * A version of the policy that a release has shipped waits until two of the staff have said the same of it: whether it is material,
 * and from when it is in force.  Who is of the staff is asked by each statement: others are refused the list, and told that there is
 * no version.
 */
#include "privacy.h"

#include "config.h"
#include "queries.h"

static const char *const standings[] = { "waiting", "announced", "in_force", "past", NULL };

#define SHA256(T) TEXT_LIKE(T, sha256, REQUIRED, 64, 64, NULL, "^[0-9a-f]{64}$", "SHA-256 of its text")
#define SUGGESTED(T) WORD(T, suggested_class, REQUIRED, policy_classes, "What its authors take it for")
#define DECIDED(T)                                                                             \
	WORD(T, class, OPTIONAL, policy_classes, "What was decided; null: nothing yet"),       \
	MOMENT(T, published_at, OPTIONAL, "When it was announced"),                            \
	MOMENT(T, effective_from, OPTIONAL, "From when it is in force")
#define STANDING(T) WORD(T, standing, REQUIRED, standings, \
	"waiting: for two of the staff; announced: not in force yet; past: a later one took its place, perhaps before it was announced")

static const struct shape staff_policy_proposal_shape = SHAPE(staff_policy_proposal,
	WORD(staff_policy_proposal, class, REQUIRED, policy_classes, "What one of the staff takes it for"),
	MOMENT(staff_policy_proposal, effective_from, REQUIRED, "From when it would be in force"),
	BOOL(staff_policy_proposal, is_mine, REQUIRED, "Whether that is you"));

const struct shape staff_policy_item_shape = SHAPE(staff_policy_item,
	INT(staff_policy_item, number, REQUIRED, 1, INT32_MAX, "Which version"),
	TEXT(staff_policy_item, language, REQUIRED, 2, 2, "In which language (ISO 639-1)"),
	SHA256(staff_policy_item),
	MOMENT(staff_policy_item, shipped_at, REQUIRED, "When it came with a release"),
	SUGGESTED(staff_policy_item), STANDING(staff_policy_item),
	LIST(staff_policy_item, proposals, REQUIRED, &staff_policy_proposal_shape, 0, 1,
	     "What one of the staff has said, until another says the same"),
	DECIDED(staff_policy_item),
	MAYBE_INT(staff_policy_item, to_tell, 0, INT64_MAX, "How many people are told by mail; null: none, or they were not counted yet"),
	MAYBE_INT(staff_policy_item, told, 0, INT64_MAX, "For how many of them there was a mail"),
	MAYBE_INT(staff_policy_item, failed, 0, INT64_MAX, "How many of those mails could not be sent, in days of trying"));

const struct shape staff_policy_list_shape = SHAPE(staff_policy_list,
	LIST(staff_policy_list, versions, REQUIRED, &staff_policy_item_shape, 1, 1000, "All versions, the newest first"));

const struct shape staff_policy_query_shape = SHAPE(staff_policy_query,
	INT(staff_policy_query, number, REQUIRED, 1, INT32_MAX, "Which version"));

const struct shape staff_policy_shape = SHAPE(staff_policy,
	WORD(staff_policy, mode, REQUIRED, policy_modes, "For which kind of installation"),
	INT(staff_policy, number, REQUIRED, 1, INT32_MAX, "Which version"),
	TEXT(staff_policy, language, REQUIRED, 2, 2, "In which language (ISO 639-1)"),
	SUGGESTED(staff_policy),
	WORD(staff_policy, class, OPTIONAL, policy_classes, "What was decided; null: nothing yet"),
	SHA256(staff_policy),
	MOMENT(staff_policy, shipped_at, REQUIRED, "When it came with a release"),
	MOMENT(staff_policy, published_at, OPTIONAL, "When it was announced"),
	MOMENT(staff_policy, effective_from, OPTIONAL, "From when it is in force"),
	MAYBE_INT(staff_policy, supersedes, 1, INT32_MAX, "The one announced before it"),
	STANDING(staff_policy),
	TEXT(staff_policy, controller, REQUIRED, 1, 200, "Who runs this installation"),
	TEXT(staff_policy, contact, REQUIRED, 3, 200, "Whom to write to"),
	LIST(staff_policy, sentences, REQUIRED, &policy_clause_shape, 1, 1000, "What it says"),
	LIST(staff_policy, changes, REQUIRED, &policy_change_shape, 1, 1000, "What it changes"));

const struct shape staff_policy_decision_shape = SHAPE(staff_policy_decision,
	INT(staff_policy_decision, number, REQUIRED, 1, INT32_MAX, "Which version"),
	WORD(staff_policy_decision, class, REQUIRED, policy_classes, "Whether it changes what people may rely on, or only how it is said"),
	MOMENT(staff_policy_decision, effective_from, REQUIRED,
	       "From when it is in force: thirty days from now, a material one thirty-one, or later"));

const struct shape staff_policy_done_shape = SHAPE(staff_policy_done,
	TEXT(staff_policy_done, outcome, REQUIRED, 1, 20, "What came of it"),
	OBJECT(staff_policy_done, item, staff_policy_item, &staff_policy_item_shape, REQUIRED, "As in the list"));

status staff_policy_show_all(struct request *r)
{
	struct staff_policy_list found;
	status s = q_staff_policies(r, config.mode, &found);

	/* There is always a version: who sees none is not of the staff. */
	if (s == NOT_FOUND)
		return FORBIDDEN;
	TRY(s);
	return reply_with(r, &staff_policy_list_shape, &found);
}

status staff_policy_show(struct request *r)
{
	const struct staff_policy_query *q = r->query;
	struct staff_policy found;

	TRY(q_staff_policy(r, config.mode, q->number, config.controller, config.privacy_contact, &found));
	return reply_large(r, &staff_policy_shape, &found);
}

static status refused(struct request *r, str outcome)
{
	if (str_eq(outcome, STR("too-soon")))
		return fail_at(r, INVALID, "#/effective_from", "must be thirty days from now, thirty-one if it is material, or later");
	if (str_eq(outcome, STR("too-early")))
		return fail_at(r, INVALID, "#/effective_from", "must not be before the version announced last takes effect");
	if (str_eq(outcome, STR("same")))
		return fail(r, CONFLICT, "That is what you propose: somebody else of the staff has to say the same");
	return fail(r, CONFLICT, "It is announced already, or a later version is");
}

status staff_policy_decide(struct request *r)
{
	const struct staff_policy_decision *d = r->body;
	struct staff_policy_done done;

	TRY(q_staff_policy_decide(r, config.mode, d->number, d->class, d->effective_from, uuid_new(), r->caller.person, uuid_new(), r->id,
		&done));
	if (!str_eq(done.outcome, STR("done")) && !str_eq(done.outcome, STR("proposed")))
		return refused(r, done.outcome);
	return reply_with(r, &staff_policy_item_shape, &done.item);
}
