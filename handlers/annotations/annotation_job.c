#include "annotations.h"

#include "queries.h"

enum { LEASE_SECONDS = 1800 };

static const char *const states[] = { "active", "paused", "archived", NULL };
static const char *const ends[] = { "top", "bottom", NULL };

const struct shape job_team_shape = SHAPE(job_team,
	UUID(job_team, id, REQUIRED, "The team's id"));

#define HEAD(T)                                                                                   \
	UUID(T, id, REQUIRED, "Its id"),                                                              \
	UUID(T, project, REQUIRED, "The project it belongs to"),                                      \
	UUID(T, dataset, REQUIRED, "What is labelled"),                                               \
	UUID(T, schema, REQUIRED, "With which labels"),                                               \
	TEXT(T, name, REQUIRED, 1, 200, "What people call it; once in a project"),                    \
	WORD(T, state, REQUIRED, states, "Only active ones are handed out"),                          \
	INT(T, annotators, REQUIRED, 1, 20, "How many people label each example, exactly"),           \
	BOOL(T, for_teams, REQUIRED, "Only for its teams; else for everyone of the workspace"),       \
	BOOL(T, sample, REQUIRED, "Of sample texts, to try things out with: new jobs go before it"),  \
	INT(T, examples, REQUIRED, 0, INT32_MAX, "How many examples the dataset has"),                \
	INT(T, touched, REQUIRED, 0, INT32_MAX, "How many of them were handed to someone"),           \
	INT(T, done, REQUIRED, 0, INT32_MAX, "How many have all their submissions"),                  \
	INT(T, submissions, REQUIRED, 0, INT32_MAX, "How many submissions there are"),                \
	INT(T, skips, REQUIRED, 0, INT32_MAX, "Examples that someone has skipped, each as often"),    \
	INT(T, revision, REQUIRED, 0, INT64_MAX, "Grows whenever one of these counts changes"),       \
	INT(T, version, REQUIRED, 1, INT32_MAX, "Which change this is; If-Match asks for it")

const struct shape annotation_job_row_shape = SHAPE(annotation_job_row, HEAD(annotation_job_row));
const struct shape annotation_job_shape = SHAPE(annotation_job, HEAD(annotation_job),
	TEXT(annotation_job, guidelines, OPTIONAL, 0, 100000, "How to label, in Markdown"),
	INT(annotation_job, lease_seconds, REQUIRED, 60, 604800, "How long an example is kept for whom it was handed to"),
	LIST(annotation_job, teams, REQUIRED, &job_team_shape, 0, 50, "Who works on it"),
	MOMENT(annotation_job, created_at, REQUIRED, "When it was made"));

const struct shape annotation_job_new_shape = SHAPE(annotation_job_new,
	TEXT(annotation_job_new, name, REQUIRED, 1, 200, "What people call it; once in a project"),
	UUID(annotation_job_new, dataset, REQUIRED, "What is to be labelled, of the project"),
	UUID(annotation_job_new, schema, REQUIRED, "With which labels, of the project"),
	INT(annotation_job_new, annotators, REQUIRED, 1, 20, "How many people are to label each example, exactly"),
	TEXT(annotation_job_new, guidelines, OPTIONAL, 0, 100000, "How to label, in Markdown"),
	MAYBE_INT(annotation_job_new, lease_seconds, 60, 604800, "How long an example is kept for whom it was handed to; half an hour"),
	LIST(annotation_job_new, teams, OPTIONAL, &job_team_shape, 0, 50, "Who is to work on it; none: everyone of the workspace"),
	BOOL(annotation_job_new, sample, OPTIONAL, "Of sample texts, to try things out with: new jobs go before it"));

const struct shape annotation_job_change_shape = SHAPE(annotation_job_change,
	PATCH_TEXT(annotation_job_change, name, REQUIRED, 1, 200, "What people call it; once in a project"),
	PATCH_TEXT(annotation_job_change, guidelines, OPTIONAL, 0, 100000, "How to label, in Markdown"),
	PATCH_INT(annotation_job_change, annotators, REQUIRED, 1, 20, "How many people are to label each example, exactly"),
	WORD(annotation_job_change, state, OPTIONAL, states, "Only active ones are handed out"),
	WORD(annotation_job_change, queue, OPTIONAL, ends, "Where it goes in the workspace's queue"),
	UUID(annotation_job_change, before, OPTIONAL, "Before which job of the queue it goes"));

const struct shape job_teams_shape = SHAPE(job_teams,
	LIST(job_teams, teams, REQUIRED, &job_team_shape, 0, 50, "Who is to work on it; none: everyone of the workspace"));

const struct shape job_parts_shape = SHAPE(job_parts,
	BOOL(job_parts, dataset, REQUIRED, "Is the dataset one of the project?"),
	BOOL(job_parts, schema, REQUIRED, "Is the schema one of the project?"),
	BOOL(job_parts, member, REQUIRED, "May the caller make one still?"));

static status shown(struct request *r, const struct annotation_job *j)
{
	r->version = j->version;
	return reply_with(r, &annotation_job_shape, j);
}

status annotation_job_list(struct request *r)
{
	return page_within(r, q_annotation_jobs_of, &annotation_job_row_shape);
}

status annotation_job_queue(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_annotation_job_queue(r, r->caller.workspace, after, rows, &found));
	return page_reply(r, &annotation_job_row_shape, &found, offsetof(struct annotation_job_row, id));
}

/* Which part does not belong to the project? */
static status why_not(struct request *r, const struct annotation_job_new *n)
{
	struct job_parts p;
	status flaw = INVALID;

	TRY(q_job_parts(r, r->caller.workspace, r->path_id[0], n->dataset, n->schema, r->caller.person, &p));
	if (!p.member)
		return fail_demoted(r);
	if (!p.dataset)
		flaw = fail_at(r, INVALID, "#/dataset", "is no dataset of this project");
	if (!p.schema)
		flaw = fail_at(r, INVALID, "#/schema", "is no schema of this project");
	return flaw;
}

static str teams_json(struct request *r, const struct list *teams)
{
	struct json out = { .arena = r->arena };

	json_add(&out, STR("["));
	for (size_t i = 0; i < teams->count; i++) {
		json_next(&out);
		shape_write(&out, &job_team_shape, (const struct job_team *)teams->items + i);
	}
	json_add(&out, STR("]"));
	return (str){ out.ptr, out.len };
}

static status check_teams(struct request *r, const struct list *teams)
{
	const struct job_team *t = teams->items;

	for (size_t i = 0; i < teams->count; i++)
		for (size_t k = 0; k < i; k++)
			if (uuid_eq(&t[i].id, &t[k].id))
				return fail_at(r, INVALID, "#/teams", "names a team twice");
	return OK;
}

/* What a statement that found its job, or made it, could not do. */
static status refused(struct request *r, status s)
{
	const char *is = r->constraint ? r->constraint : "";

	if (s == CONFLICT && !strcmp(is, "annotation_job_annotators_are_kept"))
		return fail_at(r, CONFLICT, "#/annotators", "is less than an example has already, labelled or in someone's hands");
	if (s == CONFLICT)
		return fail_at(r, CONFLICT, "#/name", "is another job's name");
	if (s == INVALID && !strcmp(is, "annotation_job_before_is_known"))
		return fail_at(r, INVALID, "#/before", "is no other job of this workspace");
	if (s == INVALID)
		return fail_at(r, INVALID, "#/teams", "names a team that there is not in this workspace");
	return s;
}

status annotation_job_create(struct request *r)
{
	const struct annotation_job_new *n = r->body;
	struct annotation_job j;
	int64_t lease = n->lease_seconds.given ? n->lease_seconds.value : LEASE_SECONDS;

	TRY(check_teams(r, &n->teams));
	TRY(guidelines_check(r, n->guidelines));
	status s = q_annotation_job_create(r, r->caller.workspace, uuid_new(), r->path_id[0], n->dataset, n->schema, n->name,
	                                   n->guidelines, n->annotators, lease, n->teams.count > 0, teams_json(r, &n->teams),
	                                   n->sample, r->caller.person, uuid_new(), r->id, &j);

	if (s == NOT_FOUND)
		return why_not(r, n);
	TRY(refused(r, s));
	r->location = arena_fmt(r->arena, "/api/annotations/jobs/%s", j.id.text);
	return shown(r, &j);
}

status annotation_job_show(struct request *r)
{
	struct annotation_job j;

	TRY(q_annotation_job_by_id(r, r->caller.workspace, r->path_id[0], &j));
	r->revision = j.revision;
	return shown(r, &j);
}

/* What became of a change. */
static status changed(struct request *r, status s, const struct annotation_job *j)
{
	struct standing now;

	if (s == NOT_FOUND) {
		TRY(q_annotation_job_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		TRY(standing_why(r, &now));
		return STALE;
	}
	TRY(refused(r, s));
	return shown(r, j);
}

status annotation_job_update(struct request *r)
{
	const struct annotation_job_change *c = r->body;
	struct annotation_job j;

	if (c->queue.ptr && uuid_given(&c->before))
		return fail_at(r, INVALID, "#/before", "must be left out where queue says the place");
	TRY(guidelines_check(r, c->guidelines.to));
	return changed(r, q_annotation_job_update(r, r->caller.workspace, r->path_id[0], r->if_match, c->name, c->guidelines, c->annotators,
	                                          c->state, c->queue, c->before, r->caller.person, uuid_new(), r->id, &j), &j);
}

status annotation_job_teams(struct request *r)
{
	const struct job_teams *t = r->body;
	struct annotation_job j;

	TRY(check_teams(r, &t->teams));
	return changed(r, q_annotation_job_teams(r, r->caller.workspace, r->path_id[0], r->if_match, t->teams.count > 0,
	                                         teams_json(r, &t->teams), r->caller.person, uuid_new(), r->id, &j), &j);
}
