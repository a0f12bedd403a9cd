/*
 * billing: what a workspace pays for, and what the payment provider tells us.
 *
 * Owns no table yet.  It runs as a process with its own role, socket, Redis
 * user and metrics, so that a noun of it is added by a file and a row.
 *
 * Must be refused: people with their passwords, customers' texts and labels.
 */
#include "billing.h"

#include "queries.h"

const struct service this_service = {
	.name = "billing",
	.statements = billing_statements,
	.forbidden_tables = (const char *const[]){ "person", "mailed_token", "document", "span", NULL },
};
