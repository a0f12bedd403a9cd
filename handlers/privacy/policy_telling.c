/* A material version of the policy is mailed to everyone who has an account: a batch, and a job for the next. */
#include "privacy.h"

#include "config.h"
#include "log.h"
#include "mail.h"
#include "queries.h"

enum { BATCH = 200, LEASE_SECONDS = 60, ATTEMPTS = 20 };

struct policy_telling {
	str mode;
	int64_t number;
	uuid after;
};
static const struct shape policy_telling_shape = SHAPE(policy_telling,
	WORD(policy_telling, mode, REQUIRED, policy_modes, "Which version: its mode"),
	INT(policy_telling, number, REQUIRED, 1, INT32_MAX, "… its number"),
	UUID(policy_telling, after, OPTIONAL, "After whom; null: from the beginning"));

const struct shape policy_turn_shape = SHAPE(policy_turn,
	UUID(policy_turn, last, OPTIONAL, "Whose turn it was last; null: nobody is left"),
	INT(policy_turn, made, REQUIRED, 0, INT32_MAX, "How many mails were made"));

/* It is about the account, like a changed password: there is no link that ends such mail. */
static str letter(struct request *r, int64_t number)
{
	return arena_fmt(r->arena,
		"Hello {who},\n\nour privacy policy at %.*s changes: version %lld takes effect on {from}. What changes:\n\n{changes}\n"
		"Read it, or compare it with the one before:\n\n%.*s/legal/privacy/versions/%lld\n\n"
		"If you have a question, or object, write to %.*s, who answer for %.*s. On the pages of your account you can take your "
		"data with you or have it erased at any time. That you go on using the service is not taken as your consent to "
		"anything.\n",
		STR_ARGS(config.origin), (long long)number, STR_ARGS(config.origin), (long long)number, STR_ARGS(config.privacy_contact),
		STR_ARGS(config.controller));
}

/* Who is run again after its end makes nothing twice: each person is told of a version once. */
static status run_policy_notice(struct request *r, const struct job *j)
{
	struct policy_telling ask;
	struct policy_turn turn;
	struct flaw *flaws;
	int64_t made;

	TRY(shape_decode(r->arena, &policy_telling_shape, j->payload, &ask, &flaws));
	TRY(q_policy_notice_batch(r, ask.mode, ask.number, ask.after, BATCH, STR("Our privacy policy changes"), letter(r, ask.number),
		&turn));
	if (!uuid_given(&turn.last))
		return OK;
	log_event(LOG_INFO, "policy.batch", "rows", log_number(turn.made), NULL);
	return q_policy_notice_again(r, uuid_new(), ask.mode, ask.number, turn.last, &made);
}

const struct job_kind policy_notice_job = { "policy_notice", LEASE_SECONDS, ATTEMPTS, run_policy_notice };
