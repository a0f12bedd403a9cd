#ifndef IMPORT_BATCH_H
#define IMPORT_BATCH_H

#include "import_meaning.h"

/*
 * Examples on their way into the database: a list a column, each as
 * PostgreSQL's array_recv reads it, because to write and to read a JSON
 * document of them costs more than to store them.
 */
struct import_list {
	struct json bytes;
	uint32_t of; /* the type of its items, by its number in pg_type */
	uint32_t count, given;
};

struct import_batch {
	struct import_list ids, lines, contents, metadata, external_ids, group_keys, order_keys;
	size_t size; /* bytes that came with the rows */
};

/* What import_take takes; a list of nulls, or of nothing, is absent. */
struct import_lists {
	str ids, lines, contents, metadata, external_ids, group_keys, order_keys;
};

void import_batch_begin(struct import_batch *b, struct arena *a);
/* With a new id; copies what it is given. */
void import_batch_add(struct import_batch *b, int64_t line, const struct import_example *e);
/* The lists stay in the arena; nothing can be added any more. */
struct import_lists import_batch_end(struct import_batch *b);

/* The bytes of hexadecimal text, half as many; false when it is none. */
bool import_unhex(str hex, char *out);

#endif
