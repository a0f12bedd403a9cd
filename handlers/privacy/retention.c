/* What has had its time is removed: by the hour, a table after the other, a batch after the other. */
#include "privacy.h"

#include "log.h"
#include "metrics.h"
#include "queries.h"

/* It has to be there for ever: it is not tried so often that it would be given up. */
enum { BATCH = 1000, EVERY_SECONDS = 3600, LEASE_SECONDS = 60, ATTEMPTS = 10000 };

const struct shape retention_rule_shape = SHAPE(retention_rule,
	TEXT(retention_rule, relation, REQUIRED, 1, 63, "The table"));

const struct shape retention_swept_shape = SHAPE(retention_swept,
	INT(retention_swept, swept, REQUIRED, 0, INT64_MAX, "How many rows have gone"),
	BOOL(retention_swept, is_over, REQUIRED, "There are no more"),
	BOOL(retention_swept, is_busy, REQUIRED, "Another worker is at it"));

/* Each batch is committed before the next is begun: who dies in between leaves nothing half done. */
static status sweep(struct request *r, const struct job *j, const struct retention_rule *rule, int percent)
{
	struct arena_mark mark = arena_mark(r->arena);
	struct retention_swept batch = { 0 };
	int64_t swept = 0;
	status s = OK;

	while (s == OK && !batch.is_over) {
		arena_rewind(r->arena, mark);
		s = q_retention_sweep(r, rule->relation, BATCH, &batch);
		if (s == OK && batch.is_busy)
			s = fail(r, CONFLICT, "another worker is at it");
		if (s == OK)
			s = job_progress(r, j, percent);
		swept += batch.swept;
		metrics_add(METRIC_ROWS_SWEPT, batch.swept);
		batch.is_over |= s != OK;
	}
	if (swept > 0)
		log_event(LOG_INFO, "retention.swept", "relation", arena_cstr(r->arena, rule->relation), "rows",
		          log_number(swept), NULL);
	return s;
}

/* Copies that were lost end, and then wait for their time as all else.  A table that cannot be swept keeps none of the others
 * from it. */
static status sweep_all(struct request *r, const struct job *j)
{
	struct list rules;
	int64_t made;

	status worst = personal_exports_give_up(r);
	TRY(q_retention_rules(r, &rules));
	const struct retention_rule *rule = rules.items;
	for (size_t i = 0; i < rules.count; i++) {
		status s = sweep(r, j, &rule[i], (int)(100 * (i + 1) / rules.count));
		if (s == CONFLICT)
			break; /* who is at it makes the next job, too */
		worst = s == OK ? worst : s;
	}
	TRY(q_retention_again(r, uuid_new(), j->id, EVERY_SECONDS, &made));
	return worst;
}

const struct job_kind retention_job = { "retention", LEASE_SECONDS, ATTEMPTS, sweep_all };
