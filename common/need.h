#ifndef NEED_H
#define NEED_H

#include "str.h"

/* What a member is in a workspace.  0 is no role: not a member. */
#define ROLES(X)                                                        \
	X(OWNER, "owner", "Owns the workspace: everything, and who else owns it") \
	X(ADMIN, "admin", "Runs the workspace: members, teams, projects")         \
	X(MANAGER, "manager", "Runs projects: texts, tags, jobs, exports")        \
	X(REVIEWER, "reviewer", "Reads projects and decides between labels")      \
	X(ANNOTATOR, "annotator", "Labels texts")                                 \
	X(BILLING, "billing", "Sees who belongs to the workspace, and nothing else")

#define ROLE_NAME(name, word, about) ROLE_##name,
enum role { ROLE_NONE = 0, ROLES(ROLE_NAME) ROLE_COUNT };
#undef ROLE_NAME

#define IS(role) (1u << ROLE_##role)

/*
 * What a caller may do: name, word, the roles that may, a sentence.  0 is
 * not here on purpose: a route that forgets to say what it needs is refused
 * at start, so "open to everyone" has to be written down.
 */
/* clang-format off */
#define NEEDS(X)                                                                              \
	X(ANYONE,        "anyone",        0, "No session is asked for")                       \
	X(SIGNED_IN,     "signed-in",     0, "Any person with a session")                     \
	X(TOKEN_WRITE,   "token.write",   IS(OWNER) | IS(ADMIN) | IS(MANAGER) | IS(REVIEWER) | IS(ANNOTATOR) | IS(BILLING), \
	  "Make access tokens of one's own for the workspace")                                \
	X(TOKEN_EXCHANGE, "token.exchange", IS(OWNER) | IS(ADMIN) | IS(MANAGER) | IS(REVIEWER) | IS(ANNOTATOR) | IS(BILLING), \
	  "Any access token, whatever its scopes; no session")                                \
	X(MEMBER_READ,   "member.read",   IS(OWNER) | IS(ADMIN) | IS(MANAGER) | IS(REVIEWER) | IS(ANNOTATOR) | IS(BILLING), \
	  "Belong to the workspace, and see who else does")                                   \
	X(MEMBER_WRITE,  "member.write",  IS(OWNER) | IS(ADMIN),                              \
	  "Invite people, give members other roles, remove them")                             \
	X(WORKSPACE_WRITE, "workspace.write", IS(OWNER) | IS(ADMIN),                          \
	  "Rename the workspace")                                                             \
	X(TEAM_WRITE,    "team.write",    IS(OWNER) | IS(ADMIN) | IS(MANAGER),                \
	  "Make and change teams")                                                            \
	X(PROJECT_READ,  "project.read",  IS(OWNER) | IS(ADMIN) | IS(MANAGER) | IS(REVIEWER) | IS(ANNOTATOR), \
	  "See projects, their tags and their texts")                                         \
	X(PROJECT_WRITE, "project.write", IS(OWNER) | IS(ADMIN) | IS(MANAGER),                \
	  "Make and change projects, tags and texts")                                         \
	X(SPAN_READ,     "span.read",     IS(OWNER) | IS(ADMIN) | IS(MANAGER) | IS(REVIEWER) | IS(ANNOTATOR), \
	  "See the spans of a text")                                                          \
	X(SPAN_WRITE,    "span.write",    IS(OWNER) | IS(ADMIN) | IS(MANAGER) | IS(REVIEWER) | IS(ANNOTATOR), \
	  "Mark spans in a text")                                                             \
	X(EXPORT_READ,   "export.read",   IS(OWNER) | IS(ADMIN) | IS(MANAGER),                \
	  "Download a project with its labels")
/* clang-format on */

#define NEED_NAME(name, word, roles, about) name,
enum need { NEED_NONE = 0, NEEDS(NEED_NAME) NEED_COUNT };
#undef NEED_NAME

const char *need_word(enum need n);
const char *need_about(enum need n);

/* May someone of this role do it?  ANYONE and SIGNED_IN: always. */
bool need_met(enum need n, enum role role);

/*
 * The words of the needs that an access token may be given, NULL last.  One
 * that is not here no token can ever do: accounts, passwords, sessions and
 * tokens are for the person alone.
 */
extern const char *const need_scopes[];

/* The set of one such word, a bit a need; 0 when it is none. */
uint64_t need_scope(str word);

/*
 * Is there a scope that includes it?  What reads by one may not change anything
 * by it: leaving a workspace asks no more than to belong.
 */
bool need_scoped(enum need n, bool is_change);

/* May a token with these scopes do it?  ANYONE: always. */
bool need_granted(enum need n, uint64_t scopes);

const char *role_word(enum role r); /* "" for ROLE_NONE */
enum role role_of(str word);        /* ROLE_NONE when there is none of the name */

#endif
