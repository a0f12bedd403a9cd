#ifndef ANNOTATIONS_H
#define ANNOTATIONS_H

#include "page.h"
#include "service.h"

/* Texts to label and the tags to label them with. */
struct project {
	uuid id;
	str name, description;
	int64_t documents, version;
	moment created_at;
};
extern const struct shape project_shape;

struct project_new {
	str name, description;
	struct list tags; /* of struct tag_new */
};
extern const struct shape project_new_shape;

struct project_change {
	patch_text name, description;
};
extern const struct shape project_change_shape;

/* A name for spans. */
struct tag {
	uuid id, project;
	str name, description, colour, key;
	int64_t position, version;
};
extern const struct shape tag_shape;

struct tag_new {
	str name, description, colour, key;
};
extern const struct shape tag_new_shape;

struct tag_change {
	patch_text name, description, colour, key;
};
extern const struct shape tag_change_shape;

/* A text without its text, as lists show it. */
struct document_row {
	uuid id;
	str name;
	int64_t length, spans; /* code points; how many */
	moment created_at;
};
extern const struct shape document_row_shape;

struct document {
	uuid id, project;
	str name, text;
	int64_t length, spans;
	moment created_at;
};
extern const struct shape document_shape;

struct document_query {
	str name;
};
extern const struct shape document_query_shape;

/* Code points start up to, not including, end of a document, under a tag. */
struct span {
	uuid id, document, tag;
	int64_t start, end, version;
	uuid created_by;
	moment created_at;
};
extern const struct shape span_shape;

struct span_new {
	uuid tag;
	int64_t start, end;
	str text;
};
extern const struct shape span_new_shape;

struct span_change {
	uuid tag;
};
extern const struct shape span_change_shape;

/* What became of a span that someone wanted to make: made only if id is given. */
struct span_attempt {
	uuid id, document, tag, known_tag;
	int64_t start, end, version, length;
	bool matches, is_full;
	uuid created_by;
	moment created_at;
};
extern const struct shape span_attempt_shape;

/* Texts that belong together: what is labelled, measured and downloaded as one. */
struct dataset {
	uuid id, project;
	str name, description;
	int64_t examples, version;
	moment created_at;
};
extern const struct shape dataset_shape;

struct dataset_new {
	str name, description;
};
extern const struct shape dataset_new_shape;

struct dataset_change {
	patch_text name, description;
};
extern const struct shape dataset_change_shape;

/* A text of a dataset without its text, as lists show it. */
struct example_row {
	uuid id;
	int64_t position, length; /* in the dataset; code points */
	str beginning, metadata_beginning; /* 200 code points each */
	str external_id, group_key, order_key;
};
extern const struct shape example_row_shape;

struct example {
	uuid id, dataset;
	int64_t position, length;
	str content, metadata; /* JSON, as it came */
	str external_id, group_key, order_key;
};
extern const struct shape example_shape;

/* A span and a document as an export carries them. */
struct export_span {
	uuid id;
	int64_t start, end;
	str tag, text;
	uuid created_by;
	moment created_at;
};
struct export_document {
	uuid id;
	str name, text;
	struct list spans; /* of struct export_span, by start */
};
extern const struct shape export_span_shape, export_document_shape;

/* A span and a document as the statement finds them: slices are cut afterwards. */
struct found_span {
	uuid id;
	int64_t start, end;
	str tag;
	uuid created_by;
	moment created_at;
};
struct found_document {
	uuid id;
	str name, text;
	struct list spans; /* of struct found_span, by start */
};
extern const struct shape found_span_shape, found_document_shape;

struct export_begun {
	str name;
};
extern const struct shape export_begun_shape;

/* How the caller stands to a thing that they could not change. */
struct standing {
	int64_t version;
	str role; /* absent: no member any more */
	int64_t room;
};
extern const struct shape standing_shape;

/* Why a change of a thing found no row: FORBIDDEN, STALE, or OK when neither. */
status standing_why(struct request *r, const struct standing *now);

/* Lists join their parent, so an empty one is a row without an id: drop it. */
void list_without_absent(struct list *l);

/*
 * Reply with a page of what belongs to the thing in the path; NOT_FOUND when
 * there is no such thing.  The id is the first member of the shape's struct.
 */
status page_within(struct request *r,
                   status (*ask)(struct request *r, uuid workspace, uuid within, uuid after,
                                 int64_t rows, struct list *out),
                   const struct shape *s);

/* The colour of a new tag whose maker named none: one of ten that differ in lightness, too. */
str tag_colour(int64_t position);
/* Rules of shape.h: a key that one finger can type, of one character; a colour that CSS knows. */
const char *tag_key_rule(str key, const void *in);
const char *tag_colour_rule(str colour, const void *in);

status project_list(struct request *r);
status project_create(struct request *r);
status project_show(struct request *r);
status project_update(struct request *r);
status tag_list(struct request *r);
status tag_create(struct request *r);
status tag_update(struct request *r);
status document_list(struct request *r);
status document_create(struct request *r);
status document_show(struct request *r);
status span_list(struct request *r);
status span_create(struct request *r);
status span_update(struct request *r);
status span_delete(struct request *r);
status export_show(struct request *r);
status dataset_list(struct request *r);
status dataset_create(struct request *r);
status dataset_show(struct request *r);
status dataset_update(struct request *r);
status example_list(struct request *r);
status example_show(struct request *r);

#include "importing.h"
#include "jobs.h"
#include "labelling.h"

#endif
