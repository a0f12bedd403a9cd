/*
 * privacy: what is stored about people, told to everyone; what is stored
 * about a person, told and handed to them; and what has had its time, removed.
 *
 * Owns policy_version, policy_clause and policy_change, which is what the privacy policy says, erasure with its steps
 * and certificates, retention_rule, personal_export and its pieces, privacy_request with its entries and links, by
 * when those are due, and who of the staff looked at them.  Which columns are about whom is said by the
 * comments of the schema alone; what looks across tables is a definer function of role
 * obelus_rights, which acts on the person who asks and on nobody else; but for
 * those that remove what has had its time, by the rule of a table, that name
 * copies which nobody makes any more, that carry out an erasure, and that answer
 * requests: these ask whether whoever asks has the mailed code, or is of the staff.  Keys that
 * are destroyed stand in a database of their own, which it owns, too.
 *
 * Must be refused: people with their passwords, customers' texts and labels.
 */
#include "privacy.h"

#include "mail.h"
#include "page.h"
#include "queries.h"

static const struct route routes[] = {
	{ .method = GET, .path = "/practices", .need = ANYONE, .limit = LIMIT_EXPORT,
	  .reply = &practices_shape, .success = 200, .run = practices_show,
	  .about = "What is stored about people, why, how long, and what becomes of it",
	  .more = "Made from the comments of the database's columns, by which copies of a person's data and their erasure are made, too." },
	{ .method = GET, .path = "/records", .need = SIGNED_IN, .limit = LIMIT_EXPORT,
	  .reply = &own_records_shape, .success = 200, .run = own_records_show,
	  .about = "What is stored about you",
	  .more = "Every table in which something may be about you, how many rows it has of you and the newest of them." },
	{ .method = GET, .path = "/activity", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &own_deed_shape, .page = true, .success = 200,
	  .run = own_deed_list, .about = "What you did, newest first",
	  .more = "In all your workspaces, and with your account." },
	{ .method = GET, .path = "/exports", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &personal_export_shape, .page = true, .success = 200,
	  .operation = "personal_export_list", .run = personal_export_list,
	  .about = "List the copies of what is stored about you that you asked for, oldest first" },
	{ .method = POST, .path = "/exports", .need = SIGNED_IN, .limit = LIMIT_EXPORT, .fresh_seconds = 600,
	  .reply = &personal_export_shape, .success = 201, .event = ACTIVITY_PERSON_EXPORT,
	  .operation = "personal_export_create", .run = personal_export_create, .ends = (const status[]){ CONFLICT, OK },
	  .about = "Ask for a copy of what is stored about you",
	  .more = "A worker makes it; you are told by mail that it was asked for, and when it is there. One at a time, five a day." },
	{ .method = GET, .path = "/exports/{id}/content", .need = SIGNED_IN, .limit = LIMIT_EXPORT, .fresh_seconds = 600,
	  .media = "application/zip", .success = 200, .event = ACTIVITY_PERSON_DOWNLOAD,
	  .operation = "personal_export_content", .run = personal_export_content, .ends = (const status[]){ CONFLICT, GONE, OK },
	  .flushes = 3, .budget_why = "its key is looked for between, and that it is downloaded is committed before the first byte leaves",
	  .about = "Download such a copy, a zip",
	  .more = "index.html shows what is in it; data/ has a file of JSON Lines for each table, schema.json says how they are "
		  "written, about.json why each thing is stored, by which right and until when. There for seven days." },
	{ .method = DELETE, .path = "/exports/{id}", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .success = 204, .event = ACTIVITY_PERSON_DISCARD,
	  .operation = "personal_export_delete", .run = personal_export_delete, .ends = (const status[]){ GONE, OK },
	  .about = "Take such a copy back: its key is destroyed at once" },
	{ .method = GET, .path = "/policy", .need = ANYONE, .limit = LIMIT_READ,
	  .query = &policy_query_shape, .reply = &policy_shape, .success = 200,
	  .run = policy_show, .ends = (const status[]){ NOT_FOUND, OK },
	  .about = "Read the privacy policy",
	  .more = "The version in force for this kind of installation, or another one by its number. What was published "
		  "never changes: sha256 is that of its sentences." },
	{ .method = GET, .path = "/policy/changes", .need = ANYONE, .limit = LIMIT_READ,
	  .reply = &policy_log_shape, .success = 200, .run = policy_changes,
	  .about = "List the versions of the privacy policy, and what changed" },
	{ .method = GET, .path = "/erasures/preview", .need = SIGNED_IN, .limit = LIMIT_EXPORT,
	  .reply = &erasure_preview_shape, .success = 200, .run = erasure_preview,
	  .about = "What the erasure of your account would do",
	  .more = "To each of your workspaces, and by table: how many rows go, and how many stay as those of a random id. "
		  "Counting ends at 10,000." },
	{ .method = POST, .path = "/erasures", .need = SIGNED_IN, .limit = LIMIT_LOGIN, .fresh_seconds = 600,
	  .body = &erasure_new_shape, .reply = &erasure_shape, .success = 202,
	  .event = ACTIVITY_ERASURE_ASK, .run = erasure_create, .ends = (const status[]){ CONFLICT, OK },
	  .trips = 2, .budget_why = "Redis forgets what has ended",
	  .operation = "erasure_ask", .about = "Have your account erased",
	  .more = "It is frozen at once: all sessions and access tokens end, nobody can log in, and nothing is mailed but about "
		  "this. A mailed link takes it back (POST /cancellations) until `ends_at`; then it is done, and certified. Where "
		  "you are the last owner beside others, hand over first (409); a workspace that is yours alone goes with you." },
	{ .method = POST, .path = "/cancellations", .need = ANYONE, .limit = LIMIT_LOGIN,
	  .body = &cancellation_new_shape, .reply = &cancellation_shape, .success = 200,
	  .event = ACTIVITY_ERASURE_CANCEL, .run = cancellation_create, .ends = (const status[]){ GONE, OK },
	  .about = "Take an erasure back with the code of the mailed link" },
	{ .method = GET, .path = "/certificates/{id}", .need = ANYONE, .limit = LIMIT_READ,
	  .reply = &certificate_shape, .success = 200, .run = certificate_show,
	  .about = "That an erasure is done, and how",
	  .more = "For whoever has its address. It says nothing of whom. scripts/verify-certificate checks it." },
	{ .method = GET, .path = "/certificate-key", .need = ANYONE, .limit = LIMIT_READ,
	  .reply = &certificate_key_shape, .success = 200, .run = certificate_key_show,
	  .about = "The public key by which certificates are known" },
	{ .method = POST, .path = "/requests", .need = ANYONE, .limit = LIMIT_SIGNUP,
	  .body = &privacy_request_new_shape, .reply = &privacy_request_next_shape, .success = 202,
	  .event = ACTIVITY_REQUEST_ASK, .operation = "privacy_request_create", .run = privacy_request_create,
	  .about = "Ask for what the law gives you, with an account or without",
	  .more = "The answer is the same whether or not the address has an account. A mailed link shows that the address is yours, "
		  "and what comes of it; with a session of the account that has the address that is known already." },
	{ .method = POST, .path = "/request-links", .need = ANYONE, .limit = LIMIT_LOGIN,
	  .body = &privacy_request_code_shape, .reply = &privacy_request_view_shape, .success = 200,
	  .event = ACTIVITY_REQUEST_FOLLOW, .operation = "privacy_request_show", .run = privacy_request_show,
	  .ends = (const status[]){ GONE, OK },
	  .about = "See what came of a request, with the code of a mailed link",
	  .more = "The first time shows that the address is yours. Good until 90 days after the request is closed." },
	{ .method = POST, .path = "/request-messages", .need = ANYONE, .limit = LIMIT_LOGIN,
	  .body = &privacy_request_word_shape, .reply = &privacy_request_view_shape, .success = 200,
	  .event = ACTIVITY_REQUEST_WRITE, .operation = "privacy_request_write", .run = privacy_request_write,
	  .ends = (const status[]){ CONFLICT, GONE, OK },
	  .about = "Write to whoever answers your request" },
	{ .method = POST, .path = "/request-withdrawals", .need = ANYONE, .limit = LIMIT_LOGIN,
	  .body = &privacy_request_code_shape, .reply = &privacy_request_view_shape, .success = 200,
	  .event = ACTIVITY_REQUEST_MOVE, .operation = "privacy_request_withdraw", .run = privacy_request_withdraw,
	  .ends = (const status[]){ CONFLICT, GONE, OK },
	  .about = "Take a request back, as long as it is not being done" },
	{ .method = GET, .path = "/access-log", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .reply = &own_access_log_shape, .success = 200, .operation = "own_access_list", .run = own_access_list,
	  .about = "When the staff looked at what is about you, and why" },
	{ .method = GET, .path = "/staff/requests", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .query = &staff_queue_query_shape, .reply = &staff_queue_shape, .success = 200,
	  .operation = "staff_request_list", .run = staff_request_list,
	  .ends = (const status[]){ FORBIDDEN, OK },
	  .about = "Requests that are to be answered, the first due first",
	  .more = "For the staff, whom an operator names. It says nothing of whom they are about." },
	{ .method = GET, .path = "/staff/requests/{id}", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .query = &staff_read_query_shape, .reply = &staff_request_shape, .success = 200,
	  .event = ACTIVITY_REQUEST_READ, .operation = "staff_request_show", .run = staff_request_show,
	  .ends = (const status[]){ FORBIDDEN, OK },
	  .about = "Look at a request, and say why",
	  .more = "Whoever it is about sees when someone looked, and why. Nobody of the staff looks at their own." },
	{ .method = POST, .path = "/staff/requests/{id}/moves", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .body = &staff_request_move_shape, .reply = &staff_item_shape, .success = 200,
	  .event = ACTIVITY_REQUEST_MOVE, .operation = "staff_request_move", .run = staff_request_go,
	  .ends = (const status[]){ CONFLICT, FORBIDDEN, OK },
	  .about = "Move a request on" },
	{ .method = POST, .path = "/staff/requests/{id}/decisions", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .body = &staff_request_decision_shape, .reply = &staff_item_shape, .success = 200,
	  .event = ACTIVITY_REQUEST_MOVE, .operation = "staff_request_decide", .run = staff_request_decide,
	  .ends = (const status[]){ CONFLICT, FORBIDDEN, OK },
	  .about = "Propose what to decide, or say the same as who proposed it",
	  .more = "It is decided when two of the staff have said the same. Another word is another proposal." },
	{ .method = POST, .path = "/staff/requests/{id}/extensions", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .body = &staff_request_extension_shape, .reply = &staff_item_shape, .success = 200,
	  .event = ACTIVITY_REQUEST_MOVE, .operation = "staff_request_extend", .run = staff_request_extend,
	  .ends = (const status[]){ CONFLICT, FORBIDDEN, OK },
	  .about = "Put a request off by what the law allows",
	  .more = "Once, and before it is due; whoever made it is told why." },
	{ .method = POST, .path = "/staff/requests/{id}/messages", .need = SIGNED_IN, .limit = LIMIT_WRITE,
	  .body = &staff_request_message_shape, .reply = &staff_item_shape, .success = 200,
	  .event = ACTIVITY_REQUEST_WRITE, .operation = "staff_request_write", .run = staff_request_write,
	  .ends = (const status[]){ CONFLICT, FORBIDDEN, OK },
	  .about = "Write to whoever made a request" },
};

const struct service this_service = {
	.name = "privacy",
	.routes = routes,
	.route_count = sizeof routes / sizeof *routes,
	.statements = privacy_statements,
	.jobs = (const struct job_kind *const[]){ &mail_job, &erasure_job, &retention_job, &request_clock_job, &personal_export_job,
	                                          &personal_export_end_job, NULL },
	.forbidden_tables = (const char *const[]){ "person", "mailed_token", "document", "span", "activity", NULL },
};
