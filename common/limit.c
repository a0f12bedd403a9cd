#include "limit.h"

#include "config.h"
#include "secret.h"
#include "wait.h"

#include <arpa/inet.h>

enum {
	MINUTE_MS = 60000,
	LOCAL_SHARE = 4,   /* while Redis is away each worker allows one part of so many */
	LOCAL_SLOTS = 4096, /* callers a worker remembers then */
	LOCAL_REACH = 8,
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

/* The network an address is in, /24 or /64: its owner has all of it. */
static str network_of(struct arena *a, str address)
{
	unsigned char bytes[16];
	char *text = arena_cstr(a, address);

	if (inet_pton(AF_INET, text, bytes) == 1)
		return arena_fmt(a, "4 %d.%d.%d", bytes[0], bytes[1], bytes[2]);
	if (inet_pton(AF_INET6, text, bytes) != 1)
		return STR("none");
	if (!memcmp(bytes, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12)) /* IPv4 in IPv6's clothes */
		return arena_fmt(a, "4 %d.%d.%d", bytes[12], bytes[13], bytes[14]);
	return arena_fmt(a, "6 %02x%02x%02x%02x%02x%02x%02x%02x", bytes[0], bytes[1], bytes[2],
	                 bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
}

/* Who is counted, as a word that tells no one who it is: it is keyed by the suite's own secret. */
static str who(struct request *r, enum limit l)
{
	bool by_session = !limits[l].by_address && r->token.len > 0;
	str what = by_session ? arena_fmt(r->arena, "limit session %.*s", STR_ARGS(r->token))
	                      : arena_fmt(r->arena, "limit address %.*s",
	                                  STR_ARGS(network_of(r->arena, r->address)));

	return (str){ secret_hmac(r->arena, secret_key(), what).ptr, 22 };
}

static str key_of(struct request *r, enum limit l, str name, int64_t minute)
{
	return arena_fmt(r->arena, "rl:%s:%.*s:%lld", limits[l].word, STR_ARGS(name),
	                 (long long)minute);
}

void limit_ask(struct request *r, enum limit l, struct cache_call *calls)
{
	int64_t minute = r->now / SECONDS(60);
	str name = who(r, l), current = key_of(r, l, name, minute);

	calls[0] = (struct cache_call){ .count = 2, .words = { STR("INCR"), current } };
	calls[1] =
		(struct cache_call){ .count = 3, .words = { STR("EXPIRE"), current, STR("120") } };
	calls[2] = (struct cache_call){ .count = 2,
		                        .words = { STR("GET"), key_of(r, l, name, minute - 1) } };
}

/* Requests in this minute, this one included, and in the one before. */
struct counts {
	int64_t current, before;
};

/*
 * The window slides: of the minute before counts the part that is less than a
 * minute ago, as if its requests had come evenly.
 */
static bool is_over(struct counts c, int64_t into_ms, int64_t allowed)
{
	return c.current * MINUTE_MS + c.before * (MINUTE_MS - into_ms) > allowed * MINUTE_MS;
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

/* While Redis is away: a table of fixed size. */
struct slot {
	uint64_t key;
	int64_t minute;
	struct counts counts;
};
static struct slot slots[LOCAL_SLOTS];
static struct lock slots_lock = { PTHREAD_MUTEX_INITIALIZER };

/* FNV-1a: the names are signatures already, it only makes them short. */
static uint64_t short_key(str text)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < text.len; i++)
		h = (h ^ (unsigned char)text.ptr[i]) * 1099511628211u;
	return h;
}

/* The caller's slot, or the one of those in reach that matters least. */
static struct slot *slot_of(uint64_t key)
{
	struct slot *least = NULL;

	for (uint64_t i = 0; i < LOCAL_REACH; i++) {
		struct slot *s = &slots[(key + i) % LOCAL_SLOTS];

		if (s->key == key)
			return s;
		if (!least || s->minute < least->minute ||
		    (s->minute == least->minute && s->counts.current < least->counts.current))
			least = s;
	}
	*least = (struct slot){ .key = key };
	return least;
}

static struct counts count_here(str key, int64_t minute)
{
	lock_hold(&slots_lock);
	struct slot *s = slot_of(short_key(key));
	if (s->minute != minute) {
		s->counts.before = s->minute == minute - 1 ? s->counts.current : 0;
		s->counts.current = 0;
		s->minute = minute;
	}
	s->counts.current++;
	struct counts c = s->counts;
	lock_release(&slots_lock);
	return c;
}

/* "rl:read:name:123" without its minute. */
static str without_minute(str key)
{
	while (key.len && key.ptr[key.len - 1] != ':')
		key.len--;
	return key;
}

static int64_t allowance(enum limit l, int64_t parts)
{
	int64_t n = limits[l].a_minute * config.limit_percent / 100 / parts;

	return n > 0 ? n : 1;
}

status limit_answer(struct request *r, enum limit l, const struct cache_call *calls, status trip)
{
	bool counted = trip == OK && calls[0].is == CACHE_NUMBER;
	int64_t into_ms = r->now % SECONDS(60) / 1000;
	int64_t allowed = allowance(l, counted ? 1 : LOCAL_SHARE);
	struct counts c = { .current = calls[0].number };

	if (!counted)
		c = count_here(without_minute(calls[0].words[1]), r->now / SECONDS(60));
	else if (calls[2].is == CACHE_TEXT && !str_int(calls[2].text, &c.before))
		c.before = 0;
	if (!is_over(c, into_ms, allowed))
		return OK;
	r->retry_after = seconds_to_wait(c, into_ms, allowed);
	return TOO_MANY;
}
