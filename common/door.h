#ifndef DOOR_H
#define DOOR_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The connections of the fibre engine: who is let in, who has no request at
 * hand, and who stands in line because every task is busy.
 */

/* start: serve the request that has come in on fd; false when no task is free. */
void door_open(int listener, bool (*start)(int fd));

/* The listener has someone: let one in. */
void door_knock(void);

/* Let nobody in any more. */
void door_close(void);

/* A request on fd has been answered: it waits for another / it was closed. */
void door_unused(int fd);
void door_closed(int fd);

/* If nothing was under way on fd a request has begun: true.  It is started, or stands in line. */
bool door_begin(int fd);

/* Tasks may be free: start those in line. */
void door_serve_line(void);

/* Close the connections without a request.  One that has arrived is still answered, and so is the first of a new one. */
void door_close_unused(void);

int door_connections(void);

/* When we would look again whether descriptors are to be had; INT64_MAX: they are. */
int64_t door_again(void);
void door_look_again(void);

#endif
