/*
 * What the staff sees of requests, and does.  Who is of the staff is asked by each statement: others are refused the queue, and told
 * that there is no request.
 */
#include "privacy.h"

#include "config.h"
#include "page.h"
#include "queries.h"
#include "secret.h"

enum { TEXT_MOST = 4000 };

static const char *const whiches[] = { "open", "unconfirmed", "closed", NULL };
static const char *const standings[] = { "open", "near", "overdue", "answered", "closed", NULL };

static const struct shape staff_way_shape = SHAPE(staff_way,
	WORD(staff_way, to, REQUIRED, privacy_request_states, "Where it can go from here"),
	BOOL(staff_way, by_two, REQUIRED, "Whether two of the staff decide that"));

const struct shape staff_item_shape = SHAPE(staff_item,
	UUID(staff_item, id, REQUIRED, "Its id"),
	WORD(staff_item, type, REQUIRED, privacy_request_types, "What is asked for"),
	WORD(staff_item, jurisdiction, REQUIRED, privacy_request_jurisdictions, "By whose law"),
	WORD(staff_item, state, REQUIRED, privacy_request_states, "Where it stands"),
	MOMENT(staff_item, received_at, REQUIRED, "When it came"),
	MOMENT(staff_item, verified_at, OPTIONAL, "When the address was shown to be theirs"),
	MOMENT(staff_item, due_at, REQUIRED, "Until when it has to be answered"),
	BOOL(staff_item, is_extended, REQUIRED, "Whether that was put off"),
	MOMENT(staff_item, extended_at_most, REQUIRED, "Until when it can be put off by law"),
	WORD(staff_item, standing, REQUIRED, standings, "near: due within seven days"),
	WORD(staff_item, proposal, OPTIONAL, privacy_request_decisions, "What one of the staff would decide"),
	BOOL(staff_item, is_proposed_by_me, REQUIRED, "Whether that is you"),
	WORD(staff_item, decision, OPTIONAL, privacy_request_decisions, "What was decided"),
	MOMENT(staff_item, closed_at, OPTIONAL, "When it was over"),
	LIST(staff_item, ways, REQUIRED, &staff_way_shape, 0, 20, "Where it can go from here"));

_Static_assert(offsetof(struct staff_queue_query, after) == offsetof(struct page_query, after) &&
	       offsetof(struct staff_queue_query, limit) == offsetof(struct page_query, limit), "a page is read from it");
const struct shape staff_queue_query_shape = SHAPE(staff_queue_query,
	TEXT(staff_queue_query, after, OPTIONAL, 1, 43, "Where the page starts: `next` of the one before"),
	MAYBE_INT(staff_queue_query, limit, 1, PAGE_MOST, "How many items the page holds at most; usually 50"),
	WORD(staff_queue_query, which, OPTIONAL, whiches,
	     "unconfirmed: of addresses that nobody has shown to be theirs yet; closed: those that are over"));

const struct shape staff_queue_shape = SHAPE(staff_queue,
	LIST(staff_queue, requests, REQUIRED, &staff_item_shape, 0, PAGE_MOST + 1, "The first due first; of closed ones the newest"));

const struct shape staff_read_query_shape = SHAPE(staff_read_query,
	WORD(staff_read_query, reason, REQUIRED, privacy_request_reasons, "Why you look: whoever it is about is shown that"));

const struct shape staff_request_shape = SHAPE(staff_request,
	TEXT(staff_request, email, REQUIRED, 3, 254, "Whose it is"),
	BOOL(staff_request, has_account, REQUIRED, "Whether an account has that address"),
	TEXT(staff_request, proposal_reason, OPTIONAL, 1, TEXT_MOST, "Why one of the staff would decide so"),
	OBJECT(staff_request, item, staff_item, &staff_item_shape, REQUIRED, "As in the queue"),
	OBJECT(staff_request, seen, privacy_request_seen, &privacy_request_seen_shape, REQUIRED, "As whoever made it sees it"));

const struct shape staff_request_move_shape = SHAPE(staff_request_move,
	WORD(staff_request_move, to, REQUIRED, privacy_request_states, "Where to"),
	TEXT(staff_request_move, text, REQUIRED, 1, TEXT_MOST, "Why, or what was done: whoever made it sees that"));

const struct shape staff_request_decision_shape = SHAPE(staff_request_decision,
	WORD(staff_request_decision, decision, REQUIRED, privacy_request_decisions, "What to decide"),
	TEXT(staff_request_decision, reason, REQUIRED, 1, TEXT_MOST,
	     "Why, as they are told: the second says the same in the same words"));

const struct shape staff_request_extension_shape = SHAPE(staff_request_extension,
	TEXT(staff_request_extension, reason, REQUIRED, 1, TEXT_MOST, "Why, as they are told"));

const struct shape staff_request_message_shape = SHAPE(staff_request_message,
	TEXT(staff_request_message, text, REQUIRED, 1, TEXT_MOST, "What to write to whoever made it"));

const struct shape staff_request_done_shape = SHAPE(staff_request_done,
	TEXT(staff_request_done, standing, REQUIRED, 1, 20, "What came of it"),
	OBJECT(staff_request_done, item, staff_item, &staff_item_shape, REQUIRED, "As in the queue"));

status staff_request_list(struct request *r)
{
	const struct staff_queue_query *q = r->query;
	struct staff_queue queue;
	uuid after;
	int64_t rows;

	TRY(page_start(r, &after, &rows));
	TRY(q_staff_requests(r, q->which.ptr ? q->which : STR("open"), after, rows, &queue));
	return page_reply(r, &staff_item_shape, &queue.requests, offsetof(struct staff_item, id));
}

status staff_request_show(struct request *r)
{
	const struct staff_read_query *q = r->query;
	struct staff_request found;

	TRY(q_staff_request_read(r, r->path_id[0], q->reason, uuid_new(), r->caller.person, uuid_new(), r->id, &found));
	return reply_with(r, &staff_request_shape, &found);
}

static str letter(struct request *r, str token)
{
	return arena_fmt(r->arena,
		"Hello,\n\nthere is news of what you asked us for at %.*s. You see it, and can write to us, at\n\n%.*s\n\n"
		"What is refused, we say why there; you may complain of it to the data protection authority of the place where you live "
		"or work, and go to court.\n",
		STR_ARGS(config.origin), STR_ARGS(privacy_request_link(r->arena, token)));
}

static status refused(struct request *r, str standing)
{
	if (str_eq(standing, STR("same")))
		return fail(r, CONFLICT, "That is what you propose: somebody else of the staff has to say the same");
	if (str_eq(standing, STR("by-two")))
		return fail_at(r, INVALID, "#/to", "is decided by two: see decisions");
	if (str_eq(standing, STR("too-late")))
		return fail(r, CONFLICT, "It can be put off once, before it is due, when it is confirmed, where the law allows it");
	return fail(r, CONFLICT, "A request does not go there from where it stands");
}

struct act {
	const char *name;
	str wanted, said;
};

static status act(struct request *r, struct act a)
{
	struct staff_request_done done;
	str token = secret_token(r->arena);

	TRY(q_staff_request_act(r, r->path_id[0], str_of(a.name), a.wanted, a.said, secret_sha256(r->arena, token), uuid_new(),
		STR("News of your request"), letter(r, token), r->caller.person, str_of(activity_verb(r->route->event)), uuid_new(), r->id,
		&done));
	if (!str_eq(done.standing, STR("done")) && !str_eq(done.standing, STR("proposed")))
		return refused(r, done.standing);
	return reply_with(r, &staff_item_shape, &done.item);
}

status staff_request_go(struct request *r)
{
	const struct staff_request_move *m = r->body;

	return act(r, (struct act){ "move", m->to, m->text });
}

status staff_request_decide(struct request *r)
{
	const struct staff_request_decision *d = r->body;

	return act(r, (struct act){ "decide", d->decision, d->reason });
}

status staff_request_extend(struct request *r)
{
	return act(r, (struct act){ "extend", (str){ 0 }, ((const struct staff_request_extension *)r->body)->reason });
}

status staff_request_write(struct request *r)
{
	return act(r, (struct act){ "write", (str){ 0 }, ((const struct staff_request_message *)r->body)->text });
}
