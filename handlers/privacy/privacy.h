#ifndef PRIVACY_H
#define PRIVACY_H

#include "job.h"
#include "personal_export.h"
#include "policy.h"

/* A word that the comments of the schema use, and what it means; made from sql/catalogue.txt. */
struct catalogue_word {
	str kind, word, meaning;
};
extern const struct catalogue_word catalogue_words[];
extern const size_t catalogue_word_count;

/* What is stored of whom, why and how long, and who gets it: the same for everyone. */
struct practice_word {
	str name, about;
};
struct practice_table {
	str name, about, retain;
};
struct practice {
	str table, name, about, class, subject, purposes, basis, source, clauses, retain, erase;
	bool export;
};
struct practices_found {
	struct list tables, columns, measures;
};
struct practices {
	str controller, contact;
	struct list people, tables, columns, recipients, transfers, measures, words;
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
	bool is_full; /* more of the same is to be expected */
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

/* privacy_request.c: what someone asks for by the law, with an account or without. */
struct privacy_request_new {
	str type, jurisdiction, email, text;
};
struct privacy_request_next {
	str next;
};
struct privacy_request_code {
	str token;
};
struct privacy_request_word {
	str token, text;
};
struct privacy_request_event {
	moment at;
	str by, state, about, text;
};
struct privacy_request_message {
	moment at;
	str by, text;
};
struct privacy_request_read {
	moment at;
	str reason;
};
struct privacy_request_seen {
	uuid id;
	str type, jurisdiction, text, state, about;
	moment received_at, verified_at, due_at, extended_until;
	str extension_reason, decision, decision_reason;
	moment closed_at;
	struct list history, messages, reads;
};
struct privacy_request_found {
	str table, about;
	int64_t records;
	str sample;
};
struct privacy_request_followed {
	str standing;
	struct list found;
	struct privacy_request_seen seen;
};
struct privacy_request_view {
	struct privacy_request_seen seen;
	struct list found;
};
struct own_access {
	uuid id;
	moment at;
	str reason, request_type;
};
struct own_access_log {
	struct list reads;
};
extern const struct shape privacy_request_new_shape, privacy_request_next_shape, privacy_request_code_shape, privacy_request_word_shape,
	privacy_request_seen_shape, privacy_request_followed_shape, privacy_request_view_shape, own_access_shape, own_access_log_shape;
extern const char *const privacy_request_types[], *const privacy_request_jurisdictions[], *const privacy_request_states[],
	*const privacy_request_decisions[], *const privacy_request_reasons[];
status privacy_request_create(struct request *r);
status privacy_request_show(struct request *r);
status privacy_request_write(struct request *r);
status privacy_request_withdraw(struct request *r);
status own_access_list(struct request *r);

/* A link by which a request is followed. */
str privacy_request_link(struct arena *a, str token);

/* staff_request.c: what the staff sees of requests, and does. */
struct staff_way {
	str to;
	bool by_two;
};
struct staff_item {
	uuid id;
	str type, jurisdiction, state;
	moment received_at, verified_at, due_at;
	bool is_extended;
	moment extended_at_most;
	str standing, proposal;
	bool is_proposed_by_me;
	str decision;
	moment closed_at;
	struct list ways;
};
/* Begins as struct page_query, which reads it, too. */
struct staff_queue_query {
	str after;
	maybe_int limit;
	str which;
};
struct staff_queue {
	struct list requests;
};
struct staff_read_query {
	str reason;
};
struct staff_request {
	str email;
	bool has_account;
	str proposal_reason;
	struct staff_item item;
	struct privacy_request_seen seen;
};
struct staff_request_move {
	str to, text;
};
struct staff_request_decision {
	str decision, reason;
};
struct staff_request_extension {
	str reason;
};
struct staff_request_message {
	str text;
};
struct staff_request_done {
	str standing;
	struct staff_item item;
};
extern const struct shape staff_item_shape, staff_queue_query_shape, staff_queue_shape, staff_read_query_shape, staff_request_shape,
	staff_request_move_shape, staff_request_decision_shape, staff_request_extension_shape, staff_request_message_shape,
	staff_request_done_shape;
status staff_request_list(struct request *r);
status staff_request_show(struct request *r);
status staff_request_go(struct request *r);
status staff_request_decide(struct request *r);
status staff_request_extend(struct request *r);
status staff_request_write(struct request *r);

/* request_clock.c */
struct privacy_requests_ticked {
	int64_t near, overdue, ended;
};
extern const struct shape privacy_requests_ticked_shape;
extern const struct job_kind request_clock_job;

/* mail_category.c: the kinds of mail that nobody has to get, in the words in which they are offered. */
enum { MAIL_CATEGORIES = 2 };
struct mail_category {
	str category, title, text, label, text_sha256;
};
extern const char *const mail_category_words[];
/* In the order in which they are shown; the text names who runs this installation. */
const struct mail_category *mail_categories(struct arena *a);
const struct mail_category *mail_category_of(struct arena *a, str category);

/* mail_preference.c: which of them a person wants. */
struct mail_preference {
	str category, title, text, label, text_sha256;
	bool wanted;
	moment since, mailed_at;
	str set_by;
};
struct mail_choice {
	str category;
	bool wanted;
	moment since, mailed_at;
	str set_by;
};
struct mail_choices {
	int64_t policy_version;
	str policy_sha256;
	struct list choices; /* of struct mail_choice */
};
struct mail_preferences {
	bool signal;
	str language;
	int64_t policy_version;
	str policy_sha256;
	struct list categories; /* of struct mail_preference */
};
struct mail_preference_new {
	str category;
	bool wanted;
	str text_sha256, policy_sha256;
	bool despite_signal;
};
struct mail_preference_set {
	bool wanted;
	moment since;
	str set_by;
};
extern const struct shape mail_choices_shape, mail_preferences_shape, mail_preference_new_shape, mail_preference_set_shape;
status mail_preference_list(struct request *r);
status mail_preference_put(struct request *r);

/* consent.c: what people agreed to and took back. */
struct consent_event {
	uuid id;
	moment at;
	str category, act, method;
	bool despite_signal;
	int64_t policy_version;
	str title, text, label; /* as they were shown */
};
struct consent_statement {
	str statement;
};
struct consent_receipt {
	uuid id;
	str statement, signature, key;
};
extern const struct shape consent_event_shape, consent_statement_shape, consent_receipt_shape;
status consent_list(struct request *r);
status consent_receipt_show(struct request *r);

/* unsubscription.c: the link at the end of such a mail. */
struct unsubscription_found {
	str category;
	bool wanted;
};
struct unsubscription {
	str category, title;
	bool wanted;
};
extern const struct shape unsubscription_found_shape, unsubscription_shape;
status unsubscription_show(struct request *r);
status unsubscription_create(struct request *r);
status unsubscription_form(struct request *r);

/* mailing.c: a text on its way to all who asked for such mail. */
struct mailing_turn {
	uuid last;
	int64_t made;
};
extern const struct shape mailing_turn_shape;
extern const struct job_kind mailing_job;

/* security_txt.c */
status security_txt_show(struct request *r);

/* Where a certificate is found. */
str certificate_link(struct arena *a, uuid id);

#endif
