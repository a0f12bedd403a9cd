#include "auth.h"

#include "key_pair.h"
#include "log.h"
#include "queries.h"

#define COORDINATE(T, m, about) TEXT_LIKE(T, m, REQUIRED, 43, 43, NULL, "^[A-Za-z0-9_-]{43}$", about)

const struct shape signing_key_shape = SHAPE(signing_key,
	TEXT(signing_key, kty, REQUIRED, 2, 2, "EC"),
	TEXT(signing_key, crv, REQUIRED, 5, 5, "P-256"),
	TEXT_LIKE(signing_key, kid, REQUIRED, 36, 36, NULL, UUID_PATTERN, "What the header of a token calls it"),
	TEXT(signing_key, use, REQUIRED, 3, 3, "sig"),
	TEXT(signing_key, alg, REQUIRED, 5, 5, "ES256"),
	COORDINATE(signing_key, x, "Its point's x in base64url"),
	COORDINATE(signing_key, y, "Its point's y in base64url"));

const struct shape signing_key_set_shape = SHAPE(signing_key_set,
	LIST(signing_key_set, keys, REQUIRED, &signing_key_shape, 1, 16, "Those that sign, will sign, or signed what may be good still"));

const struct shape key_order_shape = SHAPE(key_order,
	MOMENT(key_order, since, REQUIRED, "Another key is made, unless one was announced since"),
	BOOL(key_order, is_leaked, REQUIRED, "What those until now have signed is not good any more"));

const struct shape key_newest_shape = SHAPE(key_newest,
	UUID(key_newest, kid, REQUIRED, "The key"),
	TEXT(key_newest, sealed, REQUIRED, 1, 1000, "Its private half"),
	MOMENT(key_newest, announced_at, REQUIRED, "When it was announced"),
	BOOL(key_newest, is_due, REQUIRED, "Whether it is time for another"));

const struct shape key_added_shape = SHAPE(key_added,
	BOOL(key_added, is_added, REQUIRED, "Whether it was announced"));

status signing_key_show(struct request *r)
{
	struct list found;

	TRY(q_keys_published(r, &found));
	if (!found.count) { /* nobody is to remember that for five minutes */
		r->retry_after = 1;
		return fail(r, UNAVAILABLE, "There is no key yet");
	}
	const struct public_key *rows = found.items;
	struct signing_key *keys = NEWS(r->arena, struct signing_key, found.count + 1);
	for (size_t i = 0; i < found.count; i++) {
		keys[i] = (struct signing_key){
			.kty = STR("EC"), .crv = STR("P-256"), .kid = uuid_str(&rows[i].id), .use = STR("sig"), .alg = STR("ES256"),
		};
		if (!key_pair_point(r->arena, rows[i].public_pem, &keys[i].x, &keys[i].y))
			return BROKEN;
	}
	return reply_with(r, &signing_key_set_shape, &(struct signing_key_set){ { keys, found.count } });
}

static status make_key(struct request *r, moment after, const char *why)
{
	uuid kid = uuid_random();
	struct key_added done;
	struct key_pair pair;

	TRY(key_pair_new(r->arena, &pair));
	str sealed = key_pair_seal(r->arena, uuid_str(&kid), pair.private_pem);
	TRY(q_key_add(r, kid, pair.public_pem, sealed, after, str_of(why), &done));
	if (done.is_added)
		log_event(LOG_INFO, "key.announced", "kid", kid.text, "why", why, NULL);
	return OK;
}

/*
 * Another key when the newest is old, when an operator asked, or when there is
 * none that can be opened: the secret that sealed it is not ours, as after the
 * database was moved to another machine.
 */
static status tend_keys(struct request *r, const struct job *j)
{
	struct key_order order = { 0 };
	struct key_newest newest = { 0 };
	struct flaw *flaws;
	int64_t next;
	str pem;

	if (j->payload.ptr)
		TRY(shape_decode(r->arena, &key_order_shape, j->payload, &order, &flaws));
	status s = q_key_newest(r, order.since, &newest);
	if (s != OK && s != NOT_FOUND)
		return s;
	if (s == NOT_FOUND || !key_pair_open(r->arena, uuid_str(&newest.kid), newest.sealed, &pem))
		TRY(make_key(r, newest.announced_at, order.is_leaked ? "leaked" : "lost"));
	else if (newest.is_due)
		TRY(make_key(r, newest.announced_at, order.is_leaked ? "leaked" : "due"));
	return q_keys_tend(r, uuid_new(), j->id, &next);
}

/* It has to be there for ever: it is not tried so often that it would be given up. */
const struct job_kind key_job = { "key", 30, 10000, tend_keys };
