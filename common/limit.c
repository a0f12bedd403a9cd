#include "limit.h"

#include "config.h"
#include "log.h"
#include "secret.h"
#include "wait.h"

#include <arpa/inet.h>

enum {
	MINUTE_MS = 60000,
	LOCAL_SHARE = 4, /* while Redis is away each worker allows one part of so many */
	SLOTS = 4096,    /* callers a worker remembers */
	REACH = 8,
	BLOCK_PART = 16,
	BLOCK_MOST = 31,
};

#define LIMIT_ROW(name, word, a_minute, by_address, about) { word, a_minute, by_address },
static const struct {
	const char *word;
	int64_t a_minute;
	bool by_address;
} limits[LIMIT_COUNT] = { { "", 0, false }, LIMITS(LIMIT_ROW) };
#undef LIMIT_ROW

const char *limit_word(enum limit l)
{
	return limits[l].word;
}

int64_t limit_a_minute(enum limit l)
{
	return limits[l].a_minute;
}

/* The network an address is in, /24 or /64: its owner has all of it.  Its bytes, as many as are put out. */
static size_t network_of(str address, unsigned char out[8])
{
	char text[INET6_ADDRSTRLEN] = "";
	unsigned char bytes[16];

	if (address.len && address.len < sizeof text)
		memcpy(text, address.ptr, address.len);
	if (inet_pton(AF_INET, text, bytes) == 1) {
		memcpy(out, bytes, 3);
		return 3;
	}
	if (inet_pton(AF_INET6, text, bytes) != 1)
		return 0;
	if (!memcmp(bytes, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12)) { /* IPv4 in IPv6's clothes */
		memcpy(out, bytes + 12, 3);
		return 3;
	}
	memcpy(out, bytes, 8);
	return 8;
}

static bool is_by_session(const struct request *r, enum limit l)
{
	return !limits[l].by_address && r->token.len > 0;
}

/* Whose count it is, for this process alone. */
static uint64_t who_here(const struct request *r, enum limit l)
{
	unsigned char network[8];

	if (is_by_session(r, l))
		return secret_short(r->token) + (uint64_t)l;
	size_t len = network_of(r->address, network);
	return secret_short((str){ (const char *)network, len }) + (uint64_t)l;
}

/* The same for all, as a word that tells no one who it is: it is keyed by the suite's own secret. */
static str who(struct request *r, enum limit l)
{
	unsigned char b[8] = { 0 };
	str what;

	if (is_by_session(r, l)) {
		what = arena_fmt(r->arena, "limit session %.*s", STR_ARGS(r->token));
	} else {
		size_t len = network_of(r->address, b);

		what = arena_fmt(r->arena, "limit address %zu %02x%02x%02x%02x%02x%02x%02x%02x",
		                 len, b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]);
	}
	return (str){ secret_hmac(r->arena, secret_key(), what).ptr, 22 };
}

static str key_of(struct request *r, enum limit l, str name, int64_t minute)
{
	return arena_fmt(r->arena, "rl:%s:%.*s:%lld", limits[l].word, STR_ARGS(name),
	                 (long long)minute);
}

/* Requests in this minute, this one included, and in the one before. */
struct counts {
	int64_t current, before;
};

/*
 * How many more there may be.  The window slides: of the minute before counts
 * the part that is less than a minute ago, as if its requests had come evenly.
 */
static int64_t room_of(struct counts c, int64_t into_ms, int64_t allowed)
{
	return (allowed * MINUTE_MS - c.before * (MINUTE_MS - into_ms)) / MINUTE_MS - c.current;
}

static bool is_over(struct counts c, int64_t into_ms, int64_t allowed)
{
	return room_of(c, into_ms, allowed) < 0;
}

/* What one more request would find after so many milliseconds in which none came. */
static bool is_over_after(struct counts c, int64_t ms, int64_t allowed)
{
	if (ms >= 2 * MINUTE_MS)
		return false;
	if (ms >= MINUTE_MS)
		return is_over((struct counts){ 1, c.current }, ms - MINUTE_MS, allowed);
	return is_over((struct counts){ c.current + 1, c.before }, ms, allowed);
}

static int seconds_to_wait(struct counts c, int64_t into_ms, int64_t allowed)
{
	int seconds = 1;

	while (is_over_after(c, into_ms + seconds * 1000, allowed))
		seconds++;
	return seconds;
}

/* What this process knows of a caller: a table of fixed size. */
struct slot {
	uint64_t who;
	int64_t minute;
	struct counts all;  /* as Redis told last */
	struct counts here; /* of requests counted here, while Redis was away */
	int64_t left;       /* counted in Redis already, and not made yet */
	bool is_asking;     /* a block is on its way */
	int64_t owed;       /* made already, and not counted yet */
	bool is_nobody;     /* a session that there is not */
};
static struct slot slots[SLOTS];
static struct lock slots_lock = { PTHREAD_MUTEX_INITIALIZER };

/* The caller's slot in this minute, or the one of those in reach that matters least. */
static struct slot *slot_of(uint64_t who, int64_t minute)
{
	struct slot *least = NULL;

	for (uint64_t i = 0; i < REACH; i++) {
		struct slot *s = &slots[(who + i) % SLOTS];

		if (s->who == who) {
			least = s;
			break;
		}
		if (!least || s->minute < least->minute ||
		    (s->minute == least->minute &&
		     s->all.current + s->here.current < least->all.current + least->here.current))
			least = s;
	}
	if (least->who != who)
		*least = (struct slot){ .who = who };
	if (least->minute < minute)
		*least = (struct slot){
			.who = who,
			.minute = minute,
			.here.before = least->minute == minute - 1 ? least->here.current : 0,
		};
	return least;
}

static int64_t allowance(enum limit l, int64_t parts)
{
	int64_t n = limits[l].a_minute * config.limit_percent / 100 / parts;

	return n > 0 ? n : 1;
}

/* How many later requests to count with one that has to be counted. */
static int64_t worth_ahead(const struct slot *s, int64_t into_ms, int64_t allowed)
{
	int64_t used = s->all.current + s->all.before * (MINUTE_MS - into_ms) / MINUTE_MS;
	int64_t left = allowed - used, n = (used < left ? used : left) / BLOCK_PART - 1;

	return n < 0 ? 0 : n < BLOCK_MOST ? n : BLOCK_MOST;
}

static int64_t into_minute_ms(const struct request *r)
{
	return r->now % SECONDS(60) / 1000;
}

static status verdict(struct request *r, struct counts c, int64_t allowed)
{
	int64_t into_ms = into_minute_ms(r);

	if (!is_over(c, into_ms, allowed))
		return OK;
	r->retry_after = seconds_to_wait(c, into_ms, allowed);
	return fail(r, TOO_MANY, "at most %lld in a minute; try again in %d s", (long long)allowed, r->retry_after);
}

/* False when the request may pass without being counted now. */
static bool must_count(struct request *r, struct tally *t, int64_t minute)
{
	bool must = true;

	lock_hold(&slots_lock);
	struct slot *s = slot_of(t->who, minute);
	if (s->is_nobody) {
		must = false;
	} else if (s->left > 0) {
		s->left--;
		must = false;
	} else if (is_by_session(r, t->limit) && !s->owed && !s->all.current && !s->here.current &&
	           !s->here.before) {
		s->owed = 1;
		must = false;
	} else {
		if (!s->is_asking)
			t->ahead = worth_ahead(s, into_minute_ms(r), allowance(t->limit, 1));
		s->is_asking = s->is_asking || t->ahead;
		t->behind = s->owed;
		s->owed = 0;
	}
	lock_release(&slots_lock);
	return must;
}

size_t limit_ask(struct request *r, enum limit l, struct tally *t, struct cache_call *calls)
{
	int64_t minute = r->now / SECONDS(60);

	*t = (struct tally){ .limit = l, .who = who_here(r, l) };
	if (!must_count(r, t, minute))
		return 0;
	str name = who(r, l), current = key_of(r, l, name, minute);
	str by = arena_fmt(r->arena, "%lld", (long long)(1 + t->ahead + t->behind));

	calls[0] = (struct cache_call){ .count = 3, .words = { STR("INCRBY"), current, by } };
	calls[1] =
		(struct cache_call){ .count = 3, .words = { STR("EXPIRE"), current, STR("120") } };
	calls[2] = (struct cache_call){ .count = 2,
		                        .words = { STR("GET"), key_of(r, l, name, minute - 1) } };
	return LIMIT_CALLS;
}

/*
 * Redis has counted; this request is the last but those ahead of it, of whom
 * so many may pass as there is room.  An answer that comes when the minute is
 * over says nothing of this one.
 */
static struct counts counted_there(const struct tally *t, struct counts all, int64_t minute,
                                   int64_t room)
{
	lock_hold(&slots_lock);
	struct slot *s = slot_of(t->who, minute);
	if (s->minute == minute) {
		s->all = all;
		s->left += t->ahead < room ? t->ahead : room > 0 ? room : 0;
		s->is_asking = s->is_asking && !t->ahead;
	}
	lock_release(&slots_lock);
	return (struct counts){ all.current - t->ahead, all.before };
}

static struct counts count_here(const struct tally *t, int64_t minute)
{
	lock_hold(&slots_lock);
	struct slot *s = slot_of(t->who, minute);
	s->is_asking = s->is_asking && !t->ahead;
	s->here.current += 1 + t->behind;
	struct counts c = s->here;
	lock_release(&slots_lock);
	return c;
}

void limit_nobody(const struct request *r, const struct tally *t)
{
	if (!is_by_session(r, t->limit))
		return;
	lock_hold(&slots_lock);
	slot_of(t->who, r->now / SECONDS(60))->is_nobody = true;
	lock_release(&slots_lock);
}

status limit_here(struct request *r, enum limit l, bool is_counted)
{
	lock_hold(&slots_lock);
	struct slot *s = slot_of(who_here(r, l), r->now / SECONDS(60));
	struct counts c = { s->here.current + 1, s->here.before };
	s->here.current += is_counted;
	lock_release(&slots_lock);
	return verdict(r, c, allowance(l, LOCAL_SHARE));
}

status limit_answer(struct request *r, const struct tally *t, const struct cache_call *calls,
                    status trip)
{
	bool counted = trip == OK && calls[0].is == CACHE_NUMBER;
	int64_t into_ms = into_minute_ms(r), minute = r->now / SECONDS(60);
	int64_t allowed = allowance(t->limit, counted ? 1 : LOCAL_SHARE);
	struct counts c = { .current = calls[0].number };

	if (!counted) {
		if (trip == OK) /* an ACL that does not fit, say: every limit would be a quarter */
			log_event(LOG_ERROR, "limit.refused", NULL);
		c = count_here(t, minute);
	} else {
		if (calls[2].is == CACHE_TEXT && !str_int(calls[2].text, &c.before))
			c.before = 0;
		c = counted_there(t, c, minute, t->ahead + room_of(c, into_ms, allowed));
	}
	return verdict(r, c, allowed);
}
