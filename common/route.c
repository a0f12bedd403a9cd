#include "route.h"

#include "config.h"
#include "secret.h"
#include "session.h"
#include "wait.h"

/* Does the path fit the pattern?  Each {…} takes a UUID, and nothing else. */
static bool matches(const char *pattern, str path, uuid *ids)
{
	while (*pattern) {
		if (*pattern == '{') {
			if (path.len < 36 || !uuid_parse((str){ path.ptr, 36 }, ids++))
				return false;
			path = str_from(path, 36);
			pattern = strchr(pattern, '}') + 1;
		} else {
			if (!path.len || *path.ptr != *pattern++)
				return false;
			path = str_from(path, 1);
		}
	}
	return path.len == 0;
}

/* HEAD goes as GET, but for what leaves an activity: nothing would have happened. */
static bool takes_head(const struct route *t)
{
	return t->method == GET && !t->event;
}

static const struct route *find(const struct route *routes, size_t count, struct request *r)
{
	for (const struct route *t = routes; t < routes + count; t++)
		if (t->method == r->method && (!r->head || takes_head(t)) &&
		    matches(t->path, r->path, r->path_id))
			return t;
	return NULL;
}

/* Nothing of the path, or nothing of the method: then the reply names those there are. */
static status not_found(const struct route *routes, size_t count, struct request *r)
{
	struct json allow = { .arena = r->arena };

	for (const struct route *t = routes; t < routes + count; t++) {
		if (!matches(t->path, r->path, r->path_id))
			continue;
		json_add(&allow, allow.len ? STR(", ") : STR(""));
		json_add(&allow, str_of(method_name(t->method)));
		json_add(&allow, takes_head(t) ? STR(", HEAD") : STR(""));
	}
	r->allow = (str){ allow.ptr, allow.len };
	return allow.len ? BAD_METHOD : NOT_FOUND;
}

/*
 * A session that Redis does not know costs a question to PostgreSQL, and who
 * makes cookies up is counted under a new name each time: so by address, too.
 */
static status count_unknown(struct request *r)
{
	struct cache_call calls[LIMIT_CALLS];
	struct tally tally;

	if (limit_ask(r, LIMIT_UNKNOWN, &tally, calls) == 0)
		return OK;
	return limit_answer(r, &tally, calls, cache_trip(r, calls, LIMIT_CALLS));
}

/* Redis does not know the session, or does not answer: a stranger could ask with many that are
 * none. */
static status ask_unknown(struct request *r, const struct tally *tally,
                          const struct cache_call *call, status trip)
{
	status who = trip == OK ? count_unknown(r) : limit_here(r, LIMIT_UNKNOWN, false);

	if (who == OK)
		who = session_answer(r, call, trip);
	if (who != OK)
		limit_nobody(r, tally);
	if (who == UNAUTHORIZED && trip != OK)
		TRY(limit_here(r, LIMIT_UNKNOWN, true));
	return who;
}

/* How often the caller has asked, and who it is: one trip to Redis for both. */
static status pass_gate(struct request *r)
{
	struct cache_call calls[1 + LIMIT_CALLS];
	struct tally tally;

	TRY(session_bearer(r));
	size_t asked = session_ask(r, calls) ? 1 : 0;
	size_t counting = limit_ask(r, r->route->limit, &tally, calls + asked);
	status trip = asked + counting ? cache_trip(r, calls, asked + counting) : OK;

	if (counting)
		TRY(limit_answer(r, &tally, calls + asked, trip));
	if (!asked)
		return OK;
	bool is_known = trip == OK && calls[0].is != CACHE_NOTHING;
	status who =
		is_known ? session_answer(r, calls, trip) : ask_unknown(r, &tally, calls, trip);
	if (who == OK || r->route->need != ANYONE)
		return who;
	/* Open to strangers, so open to someone whose session has ended. */
	r->caller = (struct caller){ 0 };
	return OK;
}

static bool is_in_scope(const struct request *r)
{
	const struct route *t = r->route;

	/* What is exchanged is the access token itself. */
	if (t->need == TOKEN_EXCHANGE)
		return !r->is_signed;
	return need_scoped(t->need, t->method != GET) && need_granted(t->need, r->caller.scopes);
}

static status check_need(struct request *r)
{
	const struct route *t = r->route;

	if (t->need == ANYONE)
		return OK;
	if (!uuid_given(&r->caller.person))
		return UNAUTHORIZED;
	if (r->caller.by_token && !is_in_scope(r)) {
		r->scope_wanted = need_word(t->need);
		return OUT_OF_SCOPE;
	}
	if (t->need == TOKEN_EXCHANGE && !r->caller.by_token)
		return fail(r, FORBIDDEN, "only an access token can be exchanged");
	if (!need_met(t->need, r->caller.role))
		return fail(r, FORBIDDEN, "your role in this workspace does not include it: %s", need_about(t->need));
	if (t->fresh_seconds && r->now - r->caller.authenticated > SECONDS(t->fresh_seconds))
		return STEP_UP;
	return OK;
}

/* Browsers that do not say where a request comes from say their origin with what is no GET. */
static bool is_same_site(const struct request *r)
{
	if (r->fetch_site.len)
		return str_eq(r->fetch_site, STR("same-origin")) ||
		       str_eq(r->fetch_site, STR("none"));
	return !r->origin.len || str_eq(r->origin, config.origin);
}

/*
 * Another site's page can make a browser send our cookie, but cannot read
 * the token.  A cookie whose session has ended gives no power and asks for no
 * token: whoever holds one could not get it, nor log in again.
 */
static status check_origin(struct request *r)
{
	bool is_change = r->route->method != GET;

	/* No browser sends it by itself. */
	if (r->caller.by_token)
		return OK;
	if ((is_change || r->route->event) && !is_same_site(r))
		return CROSS_SITE;
	if (!is_change || !r->caller.by_cookie)
		return OK;
	if (!secret_eq(r->csrf, session_csrf(r)))
		return fail(r, CROSS_SITE, "X-CSRF-Token is not the one of this session");
	return OK;
}

/* "text/plain; charset=UTF-8" is text/plain; in another character set it is not ours. */
static bool is_media(str content_type, const char *wanted)
{
	str type = str_trim(str_cut(&content_type, ';'));

	while (content_type.len) {
		str value = str_trim(str_cut(&content_type, ';'));
		str name = str_cut(&value, '=');

		if (str_same(name, STR("charset")) && !str_same(value, STR("utf-8")) &&
		    !str_same(value, STR("\"utf-8\"")))
			return false;
	}
	return str_same(type, str_of(wanted));
}

static bool has_body(struct request *r)
{
	char first;

	if (r->content_length >= 0 || !r->channel)
		return r->content_length > 0;
	return r->channel->read(r->channel, &first, 1) > 0;
}

static status receive(struct request *r, str *body)
{
	const struct route *t = r->route;
	const char *media = t->body ? "application/json" : t->raw;

	if (!media && has_body(r))
		return fail(r, BAD_REQUEST, "this takes no body");
	if (media && !is_media(r->content_type, media))
		return fail(r, BAD_TYPE, "the body must be %s in UTF-8", media);
	if (t->match && !r->if_match)
		return UNCONDITIONAL;
	if (t->match || t->may_match)
		TRY(request_match(r));
	*body = STR("");
	if (t->stream)
		return OK;
	return media ? request_body(r, t->raw ? config.text_bytes : config.body_bytes, body) : OK;
}

/* Of a route that takes no query: every parameter is unknown. */
static const struct field no_fields[] = { { 0 } };
static const struct shape nothing_shape = { "nothing", 1, no_fields };

static status decode_query(struct request *r, struct flaw **flaws)
{
	const struct shape *s = r->route->query ? r->route->query : &nothing_shape;
	void *query;

	if (!r->route->query && !r->query_string.len)
		return OK;
	r->query = query = arena_alloc(r->arena, s->size, 1);
	return shape_decode_query(r->arena, s, r->query_string, query, flaws);
}

static status decode_body(struct request *r, str text)
{
	const struct shape *s = r->route->body;
	void *body;

	r->raw = text;
	if (!s)
		return OK;
	r->body = body = arena_alloc(r->arena, s->size, 1);
	return shape_decode(r->arena, s, text, body, &r->flaws);
}

/* The flaws of both are told together. */
static status decode(struct request *r, str text)
{
	struct flaw *in_query = NULL, **last = &r->flaws;
	status query = decode_query(r, &in_query);
	status body = decode_body(r, text);

	while (*last)
		last = &(*last)->next;
	*last = in_query;
	return body != OK ? body : query;
}

/* The way of every request. */
static status answer(struct request *r)
{
	str body;

	task_name_set(r->route->path);
	TRY(pass_gate(r));
	TRY(check_need(r));
	TRY(check_origin(r));
	TRY(receive(r, &body));
	TRY(decode(r, body));
	r->http = r->route->success;
	return r->route->run(r);
}

/* Is what the client has already (If-None-Match, RFC 9110 13.1.2) this version? */
static bool is_known(struct request *r)
{
	str rest = r->if_none_match;
	str ours = reply_etag(r);

	while (rest.len) {
		str tag = str_trim(str_cut(&rest, ','));

		/* nginx weakens the tag of what it compresses. */
		if (str_starts(tag, STR("W/")))
			tag = str_from(tag, 2);
		if (str_eq(tag, ours) || str_eq(tag, STR("*")))
			return true;
	}
	return false;
}

static void finish(struct request *r, status ended)
{
	if (r->started) {
		r->cut = ended != OK;
	} else if (ended != OK) {
		reply_problem(r, ended);
	} else if (r->method == GET && r->version && is_known(r)) {
		r->http = 304;
		r->out.len = 0;
	}
}

void route_request(const struct route *routes, size_t count, struct request *r)
{
	r->route = find(routes, count, r);
	r->pattern = r->route ? r->route->path : NULL;
	finish(r, r->route ? answer(r) : not_found(routes, count, r));
}
