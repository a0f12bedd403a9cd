#include "log.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "moment.h"

enum { BUFFER = 64 * 1024, LINE = 2048, VALUE = 200, NUMBERS = 8, MEMBER = 4 * VALUE + 8 };

/* Tasks and helper threads both write. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char buffer[BUFFER];
static size_t used;
static const char *handler = "", *instance = "";
static void (*tell_event)(const char *event);

/* A line that grows; a member that might not fit is left out. */
struct line {
	char text[LINE];
	size_t len;
};

void log_open(const char *handler_name, const char *instance_id)
{
	handler = handler_name;
	instance = instance_id;
}

void log_tell(void (*tell)(const char *event))
{
	tell_event = tell;
}

static void add(struct line *l, str s)
{
	if (s.len >= sizeof l->text - l->len)
		return;
	memcpy(l->text + l->len, s.ptr, s.len);
	l->len += s.len;
}

/* Names and values of ours: what is not printable ASCII is shown as "?". */
static void add_quoted(struct line *l, const char *z)
{
	add(l, STR("\""));
	for (size_t i = 0; z[i] && i < VALUE; i++) {
		char c = z[i];

		if (c == '"' || c == '\\')
			add(l, STR("\\"));
		add(l, c >= ' ' && c <= '~' ? (str){ &c, 1 } : STR("?"));
	}
	add(l, STR("\""));
}

static void add_member(struct line *l, const char *name, const char *value)
{
	if (sizeof l->text - l->len < MEMBER)
		return;
	add(l, STR(","));
	add_quoted(l, name);
	add(l, STR(":"));
	add_quoted(l, value ? value : "");
}

static void begin(struct line *l, enum log_level level, const char *event)
{
	static const char *const words[] = { "info", "warn", "error" };
	char at[MOMENT_TEXT];

	moment_write(moment_now(), at);
	add(l, STR("{\"at\":"));
	add_quoted(l, at);
	add_member(l, "level", words[level]);
	add_member(l, "handler", handler);
	add_member(l, "instance", instance);
	add_member(l, "event", event);
	if (level != LOG_INFO && tell_event)
		tell_event(event);
}

/* The mutex is held.  What cannot be written now is lost rather than waited for without end. */
static void write_out(void)
{
	enum { PATIENCE_MS = 1000 };
	size_t done = 0;

	while (done < used) {
		ssize_t n = write(STDERR_FILENO, buffer + done, used - done);

		if (n > 0) {
			done += (size_t)n;
		} else if (n < 0 && errno == EAGAIN) {
			struct pollfd p = { .fd = STDERR_FILENO, .events = POLLOUT };

			if (poll(&p, 1, PATIENCE_MS) <= 0)
				break;
		} else if (n == 0 || errno != EINTR) {
			break;
		}
	}
	used = 0;
}

static void keep(struct line *l)
{
	static const str end = { "}\n", 2 };

	if (l->len > sizeof l->text - end.len)
		l->len = sizeof l->text - end.len;
	memcpy(l->text + l->len, end.ptr, end.len);
	l->len += end.len;
	pthread_mutex_lock(&mutex);
	if (l->len > sizeof buffer - used)
		write_out();
	memcpy(buffer + used, l->text, l->len);
	used += l->len;
	pthread_mutex_unlock(&mutex);
}

void log_event(enum log_level level, const char *event, ...)
{
	struct line l = { .len = 0 };
	const char *name;
	va_list args;

	begin(&l, level, event);
	va_start(args, event);
	while ((name = va_arg(args, const char *)))
		add_member(&l, name, va_arg(args, const char *));
	va_end(args);
	keep(&l);
}

void log_members(enum log_level level, const char *event, str members)
{
	struct line l = { .len = 0 };

	begin(&l, level, event);
	add(&l, STR(","));
	add(&l, members);
	keep(&l);
}

const char *log_number(int64_t n)
{
	static _Thread_local char numbers[NUMBERS][24];
	static _Thread_local unsigned turn;
	char *out = numbers[turn++ % NUMBERS];

	snprintf(out, sizeof numbers[0], "%lld", (long long)n);
	return out;
}

void log_flush(void)
{
	pthread_mutex_lock(&mutex);
	write_out();
	pthread_mutex_unlock(&mutex);
}
