#ifndef JOBS_H
#define JOBS_H

/* Work on datasets, and who does which part of it: a part of annotations.h. */
#include "service.h"

struct job_team {
	uuid id;
};
extern const struct shape job_team_shape;

/* So many annotators label each example of a dataset by a schema. */
struct annotation_job {
	uuid id, project, dataset, schema;
	str name, guidelines, state;
	int64_t annotators, lease_seconds;
	bool for_teams, sample;
	struct list teams; /* of struct job_team */
	int64_t examples, touched, done, submissions, skips, revision, version;
	moment created_at;
};
struct annotation_job_row {
	uuid id, project, dataset, schema;
	str name, state;
	int64_t annotators;
	bool for_teams, sample;
	int64_t examples, touched, done, submissions, skips, revision, version;
};
extern const struct shape annotation_job_shape, annotation_job_row_shape;

struct annotation_job_new {
	str name;
	uuid dataset, schema;
	int64_t annotators;
	str guidelines;
	maybe_int lease_seconds;
	struct list teams; /* of struct job_team; none: everyone of the workspace */
	bool sample;
};
struct annotation_job_change {
	patch_text name, guidelines;
	patch_int annotators;
	str state, queue; /* absent: as it is */
	uuid before;
};
struct job_teams {
	struct list teams; /* of struct job_team; none: everyone of the workspace */
};
extern const struct shape annotation_job_new_shape, annotation_job_change_shape, job_teams_shape;

/* What a new job is made of: does it belong together? */
struct job_parts {
	bool dataset, schema, member;
};
extern const struct shape job_parts_shape;

/* How to label in a job, as it was written and as it is shown. */
struct job_guidelines {
	str markdown;
	int64_t version;
};
struct guidelines_page {
	str markdown, html;
	int64_t version;
};
extern const struct shape job_guidelines_shape, guidelines_page_shape;

/* Can guidelines be shown?  INVALID, at their place in the body, when not. */
status guidelines_check(struct request *r, str markdown);

struct assignment_ask {
	uuid job;
	bool another;
};
extern const struct shape assignment_ask_shape;

/* All that an annotator needs to see; nothing but absent values when there is nothing to do. */
struct assignment {
	uuid id, job, example;
	str state;
	moment lease_until;
	str content, metadata, external_id;
	str job_name;
	uuid schema;
	int64_t schema_version;
	str overlap, classes;
	struct list labels; /* of struct schema_label */
	str draft, submission;
	int64_t version;
	int64_t drafts;
	bool again; /* there is more to look through */
	str reason; /* why there is nothing */
	int64_t own; /* submissions in the job */
};
struct assignment_row {
	uuid id, job;
	str job_name, job_state;
	uuid example;
	str beginning, state;
	bool cut, drafted;
	maybe_int schema_version;
	int64_t version;
	moment created_at, submitted_at;
};
extern const struct shape assignment_shape, assignment_row_shape;

/* What a submission says.  The label comes first: labels.h counts on it. */
struct span_mark {
	uuid label;
	int64_t start, end;
	str text;
};
struct class_mark {
	uuid label;
};
struct submission_new {
	int64_t schema_version;
	struct list spans, classes; /* of struct span_mark, struct class_mark */
	bool nothing;
	maybe_int seconds;
	maybe_int drafts; /* seen; is not kept */
};
extern const struct shape span_mark_shape, class_mark_shape, submission_new_shape, submission_kept_shape;

struct skip_new {
	str reason;
};
extern const struct shape skip_new_shape;

/* What a submission is checked against. */
struct assignment_slice {
	str role; /* absent: they may not any more */
	uuid id;  /* absent: it is not theirs */
	int64_t handed_version;
	str content;
	int64_t length; /* in code points */
	maybe_int version; /* absent: the schema has no such version */
	str overlap, classes;
	struct list labels; /* of struct schema_label */
};
extern const struct shape assignment_slice_shape;

/* What became of something done with it, and how it is now. */
struct assignment_done {
	str standing;
	uuid id;
	str state;
	moment lease_until;
	int64_t version, drafts;
};
struct assignment_now {
	uuid id;
	str state;
	moment lease_until;
	int64_t version, drafts;
};
extern const struct shape assignment_done_shape, assignment_now_shape;

/* One of the times that someone submitted something. */
struct submission_row {
	uuid id, assignment;
	int64_t version, schema_version;
	str labels;
	moment created_at;
};
extern const struct shape submission_row_shape;

/* What someone did for a job on a day. */
struct job_day {
	uuid id, job;
	moment day;
	uuid person;
	str username; /* absent: they left the workspace */
	int64_t submissions, spans, classes, nothings, skips, seconds;
};
extern const struct shape job_day_shape;

/* How often a label was given in a job, and by whom. */
struct frequency_person {
	uuid person;
	str username;
	int64_t count;
};
struct frequency {
	uuid id;
	str kind, name;
	bool retired;
	int64_t count;
	struct list people; /* of struct frequency_person */
};
extern const struct shape frequency_person_shape, frequency_shape;

/* An example that someone has skipped. */
struct skip {
	uuid id, example;
	str beginning;
	uuid person;
	str username, reason;
};
extern const struct shape skip_shape;

/* An example that someone has in their hands. */
struct lease {
	uuid id, example;
	str beginning;
	uuid person;
	str username;
	moment since, until;
};
/* What became of taking it from them, or of sending a skipped one back. */
struct recalled {
	str standing;
};
extern const struct shape lease_shape, recalled_shape;

/* How far a job's examples are: untouched, begun and done are all of them. */
struct job_progress {
	int64_t examples, untouched, begun, done, skipped, stuck, annotators, people;
};
extern const struct shape job_progress_shape;

/* What a job's people have labelled, as it is downloaded: names of labels and of people, by id. */
struct labels_name {
	uuid id;
	str name;
};
struct labels_begun {
	str name;
	struct list labels, people; /* of struct labels_name, by id */
};
extern const struct shape labels_name_shape, labels_begun_shape;

/* An example and, if there is one, an assignment of it; content and metadata with the first. */
struct labelled_row {
	uuid id;
	int64_t position;
	str external_id, group_key, order_key, content, metadata;
	uuid person;
	str state;
	int64_t version, schema_version;
	str reason;
	moment submitted_at, day;
	str submission; /* JSON, as it is stored */
};
extern const struct shape labelled_row_shape;

/* The complete form: a line an example. */
struct labelled_span {
	uuid label;
	str name;
	int64_t start, end;
	str text;
};
struct labelled_class {
	uuid label;
	str name;
};
struct labelled_by {
	uuid annotator;
	str annotator_name; /* absent: they left the workspace */
	int64_t version;
	moment submitted_at, day;
};
struct labelled_submission {
	uuid annotator;
	str annotator_name;
	int64_t version;
	moment submitted_at, day;
	int64_t schema_version;
	struct list spans, classes; /* of struct labelled_span, struct labelled_class */
	bool nothing;
	maybe_int seconds;
};
struct labelled_skip {
	uuid annotator;
	str annotator_name;
	moment day;
	str reason;
};
struct labelled_head {
	uuid id;
	int64_t position;
	str external_id, group_key, order_key, content, metadata;
};
struct labelled_example {
	uuid id;
	int64_t position;
	str external_id, group_key, order_key, content, metadata;
	struct list submissions, skips; /* of struct labelled_submission, struct labelled_skip */
};
extern const struct shape labelled_example_shape;

/* The same as LightTag handed it over. */
struct found_example {
	uuid id;
	str content, metadata;
	str seen; /* for lighttag.c: who submitted what, and when; absent: nobody */
};
struct lighttag_person {
	uuid annotator_id;
	str annotator;
	moment timestamp;
};
struct lighttag_annotation {
	uuid example_id;
	int64_t start, end;
	str value, tag;
	uuid tag_id, tagged_token_id;
	bool reviewed;
	str correct;
	struct list annotated_by; /* of struct lighttag_person */
};
struct lighttag_class {
	uuid example_id;
	str classname;
	uuid class_id, definition_id;
	struct list classified_by; /* of struct lighttag_person */
};
struct lighttag_head {
	uuid example_id;
	str content, metadata;
	struct list seen_by; /* of struct lighttag_person */
};
struct lighttag_example {
	uuid example_id;
	str content, metadata;
	struct list seen_by, annotations, classifications;
};
extern const struct shape found_example_shape, lighttag_example_shape;

struct labels_query {
	str only;
};
extern const struct shape labels_query_shape;

/* Spans as they are kept: by position, then by label. */
int span_mark_order(const void *one, const void *other);

/* Is what someone submits true of the text and of the schema?  Every flaw is told. */
status submission_check(struct request *r, const struct submission_new *n, const struct assignment_slice *of);

/* … and as it is kept, JSON: in one order, so that the same labels are the same submission, however they come. */
str submission_kept(struct arena *a, const struct submission_new *n);

status annotation_job_list(struct request *r);
status annotation_job_queue(struct request *r);
status annotation_job_create(struct request *r);
status annotation_job_show(struct request *r);
status annotation_job_update(struct request *r);
status annotation_job_teams(struct request *r);
status guidelines_show(struct request *r);
status assignment_list(struct request *r);
status assignment_create(struct request *r);
status assignment_show(struct request *r);
status assignment_draft(struct request *r);
status assignment_submit(struct request *r);
status assignment_skip(struct request *r);
status assignment_release(struct request *r);
status assignment_reopen(struct request *r);
status submission_list(struct request *r);
status labels_show(struct request *r);
status lighttag_show(struct request *r);
status job_day_list(struct request *r);
status frequency_list(struct request *r);
status skip_list(struct request *r);
status skip_delete(struct request *r);
status lease_list(struct request *r);
status lease_delete(struct request *r);
status job_progress_show(struct request *r);

#endif
