#ifndef DESCRIBE_H
#define DESCRIBE_H

#include "service.h"

/*
 * What a service tells of itself, from its own tables, on standard output:
 *   routes    one JSON array: method, path, need, body, query, reply, limit, event, flushes … of each
 *   openapi   its part of the suite's OpenAPI 3.1 document
 *   types     TypeScript interfaces of its shapes
 *   problems  the HTML pages /problems/<slug>, as one JSON object
 *   config    the configuration table as Markdown
 * Returns the exit status; 2 for a word that is none of these.
 */
int describe(const struct service *s, const char *what);

#endif
