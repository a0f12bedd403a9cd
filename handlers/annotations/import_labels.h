#ifndef IMPORT_LABELS_H
#define IMPORT_LABELS_H

#include "importing.h"
#include "import_meaning.h"
#include "jobs.h"
#include "labelling.h"

/*
 * An import into a job: a line of the complete form of labels (labels.c) is an
 * example with what people submitted and skipped.  import_work.c reads the
 * file; here is what is special about such a line.  Nothing is taken of a line
 * in which something is wrong.
 */

/* A line tells its example by `id`; `position` is of no use elsewhere. */
struct import_line {
	str content, external_id; /* of its example, when those are known */
	int64_t length;           /* of content, in code points */
	uuid known, made;         /* the example's id there (absent: it has none), and the one that it is made with */
	str submissions, skips;   /* lists, as they are written; absent: none */
	str rest;                 /* the row without those of our form: what import_object reads */
};

/* What is wrong with a line: the word, the member, and a sentence when the word's does not do. */
struct import_wrong {
	enum row_flaw word;
	str field, about;
};

/* Someone whose id is no member's: have they labelled here? */
struct import_stranger {
	uuid id;
	bool has_labelled;
};

enum { IMPORT_VERSIONS = 8, IMPORT_STRANGERS = 64 };

/*
 * What people did, in lists of JSON: of each who, when, how much; what they
 * submitted, null for a skip; and how often which label is in it.
 */
struct import_done {
	struct json deeds, labels, tallies;
	int64_t count; /* of deeds */
};

struct import_labels {
	struct request *r;
	const struct import_state *i;
	struct import_labels_of of;
	struct assignment_slice now;                       /* the schema as it is, with the batch */
	struct assignment_slice versions[IMPORT_VERSIONS]; /* of the schema, in memory of their own */
	struct import_stranger strangers[IMPORT_STRANGERS];
	size_t version_count, stranger_count;
	struct arena *kept, *batch, *one; /* of the versions, of the batch, of one submission or skip */
	struct json given, wrong;         /* the batch: lists of JSON objects */
	struct import_done done;
	int64_t rows;                     /* of `given` */
	struct list seen;                 /* of struct import_line: which examples are in the batch */
	uuid last;                        /* id that was given to a deed */
};

/* Begin to read, or go on; `rows` is widened. */
status import_labels_begin(struct request *r, const struct import_state *i, struct import_rows *rows,
                           struct import_labels **out);

/*
 * One row into the batch, as an example or as a flaw.  CONFLICT when the batch
 * has a row of the same example already: end it, and ask again.
 */
status import_labels_row(struct import_labels *l, struct import_reader *d, const struct import_row *row);
void import_labels_flaw(struct import_labels *l, const struct import_row *row, str external_id, const struct import_wrong *w);
bool import_labels_full(const struct import_labels *l);

/* Commit the batch with the place behind it, and begin another.  NOT_FOUND: another worker has been here. */
status import_labels_keep(struct import_labels *l, const struct import_place *to);

/* Divide a row: the members of the complete form apart, the others as an object in `rest`.  False when it is none. */
bool import_line_cut(const struct import_reader *d, str row, struct import_line *out, struct import_wrong *w);

/* What the line says that people did, as deeds for the statement; *w: what is wrong with the first that is. */
status import_deeds(struct import_labels *l, const struct import_line *line, struct import_wrong *w);

/* A version of the schema, without a number if there is none. */
status import_labels_version(struct import_labels *l, int64_t version, struct assignment_slice *out);
/* A label of the schema, now or before, by its id; else of its tags or classes as they are now, by its name. */
bool import_label_find(const struct import_labels *l, const struct assignment_slice *now, const struct schema_label *wanted,
                       uuid *found);

/* Who is meant; absent: nobody. */
status import_labels_who(struct import_labels *l, uuid id, str name, uuid *who);

#endif
