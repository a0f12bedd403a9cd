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

#endif
