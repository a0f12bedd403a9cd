#ifndef IMPORT_MEANING_H
#define IMPORT_MEANING_H

#include "import_rows.h"
#include "shape.h"

/*
 * What a row of an uploaded file says: which of its members or columns is the
 * text, which its id, and so on.  A name that is absent is not looked for.
 */
enum { IMPORT_COLUMNS_MOST = 512 };

struct import_fields {
	str content, id, group, order; /* names that the caller chose */
	str metadata;                  /* absent: all the others are the metadata, if there are any */
};

/* The first row of a table. */
struct import_columns {
	size_t count;
	str names[IMPORT_COLUMNS_MOST];
};

struct import_example {
	str content, external_id, group_key, order_key; /* absent: it has none */
	bool is_nameless; /* JSON said null for its id: it has none, and none is missing */
	str metadata;     /* JSON: a member's bytes as they came, or an object of what is left */
};

/* Who reads rows of one file. */
struct import_reader {
	struct arena *arena;
	enum import_format format;
	struct import_fields fields;
	struct import_columns *columns; /* of a table: what import_header found */
	str field;                      /* of the flaw that was found last: its member or column, if it is one's */
};

/*
 * Room for so many bytes more, and no more than that or as much again: a row
 * may take a good part of the arena, which doubling would not have.
 */
void import_reserve(struct json *out, size_t more);
/* What a text takes at most as a JSON string. */
size_t import_written(str text);

/* A row's name as it may be told of one that is left out: absent when it could not be one. */
str import_name_told(str name);

/* A row of JSON. */
enum row_flaw import_object(struct import_reader *d, str row, struct import_example *out);
/* The first row of a table / another one. */
enum row_flaw import_header(struct import_reader *d, str row);
enum row_flaw import_record(struct import_reader *d, str row, struct import_example *out);

#endif
