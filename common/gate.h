#ifndef GATE_H
#define GATE_H

#include "uuid.h"
#include "wait.h"

/*
 * A few places that many want for long, first come, first served.  One person
 * holds at most half of them: there is always one for somebody else, except
 * where there is only one.  Of who has no id nothing is known, and each counts
 * as another person.
 */
struct gate {
	struct lock lock;
	int places, taken;
	struct gate_pass *inside, *line;
};

/* Someone inside, or in line.  The caller's, until it has left or was not let in. */
struct gate_pass {
	struct gate_pass *next;
	uuid who;
	struct task *task;
	bool is_in;
};

void gate_open(struct gate *g, int places);

/* False at the deadline; *as_many then tells whether `who` holds as many as one may. */
bool gate_enter(struct gate *g, struct gate_pass *pass, const uuid *who, int64_t deadline_ms,
                bool *as_many);
void gate_leave(struct gate *g, struct gate_pass *pass);

#endif
