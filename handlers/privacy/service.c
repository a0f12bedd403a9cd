/*
 * privacy: what is stored about people, told to everyone; what is stored
 * about a person, told to them; and what has had its time, removed.
 *
 * Owns retention_rule.  Which columns are about whom is said by the comments of the
 * schema alone; what looks across tables is a definer function of role
 * obelus_rights, which acts on the person who asks and on nobody else; but for
 * the one that removes what has had its time, by the rule of a table.
 *
 * Must be refused: people with their passwords, customers' texts and labels.
 */
#include "privacy.h"

#include "page.h"
#include "queries.h"

static const struct route routes[] = {
	{ .method = GET, .path = "/practices", .need = ANYONE, .limit = LIMIT_READ,
	  .reply = &practices_shape, .success = 200, .run = practices_show,
	  .about = "What is stored about people, why, how long, and what becomes of it",
	  .more = "Made from the comments of the database's columns, by which copies of a person's data and their erasure are made, too." },
	{ .method = GET, .path = "/records", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .reply = &own_records_shape, .success = 200, .run = own_records_show,
	  .about = "What is stored about you",
	  .more = "Every table in which something may be about you, how many rows it has of you and the newest of them." },
	{ .method = GET, .path = "/activity", .need = SIGNED_IN, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &own_deed_shape, .page = true, .success = 200,
	  .run = own_deed_list, .about = "What you did, newest first",
	  .more = "In all your workspaces, and with your account." },
};

const struct service this_service = {
	.name = "privacy",
	.routes = routes,
	.route_count = sizeof routes / sizeof *routes,
	.statements = privacy_statements,
	.jobs = (const struct job_kind *const[]){ &retention_job, NULL },
	.forbidden_tables = (const char *const[]){ "person", "mailed_token", "document", "span", "activity", NULL },
};
