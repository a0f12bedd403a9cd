#include "annotations.h"

#include <stdio.h>

#include "queries.h"

const struct shape project_shape = SHAPE(project,
	UUID(project, id, REQUIRED, "Its id"),
	TEXT(project, name, REQUIRED, 1, 200, "What people call it"),
	TEXT(project, description, OPTIONAL, 0, 2000, "What it is for"),
	INT(project, documents, REQUIRED, 0, INT32_MAX, "How many texts it holds"),
	INT(project, version, REQUIRED, 1, INT32_MAX, "Which change this is; If-Match asks for it"),
	MOMENT(project, created_at, REQUIRED, "When it was made"));

const struct shape project_new_shape = SHAPE(project_new,
	TEXT(project_new, name, REQUIRED, 1, 200, "What people call it"),
	TEXT(project_new, description, OPTIONAL, 0, 2000, "What it is for"),
	LIST(project_new, tags, OPTIONAL, &tag_new_shape, 0, 100, "Its first tags"));

const struct shape project_change_shape = SHAPE(project_change,
	PATCH_TEXT(project_change, name, REQUIRED, 1, 200, "What people call it"),
	PATCH_TEXT(project_change, description, OPTIONAL, 0, 2000, "What it is for"));

const struct shape standing_shape = SHAPE(standing,
	INT(standing, version, REQUIRED, 1, INT32_MAX, "The thing's version now"),
	TEXT(standing, role, OPTIONAL, 1, 20, "The caller's role, if it is enough"),
	INT(standing, room, REQUIRED, INT32_MIN, INT32_MAX, "How many more it can hold"));

status standing_why(struct request *r, const struct standing *now)
{
	if (!now->role.ptr)
		return fail_demoted(r);
	if (now->version != r->if_match)
		return STALE;
	return OK;
}

void list_without_absent(struct list *l)
{
	/* The id is each such struct's first member. */
	if (l->count == 1 && !uuid_given(l->items))
		l->count = 0;
}

status page_within(struct request *r,
                   status (*ask)(struct request *r, uuid workspace, uuid within, uuid after,
                                 int64_t rows, struct list *out),
                   const struct shape *s)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(ask(r, r->caller.workspace, r->path_id[0], after, rows, &found));
	if (found.count == 0)
		return NOT_FOUND;
	list_without_absent(&found);
	return page_reply(r, s, &found, 0);
}

status project_list(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_projects_of(r, r->caller.workspace, after, rows, &found));
	return page_reply(r, &project_shape, &found, offsetof(struct project, id));
}

status project_show(struct request *r)
{
	struct project p;

	TRY(q_project_by_id(r, r->caller.workspace, r->path_id[0], &p));
	/* A text more changes what is shown, but is nobody's change to the project. */
	r->version = p.version;
	r->revision = p.documents;
	return reply_with(r, &project_shape, &p);
}

/* What a row of json_to_recordset in project_create holds. */
struct tag_row {
	uuid id;
	str name, description, colour, key;
	int64_t position;
};
static const struct shape tag_row_shape = SHAPE(tag_row,
	UUID(tag_row, id, REQUIRED, "Its id"),
	TEXT(tag_row, name, REQUIRED, 1, 64, "Its name"),
	TEXT(tag_row, description, OPTIONAL, 0, 2000, "What it means"),
	TEXT(tag_row, colour, REQUIRED, 7, 7, "Its colour"),
	TEXT(tag_row, key, OPTIONAL, 1, 1, "Its key"),
	INT(tag_row, position, REQUIRED, 0, INT32_MAX, "Its place"));

static str tags_json(struct request *r, const struct project_new *n)
{
	struct json out = { .arena = r->arena };

	json_add(&out, STR("["));
	for (size_t i = 0; i < n->tags.count; i++) {
		const struct tag_new *t = (const struct tag_new *)n->tags.items + i;
		struct tag_row row = {
			.id = uuid_new(),
			.name = t->name,
			.description = t->description,
			.colour = t->colour.ptr ? t->colour : tag_colour((int64_t)i),
			.key = t->key,
			.position = (int64_t)i,
		};
		if (i)
			json_add(&out, STR(","));
		shape_write(&out, &tag_row_shape, &row);
	}
	json_add(&out, STR("]"));
	return (str){ out.ptr, out.len };
}

status project_create(struct request *r)
{
	const struct project_new *n = r->body;
	struct project p;

	status s = q_project_create(r, r->caller.workspace, uuid_new(), n->name, n->description,
	                            tags_json(r, n), (int64_t)n->tags.count, r->caller.person, uuid_new(), r->id, &p);
	/* Nothing but the role can keep a project from being made. */
	if (s == NOT_FOUND)
		return fail_demoted(r);
	TRY(s);
	r->version = p.version;
	r->location = arena_fmt(r->arena, "/api/annotations/projects/%s", p.id.text);
	return reply_with(r, &project_shape, &p);
}

status project_update(struct request *r)
{
	const struct project_change *c = r->body;
	struct project p;
	struct standing now;
	status s = q_project_update(r, r->caller.workspace, r->path_id[0], r->if_match, c->name,
	                            c->description, r->caller.person, uuid_new(), r->id, &p);

	if (s == NOT_FOUND) {
		TRY(q_project_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		TRY(standing_why(r, &now));
		return STALE;
	}
	TRY(s);
	r->version = p.version;
	r->revision = p.documents;
	return reply_with(r, &project_shape, &p);
}
