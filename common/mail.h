#ifndef MAIL_H
#define MAIL_H

#include "job.h"

/*
 * Mail.  A handler renders a message to a job's payload in the very statement
 * that makes it due; `work` sends it (GMime builds it, libcurl hands it over).
 * The only file that includes curl.h and gmime.h.
 */

/* The payload of a job of kind "mail": {"to", "subject", "text"}, and "unsubscribe" where SQL makes one that has it.  `to` must be one address without control characters. */
str mail_payload(struct arena *a, str to, str subject, str text);

/* Is this one plausible address: local@domain in ASCII, at most 254 bytes, no space, control, quote or angle bracket? */
bool mail_address_valid(str address);

/* The key by which an address is unique: its domain in lower case, the rest as typed. */
str mail_address_key(struct arena *a, str address);

extern const struct job_kind mail_job;

#endif
