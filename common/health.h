#ifndef HEALTH_H
#define HEALTH_H

#include "route.h"

/* GET /health, which every service has: is this instance ready to answer? */
extern const struct route health_route;

/* Whose health it is: the name in its reply. */
void health_of(const char *handler);

#endif
