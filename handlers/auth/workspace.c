#include "auth.h"

#include "page.h"
#include "queries.h"

const struct shape workspace_shape = SHAPE(workspace,
	UUID(workspace, id, REQUIRED, "Its id"),
	TEXT(workspace, name, REQUIRED, 1, 200, "What its members call it"),
	WORD(workspace, role, REQUIRED, role_words, "What you are in it"),
	INT(workspace, version, REQUIRED, 1, INT32_MAX, "Grows with each change; If-Match asks for it"),
	MOMENT(workspace, created_at, REQUIRED, "Since when you belong to it"));

const struct shape workspace_new_shape = SHAPE(workspace_new,
	TEXT(workspace_new, name, REQUIRED, 1, 200, "What its members will call it"));

const struct shape workspace_standing_shape =
	SHAPE(workspace_standing,
	INT(workspace_standing, version, REQUIRED, 1, INT32_MAX, "Its version"),
	BOOL(workspace_standing, may, REQUIRED, "Whether the caller may change it"));

status workspace_list(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_workspaces_of(r, r->caller.person, after, rows, &found));
	return page_reply(r, &workspace_shape, &found, offsetof(struct workspace, id));
}

status workspace_create(struct request *r)
{
	const struct workspace_new *n = r->body;
	struct workspace w;
	status s = q_workspace_create(r, uuid_new(), n->name, r->caller.person, uuid_new(), r->id, &w);

	if (s == NOT_FOUND)
		return fail(r, CONFLICT, "You own fifty workspaces already");
	TRY(s);
	r->version = w.version;
	return reply_with(r, &workspace_shape, &w);
}

/* Why the caller's workspace could not be changed. */
static status refused(struct request *r)
{
	struct workspace_standing now;

	TRY(q_workspace_standing(r, r->caller.workspace, r->caller.person, &now));
	return now.may ? STALE : fail_demoted(r);
}

status workspace_update(struct request *r)
{
	const struct workspace_new *n = r->body;
	struct workspace w;
	status s = q_workspace_update(r, r->caller.workspace, r->if_match, n->name,
	                              r->caller.person, uuid_new(), r->id, &w);

	if (s == NOT_FOUND)
		return refused(r);
	TRY(s);
	r->version = w.version;
	return reply_with(r, &workspace_shape, &w);
}
