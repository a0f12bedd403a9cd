#include "cache.h"

#include "config.h"
#include "log.h"
#include "wait.h"

#include <errno.h>
#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum {
	FAILURES_MOST = 5,  /* in a row, then the breaker opens … */
	BREAKER_MS = 5000,  /* … for so long */
	QUIET_MS = 10000,   /* between two lines that say Redis was lost */
	PARK_MS = 3600000,  /* the reader, who has a deadline, always wakes the others */
	PASSWORD_MOST = 512,
};

/* What one trip gets back; freed with its request's arena. */
struct answers {
	size_t want, got;
	redisReply *reply[];
};

/* One trip standing in the line. */
struct turn {
	struct turn *next;
	struct task *task;
	struct answers *answers;
	int64_t deadline;
	bool over;
};

/*
 * One connection a process.  Redis answers in order, so trips stand in a line:
 * who finds no reader becomes it, writes what all have appended and reads for
 * all, and hands the reading to the next in line when its own answers are in.
 */
static struct line {
	struct lock lock;
	redisContext *redis;
	struct turn *head, **tail, *reader;
	int greetings; /* answers to AUTH that come before anyone's */
	int failures;  /* in a row */
	int64_t refuse_until, quiet_until;
	bool told; /* that Redis was lost */
} line;

static char password[PASSWORD_MOST + 1];

static void read_password(void)
{
	char path[401];

	if (config.redis_password_file.len == 0)
		return;
	snprintf(path, sizeof path, "%.*s", STR_ARGS(config.redis_password_file));
	FILE *f = fopen(path, "re");
	size_t len = f ? fread(password, 1, PASSWORD_MOST, f) : 0;
	if (f)
		fclose(f);
	while (len && (password[len - 1] == '\n' || password[len - 1] == '\r'))
		len--;
	password[len] = '\0';
	if (len == 0) {
		fprintf(stderr,
		        "OBELUS_REDIS_PASSWORD_FILE: %s holds no password that we can read.\n",
		        path);
		exit(2);
	}
}

void cache_open(void)
{
	read_password();
	lock_init(&line.lock);
	line.tail = &line.head;
	/* hiredis writes with write(2): a lost Redis must be an error, not the end of us. */
	signal(SIGPIPE, SIG_IGN);
}

static void lost(const char *why)
{
	int64_t now = now_ms();

	if (++line.failures >= FAILURES_MOST)
		line.refuse_until = now + BREAKER_MS;
	if (line.told || now < line.quiet_until)
		return;
	line.told = true;
	line.quiet_until = now + QUIET_MS;
	log_event(LOG_WARN, "redis.lost", "why", why, NULL);
}

static void regained(void)
{
	line.failures = 0;
	if (line.told)
		log_event(LOG_INFO, "redis.regained", NULL);
	line.told = false;
}

static void hang_up(void)
{
	if (line.redis)
		redisFree(line.redis);
	line.redis = NULL;
}

/* Everyone in the line leaves it with what they have. */
static void fail_all(const char *why)
{
	lost(why);
	hang_up();
	while (line.head) {
		struct turn *t = line.head;

		line.head = t->next;
		t->over = true;
		if (t != line.reader)
			task_wake(t->task);
	}
	line.tail = &line.head;
}

static bool connect_now(void)
{
	char path[101], user[65];

	snprintf(path, sizeof path, "%.*s", STR_ARGS(config.redis));
	snprintf(user, sizeof user, "%.*s", STR_ARGS(config.redis_user));
	line.redis = redisConnectUnixNonBlock(path);
	line.greetings = 0;
	if (!line.redis || line.redis->err) {
		hang_up();
		lost("connect");
		return false;
	}
	/*
	 * hiredis forgets it: a process that we become or start must not hold the
	 * connection open.
	 */
	fcntl(line.redis->fd, F_SETFD, FD_CLOEXEC);
	wait_new(line.redis->fd);
	if (*user)
		redisAppendCommand(line.redis, "AUTH %s %s", user, password);
	else if (*password)
		redisAppendCommand(line.redis, "AUTH %s", password);
	line.greetings = *user || *password;
	return true;
}

/* Did Redis close while no one was looking, as it does when it restarts? */
static bool is_closed(int fd)
{
	char byte;
	ssize_t n = recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);

	return n >= 0 || (errno != EAGAIN && errno != EINTR);
}

static bool is_reachable(void)
{
	int64_t now = now_ms();

	if (line.failures >= FAILURES_MOST) {
		if (now < line.refuse_until)
			return false;
		/* This trip finds out for all; the others go on being refused meanwhile. */
		line.refuse_until = now + BREAKER_MS;
	}
	if (line.redis && !line.head && is_closed(line.redis->fd))
		hang_up();
	return line.redis || connect_now();
}

/* Give a reply to whom it belongs; false when it says that we may not come in. */
static bool deliver(redisReply *reply)
{
	if (line.greetings > 0) {
		bool welcome = reply->type != REDIS_REPLY_ERROR;

		line.greetings--;
		freeReplyObject(reply);
		return welcome;
	}
	struct turn *t = line.head;
	t->answers->reply[t->answers->got++] = reply;
	if (t->answers->got < t->answers->want)
		return true;
	if (!(line.head = t->next))
		line.tail = &line.head;
	t->over = true;
	if (t != line.reader)
		task_wake(t->task);
	regained();
	return true;
}

/* Write what was appended, wait, read what came; what went wrong, or NULL. */
static const char *exchange(int64_t deadline)
{
	int sent = 0;
	void *reply = NULL;

	/* Asked here too: wake-ups may be spurious, and a peer may dribble. */
	if (now_ms() > deadline)
		return "late";
	if (redisBufferWrite(line.redis, &sent) != REDIS_OK)
		return "write";
	if (!wait_for(line.redis->fd, sent ? POLLIN : POLLIN | POLLOUT, deadline))
		return "late";
	if (redisBufferRead(line.redis) != REDIS_OK)
		return "read";
	while (line.head) {
		if (redisGetReplyFromReader(line.redis, &reply) != REDIS_OK)
			return "protocol";
		if (!reply)
			break;
		if (!deliver(reply))
			return "refused";
	}
	return NULL;
}

static void append(const struct cache_call *c)
{
	const char *words[sizeof c->words / sizeof c->words[0]];
	size_t lengths[sizeof c->words / sizeof c->words[0]];

	for (int i = 0; i < c->count; i++) {
		words[i] = c->words[i].ptr;
		lengths[i] = c->words[i].len;
	}
	/* It fails only for want of memory; the connection then fails at the next write. */
	redisAppendCommandArgv(line.redis, c->count, words, lengths);
}

/* Stand in the line until the answers are in, or until they will not come. */
static void ride(struct turn *me, const struct cache_call *calls)
{
	if (!is_reachable())
		return;
	for (size_t i = 0; i < me->answers->want; i++)
		append(&calls[i]);
	me->task = task_self();
	*line.tail = me;
	line.tail = &me->next;
	if (!line.reader)
		line.reader = me;
	while (!me->over && line.reader != me)
		task_park(now_ms() + PARK_MS);
	if (me->over)
		return;
	while (!me->over) {
		const char *wrong = exchange(me->deadline);

		if (wrong)
			fail_all(wrong);
	}
	line.reader = line.head;
	if (line.reader)
		task_wake(line.reader->task);
}

static void read_answer(struct cache_call *c, const redisReply *reply)
{
	c->text = (str){ 0 };
	c->number = 0;
	switch (reply->type) {
	case REDIS_REPLY_NIL:
		c->is = CACHE_NOTHING;
		break;
	case REDIS_REPLY_INTEGER:
		c->is = CACHE_NUMBER;
		c->number = reply->integer;
		break;
	case REDIS_REPLY_STRING:
	case REDIS_REPLY_STATUS:
		c->is = CACHE_TEXT;
		c->text = (str){ reply->str, reply->len };
		break;
	case REDIS_REPLY_ERROR:
		c->is = CACHE_ERROR;
		c->text = (str){ reply->str, reply->len };
		break;
	default: /* no command of ours has an array for an answer */
		c->is = CACHE_ERROR;
		c->text = STR("an array");
	}
}

static void free_answers(void *thing)
{
	struct answers *a = thing;

	for (size_t i = 0; i < a->got; i++)
		freeReplyObject(a->reply[i]);
}

status cache_trip(struct request *r, struct cache_call *calls, size_t n)
{
	struct answers *answers =
		arena_alloc(r->arena, sizeof *answers + n * sizeof(redisReply *), 1);
	int64_t began = now_us();

	/*
	 * Everything the arena has to give is taken before the turn stands in
	 * the line: a request that ran out of memory there would leave others
	 * holding on to its stack.
	 */
	answers->want = n;
	arena_defer(r->arena, free_answers, answers);
	struct turn me = { .answers = answers, .deadline = now_ms() + config.redis_ms };

	r->redis_trips++;
	lock_hold(&line.lock);
	ride(&me, calls);
	lock_release(&line.lock);
	r->redis_us += now_us() - began;
	if (answers->got < n)
		return UNAVAILABLE;
	for (size_t i = 0; i < n; i++)
		read_answer(&calls[i], answers->reply[i]);
	return OK;
}
