#include "auth.h"

#include "page.h"
#include "queries.h"

#define TEAM(T, need)                                                    \
	UUID(T, id, need, "Its id"),                                     \
	TEXT(T, name, need, 1, 200, "What people call it"),              \
	INT(T, version, need, 1, INT32_MAX, "Grows with each change; If-Match asks for it"), \
	MOMENT(T, created_at, need, "When it was made")

const struct shape team_shape = SHAPE(team, TEAM(team, REQUIRED));
const struct shape team_attempt_shape = SHAPE(team_attempt, TEAM(team_attempt, OPTIONAL),
	BOOL(team_attempt, is_full, REQUIRED, "Whether there are too many teams"));

const struct shape team_new_shape = SHAPE(team_new,
	TEXT(team_new, name, REQUIRED, 1, 200, "What people will call it"));

const struct shape team_standing_shape = SHAPE(team_standing,
	INT(team_standing, version, REQUIRED, 1, INT32_MAX, "Its version"),
	BOOL(team_standing, may, REQUIRED, "Whether the caller may change it"));

const struct shape team_member_shape = SHAPE(team_member,
	UUID(team_member, id, REQUIRED, "The person"),
	TEXT(team_member, username, REQUIRED, 3, 32, "Their user name"),
	WORD(team_member, role, REQUIRED, role_words, "What they are in the workspace"),
	MOMENT(team_member, created_at, REQUIRED, "Since when they are in the team"));

const struct shape team_member_new_shape = SHAPE(team_member_new,
	UUID(team_member_new, person, REQUIRED, "Who: a member of the workspace"));

const struct shape team_change_shape = SHAPE(team_change,
	BOOL(team_change, may, REQUIRED, "Whether the caller may change the team"),
	BOOL(team_change, is_known, REQUIRED, "Whether there is such a person in the workspace, or in the team"));

static status role_changed(struct request *r)
{
	return fail_demoted(r);
}

static status name_taken(struct request *r)
{
	return fail_at(r, CONFLICT, "#/name", "is another team's name");
}

status team_list(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_teams_of(r, r->caller.workspace, after, rows, &found));
	return page_reply(r, &team_shape, &found, offsetof(struct team, id));
}

status team_create(struct request *r)
{
	const struct team_new *n = r->body;
	struct team_attempt a;
	status s = q_team_create(r, r->caller.workspace, uuid_new(), n->name, r->caller.person, uuid_new(), r->id, &a);

	if (s == NOT_FOUND)
		return role_changed(r);
	if (s == CONFLICT)
		return name_taken(r);
	TRY(s);
	if (!uuid_given(&a.id))
		return fail(r, CONFLICT, "A workspace has two hundred teams at most");
	r->version = a.version;
	return reply_with(r, &team_shape, &(struct team){ a.id, a.name, a.version, a.created_at });
}

/* Why a team could not be changed. */
static status refused(struct request *r)
{
	struct team_standing now;

	TRY(q_team_standing(r, r->caller.workspace, r->path_id[0], r->caller.person, &now));
	return now.may ? STALE : role_changed(r);
}

status team_update(struct request *r)
{
	const struct team_new *n = r->body;
	struct team t;
	status s = q_team_update(r, r->caller.workspace, r->path_id[0], r->if_match, n->name, r->caller.person,
	                         uuid_new(), r->id, &t);

	if (s == NOT_FOUND)
		return refused(r);
	if (s == CONFLICT)
		return name_taken(r);
	TRY(s);
	r->version = t.version;
	return reply_with(r, &team_shape, &t);
}

status team_delete(struct request *r)
{
	int64_t gone;

	TRY(q_team_delete(r, r->caller.workspace, r->path_id[0], r->if_match, r->caller.person, uuid_new(), r->id, &gone));
	return gone ? reply_nothing(r) : refused(r);
}

status team_member_list(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_team_members_of(r, r->caller.workspace, r->path_id[0], after, rows, &found));
	if (found.count == 0)
		return NOT_FOUND;
	/* The team joins its members: an empty one is a row without an id. */
	if (found.count == 1 && !uuid_given(found.items))
		found.count = 0;
	return page_reply(r, &team_member_shape, &found, offsetof(struct team_member, id));
}

status team_join(struct request *r)
{
	const struct team_member_new *n = r->body;
	struct team_change c;

	TRY(q_team_join(r, r->caller.workspace, r->path_id[0], n->person, r->caller.person, uuid_new(), r->id, &c));
	if (!c.may)
		return role_changed(r);
	if (!c.is_known)
		return fail_at(r, CONFLICT, "#/person", "is no member of the workspace");
	return reply_nothing(r);
}

status team_part(struct request *r)
{
	struct team_change c;

	TRY(q_team_part(r, r->caller.workspace, r->path_id[0], r->path_id[1], r->caller.person, uuid_new(), r->id, &c));
	if (!c.may)
		return role_changed(r);
	return c.is_known ? reply_nothing(r) : NOT_FOUND;
}
