#ifndef LANE_H
#define LANE_H

#include "wire.h"

/*
 * Connections that many tasks use at once: their calls follow each other in
 * one pipeline, and those made in one turn of the loop share a Sync: one flush
 * of ours, one of the server's.  They also share an error: after a refusal the
 * rest of them are told UNAVAILABLE, and run alone.  Each call begins with a
 * context of its own, so none sees as another.  Only for statements marked
 * `shared`, which are short reads: a write would make the others wait for its
 * commit, and is refused by the server.
 */

/* Open n lanes; OK, or what wire_open says of the first that fails. */
status lane_open(int64_t n, int64_t deadline);

/*
 * Ride on the emptiest lane.  OK with the call's result, a refusal included.
 * UNAVAILABLE when the lane was lost or late or there is none: then the call
 * may run alone, since it changes nothing.
 */
status lane_run(const struct wire_call *call, PGresult **result);

/* Lanes on which nobody rides give their connections back; the next ride opens its lane anew. */
void lane_close_unused(void);

#endif
