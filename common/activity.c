#include "activity.h"

#define ACTIVITY_ROW(name, verb, about) [ACTIVITY_##name] = verb,
static const char *const verbs[ACTIVITY_COUNT] = { [ACTIVITY_NONE] = "", ACTIVITIES(ACTIVITY_ROW) };
#undef ACTIVITY_ROW

const char *activity_verb(enum activity a)
{
	return verbs[a];
}
