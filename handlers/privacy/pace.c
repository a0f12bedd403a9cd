#include "pace.h"

#include "job.h"
#include "moment.h"

enum { TIMES = 5, LEAST_MS = 4, MOST_MS = 200 };

void pace_rest(struct pace *p)
{
	int64_t rest = p->since_ms ? TIMES * (now_ms() - p->since_ms) : 0;

	rest = rest < LEAST_MS ? LEAST_MS : rest;
	job_rest(rest < MOST_MS ? rest : MOST_MS);
	p->since_ms = now_ms();
}
