#ifndef ACTIVITY_H
#define ACTIVITY_H

#include "str.h"

/*
 * The closed list of verbs of table activity: who did what.  A route that
 * changes something names one; its statement writes the row.  The list in
 * SQL (activity_verb_is_known) is compared with this one by a test.
 */
/* clang-format off */
#define ACTIVITIES(X)                                                  \
	X(SIGNUP,         "signup",          "asked for an account")   \
	X(EMAIL_CONFIRM,  "email.confirm",   "confirmed an address")   \
	X(ADDRESS_ASK,    "address.ask",     "asked for another address") \
	X(LOGIN,          "login",           "logged in")              \
	X(LOGOUT,         "logout",          "logged out")             \
	X(SESSION_END,    "session.end",     "ended a session")        \
	X(SESSION_END_OTHERS, "session.end-others", "ended all other sessions") \
	X(SESSION_SWITCH, "session.switch",  "went to another workspace") \
	X(SESSION_AUTHENTICATE, "session.authenticate", "showed the password again") \
	X(RESET_ASK,      "reset.ask",       "asked for a link to set a new password") \
	X(PASSWORD_RESET, "password.reset",  "set a new password by a mailed link") \
	X(PASSWORD_CHANGE,"password.change", "changed the password")   \
	X(TOKEN_CREATE,   "token.create",    "made an access token")   \
	X(TOKEN_REVOKE,   "token.revoke",    "revoked an access token") \
	X(TOKEN_EXCHANGE, "token.exchange", "exchanged an access token") \
	X(WORKSPACE_CREATE, "workspace.create", "made a workspace")    \
	X(WORKSPACE_UPDATE, "workspace.update", "renamed a workspace") \
	X(MEMBER_UPDATE,  "member.update",   "gave a member another role") \
	X(MEMBER_REMOVE,  "member.remove",   "removed a member")       \
	X(MEMBER_LEAVE,   "member.leave",    "left a workspace")       \
	X(MEMBER_END_SESSIONS, "member.end-sessions", "ended a member's sessions") \
	X(INVITATION_CREATE, "invitation.create", "invited someone")   \
	X(INVITATION_DELETE, "invitation.delete", "took an invitation back") \
	X(INVITATION_ACCEPT, "invitation.accept", "joined a workspace") \
	X(TEAM_CREATE,    "team.create",     "made a team")            \
	X(TEAM_UPDATE,    "team.update",     "renamed a team")         \
	X(TEAM_DELETE,    "team.delete",     "removed a team")         \
	X(TEAM_JOIN,      "team.join",       "put a member into a team") \
	X(TEAM_PART,      "team.part",       "took a member out of a team") \
	X(PROJECT_CREATE, "project.create",  "made a project")         \
	X(PROJECT_UPDATE, "project.update",  "changed a project")      \
	X(TAG_CREATE,     "tag.create",      "added a tag")            \
	X(TAG_UPDATE,     "tag.update",      "changed a tag")          \
	X(DOCUMENT_CREATE,"document.create", "uploaded a text")        \
	X(SPAN_CREATE,    "span.create",     "marked a span")          \
	X(SPAN_UPDATE,    "span.update",     "changed a span")         \
	X(SPAN_DELETE,    "span.delete",     "removed a span")         \
	X(EXPORT_CREATE,  "export.create",   "downloaded a project")   \
	X(DATASET_CREATE, "dataset.create",  "made a dataset")         \
	X(DATASET_UPDATE, "dataset.update",  "changed a dataset")      \
	X(IMPORT_CREATE,  "import.create",   "began to fill a dataset") \
	X(IMPORT_RECEIVE, "import.receive",  "sent a file")            \
	X(IMPORT_DELETE,  "import.delete",   "removed an import")      \
	X(IMPORT_END,     "import.end",      "filled a dataset")       \
	X(JOB_CREATE,     "job.create",      "made a job")             \
	X(JOB_UPDATE,     "job.update",      "changed a job")          \
	X(JOB_EXPORT,     "job.export",      "downloaded a job's labels") \
	X(ASSIGNMENT_TAKE, "assignment.take", "was handed an example") \
	X(ASSIGNMENT_DRAFT, "assignment.draft", "saved a draft")       \
	X(ASSIGNMENT_RELEASE, "assignment.release", "gave an example back") \
	X(ASSIGNMENT_SKIP, "assignment.skip", "skipped an example")    \
	X(ASSIGNMENT_REOPEN, "assignment.reopen", "took labels back")  \
	X(ASSIGNMENT_SUBMIT, "assignment.submit", "labelled an example") \
	X(ASSIGNMENT_FREE, "assignment.free", "took an example out of someone's hands") \
	X(ASSIGNMENT_RETURN, "assignment.return", "sent a skipped example back") \
	X(SCHEMA_CREATE,  "schema.create",   "made a schema")          \
	X(SCHEMA_UPDATE,  "schema.update",   "made another version of a schema") \
	X(PERSON_EXPORT,  "person.export",   "asked for a copy of their data") \
	X(PERSON_DOWNLOAD, "person.download", "downloaded a copy of their data") \
	X(PERSON_DISCARD, "person.discard", "took a copy of their data back") \
	X(MAIL_CHOOSE,    "mail.choose",     "chose which mail they get") \
	X(MAIL_UNSUBSCRIBE, "mail.unsubscribe", "ended mail by its link") \
	X(ERASURE_ASK,    "erasure.ask",     "asked to be erased")     \
	X(ERASURE_CANCEL, "erasure.cancel",  "took that back")         \
	X(ERASURE_END,    "erasure.end",     "was erased") \
	X(REQUEST_ASK,    "request.ask",     "asked for what the law gives them") \
	X(REQUEST_FOLLOW, "request.follow",  "looked at what came of a request") \
	X(REQUEST_WRITE,  "request.write",   "wrote about a request")  \
	X(REQUEST_MOVE,   "request.move",    "moved a request on")     \
	X(REQUEST_READ,   "request.read",    "looked at someone's request") \
	X(POLICY_DISMISS, "policy.dismiss",  "put away the news of a privacy policy") \
	X(POLICY_DECIDE,  "policy.decide",   "said when a privacy policy takes effect")
/* clang-format on */

#define ACTIVITY_NAME(name, verb, about) ACTIVITY_##name,
enum activity { ACTIVITY_NONE = 0, ACTIVITIES(ACTIVITY_NAME) ACTIVITY_COUNT };
#undef ACTIVITY_NAME

const char *activity_verb(enum activity a);
/* What someone did, by its verb: "asked for an account"; absent when there is no such verb. */
str activity_about(str verb);

#endif
