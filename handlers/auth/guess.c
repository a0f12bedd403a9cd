#include "guess.h"

#include "log.h"
#include "secret.h"
#include "wait.h"

enum {
	FREE = 10,
	FREE_HERE = 3, /* while Redis is away: there may be as many processes as there are cores */
	FIRST_MS = 500,
	MOST_MS = 15 * 60 * 1000,
	SLOTS = 4096, /* names and browsers that a process remembers */
	REACH = 8,
	KEEP_MS = 24 * 3600 * 1000,
};

/* What this process knows of wrong passwords: a table of fixed size. */
struct slot {
	uint64_t who;
	int64_t wrong, seen_ms, shut_ms; /* how many, when last, until when */
};
static struct slot slots[SLOTS];
static struct lock slots_lock = { PTHREAD_MUTEX_INITIALIZER };

/* The slot of `who`, or the one of those in reach that matters least. */
static struct slot *slot_of(uint64_t who, int64_t at_ms)
{
	struct slot *least = NULL;

	for (uint64_t i = 0; i < REACH; i++) {
		struct slot *s = &slots[(who + i) % SLOTS];

		if (s->seen_ms + KEEP_MS < at_ms)
			s->wrong = 0;
		if (s->who == who)
			return s;
		if (!least || s->wrong < least->wrong)
			least = s;
	}
	*least = (struct slot){ .who = who };
	return least;
}

static int64_t delay_ms(int64_t wrong, int64_t free)
{
	int64_t ms = FIRST_MS;

	if (wrong < free)
		return 0;
	for (int64_t n = free; n < wrong && ms < MOST_MS; n++)
		ms *= 2;
	return ms < MOST_MS ? ms : MOST_MS;
}

static void count_here(struct slot *s, int64_t free, int64_t at_ms)
{
	s->wrong++;
	s->seen_ms = at_ms;
	s->shut_ms = at_ms + delay_ms(s->wrong, free);
}

/* How long it is shut yet, in milliseconds; a try that passes is counted. */
static int64_t ask_here(const struct guess *g, int64_t at_ms)
{
	int64_t wait;

	lock_hold(&slots_lock);
	struct slot *s = slot_of(g->here, at_ms);
	wait = s->wrong ? s->shut_ms - at_ms : 0;
	if (wait <= 0)
		count_here(s, FREE_HERE, at_ms);
	lock_release(&slots_lock);
	return wait > 0 ? wait : 0;
}

static void note_here(const struct guess *g, int64_t at_ms)
{
	lock_hold(&slots_lock);
	count_here(slot_of(g->here, at_ms), FREE, at_ms);
	lock_release(&slots_lock);
}

static void forget_here(const struct guess *g)
{
	lock_hold(&slots_lock);
	*slot_of(g->here, 0) = (struct slot){ .who = g->here };
	lock_release(&slots_lock);
}

/* One command, so that of many who come at once each sees the one before. */
static const char script[] =
	"local wait = redis.call('PTTL', KEYS[2]) "
	"if wait > 0 then return wait end "
	"local n, free = redis.call('INCRBY', KEYS[1], 1), tonumber(ARGV[1]) "
	"redis.call('EXPIRE', KEYS[1], n < free and 3600 or 86400) "
	"if n >= free then "
	"redis.call('SET', KEYS[2], '', 'PX', string.format('%d', math.min(ARGV[2] * 2 ^ (n - free), ARGV[3]))) "
	"end "
	"return 0";

static str count_key(struct request *r, const struct guess *g)
{
	return arena_fmt(r->arena, "rl:guess:%.*s", STR_ARGS(g->who));
}

static str shut_key(struct request *r, const struct guess *g)
{
	return arena_fmt(r->arena, "rl:shut:%.*s", STR_ARGS(g->who));
}

static str number(struct request *r, int n)
{
	return arena_fmt(r->arena, "%d", n);
}

/* False when Redis is away. */
static bool ask_there(struct request *r, const struct guess *g, int64_t *wait)
{
	struct cache_call call = { .count = 8, .words = {
		STR("EVAL"), str_of(script), STR("2"), count_key(r, g), shut_key(r, g),
		number(r, FREE), number(r, FIRST_MS), number(r, MOST_MS),
	} };
	status trip = cache_trip(r, &call, 1);

	if (trip == OK && call.is != CACHE_NUMBER) /* an ACL that does not fit, say */
		log_event(LOG_ERROR, "guess.refused", NULL);
	*wait = call.number;
	return trip == OK && call.is == CACHE_NUMBER;
}

status guess_ask(struct request *r, str who, struct guess *g)
{
	int64_t wait, at_ms = r->now / 1000;

	*g = (struct guess){
		.who = { secret_hmac(r->arena, secret_key(), arena_fmt(r->arena, "guess %.*s", STR_ARGS(who))).ptr, 22 },
		.here = secret_short(who),
	};
	g->is_there = ask_there(r, g, &wait);
	if (!g->is_there)
		wait = ask_here(g, at_ms);
	else if (!wait)
		note_here(g, at_ms);
	if (!wait)
		return OK;
	r->retry_after = (int)((wait + 999) / 1000);
	return fail(r, TOO_MANY, "Too many wrong passwords for this name: wait, or set another one by a mailed link");
}

size_t guess_right(struct request *r, const struct guess *g, struct cache_call *calls)
{
	forget_here(g);
	if (!g->is_there)
		return 0;
	calls[0] = (struct cache_call){ .count = 3, .words = { STR("DEL"), count_key(r, g), shut_key(r, g) } };
	return GUESS_CALLS;
}

void guess_undo(struct request *r, const struct guess *g)
{
	struct cache_call calls[] = {
		{ .count = 3, .words = { STR("INCRBY"), count_key(r, g), STR("-1") } },
		{ .count = 3, .words = { STR("EXPIRE"), count_key(r, g), STR("3600") } },
		{ .count = 2, .words = { STR("DEL"), shut_key(r, g) } },
	};

	lock_hold(&slots_lock);
	struct slot *s = slot_of(g->here, r->now / 1000);
	s->wrong -= s->wrong > 0;
	s->shut_ms = 0;
	lock_release(&slots_lock);
	if (g->is_there && cache_trip(r, calls, sizeof calls / sizeof *calls) != OK)
		log_event(LOG_WARN, "guess.undo", "request", r->id.text, NULL);
}
