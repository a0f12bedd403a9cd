#include "auth.h"

#include "config.h"
#include "page.h"
#include "queries.h"
#include "session.h"

#define WORD_OF(name, word, about) word,
const char *const role_words[] = { ROLES(WORD_OF) NULL };

const struct shape member_shape = SHAPE(member,
	UUID(member, id, REQUIRED, "The person"),
	TEXT(member, username, REQUIRED, 3, 32, "Their user name"),
	TEXT(member, email, OPTIONAL, 3, 254, "Their address; null for whoever may not see it"),
	WORD(member, role, REQUIRED, role_words, "What they are"),
	INT(member, version, REQUIRED, 1, INT32_MAX, "Which change of the role this is; If-Match asks for it"),
	MOMENT(member, created_at, REQUIRED, "Since when they belong"));

const struct shape member_change_shape = SHAPE(member_change,
	WORD(member_change, role, REQUIRED, role_words, "What they are from now on"));

const struct shape member_attempt_shape = SHAPE(member_attempt,
	TEXT(member_attempt, standing, REQUIRED, 1, 20, "done, forbidden, stale or last"),
	TEXT(member_attempt, hashes, OPTIONAL, 0, INT32_MAX, "SHA-256 of their sessions' tokens"));

status member_list(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_members_of(r, r->caller.workspace, need_met(MEMBER_WRITE, r->caller.role), after, rows, &found));
	return page_reply(r, &member_shape, &found, offsetof(struct member, id));
}

/* Give the person another role, or none.  What Redis knows of their sessions here is old then. */
static status set_role(struct request *r, uuid who, maybe_int version, str role)
{
	struct member_attempt now;

	TRY(q_member_change(r, r->caller.workspace, who, version, role, r->caller.person,
	                    str_of(activity_verb(r->route->event)), uuid_new(), r->id, &now));
	if (str_eq(now.standing, STR("forbidden")))
		return fail(r, FORBIDDEN, "Only an owner makes or unmakes owners; members are changed by owners and admins");
	if (str_eq(now.standing, STR("stale")))
		return STALE;
	if (str_eq(now.standing, STR("last")))
		return fail(r, CONFLICT, "A workspace keeps an owner: make someone else one first");
	session_forget(r, now.hashes);
	return reply_nothing(r);
}

status member_update(struct request *r)
{
	const struct member_change *c = r->body;

	return set_role(r, r->path_id[0], (maybe_int){ true, r->if_match }, c->role);
}

status member_remove(struct request *r)
{
	return set_role(r, r->path_id[0], (maybe_int){ 0 }, (str){ 0 });
}

status member_leave(struct request *r)
{
	return set_role(r, r->caller.person, (maybe_int){ 0 }, (str){ 0 });
}

/* The names that stand in braces, only the statement knows. */
static str ended_letter(struct request *r)
{
	return arena_fmt(r->arena,
		"Hello {who},\n\n{by} has ended your log-ins in the workspace {workspace} at %.*s.\n\n"
		"You can log in again whenever you like. If you do not know why, ask them; and set another password if someone "
		"else may have been logged in as you:\n\n%.*s/reset\n",
		STR_ARGS(config.origin), STR_ARGS(config.origin));
}

status member_sessions_end(struct request *r)
{
	struct member_attempt now;

	TRY(q_member_sessions_end(r, r->caller.workspace, r->path_id[0], r->caller.person,
	                          uuid_new(), STR("Your log-ins were ended"), ended_letter(r),
	                          uuid_new(), r->id, &now));
	if (str_eq(now.standing, STR("forbidden")))
		return fail(r, FORBIDDEN,
		            "Only an owner ends an owner's sessions; members' are ended by owners "
		            "and admins");
	session_forget(r, now.hashes);
	if (uuid_eq(&r->path_id[0], &r->caller.person))
		session_uncookie(r);
	return reply_nothing(r);
}
