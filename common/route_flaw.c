#include "route.h"

#include <stdio.h>

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* "projects" or "{id}": one part of a path. */
static bool is_part(str part)
{
	if (part.len > 2 && part.ptr[0] == '{' && part.ptr[part.len - 1] == '}')
		part = (str){ part.ptr + 1, part.len - 2 };
	for (size_t i = 0; i < part.len; i++)
		if (!is_name_char(part.ptr[i]))
			return false;
	return part.len > 0;
}

static const char *path_flaw(const char *path)
{
	str rest = str_of(path);
	int ids = 0;

	if (!rest.len || !str_eq(str_cut(&rest, '/'), STR("")))
		return "has a path that does not begin with /";
	if (path[strlen(path) - 1] == '/')
		return "has a path that ends in /";
	while (rest.len) {
		str part = str_cut(&rest, '/');

		if (!is_part(part))
			return "has a path with a part that is neither a name nor {a name}";
		ids += part.ptr[0] == '{';
	}
	return ids > 4 ? "has more than four {…} in its path" : NULL;
}

static bool is_flat(enum kind k)
{
	return k < KIND_PATCH_TEXT;
}

static const char *field_flaw(const struct field *f, bool is_query)
{
	bool has_parts = f->kind == KIND_LIST || f->kind == KIND_OBJECT;

	if (f->kind < KIND_TEXT || f->kind > KIND_JSON)
		return "has a shape with a member of no kind";
	if (f->min > f->max)
		return "has a shape with a member whose least is more than its most";
	if (f->kind == KIND_WORD && (!f->words || !f->words[0]))
		return "has a shape with a word that nothing may be";
	if (has_parts && !f->of)
		return "has a shape with a part that has no shape";
	if (!f->about || !f->about[0])
		return "has a shape with a member that says nothing about itself";
	if (is_query && !is_flat(f->kind))
		return "has a query shape with a member that no query string can hold";
	return NULL;
}

static const char *shape_flaws(const struct shape *s, bool is_query)
{
	for (const struct field *f = s ? s->fields : NULL; f && f->name; f++) {
		const char *flaw = field_flaw(f, is_query);

		if (!flaw && f->of)
			flaw = shape_flaws(f->of, false);
		if (flaw)
			return flaw;
	}
	return NULL;
}

/* What a stranger could use, or nobody would see. */
static const char *guard_flaw(const struct route *t)
{
	if (t->need <= NEED_NONE || t->need >= NEED_COUNT)
		return "does not say what it needs";
	if (t->limit <= LIMIT_NONE || t->limit >= LIMIT_COUNT)
		return "has no rate limit";
	if (t->event < ACTIVITY_NONE || t->event >= ACTIVITY_COUNT)
		return "leaves an activity that is not in the list";
	if (t->method != GET && !t->event)
		return "changes something and leaves no activity";
	if (t->fresh_seconds < 0 || (t->fresh_seconds && t->need == ANYONE))
		return "asks strangers for a fresh password";
	return NULL;
}

static const char *input_flaw(const struct route *t)
{
	if (t->body && t->raw)
		return "takes two kinds of body";
	if ((t->body || t->raw) && (t->method == GET || t->method == DELETE))
		return "takes a body with a method that has none";
	if (t->stream && !t->raw)
		return "streams a body that it does not take";
	if (t->match && t->method == GET)
		return "asks a reader which version is meant to be changed";
	if (t->match && t->method == POST)
		return "asks for the version of what is only being made";
	return NULL;
}

static const char *reply_flaw(const struct route *t)
{
	if (t->success != 200 && t->success != 201 && t->success != 202 && t->success != 204)
		return "has no HTTP status of success";
	if ((t->success == 204) != (!t->reply && !t->media))
		return "promises a reply and 204, or neither";
	if (t->page && (t->method != GET || !t->reply || t->media))
		return "has pages of what cannot be paged";
	if (t->media && t->method != GET)
		return "streams a reply to a change";
	return NULL;
}

static const char *promise_flaw(const struct route *t)
{
	if (!t->run)
		return "has no function";
	if (!t->about || !t->about[0])
		return "says nothing about itself";
	if (t->flushes < 0 || t->trips < 0)
		return "has a budget below nothing";
	if ((t->flushes || t->trips) != (t->budget_why != NULL))
		return "has a budget of its own without a reason, or a reason without one";
	return NULL;
}

static bool is_same_path(const char *a, const char *b)
{
	while (*a && *a == *b) {
		/* What an id is called makes no difference. */
		if (*a == '{') {
			a = strchr(a, '}');
			b = strchr(b, '}');
		}
		a++;
		b++;
	}
	return *a == *b;
}

/* Is there in b, or among its parts, another shape of a's name? */
static bool has_namesake(const struct shape *b, const struct shape *a)
{
	if (a != b && !strcmp(a->name, b->name))
		return true;
	for (const struct field *f = b->fields; f->name; f++)
		if (f->of && has_namesake(f->of, a))
			return true;
	return false;
}

static bool is_ambiguous(const struct shape *a, const struct shape *b)
{
	if (has_namesake(b, a))
		return true;
	for (const struct field *f = a->fields; f->name; f++)
		if (f->of && is_ambiguous(f->of, b))
			return true;
	return false;
}

/* One name is one schema, one interface. */
static bool are_shapes_ambiguous(const struct route *t, const struct route *u)
{
	const struct shape *const ours[] = { t->body, t->query, t->reply };
	const struct shape *const theirs[] = { u->body, u->query, u->reply };

	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++)
			if (ours[i] && theirs[k] && is_ambiguous(ours[i], theirs[k]))
				return true;
	return false;
}

static const char *row_flaw(const struct route *routes, const struct route *t)
{
	const char *flaw = NULL;

	if (t->method < GET || t->method >= METHOD_COUNT)
		return "has no method";
	if (!t->path)
		return "has no path";
	if ((flaw = path_flaw(t->path)) || (flaw = guard_flaw(t)) || (flaw = input_flaw(t)) ||
	    (flaw = reply_flaw(t)) || (flaw = promise_flaw(t)) ||
	    (flaw = shape_flaws(t->body, false)) || (flaw = shape_flaws(t->query, true)) ||
	    (flaw = shape_flaws(t->reply, false)))
		return flaw;
	for (const struct route *u = routes; u < t; u++)
		if (u->method == t->method && is_same_path(u->path, t->path))
			return "is in the table twice";
	for (const struct route *u = routes; u <= t; u++)
		if (are_shapes_ambiguous(t, u))
			return "has a shape of the same name as another";
	return NULL;
}

const char *routes_flaw(const struct route *routes, size_t count)
{
	static char sentence[256];

	for (size_t i = 0; i < count; i++) {
		const struct route *t = &routes[i];
		const char *flaw = row_flaw(routes, t);
		bool is_named = flaw && t->method >= GET && t->method < METHOD_COUNT;

		if (!flaw)
			continue;
		snprintf(sentence, sizeof sentence, "route %zu (%s %s) %s", i + 1,
		         is_named ? method_name(t->method) : "no method",
		         t->path ? t->path : "no path", flaw);
		return sentence;
	}
	return NULL;
}
