#ifndef KEYS_H
#define KEYS_H

#include "db.h"
#include "seal.h"

/*
 * Keys that are destroyed so that what they seal is noise at once, there and in
 * every dump of the database: they stand in one of their own
 * (OBELUS_KEYS_DB, sql/keys.sql), of which there is no backup.
 * Asked for seldom, so each call makes a connection, in the bulk lane.
 * UNAVAILABLE when that database is away.
 */

/* Make the key of this id, and keep it. */
status key_make(struct request *r, uuid id, unsigned char key[static SEAL_KEY]);

/* The key of this id.  GONE: it was destroyed, or the secret of the suite is another. */
status key_find(struct request *r, uuid id, unsigned char key[static SEAL_KEY]);

/* Destroy it, if it is there still. */
status key_shred(struct request *r, uuid id);

struct key_found {
	str sealed;
};
extern const struct shape key_found_shape;

/* What the statements of keys.sql run by: as db_run and db_one; shapes have one text. */
status keys_run(struct request *r, const struct statement *q, const struct arg *args, int64_t *changed);
status keys_one(struct request *r, const struct statement *q, const struct arg *args, const struct shape *s, void *out);

#endif
