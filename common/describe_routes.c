#include "describe.h"

static void text(struct json *out, const char *name, const char *value)
{
	json_key(out, name);
	json_text(out, str_of(value));
}

static void number(struct json *out, const char *name, int64_t n)
{
	json_key(out, name);
	json_int(out, n);
}

static void truth(struct json *out, const char *name, bool is_so)
{
	json_key(out, name);
	json_add(out, is_so ? STR("true") : STR("false"));
}

static void shape_name(struct json *out, const char *name, const struct shape *s)
{
	text(out, name, s ? s->name : NULL);
}

static void roles(struct json *out, enum need n)
{
	json_key(out, "roles");
	json_add(out, STR("["));
	for (enum role r = ROLE_NONE + 1; r < ROLE_COUNT; r++) {
		if (!need_met(n, r))
			continue;
		json_next(out);
		json_text(out, str_of(role_word(r)));
	}
	json_add(out, STR("]"));
}

static void params(struct json *out, const char *path)
{
	json_key(out, "params");
	json_add(out, STR("["));
	for (const char *p = strchr(path, '{'); p; p = strchr(p, '{')) {
		const char *end = strchr(++p, '}');

		json_next(out);
		json_text(out, (str){ p, (size_t)(end - p) });
	}
	json_add(out, STR("]"));
}

static void problem_slugs(struct json *out, const struct route *t)
{
	status problems[STATUS_COUNT];

	describe_route_problems(t, problems);
	json_key(out, "problems");
	json_add(out, STR("["));
	for (size_t i = 0; problems[i] != OK; i++) {
		json_next(out);
		json_text(out, str_of(problem_slug(problems[i])));
	}
	json_add(out, STR("]"));
}

static void guards(struct json *out, const struct route *t)
{
	text(out, "need", need_word(t->need));
	roles(out, t->need);
	text(out, "limit", limit_word(t->limit));
	number(out, "a_minute", limit_a_minute(t->limit));
	number(out, "fresh_seconds", t->fresh_seconds);
	text(out, "event", t->event ? activity_verb(t->event) : NULL);
	truth(out, "match", t->match);
	number(out, "flushes", t->flushes ? t->flushes : 1);
	number(out, "trips", t->trips ? t->trips : 1);
	text(out, "budget_why", t->budget_why);
	problem_slugs(out, t);
}

static void one(struct json *out, const struct service *s, const struct route *t)
{
	json_next(out);
	json_add(out, STR("{"));
	text(out, "handler", s->name);
	text(out, "method", method_name(t->method));
	text(out, "path", t->path);
	params(out, t->path);
	shape_name(out, "body", t->body);
	shape_name(out, "query", t->query);
	shape_name(out, "reply", t->reply);
	text(out, "raw", t->raw);
	text(out, "media", t->media);
	truth(out, "page", t->page);
	number(out, "success", t->success);
	guards(out, t);
	text(out, "about", t->about);
	text(out, "more", t->more);
	json_add(out, STR("}"));
}

void describe_routes(struct json *out, const struct service *s)
{
	json_add(out, STR("["));
	for (size_t i = 0; i < s->route_count; i++)
		one(out, s, &s->routes[i]);
	json_add(out, STR("]"));
}

/* Does any row of the table, or the way of every request, lead there? */
static bool can_end_in(const struct route *t, status problem)
{
	switch (problem) {
	case UNAUTHORIZED:
	case OUT_OF_SCOPE:
		return t->need != ANYONE;
	case STEP_UP:
		return t->fresh_seconds > 0;
	case FORBIDDEN:
		return t->need > SIGNED_IN;
	case CROSS_SITE:
		return t->method != GET || t->event;
	case NOT_FOUND:
		return strchr(t->path, '{') != NULL;
	case STALE:
	case UNCONDITIONAL:
		return t->match;
	case TOO_LARGE:
	case BAD_TYPE:
		return t->body || t->raw;
	case BAD_REQUEST:
	case INVALID:
	case TOO_MANY:
	case BROKEN:
	case UNAVAILABLE:
	case LATE:
		return true;
	default:
		return false;
	}
}

/* Does the function say so itself? */
static bool does_end_in(const struct route *t, status problem)
{
	for (const status *p = t->ends; p && *p != OK; p++)
		if (*p == problem)
			return true;
	return false;
}

void describe_route_problems(const struct route *t, status problems[STATUS_COUNT])
{
	size_t n = 0;

	for (status p = OK + 1; p < STATUS_COUNT; p++)
		if (can_end_in(t, p) || does_end_in(t, p))
			problems[n++] = p;
	problems[n] = OK;
}
