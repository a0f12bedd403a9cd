#include "annotations.h"

#include "queries.h"

static const char *const kinds[] = { "tag", "class", NULL };
static const char *const overlaps[] = { "none", "allow", NULL };
static const char *const class_modes[] = { "single", "multi", NULL };

#define LABEL(T, id_need, colour_need)                                                            \
	UUID(T, id, id_need, "Its id, the same in every version"),                                    \
	WORD(T, kind, REQUIRED, kinds, "For spans (tag) or for whole texts (class)"),                 \
	TEXT_APART(T, name, REQUIRED, 1, 64, NULL, NULL, "What it says"),                             \
	TEXT(T, description, OPTIONAL, 0, 2000, "When to use it"),                                    \
	TEXT_LIKE(T, colour, colour_need, 7, 7, tag_colour_rule, "^#[0-9a-f]{6}$", "#rrggbb"),        \
	TEXT_APART(T, key, OPTIONAL, 1, 1, tag_key_rule, "^[a-z0-9]$",                                \
	           "The key that gives it: a to z, 0 to 9")

const struct shape schema_label_shape = SHAPE(schema_label, LABEL(schema_label, REQUIRED, REQUIRED));
const struct shape schema_label_new_shape = SHAPE(schema_label_new, LABEL(schema_label_new, OPTIONAL, OPTIONAL));

#define RULES(T)                                                                                  \
	WORD(T, overlap, REQUIRED, overlaps, "May two spans of one submission overlap?"),             \
	WORD(T, classes, REQUIRED, class_modes, "One class a text, or several")

#define HEAD(T)                                                                                   \
	UUID(T, id, REQUIRED, "Its id"),                                                              \
	UUID(T, project, REQUIRED, "The project it belongs to"),                                      \
	TEXT(T, name, REQUIRED, 1, 200, "What people call it"),                                       \
	TEXT(T, description, OPTIONAL, 0, 2000, "What it is for"),                                    \
	RULES(T),                                                                                     \
	INT(T, version, REQUIRED, 1, INT32_MAX, "Which change this is; If-Match asks for it"),        \
	MOMENT(T, created_at, REQUIRED, "When it was made")

const struct shape label_schema_row_shape = SHAPE(label_schema_row, HEAD(label_schema_row));
const struct shape label_schema_shape = SHAPE(label_schema, HEAD(label_schema),
	LIST(label_schema, labels, REQUIRED, &schema_label_shape, 0, 200, "Its labels in their order"));

const struct shape label_schema_content_shape = SHAPE(label_schema_content,
	TEXT(label_schema_content, name, REQUIRED, 1, 200, "What people call it"),
	TEXT(label_schema_content, description, OPTIONAL, 0, 2000, "What it is for"),
	RULES(label_schema_content),
	LIST(label_schema_content, labels, REQUIRED, &schema_label_new_shape, 0, 200,
	     "All its labels in their order: with the id it has, renamed; without one, new; left out, retired"));

const struct shape schema_version_shape = SHAPE(schema_version,
	UUID(schema_version, id, REQUIRED, "Its id"),
	INT(schema_version, version, REQUIRED, 1, INT32_MAX, "Which version"),
	RULES(schema_version),
	LIST(schema_version, labels, REQUIRED, &schema_label_shape, 0, 200, "The labels it had, in their order"),
	UUID(schema_version, created_by, REQUIRED, "Who made it so"),
	MOMENT(schema_version, created_at, REQUIRED, "When"));

/* The labels as a version keeps them; new ones are given their ids.  *known: how many had one. */
static str labels_json(struct request *r, const struct list *labels, int64_t *known)
{
	struct json out = { .arena = r->arena };

	*known = 0;
	json_add(&out, STR("["));
	for (size_t i = 0; i < labels->count; i++) {
		const struct schema_label_new *n = (const struct schema_label_new *)labels->items + i;
		bool is_new = !uuid_given(&n->id);
		struct schema_label row = {
			.id = is_new ? uuid_new() : n->id,
			.kind = n->kind,
			.name = n->name,
			.description = n->description,
			.colour = n->colour.ptr ? n->colour : tag_colour((int64_t)i),
			.key = n->key,
		};
		*known += !is_new;
		if (i)
			json_add(&out, STR(","));
		shape_write(&out, &schema_label_shape, &row);
	}
	json_add(&out, STR("]"));
	return (str){ out.ptr, out.len };
}

static status shown(struct request *r, const struct label_schema *s)
{
	r->version = s->version;
	return reply_with(r, &label_schema_shape, s);
}

status schema_list(struct request *r)
{
	return page_within(r, q_schemas_of, &label_schema_row_shape);
}

status schema_create(struct request *r)
{
	const struct label_schema_content *n = r->body;
	const struct schema_label_new *labels = n->labels.items;
	struct label_schema s;
	struct standing now;
	int64_t known;
	status flaw = OK;

	for (size_t i = 0; i < n->labels.count; i++)
		if (uuid_given(&labels[i].id))
			flaw = fail_at(r, INVALID, arena_fmt(r->arena, "#/labels/%zu/id", i).ptr,
			               "is made by us: a new schema has new labels");
	TRY(flaw);
	str json = labels_json(r, &n->labels, &known);
	status done = q_schema_create(r, r->caller.workspace, uuid_new(), r->path_id[0], n->name, n->description, n->overlap,
	                              n->classes, json, uuid_new(), r->caller.person, uuid_new(), r->id, &s);
	if (done == CONFLICT)
		return fail_at(r, CONFLICT, "#/name", "is another schema's name");
	if (done == NOT_FOUND) {
		TRY(q_project_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		return fail_demoted(r);
	}
	TRY(done);
	r->location = arena_fmt(r->arena, "/api/annotations/schemas/%s", s.id.text);
	return shown(r, &s);
}

status schema_show(struct request *r)
{
	struct label_schema s;

	TRY(q_schema_by_id(r, r->caller.workspace, r->path_id[0], &s));
	return shown(r, &s);
}

/* A new label that is called as one that would be retired: people mean that one, and its counts would be split. */
static status find_twins(struct request *r, const struct list *sent)
{
	const struct schema_label_new *n = sent->items;
	struct label_schema s;
	status flaw = OK;

	TRY(q_schema_by_id(r, r->caller.workspace, r->path_id[0], &s));
	const struct schema_label *old = s.labels.items;
	for (size_t i = 0; i < sent->count; i++)
		for (size_t k = 0; k < s.labels.count && !uuid_given(&n[i].id); k++)
			if (str_eq(n[i].kind, old[k].kind) && str_eq(n[i].name, old[k].name))
				flaw = fail_at(r, INVALID, arena_fmt(r->arena, "#/labels/%zu/id", i).ptr,
				               "must be %s, of the label that has this name; another new one needs another name",
				               old[k].id.text);
	return flaw;
}

status schema_update(struct request *r)
{
	const struct label_schema_content *c = r->body;
	struct label_schema s;
	struct standing now;
	int64_t known;
	str json = labels_json(r, &c->labels, &known);
	status done = q_schema_update(r, r->caller.workspace, r->path_id[0], r->if_match, c->name, c->description, c->overlap,
	                              c->classes, json, known, uuid_new(), r->caller.person, uuid_new(), r->id, &s);

	if (done == CONFLICT)
		return fail_at(r, CONFLICT, "#/name", "is another schema's name");
	if (done == NOT_FOUND) {
		TRY(q_schema_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		TRY(standing_why(r, &now));
		TRY(find_twins(r, &c->labels));
		return fail_at(r, INVALID, "#/labels", "has an id that is no label of this schema, or of another kind");
	}
	TRY(done);
	return shown(r, &s);
}

status schema_versions(struct request *r)
{
	return page_within(r, q_schema_versions_of, &schema_version_shape);
}
