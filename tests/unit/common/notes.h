#ifndef NOTES_H
#define NOTES_H

#include "route.h"

#include "config.h"
#include "secret.h"
#include "told.h"
#include "unit.h"

/* A table with a row of every sort, and requests to it. */
#define ID    "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
#define OTHER "0198c0de-0000-7000-8000-00000000000a"

static struct arena arena;
static struct told peer;

struct note {
	str word;
	int64_t version;
};
struct note_new {
	str word;
};
struct note_query {
	str word;
};

/* clang-format off */
static const struct shape note_shape = SHAPE(note,
	TEXT(note, word, REQUIRED, 1, 5, "A word"),
	INT(note, version, REQUIRED, 1, 9, "Its version"));
static const struct shape note_new_shape = SHAPE(note_new,
	TEXT(note_new, word, REQUIRED, 1, 5, "A word"));
static const struct shape note_query_shape = SHAPE(note_query,
	TEXT(note_query, word, OPTIONAL, 1, 5, "A word"));
/* clang-format on */

static int runs;

static inline status note_show(struct request *r)
{
	const struct note_query *asked = r->query;
	struct note n = { .word = asked && asked->word.ptr ? asked->word : STR("none"), .version = 3 };

	runs++;
	r->version = n.version;
	return reply_with(r, &note_shape, &n);
}

static inline status note_create(struct request *r)
{
	const struct note_new *sent = r->body;

	runs++;
	r->location = STR("/notes/1");
	r->version = 1;
	return reply_with(r, &note_shape, &(struct note){ sent->word, 1 });
}

static inline status note_raw(struct request *r)
{
	runs++;
	return reply_with(r, &note_shape, &(struct note){ r->raw, 1 });
}

static inline status note_delete(struct request *r)
{
	runs++;
	return reply_nothing(r);
}

static inline status note_refuse(struct request *r)
{
	runs++;
	return fail(r, CONFLICT, "it is taken");
}

static inline status note_export(struct request *r)
{
	TRY(reply_stream(r, "application/x-ndjson", STR("notes.jsonl")));
	return uuid_eq(&r->path_id[1], &uuid_nil) ? NOT_FOUND : reply_bytes(r, STR("{}\n"));
}

static inline status note_export_cut(struct request *r)
{
	TRY(reply_bytes(r, STR("{}\n")));
	return UNAVAILABLE;
}

#define OPEN .limit = LIMIT_HEALTH, .need = ANYONE
#define LEAVES .event = ACTIVITY_TAG_CREATE

static const struct route routes[] = {
	{ .method = GET, .path = "/notes", OPEN, .reply = &note_shape, .query = &note_query_shape, .success = 200,
	  .run = note_show, .about = "Show" },
	{ .method = POST, .path = "/notes", OPEN, LEAVES, .body = &note_new_shape, .reply = &note_shape,
	  .query = &note_query_shape, .success = 201, .run = note_create, .about = "Make" },
	{ .method = POST, .path = "/notes/raw", OPEN, LEAVES, .raw = "text/plain", .reply = &note_shape, .success = 201,
	  .run = note_raw, .about = "Make" },
	{ .method = DELETE, .path = "/notes/{id}", OPEN, LEAVES, .match = true, .success = 204, .run = note_delete,
	  .about = "Remove" },
	{ .method = POST, .path = "/notes/{id}/refuse", OPEN, LEAVES, .success = 204, .run = note_refuse, .about = "Refuse" },
	{ .method = GET, .path = "/notes/{id}/parts/{part}", OPEN, LEAVES, .reply = &note_shape, .success = 200,
	  .media = "application/x-ndjson", .run = note_export, .about = "Download" },
	{ .method = GET, .path = "/cut", OPEN, .reply = &note_shape, .success = 200, .media = "application/x-ndjson",
	  .run = note_export_cut, .about = "Download" },
	{ .method = GET, .path = "/mine", .need = SIGNED_IN, .limit = LIMIT_HEALTH, .reply = &note_shape, .success = 200,
	  .run = note_show, .about = "Show" },
	{ .method = POST, .path = "/mine", .need = SIGNED_IN, .limit = LIMIT_HEALTH, LEAVES, .success = 204,
	  .run = note_delete, .about = "Change" },
	{ .method = GET, .path = "/projects", .need = PROJECT_WRITE, .limit = LIMIT_HEALTH, .reply = &note_shape,
	  .success = 200, .run = note_show, .about = "Show" },
	{ .method = GET, .path = "/fresh", .need = SIGNED_IN, .limit = LIMIT_HEALTH, .fresh_seconds = 300,
	  .reply = &note_shape, .success = 200, .run = note_show, .about = "Show" },
	{ .method = GET, .path = "/rare", .need = ANYONE, .limit = LIMIT_SIGNUP, .reply = &note_shape, .success = 200,
	  .run = note_show, .about = "Show" },
};
enum { ROUTES = sizeof routes / sizeof *routes };

static inline int begin(void **state)
{
	(void)state;
	runs = 0;
	arena_reset(&arena);
	return 0;
}

/* Its frame holds a whole peer; inlined six times over, with a sanitizer, it would not fit into a task's stack. */
[[gnu::noinline, maybe_unused]]
static struct request *request(const char *method, const char *path)
{
	struct request *r = NEW(&arena, struct request);

	r->arena = &arena;
	r->channel = &peer.channel;
	r->id = uuid_new();
	r->now = moment_now();
	r->content_length = -1;
	request_method(r, str_of(method));
	r->path = str_of(path);
	peer = told_new("");
	return r;
}

static inline void with_body(struct request *r, const char *type, const char *body)
{
	peer = told_new(body);
	r->content_type = str_of(type);
	r->content_length = (int64_t)strlen(body);
}

static inline struct request *json(const char *method, const char *path, const char *body)
{
	struct request *r = request(method, path);

	with_body(r, "application/json", body);
	return r;
}

static inline void answer(struct request *r, int http)
{
	route_request(routes, ROUTES, r);
	if (r->http != http)
		fail_msg("%d, not %d: %.*s", r->http, http, (int)r->out.len, r->out.ptr);
}

static inline void assert_body(const struct request *r, const char *expected)
{
	assert_str((str){ r->out.ptr, r->out.len }, expected);
}

/* "#/a is wrong; #/b is missing" */
static inline void assert_flaws(const struct request *r, const char *expected)
{
	struct json told = { .arena = &arena };

	for (const struct flaw *f = r->flaws; f; f = f->next) {
		json_add(&told, told.len ? STR("; ") : STR(""));
		json_add(&told, f->pointer);
		json_add(&told, STR(" "));
		json_add(&told, f->detail);
	}
	assert_str((str){ told.ptr, told.len }, expected);
}

/* Before anything is asked; the caches are the program's own affair. */
static inline void notes_begin(void)
{
	secret_init();
	arena_init(&arena, 16 << 20);
	config.limit_percent = 100;
	config.origin = STR("https://obelus.example");
	config.body_bytes = 1024;
	config.text_bytes = 4096;
}

#endif
