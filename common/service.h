#ifndef SERVICE_H
#define SERVICE_H

#include "db.h"
#include "job.h"
#include "route.h"

/* What a handler is: its tables.  Each handlers/<h>/service.c defines this_service. */
struct service {
	const char *name; /* "auth": role obelus_auth, URL prefix /api/auth */
	const struct route *routes;
	size_t route_count;
	const struct statement *statements; /* made by sqlgen; ends at a NULL name */
	const struct job_kind *const *jobs; /* the last is NULL; no jobs: NULL */
	/* Statements this role must be refused, run at start: one that succeeds ends the process.
	 */
	const char *const *forbidden_tables; /* "person", …; NULL last */
	bool yields; /* where the processor is short, the other handlers come first */
};
extern const struct service this_service;

/*
 * The program:
 *   serve                 answer requests: a supervisor and its workers
 *   work                  run jobs: a supervisor and one worker
 *   describe routes|openapi|types|problems|config
 * SIGTERM: stop accepting, finish, exit 0.  SIGHUP: re-read the configuration
 * and replace the workers one by one, each by the program now on disk.
 */
int service_main(const struct service *s, int argc, char **argv);

#endif
