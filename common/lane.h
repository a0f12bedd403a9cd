#ifndef LANE_H
#define LANE_H

#include "wire.h"

/*
 * Connections that many tasks use at once: their calls follow each other in
 * one pipeline, each with a Sync, so a transaction and an error, of its own.
 * Only for statements marked `shared`, which are short reads: a write would
 * make the others wait for its commit, and is refused by the server.
 */

/* Open n lanes; OK, or what wire_open says of the first that fails. */
status lane_open(int64_t n, int64_t deadline);

/*
 * Ride on the emptiest lane.  OK with the call's result, a refusal included.
 * UNAVAILABLE when the lane was lost or late or there is none: then the call
 * may run alone, since it changes nothing.
 */
status lane_run(const struct wire_call *call, PGresult **result);

#endif
