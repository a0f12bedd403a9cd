#ifndef POLICY_H
#define POLICY_H

#include "job.h"

/* policy.c: what the privacy policy says, and said. */

struct policy_query {
	maybe_int number;
};
struct policy_clause {
	int64_t ordinal;
	str heading, clauses, sentence;
};
/* As it is published. */
struct policy_version {
	str mode;
	int64_t number;
	str language, class, sha256;
	moment published_at, effective_from;
	maybe_int supersedes;
	bool in_force;
	struct list sentences; /* of struct policy_clause */
};
/* … and with those whom it speaks of. */
struct policy {
	str mode;
	int64_t number;
	str language, class, sha256;
	moment published_at, effective_from;
	maybe_int supersedes;
	bool in_force;
	str controller, contact;
	struct list sentences;
};
struct policy_edition {
	int64_t number;
	str class, sha256;
	moment effective_from;
	bool in_force;
};
struct policy_change {
	int64_t version;
	moment changed_on;
	str origin, summary;
};
struct policy_log {
	str mode;
	struct list versions; /* of struct policy_edition */
	struct list changes;  /* of struct policy_change */
};
extern const struct shape policy_query_shape, policy_version_shape, policy_shape, policy_log_shape, policy_clause_shape, policy_change_shape;
extern const char *const policy_classes[], *const policy_modes[];

status policy_show(struct request *r);
status policy_changes(struct request *r);

/* policy_alert.c: what a person is told of a new version, until they say that they have seen it. */
struct policy_alert {
	int64_t number;
	str class;
	moment published_at, effective_from;
	bool in_force;
	struct list changes; /* of struct policy_change */
};
struct policy_alerts {
	struct list alerts; /* of struct policy_alert: those not seen, the newest first */
};
struct policy_dismissal {
	int64_t number;
};
struct policy_dismissed {
	bool is_new;
};
extern const struct shape policy_alerts_shape, policy_dismissal_shape, policy_dismissed_shape;
status policy_alert_show(struct request *r);
status policy_dismiss(struct request *r);

/* policy_telling.c: a material version on its way to everyone who has an account. */
struct policy_turn {
	uuid last;
	int64_t made;
};
extern const struct shape policy_turn_shape;
extern const struct job_kind policy_notice_job;

/* staff_policy.c: two of the staff decide when a version that was shipped takes effect. */
struct staff_policy_proposal {
	str class;
	moment effective_from;
	bool is_mine;
};
struct staff_policy_item {
	int64_t number;
	str language, sha256;
	moment shipped_at;
	str suggested_class, standing;
	struct list proposals; /* of struct staff_policy_proposal: one at most */
	str class;
	moment published_at, effective_from;
	maybe_int to_tell, told, failed;
};
struct staff_policy_list {
	struct list versions; /* of struct staff_policy_item */
};
struct staff_policy_query {
	int64_t number;
};
/* As struct policy, with what is not known yet absent. */
struct staff_policy {
	str mode;
	int64_t number;
	str language, suggested_class, class, sha256;
	moment shipped_at, published_at, effective_from;
	maybe_int supersedes;
	str standing, controller, contact;
	struct list sentences; /* of struct policy_clause */
	struct list changes;   /* of struct policy_change */
};
struct staff_policy_decision {
	int64_t number;
	str class;
	moment effective_from;
};
struct staff_policy_done {
	str outcome;
	struct staff_policy_item item;
};
extern const struct shape staff_policy_item_shape, staff_policy_list_shape, staff_policy_query_shape, staff_policy_shape,
	staff_policy_decision_shape, staff_policy_done_shape;
status staff_policy_show_all(struct request *r);
status staff_policy_show(struct request *r);
status staff_policy_decide(struct request *r);

#endif
