#include "request.h"

#include "wait.h"

static const char *const methods[METHOD_COUNT] = {
	[0] = "", [GET] = "GET", [POST] = "POST", [PUT] = "PUT", [PATCH] = "PATCH", [DELETE] = "DELETE",
};

const char *method_name(enum method m)
{
	return methods[m];
}

void request_method(struct request *r, str name)
{
	r->head = str_eq(name, STR("HEAD"));
	r->method = r->head ? GET : 0;
	for (enum method m = GET; m < METHOD_COUNT; m++)
		if (str_eq(name, str_of(methods[m])))
			r->method = m;
}

status fail(struct request *r, status problem, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	r->detail = arena_vfmt(r->arena, format, args);
	va_end(args);
	return problem;
}

status request_match(struct request *r)
{
	if (r->if_match == MATCH_MANY)
		return fail(r, BAD_REQUEST, "If-Match must be one version's ETag, not * nor a list");
	if (r->if_match == MATCH_NONE)
		return fail(r, BAD_REQUEST, "If-Match must be the ETag that came with what you read, in its quotes: \"3\"");
	return OK;
}

status fail_demoted(struct request *r)
{
	return fail(r, FORBIDDEN, "Your role in this workspace was changed");
}

status fail_at(struct request *r, status problem, const char *pointer, const char *format, ...)
{
	struct flaw *f = NEW(r->arena, struct flaw), **last = &r->flaws;
	va_list args;

	f->pointer = str_of(arena_cstr(r->arena, str_of(pointer)));
	va_start(args, format);
	f->detail = arena_vfmt(r->arena, format, args);
	va_end(args);
	while (*last)
		last = &(*last)->next;
	*last = f;
	return problem;
}

status reply_with(struct request *r, const struct shape *s, const void *in)
{
	r->out = (struct json){ .arena = r->arena };
	shape_write(&r->out, s, in);
	return OK;
}

status reply_nothing(struct request *r)
{
	r->out = (struct json){ .arena = r->arena };
	r->http = 204;
	return OK;
}

status reply_stream(struct request *r, const char *media, str file_name)
{
	r->out = (struct json){ .arena = r->arena };
	r->media = media;
	r->file_name = file_name;
	return OK;
}

/* Work that was sent away. */
struct away {
	struct arena *arena;
	void (*work)(void *);
	void *arg;
	bool is_whole;
};

/* A full arena jumps back on the stack that it was filled on. */
static void work_within(void *of)
{
	struct away *w = of;

	w->is_whole = arena_run(w->arena, w->work, w->arg);
}

void request_bulk(struct request *r, void (*work)(void *), void *arg)
{
	struct away w = { .arena = r->arena, .work = work, .arg = arg };

	bulk(work_within, &w);
	if (!w.is_whole)
		arena_alloc(r->arena, 1, SIZE_MAX); /* and on from here, in our turn */
}

/* All of them; UNAVAILABLE when the peer has gone or is too slow, which nobody will read. */
static status send(struct request *r, str bytes)
{
	enum { AT_ONCE = 1 << 20 };

	while (bytes.len) {
		size_t n = bytes.len < AT_ONCE ? bytes.len : AT_ONCE;

		if (!r->channel || !r->channel->write(r->channel, bytes.ptr, (int)n))
			return UNAVAILABLE;
		bytes = str_from(bytes, n);
	}
	return OK;
}

static status begin(struct request *r)
{
	struct json head = { .arena = r->arena };
	int http = r->http;

	r->started = true;
	request_head(r, &head);
	r->started = r->http == http;
	return r->started ? send(r, (str){ head.ptr, head.len }) : BROKEN;
}

status reply_bytes(struct request *r, str bytes)
{
	if (!r->started)
		TRY(begin(r));
	return r->head ? OK : send(r, bytes);
}

str reply_etag(struct request *r)
{
	if (!r->version)
		return (str){ 0 };
	if (!r->revision)
		return arena_fmt(r->arena, "\"%lld\"", (long long)r->version);
	return arena_fmt(r->arena, "\"%lld.%lld\"", (long long)r->version, (long long)r->revision);
}

static bool pass_on(void *to, str piece)
{
	return reply_bytes(to, piece) == OK;
}

void reply_json(struct request *r, struct json *out)
{
	*out = (struct json){ .arena = r->arena, .pass_on = pass_on, .to = r };
}

status reply_item(struct request *r, const struct shape *s, const void *in, str end)
{
	struct json out;

	reply_json(r, &out);
	shape_write(&out, s, in);
	json_add(&out, end);
	json_flush(&out);
	return out.failed ? UNAVAILABLE : OK;
}

/* What fits into one piece is a reply like others. */
static status whole(struct request *r)
{
	if (r->started)
		json_flush(&r->out);
	return r->out.failed ? UNAVAILABLE : OK;
}

status reply_large(struct request *r, const struct shape *s, const void *in)
{
	r->out = (struct json){ .arena = r->arena, .pass_on = pass_on, .to = r };
	shape_write(&r->out, s, in);
	return whole(r);
}

status reply_list(struct request *r, const struct shape *s, const struct list *rows, str next)
{
	str before = STR("{\"items\":[");

	r->out = (struct json){ .arena = r->arena, .pass_on = pass_on, .to = r };
	for (size_t i = 0; i < rows->count; i++) {
		json_add(&r->out, before);
		shape_write(&r->out, s, (const char *)rows->items + i * s->size);
		before = STR(",");
	}
	if (!rows->count)
		json_add(&r->out, before);
	json_add(&r->out, STR("],\"next\":"));
	json_text(&r->out, next);
	json_add(&r->out, STR("}"));
	return whole(r);
}

static void member(struct json *out, str before, str value)
{
	json_add(out, before);
	json_text(out, value);
}

static void write_flaws(struct json *out, const struct flaw *first)
{
	str before = STR(",\"errors\":[{\"pointer\":");

	for (const struct flaw *f = first; f; f = f->next) {
		member(out, before, f->pointer);
		member(out, STR(",\"detail\":"), f->detail);
		before = STR("},{\"pointer\":");
	}
	json_add(out, STR("}]"));
}

void reply_problem(struct request *r, status problem)
{
	enum { RETRY_AFTER = 2 };
	struct json *out = &r->out;

	*out = (struct json){ .arena = r->arena };
	r->http = problem_http(problem);
	r->media = "application/problem+json";
	r->version = 0;
	r->location = r->set_cookie = r->also_cookie = r->file_name = (str){ 0 };
	if ((problem == UNAVAILABLE || problem == TOO_MANY) && !r->retry_after)
		r->retry_after = RETRY_AFTER;
	json_add(out, STR("{\"type\":\"/problems/"));
	json_add(out, str_of(problem_slug(problem)));
	member(out, STR("\",\"title\":"), str_of(problem_title(problem)));
	json_add(out, STR(",\"status\":"));
	json_int(out, r->http);
	if (r->detail.ptr)
		member(out, STR(",\"detail\":"), r->detail);
	json_add(out, STR(",\"instance\":\"/requests/"));
	json_add(out, uuid_str(&r->id));
	json_add(out, STR("\""));
	if (r->flaws)
		write_flaws(out, r->flaws);
	json_add(out, STR("}"));
}

static status too_large(struct request *r, int64_t most)
{
	return fail(r, TOO_LARGE, "the body may have at most %lld bytes", (long long)most);
}

/* Read to the end of the body, or until there are more than `most` bytes. */
static bool read_all(struct request *r, size_t most, struct json *into)
{
	enum { AT_ONCE = 64 * 1024 };
	int n = 1;

	while (n > 0 && into->len <= most) {
		if (into->len == into->room) {
			size_t room = into->room ? into->room * 2 : AT_ONCE;
			char *bigger = arena_alloc(r->arena, 1, room);
			if (into->len)
				memcpy(bigger, into->ptr, into->len);
			into->ptr = bigger;
			into->room = room;
		}
		size_t left = into->room - into->len;
		n = r->channel->read(r->channel, into->ptr + into->len,
		                     (int)(left < AT_ONCE ? left : AT_ONCE));
		into->len += n > 0 ? (size_t)n : 0;
	}
	return n >= 0;
}

status request_body(struct request *r, int64_t most, str *out)
{
	bool is_said = r->content_length >= 0;
	int64_t expected = is_said ? r->content_length : most;
	struct json body = { .arena = r->arena };

	*out = STR("");
	if (!r->channel)
		return OK;
	if (expected > most)
		return too_large(r, most);
	if (is_said) {
		/* One more byte tells a body that is longer than was said. */
		body.room = (size_t)expected + 1;
		body.ptr = arena_alloc(r->arena, 1, body.room);
	}
	bool is_whole = read_all(r, (size_t)expected, &body);
	*out = (str){ body.ptr, body.len };
	if (!is_said && (int64_t)body.len > most)
		return too_large(r, most);
	if (!is_whole || (is_said && (int64_t)body.len < expected))
		return fail(r, BAD_REQUEST, "the body was cut short");
	if (is_said && (int64_t)body.len > expected)
		return fail(r, BAD_REQUEST, "the body is longer than its Content-Length");
	return OK;
}

status request_piece(struct request *r, char *out, size_t room, size_t *n)
{
	int got = 1;

	for (*n = 0; r->channel && got > 0 && *n < room; *n += got > 0 ? (size_t)got : 0) {
		if (r->channel->patient)
			r->channel->patient(r->channel);
		got = r->channel->read(r->channel, out + *n, (int)(room - *n));
	}
	return got < 0 ? fail(r, BAD_REQUEST, "the body was cut short") : OK;
}

str request_cookie(const struct request *r, str name)
{
	str rest = r->cookie, found = { 0 };
	int times = 0;

	while (rest.len) {
		str value = str_trim(str_cut(&rest, ';'));
		str given = str_trim(str_cut(&value, '='));

		if (!str_eq(given, name))
			continue;
		if (!times++)
			found = str_trim(value);
	}
	return times > 1 && str_starts(name, STR("__Host-")) ? (str){ 0 } : found;
}
