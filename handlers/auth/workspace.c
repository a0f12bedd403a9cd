#include "auth.h"

#include "page.h"
#include "queries.h"

const struct shape workspace_shape = SHAPE(workspace,
	UUID(workspace, id, REQUIRED, "Its id"),
	TEXT(workspace, name, REQUIRED, 1, 200, "What its members call it"),
	WORD(workspace, role, REQUIRED, role_words, "What you are in it"),
	MOMENT(workspace, created_at, REQUIRED, "Since when you belong to it"));

const struct shape workspace_new_shape = SHAPE(workspace_new,
	TEXT(workspace_new, name, REQUIRED, 1, 200, "What its members will call it"));

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
	return reply_with(r, &workspace_shape, &w);
}
