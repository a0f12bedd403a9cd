#include "health.h"

#include "config.h"
#include "db.h"

struct health {
	str handler, instance;
	bool ready;
};

/* clang-format off */
static const struct shape health_shape = SHAPE(health,
	TEXT(health, handler, REQUIRED, 1, 64, "Which of the suite's services this is"),
	TEXT(health, instance, REQUIRED, 1, 64, "Id of this run, to tell it from another on the same port"),
	BOOL(health, ready, REQUIRED, "It has its database"));
/* clang-format on */

static const char *name;

void health_of(const char *handler)
{
	name = handler;
}

/* Redis is not asked: without it everything is answered all the same. */
static status health_show(struct request *r)
{
	struct health h = { .handler = str_of(name), .instance = config.instance, .ready = true };

	if (db_ping(r) != OK)
		return fail(r, UNAVAILABLE, "the database does not answer");
	return reply_with(r, &health_shape, &h);
}

/* clang-format off */
const struct route health_route = {
	.method = GET, .path = "/health", .need = ANYONE, .limit = LIMIT_HEALTH,
	.reply = &health_shape, .success = 200, .run = health_show,
	.about = "Is this service ready?",
};
/* clang-format on */
