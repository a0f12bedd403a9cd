#include "answer.h"

#include <stdio.h>
#include <stdlib.h>

#include "codec.h"
#include "config.h"
#include "log.h"
#include "metrics.h"
#include "wait.h"

struct answer {
	struct codec *codec;
	struct arena arena;
	struct request r;
	struct json head; /* of the reply */
	bool is_scrape;   /* for the metrics: not logged, not counted */
	int64_t begun_us;
};

static const struct service *service;
static str prefix; /* "/api/auth" */

void answer_for(const struct service *s)
{
	static char text[80];

	service = s;
	prefix = (str){ text, (size_t)snprintf(text, sizeof text, "/api/%s", s->name) };
}

void *answer_new(void)
{
	struct answer *a = calloc(1, sizeof *a);

	if (!a) {
		fprintf(stderr, "No memory for a request.\n");
		exit(1);
	}
	a->codec = codec_new();
	arena_init(&a->arena, (size_t)config.arena_bytes);
	return a;
}

/* nginx sends some parameters empty where a client sent nothing. */
static str param(const struct answer *a, const char *name)
{
	str value = codec_param(a->codec, name);

	return value.len ? value : (str){ 0 };
}

/* nginx's $request_id, 32 hexadecimal digits, in the form of an id. */
static uuid request_id(str hex)
{
	static const int dashes[] = { 8, 12, 16, 20 };
	char text[37];
	size_t at = 0;
	uuid id;

	if (hex.len != 32)
		return uuid_new();
	for (size_t i = 0, d = 0; i < 32; i++) {
		if (d < 4 && (int)i == dashes[d]) {
			text[at++] = '-';
			d++;
		}
		text[at++] = hex.ptr[i];
	}
	return uuid_parse((str){ text, at }, &id) ? id : uuid_new();
}

/* What is below our prefix; empty, which no route has, for anything else. */
static str path_below(str uri)
{
	return str_starts(uri, prefix) ? str_from(uri, prefix.len) : STR("");
}

/*
 * The version of "3" or W/"3": nginx weakens the tags of what it compresses.
 * Any other tag is a version that nothing has.  "*" and lists, which would
 * change whatever is there, are told apart.
 */
static int64_t version_of(str tag)
{
	int64_t version = 0;

	if (!tag.len)
		return 0;
	if (str_eq(tag, STR("*")) || memchr(tag.ptr, ',', tag.len))
		return MATCH_MANY;
	if (str_starts(tag, STR("W/")))
		tag = str_from(tag, 2);
	if (tag.len < 2 || tag.ptr[0] != '"' || tag.ptr[tag.len - 1] != '"')
		return MATCH_NONE;
	/* "3.17" is a revision of version 3: a count changed that a change does not depend on. */
	str inside = { tag.ptr + 1, tag.len - 2 };
	if (!str_int(str_cut(&inside, '.'), &version) || version < 1 || version > INT32_MAX)
		return -1;
	return version;
}

/* Of several headers of a name, and of several values in one, a single "1" counts (Global Privacy Control, 3.3). */
static bool wants_privacy(const struct answer *a)
{
	const char *param;

	for (size_t i = 0; (param = codec_param_at(a->codec, i)); i++) {
		str value = str_of(param), name = str_cut(&value, '=');
		bool is_signal = str_eq(name, STR("HTTP_SEC_GPC")) || str_eq(name, STR("HTTP_DNT"));

		while (is_signal && value.len)
			if (str_eq(str_trim(str_cut(&value, ',')), STR("1")))
				return true;
	}
	return false;
}

static void fill(struct answer *a)
{
	struct request *r = &a->r;

	*r = (struct request){ .arena = &a->arena, .channel = codec_channel(a->codec), .prefix = prefix };
	r->id = request_id(param(a, "REQUEST_ID"));
	r->now = moment_now();
	request_method(r, param(a, "REQUEST_METHOD"));
	r->path = path_below(param(a, "DOCUMENT_URI"));
	r->query_string = param(a, "QUERY_STRING");
	r->content_type = param(a, "CONTENT_TYPE");
	r->cookie = param(a, "HTTP_COOKIE");
	r->authorization = param(a, "HTTP_AUTHORIZATION");
	r->csrf = param(a, "HTTP_X_CSRF_TOKEN");
	r->fetch_site = param(a, "HTTP_SEC_FETCH_SITE");
	r->origin = param(a, "HTTP_ORIGIN");
	r->address = param(a, "REMOTE_ADDR");
	r->browser = param(a, "BROWSER");
	r->wants_privacy = wants_privacy(a);
	r->if_none_match = param(a, "HTTP_IF_NONE_MATCH");
	r->if_match = version_of(str_trim(param(a, "HTTP_IF_MATCH")));
	if (!str_int(param(a, "CONTENT_LENGTH"), &r->content_length) || r->content_length < 0)
		r->content_length = -1;
}

/* What may run out of memory. */
static void work(void *of)
{
	struct answer *a = of;
	struct request *r = &a->r;

	if (a->is_scrape) {
		r->http = 200;
		r->media = "text/plain; version=0.0.4; charset=utf-8";
		r->out = (struct json){ .arena = r->arena };
		metrics_write(&r->out, service->name);
	} else {
		route_request(service->routes, service->route_count, r);
	}
	if (!r->started)
		request_head(r, &a->head);
}

/* In an arena that is empty again. */
static void work_too_large(void *of)
{
	struct answer *a = of;

	reply_problem(&a->r, TOO_LARGE);
	request_head(&a->r, &a->head);
}

static void run(struct answer *a)
{
	struct request *r = &a->r;

	a->head = (struct json){ .arena = &a->arena };
	if (arena_run(&a->arena, work, a))
		return;
	if (r->started) {
		r->cut = true;
		return;
	}
	metrics_arena(a->arena.high);
	arena_reset(&a->arena);
	a->head = (struct json){ .arena = &a->arena };
	*r = (struct request){ .arena = &a->arena,
		               .channel = r->channel,
		               .route = r->route,
		               .pattern = r->pattern,
		               .prefix = r->prefix,
		               .id = r->id,
		               .method = r->method,
		               .head = r->head,
		               .db_flushes = r->db_flushes,
		               .redis_trips = r->redis_trips,
		               .db_us = r->db_us,
		               .redis_us = r->redis_us };
	arena_run(&a->arena, work_too_large, a);
}

static bool send(struct channel *c, const struct json *bytes)
{
	enum { AT_ONCE = 1 << 20 };

	for (size_t sent = 0; sent < bytes->len;) {
		size_t left = bytes->len - sent, n = left < AT_ONCE ? left : AT_ONCE;

		if (!c->write(c, bytes->ptr + sent, (int)n))
			return false;
		sent += n;
	}
	return true;
}

/* False when the peer must see that it did not get all. */
static bool reply(struct answer *a)
{
	struct request *r = &a->r;

	if (r->started)
		return !r->cut;
	return send(r->channel, &a->head) && (!request_has_body(r) || send(r->channel, &r->out));
}

/* Members of a log line: names of ours and numbers, less than there is room for. */
struct members {
	char text[800];
	size_t len;
};

static void add(struct members *m, str s)
{
	if (s.len > sizeof m->text - m->len)
		return;
	memcpy(m->text + m->len, s.ptr, s.len);
	m->len += s.len;
}

static void add_text(struct members *m, str name, const char *value)
{
	add(m, name);
	add(m, STR("\""));
	add(m, str_of(value));
	add(m, STR("\""));
}

/* By hand: printf's way is a tenth of a small request. */
static void add_number(struct members *m, str name, int64_t n)
{
	char digits[20];
	size_t at = sizeof digits;

	for (uint64_t left = n < 0 ? 0 : (uint64_t)n; at == sizeof digits || left; left /= 10)
		digits[--at] = (char)('0' + left % 10);
	add(m, name);
	add(m, (str){ digits + at, sizeof digits - at });
}

static void log_request(const struct answer *a, int64_t us, bool is_whole)
{
	const struct request *r = &a->r;
	enum log_level level = r->http == 500 ? LOG_ERROR : r->http > 500 ? LOG_WARN : LOG_INFO;
	struct members m = { .len = 0 };

	add_text(&m, STR("\"id\":"), r->id.text);
	add_text(&m, STR(",\"method\":"), method_name(r->method));
	add_text(&m, STR(",\"route\":"), r->pattern ? r->pattern : "");
	add_number(&m, STR(",\"status\":"), r->http);
	add_number(&m, STR(",\"us\":"), us);
	add_number(&m, STR(",\"bytes\":"), codec_written(a->codec));
	add_number(&m, STR(",\"db_us\":"), r->db_us);
	add_number(&m, STR(",\"redis_us\":"), r->redis_us);
	add_number(&m, STR(",\"db_flushes\":"), r->db_flushes);
	add_number(&m, STR(",\"redis_trips\":"), r->redis_trips);
	if (r->http >= 500 && r->sqlstate[0])
		add_text(&m, STR(",\"sqlstate\":"), r->sqlstate);
	if (!is_whole)
		add(&m, STR(",\"cut\":true"));
	log_members(level, "request", (str){ m.text, m.len });
}

static void account(struct answer *a, bool is_whole)
{
	int64_t us = now_us() - a->begun_us;

	if (a->is_scrape)
		return;
	metrics_request(&a->r, us);
	log_request(a, us, is_whole);
}

int answer_serve(void *of, int fd)
{
	struct answer *a = of;

	if (!codec_accept(a->codec, fd, config.read_ms)) {
		if (codec_refused(a->codec))
			metrics_add(METRIC_PEERS_REFUSED, 1);
		return -1;
	}
	a->begun_us = now_us();
	a->is_scrape = str_eq(param(a, "DOCUMENT_URI"), STR("/metrics"));
	fill(a);
	run(a);

	bool is_whole = reply(a);

	fd = codec_finish(a->codec, is_whole);
	if (codec_refused(a->codec))
		metrics_add(METRIC_PEERS_REFUSED, 1);
	account(a, is_whole);
	metrics_arena(a->arena.high);
	arena_reset(&a->arena);
	return fd;
}
