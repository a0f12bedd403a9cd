#ifndef DESCRIBE_H
#define DESCRIBE_H

#include "service.h"

/*
 * What a service tells of itself, from its own tables, on standard output:
 *   routes    one JSON array: method, path, need, body, query, reply, limit, event, flushes … of each
 *   openapi   its part of the suite's OpenAPI 3.1 document: paths, schemas and responses
 *   types     TypeScript interfaces of its shapes
 *   problems  the HTML pages /problems/<slug>, as one JSON object
 *   config    the configuration table as Markdown
 * Returns the exit status; 2 for a word that is none of these.
 */
int describe(const struct service *s, const char *what);

void describe_routes(struct json *out, const struct service *s);
void describe_openapi(struct json *out, const struct service *s);
void describe_components(struct json *out, const struct service *s); /* of the OpenAPI document */
void describe_types(struct json *out, const struct service *s);
void describe_problems(struct json *out);

/* The problems a route can end in, by its row: problems[i], until OK. */
void describe_route_problems(const struct route *t, status problems[STATUS_COUNT]);

/* All shapes of a service's routes and their parts, each once. */
enum { SHAPES_MOST = 128 };
struct shape_set {
	const struct shape *shapes[SHAPES_MOST];
	enum shape_way ways[SHAPES_MOST];
	size_t count;
};
void describe_shapes(struct shape_set *set, const struct service *s);

#endif
