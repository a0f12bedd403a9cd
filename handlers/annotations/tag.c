#include "annotations.h"

#include "queries.h"

const struct shape tag_shape = SHAPE(tag,
	UUID(tag, id, REQUIRED, "Its id"),
	UUID(tag, project, REQUIRED, "The project it belongs to"),
	TEXT(tag, name, REQUIRED, 1, 64, "What it says"),
	TEXT(tag, description, OPTIONAL, 0, 2000, "When to use it"),
	TEXT(tag, colour, REQUIRED, 7, 7, "#rrggbb"),
	TEXT(tag, key, OPTIONAL, 1, 1, "The key that gives it to the selected text: a to z, 0 to 9"),
	INT(tag, position, REQUIRED, 0, INT32_MAX, "Its place among the project's tags"),
	INT(tag, version, REQUIRED, 1, INT32_MAX, "Which change this is; If-Match asks for it"));

const char *tag_key_rule(str key, const void *in)
{
	(void)in;
	return memchr("abcdefghijklmnopqrstuvwxyz0123456789", key.ptr[0], 36)
	               ? NULL
	               : "must be one of a to z, 0 to 9";
}

const char *tag_colour_rule(str colour, const void *in)
{
	bool good = colour.len == 7 && colour.ptr[0] == '#';

	(void)in;
	for (size_t i = 1; good && i < 7; i++)
		good = memchr("0123456789abcdef", colour.ptr[i], 16);
	return good ? NULL : "must be # and six of 0 to 9, a to f";
}

#define KEY_PATTERN "^[a-z0-9]$"
#define COLOUR_PATTERN "^#[0-9a-f]{6}$"

const struct shape tag_new_shape = SHAPE(tag_new,
	TEXT_APART(tag_new, name, REQUIRED, 1, 64, NULL, NULL, "What it says"),
	TEXT(tag_new, description, OPTIONAL, 0, 2000, "When to use it"),
	TEXT_LIKE(tag_new, colour, OPTIONAL, 7, 7, tag_colour_rule, COLOUR_PATTERN,
	                "#rrggbb; one of ours when none is given"),
	TEXT_APART(tag_new, key, OPTIONAL, 1, 1, tag_key_rule, KEY_PATTERN,
	                "The key that gives it to the selected text: a to z, 0 to 9"));

const struct shape tag_change_shape = SHAPE(tag_change,
	PATCH_TEXT(tag_change, name, REQUIRED, 1, 64, "What it says"),
	PATCH_TEXT(tag_change, description, OPTIONAL, 0, 2000, "When to use it"),
	PATCH_TEXT_LIKE(tag_change, colour, REQUIRED, 7, 7, tag_colour_rule, COLOUR_PATTERN,
	                "#rrggbb"),
	PATCH_TEXT_LIKE(tag_change, key, OPTIONAL, 1, 1, tag_key_rule, KEY_PATTERN,
	                "The key that gives it to the selected text: a to z, 0 to 9"));

str tag_colour(int64_t position)
{
	static const char *const palette[] = {
		"#1f77b4", "#d95f02", "#2a9d5c", "#c2255c", "#7b4fc9",
		"#8a6d00", "#0b8793", "#b0413e", "#5c6b00", "#495057",
	};

	return str_of(palette[position % (int64_t)(sizeof palette / sizeof *palette)]);
}

/* Another tag of the project has the name, or the key. */
static status collision(struct request *r)
{
	bool key = r->constraint && !strcmp(r->constraint, "tag_key_is_taken");

	return fail_at(r, CONFLICT, key ? "#/key" : "#/name", "is another tag's %s",
	               key ? "key" : "name");
}

status tag_list(struct request *r)
{
	struct list found;

	TRY(q_tags_of(r, r->caller.workspace, r->path_id[0], &found));
	if (found.count == 0)
		return NOT_FOUND;
	list_without_absent(&found);
	return reply_list(r, &tag_shape, &found, (str){ 0 });
}

static status created(struct request *r, const struct tag *t)
{
	r->version = t->version;
	return reply_with(r, &tag_shape, t);
}

status tag_create(struct request *r)
{
	const struct tag_new *n = r->body;
	struct standing now;
	struct tag t;
	uuid id = uuid_new();

	status s = q_tag_create(r, r->caller.workspace, id, r->path_id[0], n->name, n->description,
	                        n->colour.ptr ? n->colour : tag_colour(id.text[35]), n->key,
	                        r->caller.person, uuid_new(), r->id, &t);
	if (s == CONFLICT)
		return collision(r);
	if (s == NOT_FOUND) {
		TRY(q_project_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		if (now.role.ptr && now.room <= 0)
			return fail(r, CONFLICT, "The project has 200 tags, and more are not allowed");
		return fail_demoted(r);
	}
	TRY(s);
	return created(r, &t);
}

status tag_update(struct request *r)
{
	const struct tag_change *c = r->body;
	struct standing now;
	struct tag t;

	status s = q_tag_update(r, r->caller.workspace, r->path_id[0], r->if_match, c->name,
	                        c->description, c->colour, c->key, r->caller.person, uuid_new(),
	                        r->id, &t);
	if (s == CONFLICT)
		return collision(r);
	if (s == NOT_FOUND) {
		TRY(q_tag_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
		TRY(standing_why(r, &now));
		return STALE;
	}
	TRY(s);
	return created(r, &t);
}
