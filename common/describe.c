#include "describe.h"

#include "config.h"

#include <stdio.h>
#include <stdlib.h>

/* A shape that is both sent and shown is described as it may be sent: with less in it. */
static void collect(struct shape_set *set, const struct shape *s, enum shape_way way)
{
	size_t i = 0;

	while (i < set->count && set->shapes[i] != s)
		i++;
	if (i == SHAPES_MOST)
		abort();
	if (i == set->count) {
		set->shapes[set->count] = s;
		set->ways[set->count++] = way;
	} else if (way < set->ways[i]) {
		set->ways[i] = way;
	}
	for (const struct field *f = s->fields; f->name; f++)
		if (f->of)
			collect(set, f->of, way);
}

void describe_shapes(struct shape_set *set, const struct service *s)
{
	for (size_t i = 0; i < s->route_count; i++) {
		const struct route *t = &s->routes[i];

		if (t->body)
			collect(set, t->body, SHAPE_IN);
		if (t->query)
			collect(set, t->query, SHAPE_QUERY);
		if (t->reply)
			collect(set, t->reply, SHAPE_OUT);
	}
}

void describe_types(struct json *out, const struct service *s)
{
	struct shape_set set = { .count = 0 };

	describe_shapes(&set, s);
	for (size_t i = 0; i < set.count; i++)
		shape_typescript(out, set.shapes[i], set.ways[i]);
}

static void tell_problems(struct json *out, const struct service *s)
{
	(void)s;
	describe_problems(out);
}

/* False when standard output does not take it all. */
static bool print(const struct json *out)
{
	bool is_written = fwrite(out->ptr, 1, out->len, stdout) == out->len;

	if (out->len && out->ptr[out->len - 1] != '\n')
		is_written = putchar('\n') != EOF && is_written;
	return fflush(stdout) == 0 && is_written;
}

int describe(const struct service *s, const char *what)
{
	static const struct {
		const char *word;
		void (*tell)(struct json *out, const struct service *s);
	} topics[] = {
		{ "routes", describe_routes },
		{ "openapi", describe_openapi },
		{ "types", describe_types },
		{ "problems", tell_problems },
	};
	struct arena arena;

	if (!strcmp(what, "config")) {
		config_describe();
		return 0;
	}
	for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
		if (strcmp(what, topics[i].word))
			continue;
		arena_init(&arena, 64 << 20);
		struct json out = { .arena = &arena };
		topics[i].tell(&out, s);
		bool is_written = print(&out);
		arena_free(&arena);
		return is_written ? 0 : 1;
	}
	fprintf(stderr, "describe: %s is not one of routes, openapi, types, problems, config\n", what);
	return 2;
}
