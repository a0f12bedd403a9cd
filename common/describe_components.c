#include "describe.h"

static void add(struct json *out, const char *raw)
{
	json_add(out, str_of(raw));
}

static void schemas(struct json *out, const struct service *s)
{
	struct shape_set set = { .count = 0 };

	describe_shapes(&set, s);
	for (size_t i = 0; i < set.count; i++) {
		/* A query string's parameters are described where they are taken. */
		if (set.ways[i] == SHAPE_QUERY)
			continue;
		json_key(out, set.shapes[i]->name);
		shape_schema(out, set.shapes[i], set.ways[i]);
	}
}

/* Of one HTTP status, all problems that have it; http 0: of any other. */
static void problem_response(struct json *out, int http)
{
	str before = STR("");

	add(out, "{\"description\":\"");
	for (status p = OK + 1; http && p < STATUS_COUNT; p++) {
		if (problem_http(p) != http)
			continue;
		json_add(out, before);
		add(out, problem_title(p));
		before = STR("; ");
	}
	add(out, http ? "\"" : "Any other problem\"");
	if (http == 429 || http == 503)
		add(out, ",\"headers\":{\"Retry-After\":{\"$ref\":\"#/components/headers/retry-after\"}}");
	add(out, ",\"content\":{\"application/problem+json\":{\"schema\":"
		 "{\"$ref\":\"#/components/schemas/problem\"}}}}");
}

/* Those that an operation above refers to. */
static void problem_responses(struct json *out, const struct service *s)
{
	bool is_used[STATUS_COUNT] = { false };
	int before = 0;

	for (size_t i = 0; i < s->route_count; i++) {
		status problems[STATUS_COUNT];
		describe_route_problems(&s->routes[i], problems);
		for (size_t n = 0; problems[n] != OK; n++)
			is_used[problems[n]] = true;
	}
	for (status p = OK + 1; p < STATUS_COUNT; p++) {
		if (!is_used[p] || problem_http(p) == before)
			continue;
		before = problem_http(p);
		json_key(out, arena_fmt(out->arena, "problem-%d", before).ptr);
		problem_response(out, before);
	}
	json_key(out, "problem");
	problem_response(out, 0);
}

void describe_components(struct json *out, const struct service *s)
{
	add(out, "{\"schemas\":{");
	schemas(out, s);
	add(out, "},\"responses\":{");
	problem_responses(out, s);
	add(out, "}}");
}
