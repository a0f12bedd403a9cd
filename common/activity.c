#include "activity.h"

#define ACTIVITY_ROW(name, verb, about) [ACTIVITY_##name] = verb,
static const char *const verbs[ACTIVITY_COUNT] = { [ACTIVITY_NONE] = "", ACTIVITIES(ACTIVITY_ROW) };
#undef ACTIVITY_ROW
#define ACTIVITY_ROW(name, verb, about) [ACTIVITY_##name] = about,
static const char *const phrases[ACTIVITY_COUNT] = { ACTIVITIES(ACTIVITY_ROW) };
#undef ACTIVITY_ROW

const char *activity_verb(enum activity a)
{
	return verbs[a];
}

str activity_about(str verb)
{
	for (int a = ACTIVITY_NONE + 1; a < ACTIVITY_COUNT; a++)
		if (str_eq(verb, str_of(verbs[a])))
			return str_of(phrases[a]);
	return (str){ 0 };
}
