#include "auth.h"

#include "key_pair.h"
#include "queries.h"
#include "session.h"

enum { LIFE_SECONDS = 300 };

const struct shape exchange_new_shape = SHAPE(exchange_new,
	LIST(exchange_new, scopes, OPTIONAL, &token_scope_shape, 1, 32,
	     "What it may do, of what the access token may; all of that when this is left out"));

const struct shape exchange_shape = SHAPE(exchange,
	TEXT(exchange, access_token, REQUIRED, 1, 4096, "A JSON Web Token, signed with ES256"),
	TEXT(exchange, token_type, REQUIRED, 6, 6, "How it is sent: Bearer"),
	INT(exchange, expires_in, REQUIRED, LIFE_SECONDS, LIFE_SECONDS, "Seconds until it ends"),
	TEXT(exchange, scope, REQUIRED, 1, 1000, "What it may do, with spaces between"));

const struct shape exchange_key_shape = SHAPE(exchange_key,
	UUID(exchange_key, token, REQUIRED, "The access token"),
	UUID(exchange_key, kid, OPTIONAL, "The key"),
	TEXT(exchange_key, sealed, OPTIONAL, 1, 1000, "Its private half"));

/* Those that were chosen; 0 when the access token has not all of them. */
static uint64_t choose(struct request *r, const struct list *chosen)
{
	const struct token_scope *given = chosen->items;
	uint64_t wanted = 0;
	bool are_all_had = true;

	for (size_t i = 0; i < chosen->count; i++) {
		uint64_t one = need_scope(given[i].name);

		wanted |= one;
		if (one & r->caller.scopes)
			continue;
		are_all_had = false;
		(void)fail_at(r, INVALID, arena_fmt(r->arena, "#/scopes/%zu/name", i).ptr, "is not a scope of the access token");
	}
	return are_all_had ? wanted : 0;
}

/* There is none that signs, or none that we can open: the workers make one. */
static status call_for_key(struct request *r)
{
	int64_t called;

	TRY(q_key_call(r, uuid_new(), &called));
	r->retry_after = 1;
	return fail(r, UNAVAILABLE, "There is no key that signs");
}

static status sign(struct request *r, const struct exchange_key *with, const struct token *t, str *jwt)
{
	struct token_key key = { .kid = uuid_str(&with->kid) };

	if (!uuid_given(&with->kid) || !key_pair_open(r->arena, key.kid, with->sealed, &key.private_pem))
		return call_for_key(r);
	struct token_rules rules = keyring_rules(r->arena, &key);
	return token_sign(r->arena, &rules, t, jwt);
}

status exchange_create(struct request *r)
{
	const struct exchange_new *n = r->body;
	uint64_t scopes = n->scopes.count ? choose(r, &n->scopes) : r->caller.scopes;
	struct exchange_key with;
	struct token t = {
		.person = r->caller.person,
		.workspace = r->caller.workspace,
		.session = r->caller.session,
		.id = uuid_new(), /* the activity's, too */
		.scope = session_scopes(r->arena, scopes),
		.issued = r->now,
		.not_before = r->now,
		.expires = r->now + SECONDS(LIFE_SECONDS),
	};
	str jwt;

	if (!scopes)
		return INVALID;
	status s = q_token_exchange(r, t.session, t.person, t.id, r->id, &with);
	/* Revoked since Redis was asked. */
	if (s == NOT_FOUND)
		return UNAUTHORIZED;
	TRY(s);
	TRY(sign(r, &with, &t, &jwt));
	return reply_with(r, &exchange_shape, &(struct exchange){
		.access_token = jwt,
		.token_type = STR("Bearer"),
		.expires_in = LIFE_SECONDS,
		.scope = t.scope,
	});
}
