#ifndef REQUEST_H
#define REQUEST_H

#include "need.h"
#include "shape.h"

struct route;

enum method { GET = 1, POST, PUT, PATCH, DELETE, METHOD_COUNT };
const char *method_name(enum method m); /* "" of what is none of ours */

/* Who is asking.  A stranger has no person. */
struct caller {
	uuid person, workspace, session;
	enum role role;       /* in `workspace` */
	moment authenticated; /* when the password was typed last */
	bool by_cookie;       /* so that CSRF matters */
	bool by_token;        /* an access token, which may do … */
	uint64_t scopes;      /* … these needs, if the role may, too */
};

/* Of If-Match: * or a list; no entity tag. */
enum { MATCH_MANY = -2, MATCH_NONE = -3 };


/* Where a request's bytes come from and its reply's go: the codec, or a test. */
struct channel {
	/* Up to n bytes of the body; 0 at its end, -1 when the peer is gone or late. */
	int (*read)(struct channel *c, char *out, int n);
	/* All n bytes; false when the peer is gone or late. */
	bool (*write)(struct channel *c, const char *bytes, int n);
	/* The body may go on as long as it makes progress; NULL: it makes no difference. */
	void (*patient)(struct channel *c);
};

/*
 * One request and its reply.  Everything in it dies with `arena`.  A job runs
 * as a request too, one without an HTTP side (channel NULL).
 */
struct request {
	struct arena *arena;
	struct channel *channel;
	const struct route *route;
	const char *pattern; /* its path, "/projects/{id}" */
	uuid id; /* in the log line, the activity row and the reply's X-Request-Id */
	enum method method;   /* 0: none of ours */
	bool head;            /* HEAD: as GET, but only the head of the reply is sent */
	str prefix;           /* the handler's, "/api/annotations" */
	str path;         /* "/projects/…", without it */
	str query_string, content_type, cookie, authorization, csrf;
	str fetch_site, origin, address, if_none_match;
	str browser;      /* "Firefox 143 on Linux", as nginx reads it; absent: it knows neither */
	bool wants_privacy; /* the browser says so: Global Privacy Control or Do Not Track */
	int64_t content_length; /* -1: not said */
	int64_t if_match;       /* the version in If-Match, 0 when there is none, or one of those */
	uuid path_id[4];        /* the {…} parts of the path, in order */
	struct caller caller;
	str token;         /* the session cookie's value, or the hash of an access token, or the id of one for which we signed */
	bool bearer;       /* Authorization: Bearer came along */
	bool is_signed;    /* … with a token that we signed (token.h), which may do … */
	uint64_t signed_scopes; /* … these needs, if the access token it was exchanged for may, too */
	const char *scope_wanted; /* the need that it was not given: OUT_OF_SCOPE */
	const void *body;  /* decoded by the route's body shape */
	const void *query; /* decoded by the route's query shape */
	str raw;           /* the body of a route that takes text as it is */
	moment now;        /* one time for the whole request */

	/* the reply */
	int http;                /* status of success; 0: the route's own */
	struct json out;         /* its body */
	const char *media;       /* NULL: application/json */
	int64_t version;         /* of what is shown, for ETag; 0: none */
	int64_t revision;        /* what else its ETag tells apart: a count that changes without a version */
	str location, set_cookie, also_cookie, file_name; /* also_cookie: another Set-Cookie */
	str allow;               /* the methods there are, with 405 */
	bool started;            /* a streamed reply has begun: it can no longer fail politely */
	bool cut;                /* … and has failed: the connection must end */
	int retry_after;         /* seconds, with TOO_MANY and UNAVAILABLE */
	str detail;              /* of the problem, for a person to read */
	struct flaw *flaws;      /* and which values */
	const char *constraint;  /* the constraint that PostgreSQL named, or NULL */
	char sqlstate[6];

	void *stream_place;      /* of db_stream_reserve */

	/* the budget */
	int db_flushes, redis_trips;
	int64_t db_us, redis_us;
};

/*
 * Do work(arg), which takes its memory from the request's arena, where it may
 * burn processor time: bulk() of wait.h.  When the arena is full the request
 * ends here, on its own stack.
 */
void request_bulk(struct request *r, void (*work)(void *), void *arg);

/* Set r->method, and r->head for HEAD, from the name in the request line. */
void request_method(struct request *r, str name);

/* Say why this request failed:  return fail(r, CONFLICT, "this is archived"); */
[[gnu::format(printf, 3, 4)]]
status fail(struct request *r, status problem, const char *format, ...);

/* BAD_REQUEST when If-Match is not one entity tag. */
status request_match(struct request *r);

/* Say which value is wrong:  return fail_at(r, INVALID, "#/end", "must come after start"); */
[[gnu::format(printf, 4, 5)]]
status fail_at(struct request *r, status problem, const char *pointer, const char *format, ...);

/* FORBIDDEN, of who could do this when the session was looked up: the role was changed since. */
status fail_demoted(struct request *r);

/* Reply with one struct / with a page of them: {"items": […], "next": cursor or null}. */
status reply_with(struct request *r, const struct shape *s, const void *in);
status reply_list(struct request *r, const struct shape *s, const struct list *rows, str next);
/*
 * With one struct that may be larger than a request's memory: what is more
 * than JSON_PIECE leaves in pieces, as a stream does.
 */
status reply_large(struct request *r, const struct shape *s, const void *in);
/* With nothing: 204. */
status reply_nothing(struct request *r);

/*
 * Begin a streamed reply of `media`, offered as a download named `file_name`
 * (absent: none), and add to it.  Headers go with the first bytes: until
 * then it can still fail politely.  What fails afterwards ends the connection,
 * so that a cut reply is seen to be cut.
 */
status reply_stream(struct request *r, const char *media, str file_name);
status reply_bytes(struct request *r, str bytes);
/* … and what is written to *out, until it has been flushed. */
void reply_json(struct request *r, struct json *out);
/* … and one struct as JSON with `end` behind it, in pieces, too. */
status reply_item(struct request *r, const struct shape *s, const void *in, str end);

/* The entity tag of what is shown: "version" or "version.revision" in quotes; absent when it has none. */
str reply_etag(struct request *r);

/* The problem document (RFC 9457) of a failed request, into r->out, in place of what was to be said. */
void reply_problem(struct request *r, status problem);

/*
 * The head of the reply, as CGI wants it: Status and the other lines, and the
 * empty one.  Call it when all else is decided: a value that holds a control
 * character makes the reply BROKEN here, and is not sent.
 */
void request_head(struct request *r, struct json *out);

/* Are there bytes to send after the head?  Not with HEAD, 204 and 304. */
bool request_has_body(const struct request *r);

/* The whole body into *out, up to `most` bytes; TOO_LARGE above, BAD_REQUEST when it was cut short. */
status request_body(struct request *r, int64_t most, str *out);

/*
 * The next `room` bytes of the body of a route that streams it, less at its end:
 * *n says how many.  BAD_REQUEST when it was cut short or has paused too long.
 */
status request_piece(struct request *r, char *out, size_t room, size_t *n);

/*
 * The value of a cookie (RFC 6265); absent when there is none of the name.  Of
 * several the first, but none of a __Host- cookie that comes twice: then
 * someone planted one.
 */
str request_cookie(const struct request *r, str name);

#endif
