#include "annotations.h"

#include "queries.h"

const struct shape dataset_shape = SHAPE(dataset,
	UUID(dataset, id, REQUIRED, "Its id"),
	UUID(dataset, project, REQUIRED, "The project it belongs to"),
	TEXT(dataset, name, REQUIRED, 1, 200, "What people call it; once in a project"),
	TEXT(dataset, description, OPTIONAL, 0, 2000, "Where its texts come from"),
	INT(dataset, examples, REQUIRED, 0, INT32_MAX, "How many examples it has"),
	INT(dataset, version, REQUIRED, 1, INT32_MAX, "Which change this is; If-Match asks for it"),
	MOMENT(dataset, created_at, REQUIRED, "When it was made"));

const struct shape dataset_new_shape = SHAPE(dataset_new,
	TEXT(dataset_new, name, REQUIRED, 1, 200, "What people call it; once in a project"),
	TEXT(dataset_new, description, OPTIONAL, 0, 2000, "Where its texts come from"));

const struct shape dataset_change_shape = SHAPE(dataset_change,
	PATCH_TEXT(dataset_change, name, REQUIRED, 1, 200, "What people call it; once in a project"),
	PATCH_TEXT(dataset_change, description, OPTIONAL, 0, 2000, "Where its texts come from"));

static status collision(struct request *r)
{
	return fail_at(r, CONFLICT, "#/name", "is another dataset's name");
}

/* An example more changes what is shown, but is nobody's change to the dataset. */
static status shown(struct request *r, const struct dataset *d)
{
	r->version = d->version;
	r->revision = d->examples;
	return reply_with(r, &dataset_shape, d);
}

status dataset_list(struct request *r)
{
	return page_within(r, q_datasets_of, &dataset_shape);
}

status dataset_create(struct request *r)
{
	const struct dataset_new *n = r->body;
	struct standing now;
	struct dataset d;
	status s = q_dataset_create(r, r->caller.workspace, uuid_new(), r->path_id[0], n->name,
	                            n->description, r->caller.person, uuid_new(), r->id, &d);

	if (s == CONFLICT)
		return collision(r);
	if (s == NOT_FOUND) {
		TRY(q_project_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		return fail_demoted(r);
	}
	TRY(s);
	r->location = arena_fmt(r->arena, "/api/annotations/datasets/%s", d.id.text);
	return shown(r, &d);
}

status dataset_show(struct request *r)
{
	struct dataset d;

	TRY(q_dataset_by_id(r, r->caller.workspace, r->path_id[0], &d));
	return shown(r, &d);
}

status dataset_update(struct request *r)
{
	const struct dataset_change *c = r->body;
	struct standing now;
	struct dataset d;
	status s = q_dataset_update(r, r->caller.workspace, r->path_id[0], r->if_match, c->name,
	                            c->description, r->caller.person, uuid_new(), r->id, &d);

	if (s == CONFLICT)
		return collision(r);
	if (s == NOT_FOUND) {
		TRY(q_dataset_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		TRY(standing_why(r, &now));
		return STALE;
	}
	TRY(s);
	return shown(r, &d);
}
