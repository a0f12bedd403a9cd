#include "auth.h"

#include "bearer.h"
#include "page.h"
#include "queries.h"
#include "secret.h"
#include "session.h"

const struct shape token_scope_shape = SHAPE(token_scope,
	WORD(token_scope, name, REQUIRED, need_scopes, "What it may do"));

const struct shape token_new_shape = SHAPE(token_new,
	TEXT(token_new, name, REQUIRED, 1, 100, "What you will know it by"),
	LIST(token_new, scopes, REQUIRED, &token_scope_shape, 1, 32, "What it may do"),
	MAYBE_INT(token_new, days, 1, 365, "How long it is good; 90 days when this is left out"));

#define SEEN(T)                                                                              \
	UUID(T, id, REQUIRED, "Its id"),                                                     \
	TEXT(T, name, REQUIRED, 1, 100, "What you know it by"),                              \
	TEXT(T, hint, REQUIRED, BEARER_HINT, BEARER_HINT, "Its first characters"),           \
	UUID(T, workspace, REQUIRED, "The workspace in which it is good"),                   \
	LIST(T, scopes, REQUIRED, &token_scope_shape, 1, 32, "What it may do"),              \
	MOMENT(T, created_at, REQUIRED, "When it was made"),                                 \
	MOMENT(T, last_used_at, OPTIONAL, "When it was used last, to the hour; null: never"), \
	MOMENT(T, expires_at, REQUIRED, "When it ends by itself")

const struct shape token_row_shape = SHAPE(token_row, SEEN(token_row));
const struct shape token_made_shape = SHAPE(token_made, SEEN(token_made),
	TEXT(token_made, access_token, REQUIRED, BEARER, BEARER, "The token: keep it, nobody can show it again"));

static str scope_words(struct request *r, const struct list *chosen)
{
	const struct token_scope *given = chosen->items;
	uint64_t wanted = 0;

	for (size_t i = 0; i < chosen->count; i++)
		wanted |= need_scope(given[i].name);
	return session_scopes(r->arena, wanted);
}

status token_create(struct request *r)
{
	const struct token_new *n = r->body;
	str token = bearer_new(r->arena);
	struct token_row row;
	status s = q_token_create(r, uuid_new(), secret_sha256(r->arena, token), (str){ token.ptr, BEARER_HINT },
	                          n->name, scope_words(r, &n->scopes), n->days, r->caller.person,
	                          r->caller.workspace, uuid_new(), r->id, &row);

	if (s == NOT_FOUND)
		return fail(r, CONFLICT, "You have fifty tokens already, or do not belong to the workspace any more");
	TRY(s);
	return reply_with(r, &token_made_shape, &(struct token_made){
		.id = row.id,
		.name = row.name,
		.hint = row.hint,
		.workspace = row.workspace,
		.scopes = row.scopes,
		.created_at = row.created_at,
		.expires_at = row.expires_at,
		.access_token = token,
	});
}

status token_list(struct request *r)
{
	struct list found;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_tokens_of(r, r->caller.person, after, rows, &found));
	return page_reply(r, &token_row_shape, &found, offsetof(struct token_row, id));
}

status token_revoke(struct request *r)
{
	struct session_ended ended;

	TRY(q_token_revoke(r, r->path_id[0], r->caller.person, uuid_new(), r->id, &ended));
	session_forget(r, ended.hashes);
	return reply_nothing(r);
}
