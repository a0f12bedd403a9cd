#ifndef IMPORT_CUT_H
#define IMPORT_CUT_H

#include "str.h"

/*
 * The members of a JSON object, or the items of a list, as they are written:
 * where each begins and ends, so that each is read by itself, in the memory
 * that it takes.  What is within them is not looked at: a parser does that.
 */
struct import_cut {
	str rest;
	char end; /* } or ] */
	bool is_begun, is_broken;
};

/* False when the text begins with neither { nor [. */
bool import_cut_begin(struct import_cut *c, str json);

/*
 * The next member, its key with quotes, or (key empty) the next item.  False
 * at the end, behind which only spaces stand, and where is_broken: what is so
 * is not JSON, whatever a parser says of its parts.
 */
bool import_cut_next(struct import_cut *c, str *key, str *value);

#endif
