#ifndef IMPORT_MEANING_H
#define IMPORT_MEANING_H

#include "import_rows.h"

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
	str metadata; /* JSON: a member's bytes as they came, or an object of what is left */
};

/* The row's flaw; *field is then the name of the member or column concerned, if it is one. */
enum row_flaw import_object(struct arena *a, const struct import_fields *f, str row, struct import_example *out, str *field);
enum row_flaw import_header(struct arena *a, enum import_format format, const struct import_fields *f, str row,
                            struct import_columns *out, str *field);
enum row_flaw import_record(struct arena *a, enum import_format format, const struct import_fields *f,
                            const struct import_columns *columns, str row, struct import_example *out, str *field);

#endif
