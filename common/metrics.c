#include "metrics.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROWS = 128, LABEL = 120, CODES = 24, BUCKETS = 14, EVENTS = 32, LAYOUT = 1 };
_Static_assert((int)METRIC_COUNT <= (int)EVENTS, "there is room for every metric");

/* The last stands for any other. */
static const int codes[CODES] = { 200, 201, 202, 204, 304, 400, 401, 403, 404, 405, 409, 410,
	                          412, 413, 415, 422, 428, 429, 500, 502, 503, 504, 206, 0 };

/* Upper bounds in microseconds; above the last is +Inf. */
static const int64_t bounds[BUCKETS] = {
	500,    1000,   2500,   5000,    10000,   25000,   50000,
	100000, 250000, 500000, 1000000, 2500000, 5000000, 10000000
};

struct row {
	atomic_int state;  /* ROW_FREE, TAKEN, NAMED */
	char label[LABEL]; /* "GET /projects/{id}" */
	atomic_llong by_code[CODES], buckets[BUCKETS + 1];
	atomic_llong us, flushes, trips;
};
enum { ROW_FREE, ROW_TAKEN, ROW_NAMED };

static struct shared {
	atomic_llong layout;
	atomic_llong events[EVENTS];
	atomic_llong arena;
	struct row rows[ROWS];
} *shared;

/* Changes when the program's idea of the memory does. */
static const long long layout = (long long)sizeof(struct shared) << 8 | LAYOUT;

[[gnu::noreturn]]
static void die(const char *what)
{
	perror(what);
	exit(1);
}

static struct shared *map(int fd)
{
	int flags = fd < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED;
	void *p = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, flags, fd, 0);

	if (p == MAP_FAILED)
		die("metrics");
	return p;
}

/* Is it empty, so that it becomes ours, or ours already? */
static bool fits(int fd)
{
	struct stat st;

	return !fstat(fd, &st) && (st.st_size == (off_t)sizeof *shared ||
	                           (st.st_size == 0 && !ftruncate(fd, sizeof *shared)));
}

static bool adopt(int fd)
{
	long long found = 0;

	if (!fits(fd))
		return false;
	shared = map(fd);
	if (atomic_compare_exchange_strong(&shared->layout, &found, layout) || found == layout)
		return true;
	munmap(shared, sizeof *shared);
	return false;
}

int metrics_make(str path)
{
	enum { FLAGS = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW };
	char name[256];
	int fd;

	snprintf(name, sizeof name, "%.*s", STR_ARGS(path));
	fd = path.len ? open(name, FLAGS, 0600) : memfd_create("metrics", MFD_CLOEXEC);
	if (fd >= 0 && !adopt(fd) && path.len) {
		close(fd);
		unlink(name); /* of an older program */
		fd = open(name, FLAGS, 0600);
		if (fd >= 0)
			adopt(fd);
	}
	if (fd < 0 || !shared)
		die("metrics");
	return fd;
}

void metrics_open(int fd)
{
	if (!adopt(fd))
		shared = map(-1);
}

static void add(atomic_llong *counter, int64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static int64_t get(atomic_llong *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

/* Is this row of that name, or free to have it? */
static bool is_row_of(struct row *w, const char *label)
{
	int free_now = ROW_FREE, patience = 100000;

	if (atomic_compare_exchange_strong(&w->state, &free_now, ROW_TAKEN)) {
		snprintf(w->label, sizeof w->label, "%s", label);
		w->state = ROW_NAMED;
		return true;
	}
	while (w->state == ROW_TAKEN && patience-- > 0)
		; /* another process writes its name, unless it died in these few instructions */
	return w->state == ROW_NAMED && !strcmp(w->label, label);
}

/* The row of a route; the last one takes what finds no place. */
static struct row *find_row(const struct route *route)
{
	char label[LABEL];
	int i = 0;

	snprintf(label, sizeof label, "%s %s", route ? method_name(route->method) : "-", route ? route->path : "-");
	while (i < ROWS - 1 && !is_row_of(&shared->rows[i], label))
		i++;
	return &shared->rows[i];
}

/* Routes are few and never move: each is looked up once. */
static struct row *row_of(const struct route *route)
{
	static _Thread_local struct {
		const struct route *route;
		struct row *row;
	} known[ROWS];
	size_t i = ((uintptr_t)route / sizeof *route) % ROWS;
	bool is_known = known[i].row >= shared->rows && known[i].row < shared->rows + ROWS;

	if (!is_known || known[i].route != route) {
		known[i].route = route;
		known[i].row = find_row(route);
	}
	return known[i].row;
}

void metrics_request(const struct request *r, int64_t us)
{
	struct row *w = row_of(r->route);
	int code = 0, bucket = 0;

	while (code < CODES - 1 && codes[code] != r->http)
		code++;
	while (bucket < BUCKETS && us > bounds[bucket])
		bucket++;
	add(&w->by_code[code], 1);
	add(&w->buckets[bucket], 1);
	add(&w->us, us);
	add(&w->flushes, r->db_flushes);
	add(&w->trips, r->redis_trips);
}

void metrics_add(enum metric m, int64_t n)
{
	add(&shared->events[m], n);
}

void metrics_arena(size_t high_water)
{
	long long most = shared->arena;

	while ((long long)high_water > most &&
	       !atomic_compare_exchange_weak(&shared->arena, &most, (long long)high_water))
		;
}

/* One metric with its rows: what write() adds for each named row. */
struct family {
	const char *name, *type, *about;
	void (*write)(struct json *out, const char *name, const char *labels, struct row *w);
};

static void head(struct json *out, const char *name, const char *type, const char *about)
{
	json_add(out, arena_fmt(out->arena, "# HELP obelus_%s %s\n# TYPE obelus_%s %s\n", name, about, name, type));
}

static void value(struct json *out, const char *name, const char *labels, int64_t n)
{
	json_add(out, arena_fmt(out->arena, "obelus_%s{%s} %lld\n", name, labels, (long long)n));
}

static void write_requests(struct json *out, const char *name, const char *labels, struct row *w)
{
	for (int i = 0; i < CODES; i++) {
		int64_t n = get(&w->by_code[i]);

		if (n > 0)
			json_add(out, arena_fmt(out->arena, "obelus_%s{%s,status=\"%d\"} %lld\n",
			                        name, labels, codes[i], (long long)n));
	}
}

static void write_seconds(struct json *out, const char *name, const char *labels, struct row *w)
{
	int64_t sum = 0, us = get(&w->us);

	for (int i = 0; i < BUCKETS; i++) {
		sum += get(&w->buckets[i]);
		json_add(out, arena_fmt(out->arena, "obelus_%s_bucket{%s,le=\"%g\"} %lld\n", name,
		                        labels, (double)bounds[i] / 1e6, (long long)sum));
	}
	sum += get(&w->buckets[BUCKETS]);
	json_add(out, arena_fmt(out->arena, "obelus_%s_bucket{%s,le=\"+Inf\"} %lld\n", name, labels, (long long)sum));
	json_add(out, arena_fmt(out->arena, "obelus_%s_sum{%s} %lld.%06lld\n", name, labels,
	                        (long long)(us / 1000000), (long long)(us % 1000000)));
	json_add(out,
	         arena_fmt(out->arena, "obelus_%s_count{%s} %lld\n", name, labels, (long long)sum));
}

static void write_flushes(struct json *out, const char *name, const char *labels, struct row *w)
{
	value(out, name, labels, get(&w->flushes));
}

static void write_trips(struct json *out, const char *name, const char *labels, struct row *w)
{
	value(out, name, labels, get(&w->trips));
}

static const struct family families[] = {
	{ "requests_total", "counter", "Answered requests", write_requests },
	{ "request_seconds", "histogram", "From the parameters to the end of the reply",
	  write_seconds },
	{ "db_flushes_total", "counter", "Round trips to PostgreSQL", write_flushes },
	{ "redis_trips_total", "counter", "Round trips to Redis", write_trips },
};

static void write_family(struct json *out, const struct family *f, const char *handler)
{
	head(out, f->name, f->type, f->about);
	for (struct row *w = shared->rows; w < shared->rows + ROWS; w++) {
		str label = str_of(w->label);

		if (w->state != ROW_NAMED)
			continue;
		str method = str_cut(&label, ' ');
		str labels = arena_fmt(out->arena, "handler=\"%s\",method=\"%.*s\",route=\"%.*s\"",
		                       handler, STR_ARGS(method), STR_ARGS(label));
		f->write(out, f->name, arena_cstr(out->arena, labels), w);
	}
}

void metrics_write(struct json *out, const char *handler)
{
#define METRIC_ROW(name, word, about) { word "_total", about },
	static const struct {
		const char *name, *about;
	} events[] = { METRICS(METRIC_ROW) };
#undef METRIC_ROW
	str labels = arena_fmt(out->arena, "handler=\"%s\"", handler);
	const char *label = arena_cstr(out->arena, labels);

	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		write_family(out, &families[i], handler);
	for (int i = 0; i < METRIC_COUNT; i++) {
		head(out, events[i].name, "counter", events[i].about);
		value(out, events[i].name, label, get(&shared->events[i]));
	}
	head(out, "arena_bytes", "gauge", "The most memory that one request has used");
	value(out, "arena_bytes", label, shared->arena);
}
