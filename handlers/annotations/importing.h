#ifndef IMPORTING_H
#define IMPORTING_H

/* Files that fill datasets: a part of annotations.h. */
#include "job.h"
#include "service.h"

/* A file that fills a dataset: what it is, and how far. */
struct dataset_import {
	uuid id, dataset;
	str format, content_field, id_field, group_field, order_field, metadata_field;
	bool all_or_nothing;
	uuid job;
	str state;
	int64_t received, parsed, examples, known, submissions, skips, flaws, version;
	moment created_at, ended_at;
};
extern const struct shape dataset_import_shape;

struct import_new {
	str format, content_field, id_field, group_field, order_field, metadata_field;
	bool all_or_nothing;
	uuid job;
};
extern const struct shape import_new_shape;

/* Which part of the file a body is. */
struct import_piece {
	int64_t offset;
	bool last;
};
extern const struct shape import_piece_shape;

/* What became of a piece, and the byte to go on with. */
struct import_kept {
	str standing;
	int64_t received;
};
extern const struct shape import_kept_shape;

/* A row that was left out. */
struct import_flaw {
	uuid id;
	int64_t line;
	str word, field, about, external_id, beginning;
};
extern const struct shape import_flaw_shape;

/* What the worker reads: the file's description and the place in it. */
struct import_state {
	uuid id;
	str state, format, content_field, id_field, group_field, order_field, metadata_field;
	int64_t received, parsed, line;
	bool after_cr, is_behind;
	str header;
	uuid dataset, job; /* job absent: into none */
};
struct import_chunk {
	int64_t position;
	str bytes;
};
struct import_taken {
	int64_t flaws;
};
struct import_ended {
	str state;
};
/* What an import into a job needs to know of it. */
struct import_labels_of {
	int64_t annotators;
	uuid schema;
	int64_t schema_version;
	struct list labels, people; /* of struct labels_name, by id */
};
extern const struct shape import_labels_of_shape;
extern const struct shape import_state_shape, import_chunk_shape, import_taken_shape, import_ended_shape;

status import_list(struct request *r);
status import_create(struct request *r);
status import_show(struct request *r);
status import_receive(struct request *r);
status import_delete(struct request *r);
status import_flaws(struct request *r);

extern const struct job_kind import_job;

#endif
