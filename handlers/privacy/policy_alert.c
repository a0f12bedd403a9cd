/* A new version of the policy is told on a person's pages until they say that they have seen it; that they did is kept. */
#include "privacy.h"

#include "config.h"
#include "queries.h"

static const struct shape policy_alert_shape = SHAPE(policy_alert,
	INT(policy_alert, number, REQUIRED, 1, INT32_MAX, "Which version"),
	WORD(policy_alert, class, REQUIRED, policy_classes, "Whether it changes what people may rely on, or only how it is said"),
	MOMENT(policy_alert, published_at, REQUIRED, "When it was announced"),
	MOMENT(policy_alert, effective_from, REQUIRED, "From when it is in force"),
	BOOL(policy_alert, in_force, REQUIRED, "Is it the one in force?"),
	LIST(policy_alert, changes, REQUIRED, &policy_change_shape, 1, 1000, "What it changes"));

const struct shape policy_alerts_shape = SHAPE(policy_alerts,
	LIST(policy_alerts, alerts, REQUIRED, &policy_alert_shape, 0, 1000, "Those that you have not seen, the newest first"));

const struct shape policy_dismissal_shape = SHAPE(policy_dismissal,
	INT(policy_dismissal, number, REQUIRED, 1, INT32_MAX, "Which version you have seen"));

const struct shape policy_dismissed_shape = SHAPE(policy_dismissed,
	BOOL(policy_dismissed, is_new, REQUIRED, "Whether that was not said before"));

status policy_alert_show(struct request *r)
{
	struct policy_alerts found;

	TRY(q_policy_alerts(r, config.mode, &found));
	return reply_with(r, &policy_alerts_shape, &found);
}

status policy_dismiss(struct request *r)
{
	const struct policy_dismissal *d = r->body;
	struct policy_dismissed done;

	TRY(q_policy_dismiss(r, config.mode, d->number, r->caller.person, uuid_new(), r->id, &done));
	return reply_nothing(r);
}
