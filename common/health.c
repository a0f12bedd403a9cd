#include "health.h"

#include <stdatomic.h>

#include "cache.h"
#include "config.h"
#include "db.h"
#include "wait.h"

/* However often we are asked, PostgreSQL and Redis are asked so often. */
enum { FRESH_MS = 500 };

struct health {
	str handler, instance;
	bool ready;
};

/* clang-format off */
static const struct shape health_shape = SHAPE(health,
	TEXT(health, handler, REQUIRED, 1, 64, "Which of the suite's services this is"),
	TEXT(health, instance, REQUIRED, 1, 64, "Id of this run, to tell it from another on the same port"),
	BOOL(health, ready, REQUIRED, "PostgreSQL and Redis answer it"));
/* clang-format on */

static const char *name;

void health_of(const char *handler)
{
	name = handler;
}

static status ask(struct request *r)
{
	struct cache_call ping = { .count = 1, .words = { STR("PING") } };

	if (db_ping(r) != OK)
		return fail(r, UNAVAILABLE, "PostgreSQL does not answer");
	if (cache_trip(r, &ping, 1) != OK)
		return fail(r, UNAVAILABLE, "Redis does not answer");
	return OK;
}

/*
 * Balancers ask often, and the answer is worth a moment.  While one request
 * finds out, the others say what was found last; a flaw is always asked anew.
 */
static status is_ready(struct request *r)
{
	static _Atomic int64_t well_until;
	int64_t now = now_ms(), until = well_until;

	if (now < until && until - now <= FRESH_MS)
		return OK;
	if (until && now < until + FRESH_MS)
		well_until = now + FRESH_MS;
	status found = ask(r);
	well_until = found == OK ? now_ms() + FRESH_MS : 0;
	return found;
}

static status health_show(struct request *r)
{
	struct health h = { .handler = str_of(name), .instance = config.instance, .ready = true };

	TRY(is_ready(r));
	return reply_with(r, &health_shape, &h);
}

/* clang-format off */
const struct route health_route = {
	.method = GET, .path = "/health", .need = ANYONE, .limit = LIMIT_HEALTH,
	.reply = &health_shape, .success = 200, .run = health_show,
	.trips = 2, .budget_why = "Redis is asked whether it answers, beside the count of requests",
	.about = "Is this service ready?",
};
/* clang-format on */
