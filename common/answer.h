#ifndef ANSWER_H
#define ANSWER_H

#include "service.h"

/* One request, from the codec through the routes to the reply, the log line and the metrics. */

/* Whose requests these are.  Call before any other. */
void answer_for(const struct service *s);

/* What the engine asks for: the state of one serving task, and serving with it (wait.h). */
void *answer_new(void);
int answer_serve(void *answer, int fd);

#endif
