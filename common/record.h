#ifndef RECORD_H
#define RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a FastCGI peer may send: exactly one request at a time, as nginx sends
 * them.  A begin record of role responder, parameters up to their empty
 * record, a body up to its empty record, all of one id; nothing else and
 * nothing after it.  libfcgi aborts on some lengths, overruns its stack on
 * others and takes what is left of one body for the next request, so every
 * byte passes here before the library sees it.
 */
enum { RECORD_PARAMS_BYTES = 64 * 1024, RECORD_PARAMS = 1024 };

struct record {
	enum { RECORD_BEGIN, RECORD_PARAM, RECORD_BODY, RECORD_END } expects;
	unsigned char header[8], begin[8];
	size_t header_have, content, padding;
	int id;
	bool refused;

	/* where we are among the name-value pairs */
	enum { PAIR_NAME_LENGTH, PAIR_VALUE_LENGTH, PAIR_NAME, PAIR_VALUE } pair;
	size_t length_more; /* bytes of a length still to come */
	uint32_t name, value;
	size_t params, params_bytes;
};

/* A new request is expected. */
void record_start(struct record *g);

/* May these bytes be handed on?  Once they may not, nothing may. */
bool record_pass(struct record *g, const void *bytes, size_t n);

/* All parameters have passed. */
bool record_has_params(const struct record *g);

/* All of the request has passed; what comes next begins another. */
bool record_ended(const struct record *g);

#endif
