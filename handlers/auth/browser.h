#ifndef BROWSER_H
#define BROWSER_H

#include "request.h"

/*
 * Browsers that people were logged in with.  The cookie __Host-obelus-known
 * holds 32 random bytes for each of the last four who were, with dots between:
 * one person's token tells nothing of another.  Table known_browser has their
 * SHA-256.  Whoever shows one is counted apart from strangers (guess.h), and
 * no mail tells of the log-in; it opens nothing by itself.
 *
 * __Host-obelus-known: 400 days after the last log-in.  privacy:
 * class=user.credential purpose=secure basis=contract source=automatic
 * clause=CK-1 retain=use+P400D erase=delete export=no
 */
#define BROWSER_COOKIE "__Host-obelus-known"
enum { BROWSER_DAYS = 400, BROWSER_PEOPLE = 4 };

/* SHA-256 of each token in the cookie, a space between; "" when there is none. */
str browser_hashes(struct request *r);

/*
 * The browser is the person's from here on: by the token whose hash was
 * `known`, or, absent, by a new one.  Puts the cookie on the reply and returns
 * the hash for the row.
 */
str browser_keep(struct request *r, str known);

#endif
