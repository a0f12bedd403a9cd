#ifndef LOG_H
#define LOG_H

#include "str.h"

/*
 * One JSON object a line on standard error.  No value that a person typed is
 * ever logged: callers pass names of things, numbers and ids.
 */
enum log_level { LOG_INFO, LOG_WARN, LOG_ERROR };

/* Handler's name and instance id, put into every line.  The texts must live on. */
void log_open(const char *handler, const char *instance);

/*
 * An event with its members, as in
 *   log_event(LOG_WARN, "db.lost", "sqlstate", state, "ms", log_number(12), NULL)
 * Names and values are NUL-terminated and alternate; NULL ends them.
 */
[[gnu::sentinel]]
void log_event(enum log_level level, const char *event, ...);

/* Whoever counts is told the name of each warning and error. */
void log_tell(void (*tell)(const char *event));

/* A number as a value for log_event, in one of eight buffers used in turn. */
const char *log_number(int64_t n);

/* Members of ours that are JSON already, without braces: `"status":200,"ms":3`. */
void log_members(enum log_level level, const char *event, str members);

/* Lines gather in memory until this, which the loop calls before it sleeps. */
void log_flush(void);

#endif
