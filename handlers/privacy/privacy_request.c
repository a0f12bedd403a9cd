/* What someone asks for by the law, with an account or without: asking, and following it by the mailed link. */
#include "privacy.h"

#include "config.h"
#include "mail.h"
#include "queries.h"
#include "secret.h"

/* As for a copy of one's data, and its erasure. */
enum { FRESH_SECONDS = 600 };
enum { TEXT_MOST = 4000, READS_MOST = 1000 };

const char *const privacy_request_types[] = { "access", "portability", "rectify", "erase", "restrict", "object", "withdraw",
	                                      "review_automated", "complaint", NULL };
const char *const privacy_request_jurisdictions[] = { "eu", "uk", "california", "unknown", NULL };
const char *const privacy_request_states[] = { "received", "acknowledged", "verifying", "verified", "unverifiable", "assessing",
	                                       "approved", "partly_approved", "refused", "executing", "failed", "answered",
	                                       "closed", "withdrawn", "duplicate", NULL };
const char *const privacy_request_decisions[] = { "approved", "partly_approved", "refused", NULL };
const char *const privacy_request_reasons[] = { "handling", "second-opinion", "complaint", "audit", NULL };
static const char *const sides[] = { "requester", "staff", "clock", "system", NULL };

/* As a mail says it: "asked us …". */
static const char *const phrases[] = {
	"to tell you what we have about you", "to hand over what you gave us, for use elsewhere", "to correct what we have about you",
	"to erase what we have about you", "to keep what we have about you, and not to use it", "to stop using what we have about you",
	"to take back a consent", "to have a person look at what a machine decided", "to look into a complaint",
};

static const char *address_rule(str email, const void *in)
{
	(void)in;
	return mail_address_valid(email) ? NULL : "is not an e-mail address";
}

const struct shape privacy_request_new_shape = SHAPE(privacy_request_new,
	WORD(privacy_request_new, type, REQUIRED, privacy_request_types, "What you ask for"),
	WORD(privacy_request_new, jurisdiction, REQUIRED, privacy_request_jurisdictions,
	     "By whose law; unknown: the shortest time of all counts"),
	TEXT_BY(privacy_request_new, email, REQUIRED, 3, 254, address_rule, "Your address, the only way by which we write to you"),
	TEXT(privacy_request_new, text, REQUIRED, 0, TEXT_MOST, "What else there is to say about it"));

const struct shape privacy_request_next_shape = SHAPE(privacy_request_next,
	TEXT(privacy_request_next, next, REQUIRED, 1, 200, "What to do now"));

#define TOKEN(T) TEXT(T, token, REQUIRED, 1, 200, "What stands behind # in the mailed link")
const struct shape privacy_request_code_shape = SHAPE(privacy_request_code, TOKEN(privacy_request_code));
const struct shape privacy_request_word_shape = SHAPE(privacy_request_word, TOKEN(privacy_request_word),
	TEXT(privacy_request_word, text, REQUIRED, 1, TEXT_MOST, "What to write to us"));

static const struct shape privacy_request_event_shape = SHAPE(privacy_request_event,
	MOMENT(privacy_request_event, at, REQUIRED, "When"),
	WORD(privacy_request_event, by, REQUIRED, sides, "By whom"),
	WORD(privacy_request_event, state, REQUIRED, privacy_request_states, "Where it went"),
	TEXT(privacy_request_event, about, REQUIRED, 1, 200, "The same as a sentence"),
	TEXT(privacy_request_event, text, OPTIONAL, 0, 2 * TEXT_MOST, "What was said about it"));

static const struct shape privacy_request_message_shape = SHAPE(privacy_request_message,
	MOMENT(privacy_request_message, at, REQUIRED, "When"),
	WORD(privacy_request_message, by, REQUIRED, sides, "By whom"),
	TEXT(privacy_request_message, text, REQUIRED, 1, 2 * TEXT_MOST, "What was written"));

static const struct shape privacy_request_read_shape = SHAPE(privacy_request_read,
	MOMENT(privacy_request_read, at, REQUIRED, "When one of the staff looked at it"),
	WORD(privacy_request_read, reason, REQUIRED, privacy_request_reasons, "Why"));

const struct shape privacy_request_seen_shape = SHAPE(privacy_request_seen,
	UUID(privacy_request_seen, id, REQUIRED, "Its id"),
	WORD(privacy_request_seen, type, REQUIRED, privacy_request_types, "What is asked for"),
	WORD(privacy_request_seen, jurisdiction, REQUIRED, privacy_request_jurisdictions, "By whose law"),
	TEXT(privacy_request_seen, text, REQUIRED, 0, TEXT_MOST, "What was said about it"),
	WORD(privacy_request_seen, state, REQUIRED, privacy_request_states, "Where it stands"),
	TEXT(privacy_request_seen, about, REQUIRED, 1, 200, "The same as a sentence"),
	MOMENT(privacy_request_seen, received_at, REQUIRED, "When it came"),
	MOMENT(privacy_request_seen, verified_at, OPTIONAL, "When the address was shown to be theirs"),
	MOMENT(privacy_request_seen, due_at, REQUIRED, "Until when it has to be answered by law"),
	MOMENT(privacy_request_seen, extended_until, OPTIONAL, "Until when that was put off"),
	TEXT(privacy_request_seen, extension_reason, OPTIONAL, 1, TEXT_MOST, "Why"),
	WORD(privacy_request_seen, decision, OPTIONAL, privacy_request_decisions, "What was decided"),
	TEXT(privacy_request_seen, decision_reason, OPTIONAL, 1, TEXT_MOST, "Why"),
	MOMENT(privacy_request_seen, closed_at, OPTIONAL, "When it was over"),
	LIST(privacy_request_seen, history, REQUIRED, &privacy_request_event_shape, 0, INT32_MAX, "What happened, oldest first"),
	LIST(privacy_request_seen, messages, REQUIRED, &privacy_request_message_shape, 0, INT32_MAX, "What was written, oldest first"),
	LIST(privacy_request_seen, reads, REQUIRED, &privacy_request_read_shape, 0, READS_MOST,
	     "When the staff looked at it, oldest first"));

#define FOUND(T)                                                                                   \
	TEXT(T, table, REQUIRED, 1, 63, "A table that has rows of the address"),                   \
	TEXT(T, about, REQUIRED, 1, 1000, "What a row of it is"),                                  \
	INT(T, records, REQUIRED, 1, INT32_MAX, "How many rows")
static const struct shape privacy_request_found_shape = SHAPE(privacy_request_found, FOUND(privacy_request_found),
	JSON(privacy_request_found, sample, REQUIRED, "The newest of them"));
/* As it comes: JSON within a text. */
static const struct shape privacy_request_found_row_shape = SHAPE(privacy_request_found, FOUND(privacy_request_found),
	TEXT(privacy_request_found, sample, REQUIRED, 2, INT32_MAX, "The newest of them"));

const struct shape privacy_request_view_shape = SHAPE(privacy_request_view,
	OBJECT(privacy_request_view, seen, privacy_request_seen, &privacy_request_seen_shape, REQUIRED, "The request"),
	LIST(privacy_request_view, found, REQUIRED, &privacy_request_found_shape, 0, INT32_MAX,
	     "What is stored of the address, where you asked for that, have no account, and are to get it"));
const struct shape privacy_request_followed_shape = SHAPE(privacy_request_followed,
	TEXT(privacy_request_followed, standing, REQUIRED, 1, 20, "What came of it"),
	LIST(privacy_request_followed, found, REQUIRED, &privacy_request_found_row_shape, 0, INT32_MAX, "What is stored of the address"),
	OBJECT(privacy_request_followed, seen, privacy_request_seen, &privacy_request_seen_shape, REQUIRED, "The request"));

const struct shape own_access_shape = SHAPE(own_access,
	UUID(own_access, id, REQUIRED, "Its id"),
	MOMENT(own_access, at, REQUIRED, "When one of the staff looked"),
	WORD(own_access, reason, REQUIRED, privacy_request_reasons, "Why"),
	WORD(own_access, request_type, OPTIONAL, privacy_request_types, "At a request of yours for what; null: it is removed"));

const struct shape own_access_log_shape = SHAPE(own_access_log,
	LIST(own_access_log, reads, REQUIRED, &own_access_shape, 0, READS_MOST, "Newest first"));

str privacy_request_link(struct arena *a, str token)
{
	return arena_fmt(a, "%.*s/legal/privacy/request/follow#%.*s", STR_ARGS(config.origin), STR_ARGS(token));
}

static str phrase(str type)
{
	for (int i = 0; privacy_request_types[i]; i++)
		if (str_eq(type, str_of(privacy_request_types[i])))
			return str_of(phrases[i]);
	return (str){ 0 };
}

/* {until} only the statement knows. */
static str letter(struct request *r, str type, str token, const char *show)
{
	return arena_fmt(r->arena,
		"Hello,\n\nsomeone, perhaps you, asked us %.*s, at %.*s. %s\n\n%.*s\n\nWe must answer by {until}. At that address "
		"you see what comes of it, can write to us, and can take it back.\n\n"
		"If you have an account with us, a copy of your data and its erasure are on the page \"Your data\", without waiting for "
		"anybody:\n\n%.*s/account/data\n\nYour request goes on all the same. If it was not you who asked, do nothing.\n",
		STR_ARGS(phrase(type)), STR_ARGS(config.origin), show, STR_ARGS(privacy_request_link(r->arena, token)),
		STR_ARGS(config.origin));
}

status privacy_request_create(struct request *r)
{
	const struct privacy_request_new *n = r->body;
	str token = secret_token(r->arena);
	bool is_fresh = r->now - r->caller.authenticated <= SECONDS(FRESH_SECONDS);
	int64_t made;

	TRY(q_privacy_request_ask(r, uuid_new(), secret_sha256(r->arena, token), n->type, n->jurisdiction, n->email,
		mail_address_key(r->arena, n->email), n->text, uuid_new(),
		STR("Your request"), letter(r, n->type, token, "Show within a day that this address is yours, by the button at"),
		letter(r, n->type, token, "You were logged in and had just typed your password, so we know that it was you:"),
		r->caller.by_cookie, is_fresh, r->caller.person, uuid_new(), r->id, &made));
	return reply_with(r, &privacy_request_next_shape, &(struct privacy_request_next){
		STR("Open the link that we mail to the address: three are mailed an hour at most, and six a day") });
}

static str another_letter(struct request *r, str token)
{
	return arena_fmt(r->arena,
		"Hello,\n\nthe link by which you show that a request at %.*s is yours was good for a day. This one is good for a day "
		"from now, by the button at\n\n%.*s\n\nIf it was not you who asked, do nothing.\n",
		STR_ARGS(config.origin), STR_ARGS(privacy_request_link(r->arena, token)));
}

static status follow(struct request *r, str token, const char *act, str said)
{
	struct privacy_request_followed f;
	str next = secret_token(r->arena);
	status s = q_privacy_request_follow(r, secret_sha256(r->arena, token), str_of(act), said,
		secret_sha256(r->arena, next), uuid_new(), STR("Your request"), another_letter(r, next),
		str_of(activity_verb(r->route->event)), uuid_new(), r->id, &f);

	if (s == NOT_FOUND)
		return fail(r, GONE, "There is no request behind this link, or it was closed long ago");
	TRY(s);
	if (str_eq(f.standing, STR("late")))
		return fail(r, CONFLICT, "This link was good for a day; another one is mailed to the address, three an hour at most");
	if (!str_eq(f.standing, STR("done")))
		return fail(r, CONFLICT, "It is too late for that: the request has gone on");
	return reply_with(r, &privacy_request_view_shape, &(struct privacy_request_view){ f.seen, f.found });
}

status privacy_request_show(struct request *r)
{
	return follow(r, ((const struct privacy_request_code *)r->body)->token, "see", (str){ 0 });
}

status privacy_request_write(struct request *r)
{
	const struct privacy_request_word *w = r->body;

	return follow(r, w->token, "write", w->text);
}

status privacy_request_withdraw(struct request *r)
{
	return follow(r, ((const struct privacy_request_code *)r->body)->token, "withdraw", (str){ 0 });
}

status own_access_list(struct request *r)
{
	struct own_access_log log;

	TRY(q_own_access_log(r, READS_MOST, &log.reads));
	return reply_with(r, &own_access_log_shape, &log);
}
