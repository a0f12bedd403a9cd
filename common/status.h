#ifndef STATUS_H
#define STATUS_H

/*
 * Every way a request can end badly: name, HTTP status, last part of the
 * problem type URI (RFC 9457), title.  Adding a line here is all it takes:
 * the enum, the reply, the OpenAPI responses and the page at /problems/<slug>
 * come from it.
 */
/* clang-format off */
#define PROBLEMS(X)                                                                          \
	X(BAD_REQUEST,    400, "bad-request",    "The request is malformed")                 \
	X(UNAUTHORIZED,   401, "unauthorized",   "Log in first")                             \
	X(STEP_UP,        401, "reauthenticate", "Type your password again for this")        \
	X(BAD_LOGIN,      401, "bad-login",      "User name or password is wrong")           \
	X(FORBIDDEN,      403, "forbidden",      "You may not do this")                      \
	X(OUT_OF_SCOPE,   403, "insufficient-scope", "The token was not given this scope")   \
	X(CROSS_SITE,     403, "cross-site",     "This request did not come from our pages") \
	X(NOT_FOUND,      404, "not-found",      "There is nothing here")                    \
	X(BAD_METHOD,     405, "bad-method",     "Not a method of this resource")            \
	X(CONFLICT,       409, "conflict",       "This collides with what is there")         \
	X(GONE,           410, "gone",           "This was used or has expired")             \
	X(STALE,          412, "stale",          "Someone changed this first")               \
	X(TOO_LARGE,      413, "too-large",      "The request is too large")                 \
	X(BAD_TYPE,       415, "bad-type",       "Not a content type of this resource")      \
	X(INVALID,        422, "invalid",        "Some values are not valid")                \
	X(UNCONDITIONAL,  428, "unconditional",  "Say which version you mean to change")     \
	X(TOO_MANY,       429, "too-many",       "Too many requests")                        \
	X(BROKEN,         500, "broken",         "Something failed on our side")             \
	X(UNAVAILABLE,    503, "unavailable",    "Try again shortly")                        \
	X(LATE,           504, "late",           "This took too long")
/* clang-format on */

#define PROBLEM_NAME(name, http, slug, title) name,
typedef enum [[nodiscard]] status { OK = 0, PROBLEMS(PROBLEM_NAME) STATUS_COUNT } status;
#undef PROBLEM_NAME

/* Of a status other than OK. */
int problem_http(status problem);
const char *problem_slug(status problem);
const char *problem_title(status problem);

/* "404 Not Found": what the HTTP status line says (RFC 9110). */
const char *http_line(int http);

/* Return to the caller what went wrong, if anything did. */
#define TRY(call)                         \
	do {                              \
		status try_ = (call);     \
		if (try_ != OK)           \
			return try_;      \
	} while (0)

#endif
