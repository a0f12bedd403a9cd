#ifndef PRIVACY_H
#define PRIVACY_H

#include "job.h"
#include "personal_export.h"

/* A word that the comments of the schema use, and what it means; made from sql/catalogue.txt. */
struct catalogue_word {
	str kind, word, meaning;
};
extern const struct catalogue_word catalogue_words[];
extern const size_t catalogue_word_count;

/* What is stored of whom, why and how long: the same for everyone. */
struct practice_table {
	str name, about, retain;
};
struct practice {
	str table, name, about, class, subject, purposes, basis, source, clauses, retain, erase;
	bool export;
};
struct practices_found {
	struct list tables, columns;
};
struct practices {
	struct list tables, columns, words;
};
extern const struct shape practices_found_shape, practices_shape;
status practices_show(struct request *r);

/* What is stored about the person who asks, and what they did. */
struct own_record {
	str table, about, why;
	int64_t records;
	str sample;
};
struct own_records {
	int64_t counted;
	struct list tables;
};
struct own_deed_found {
	uuid id;
	moment at;
	str verb;
	uuid workspace;
	str workspace_name;
	uuid project;
	str project_name;
};
struct own_deed {
	uuid id;
	moment at;
	str verb, about;
	uuid workspace;
	str workspace_name;
	uuid project;
	str project_name;
};
extern const struct shape own_record_shape, own_records_shape, own_deed_found_shape, own_deed_shape;
status own_records_show(struct request *r);
status own_deed_list(struct request *r);

/* How long rows of a table stay. */
struct retention_rule {
	str relation;
};
extern const struct shape retention_rule_shape;

/* What came of a batch. */
struct retention_swept {
	int64_t swept;
	bool is_over, is_busy;
};
extern const struct shape retention_swept_shape;

extern const struct job_kind retention_job;

/* policy.c: what the privacy policy says, and said. */

struct policy_query {
	maybe_int number;
};
struct policy_clause {
	int64_t ordinal;
	str heading, clauses, sentence;
};
/* As it is published. */
struct policy_version {
	str mode;
	int64_t number;
	str language, class, sha256;
	moment published_at, effective_from;
	maybe_int supersedes;
	bool in_force;
	struct list sentences; /* of struct policy_clause */
};
/* … and with those whom it speaks of. */
struct policy {
	str mode;
	int64_t number;
	str language, class, sha256;
	moment published_at, effective_from;
	maybe_int supersedes;
	bool in_force;
	str controller, contact;
	struct list sentences;
};
struct policy_edition {
	int64_t number;
	str class, sha256;
	moment effective_from;
	bool in_force;
};
struct policy_change {
	int64_t version;
	moment changed_on;
	str origin, summary;
};
struct policy_log {
	struct list versions; /* of struct policy_edition */
	struct list changes;  /* of struct policy_change */
};
extern const struct shape policy_query_shape, policy_version_shape, policy_shape, policy_log_shape;

status policy_show(struct request *r);
status policy_changes(struct request *r);

/* What becomes of a workspace when someone in it is erased. */
struct erasure_workspace {
	uuid id;
	str name, fate;
};
extern const struct shape erasure_workspace_shape;

/* … and of the rows of a table that are about them. */
struct erasure_table {
	str name, about, why, fate;
	int64_t rows;
	bool is_more; /* than `rows`, where counting ends */
	str kept;     /* what stays of a row that becomes a pseudonym's */
};
extern const struct shape erasure_table_shape;

struct erasure_preview {
	int64_t seconds;
	struct list workspaces, tables;
};
extern const struct shape erasure_preview_shape;

struct erasure_new {
	str username;
};
extern const struct shape erasure_new_shape;

/* Why it was not begun, or until when it can be taken back. */
struct erasure_attempt {
	str standing, hashes;
	moment ends_at;
	str names;
};
extern const struct shape erasure_attempt_shape;

struct erasure {
	moment ends_at;
	uuid certificate;
};
extern const struct shape erasure_shape;

struct cancellation_new {
	str token;
};
extern const struct shape cancellation_new_shape;

struct cancellation {
	str next;
};
extern const struct shape cancellation_shape;

struct erasure_cancelled {
	bool is_back;
};
extern const struct shape erasure_cancelled_shape;

status erasure_preview(struct request *r);
status erasure_create(struct request *r);
status cancellation_create(struct request *r);

/* What the job asks: erasure_work.c. */
struct erasure_now {
	str standing;
	struct list keys; /* of copies of their data */
	str hashes, ledger;
};
struct erasure_key {
	uuid id;
};
extern const struct shape erasure_now_shape;

struct erasure_piece {
	bool more;
};
extern const struct shape erasure_piece_shape;

struct erasure_statement {
	str statement;
};
extern const struct shape erasure_statement_shape;

struct erasure_ended {
	bool is_done;
};
extern const struct shape erasure_ended_shape;

extern const struct job_kind erasure_job;

/* What is left of an erasure. */
struct certificate {
	uuid id;
	str statement, signature, key;
	moment made_at;
};
extern const struct shape certificate_shape;

struct certificate_key {
	str algorithm, key;
};
extern const struct shape certificate_key_shape;

status certificate_show(struct request *r);
status certificate_key_show(struct request *r);

/* Where a certificate is found. */
str certificate_link(struct arena *a, uuid id);

#endif
