#include "keyring.h"

#include "common_queries.h"
#include "config.h"
#include "wait.h"

enum { KEYS_MOST = 16, PEM_MOST = 256, PAUSE_MS = 1000, BURST = 10, GRACE_MS = 1000 };

/* clang-format off */
const struct shape public_key_shape = SHAPE(public_key,
	UUID(public_key, id, REQUIRED, "The kid"),
	TEXT(public_key, public_pem, REQUIRED, 1, PEM_MOST - 1, "The key"));
/* clang-format on */

struct key {
	uuid id;
	char pem[PEM_MOST];
};

/* Someone who waits for the answer to another's question. */
struct listener {
	struct listener *next;
	struct task *task;
	bool is_told;
	status told;
};

static struct lock lock = { PTHREAD_MUTEX_INITIALIZER };
static struct key keys[KEYS_MOST];
static size_t key_count;
static int64_t paid_until_ms;   /* each question costs a second, and ten are lent */
static int64_t asking_until_ms; /* somebody asks, and nobody else need to until then */
static struct listener *listeners;

/* Under the lock. */
static const struct key *known(const uuid *id)
{
	for (size_t i = 0; i < key_count; i++)
		if (uuid_eq(&keys[i].id, id))
			return &keys[i];
	return NULL;
}

/* Nothing is asked of an arena while the lock is held: it may jump. */
static bool find(struct request *r, const uuid *id, struct token_key *out)
{
	struct key found = { 0 };

	lock_hold(&lock);
	if (known(id))
		found = *known(id);
	lock_release(&lock);
	if (!uuid_given(&found.id))
		return false;
	*out = (struct token_key){
		.kid = str_of(arena_cstr(r->arena, uuid_str(&found.id))),
		.public_pem = str_of(arena_cstr(r->arena, str_of(found.pem))),
	};
	return true;
}

static void keep(const struct list *rows)
{
	const struct public_key *row = rows->items;

	key_count = rows->count < KEYS_MOST ? rows->count : KEYS_MOST;
	for (size_t i = 0; i < key_count; i++) {
		size_t len = row[i].public_pem.len;

		keys[i] = (struct key){ .id = row[i].id };
		memcpy(keys[i].pem, row[i].public_pem.ptr, len < PEM_MOST ? len : PEM_MOST - 1);
	}
}

static bool may_ask(void)
{
	int64_t now = now_ms();

	if (paid_until_ms > now + (BURST - 1) * PAUSE_MS)
		return false;
	paid_until_ms = (paid_until_ms > now ? paid_until_ms : now) + PAUSE_MS;
	return true;
}

/* Under the lock: until the one who asks has an answer. */
static status wait_for_answer(void)
{
	struct listener me = { .next = listeners, .task = task_self() }, **at = &listeners;
	int64_t deadline = task_deadline() < asking_until_ms ? task_deadline() : asking_until_ms;

	listeners = &me;
	while (!me.is_told && task_park(deadline))
		; /* woken for nothing: again */
	if (me.is_told)
		return me.told;
	while (*at != &me)
		at = &(*at)->next;
	*at = me.next;
	return UNAVAILABLE;
}

static void tell(status answer)
{
	for (struct listener *l = listeners, *next; l; l = next) {
		next = l->next;
		l->told = answer;
		l->is_told = true;
		task_wake(l->task);
	}
	listeners = NULL;
	asking_until_ms = 0;
}

/* The one who asks might never come back, if its memory is used up: so only until then. */
static status ask(struct request *r)
{
	struct list rows = { 0 };

	asking_until_ms = now_ms() + config.statement_ms + GRACE_MS;
	lock_release(&lock);
	status answer = q_signing_keys(r, &rows);
	lock_hold(&lock);
	if (answer == OK)
		keep(&rows);
	if (answer == LATE)
		answer = UNAVAILABLE;
	tell(answer);
	return answer;
}

static status learn(struct request *r, const uuid *id)
{
	status answer = OK;

	lock_hold(&lock);
	if (now_ms() < asking_until_ms)
		answer = wait_for_answer();
	else if (!known(id) && may_ask())
		answer = ask(r);
	lock_release(&lock);
	return answer;
}

status keyring_find(struct request *r, str kid, struct token_key *out)
{
	uuid id;

	if (!uuid_parse(kid, &id))
		return UNAUTHORIZED;
	if (find(r, &id, out))
		return OK;
	TRY(learn(r, &id));
	return find(r, &id, out) ? OK : UNAUTHORIZED;
}

struct token_rules keyring_rules(struct arena *a, const struct token_key *key)
{
	return (struct token_rules){
		.keys = key,
		.key_count = 1,
		.issuer = config.origin,
		.audience = arena_fmt(a, "%.*s/api", STR_ARGS(config.origin)),
	};
}
