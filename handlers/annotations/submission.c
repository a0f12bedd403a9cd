#include "annotations.h"

#include <stdlib.h>

#include "text.h"

/* A span and its place in the body. */
struct placed {
	const struct span_mark *span;
	size_t at;
};

int span_mark_order(const void *a, const void *b)
{
	const struct span_mark *one = a, *other = b;

	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	if (one->end != other->end)
		return one->end < other->end ? -1 : 1;
	return strcmp(one->label.text, other->label.text);
}

static int by_start(const void *a, const void *b)
{
	const struct placed *one = a, *other = b;
	int way = span_mark_order(one->span, other->span);

	return way ? way : (one->at > other->at) - (one->at < other->at);
}

/* As many as are told of a body's form. */
enum { FLAWS_MOST = 100 };

static bool has_many_flaws(const struct request *r)
{
	int n = 0;

	for (const struct flaw *f = r->flaws; f; f = f->next)
		n++;
	return n >= FLAWS_MOST;
}

static status flaw(struct request *r, const char *list, size_t at, const char *member, const char *detail)
{
	if (has_many_flaws(r))
		return INVALID;
	str pointer = arena_fmt(r->arena, "#/%s/%zu/%s", list, at, member);

	return fail_at(r, INVALID, arena_cstr(r->arena, pointer), "%s", detail);
}

static status check_label(struct request *r, const struct assignment_slice *of, uuid label, const char *kind, size_t at)
{
	const struct schema_label *labels = of->labels.items;
	bool is_tag = !strcmp(kind, "tag");

	for (size_t i = 0; i < of->labels.count; i++)
		if (uuid_eq(&labels[i].id, &label) && str_eq(labels[i].kind, str_of(kind)))
			return OK;
	return flaw(r, is_tag ? "spans" : "classes", at, "label",
	            is_tag ? "is no tag of this version of the schema" : "is no class of this version of the schema");
}

/* What the text has where a span is said to be, as far as that can be told. */
static const char *what_is_there(struct request *r, const struct span_mark *m, str rest)
{
	enum { TOLD_MOST = 40 };
	bool is_long = m->end - m->start > TOLD_MOST;
	int64_t bytes = text_byte_at(rest, is_long ? TOLD_MOST : m->end - m->start);
	str detail = arena_fmt(r->arena, "is not what the text has there: \"%.*s\"%s", (int)bytes, rest.ptr, is_long ? " …" : "");

	return arena_cstr(r->arena, detail);
}

/*
 * Does the text have at `rest` what the span says it covers?  What it says is
 * measured first: it came in the body, so it is no longer than that, however
 * far the span reaches.  What stands there is told: the text is the caller's to read.
 */
static status check_text(struct request *r, const struct placed *p, str rest)
{
	const struct span_mark *m = p->span;

	if (text_length(m->text) == m->end - m->start && str_starts(rest, m->text))
		return OK;
	if (has_many_flaws(r))
		return INVALID;
	return flaw(r, "spans", p->at, "text", what_is_there(r, m, rest));
}

static status check_place(struct request *r, const struct placed *p, int64_t length)
{
	const struct span_mark *m = p->span;

	if (m->end <= m->start)
		return flaw(r, "spans", p->at, "end", "must come after start");
	if (m->start >= length)
		return flaw(r, "spans", p->at, "start", "is behind the end of the text");
	if (m->end > length)
		return flaw(r, "spans", p->at, "end", "is behind the end of the text");
	return OK;
}

/* The text is walked once: each span is looked for from where the one before began. */
static status check_texts(struct request *r, const struct placed *spans, size_t count, const struct assignment_slice *of)
{
	str rest = of->content;
	int64_t walked = 0, covered = 0;
	bool may_overlap = str_eq(of->overlap, STR("allow"));
	status s = OK;

	for (size_t i = 0; i < count; i++) {
		const struct span_mark *m = spans[i].span;

		if (check_place(r, &spans[i], of->length) != OK) {
			s = INVALID;
			continue;
		}
		rest = str_from(rest, (size_t)text_byte_at(rest, m->start - walked));
		walked = m->start;
		if (check_text(r, &spans[i], rest) != OK)
			s = INVALID;
		if (!may_overlap && m->start < covered)
			s = flaw(r, "spans", spans[i].at, "start", "lies within another span, and this schema lets none overlap");
		covered = m->end > covered ? m->end : covered;
	}
	return s;
}

static status check_spans(struct request *r, const struct list *list, const struct assignment_slice *of)
{
	struct placed *spans = NEWS(r->arena, struct placed, list->count + 1);
	status s = OK;

	for (size_t i = 0; i < list->count; i++) {
		const struct span_mark *m = (const struct span_mark *)list->items + i;

		spans[i] = (struct placed){ m, i };
		if (check_label(r, of, m->label, "tag", i) != OK)
			s = INVALID;
	}
	qsort(spans, list->count, sizeof *spans, by_start);
	for (size_t i = 1; i < list->count; i++)
		if (!span_mark_order(spans[i - 1].span, spans[i].span))
			s = flaw(r, "spans", spans[i].at, "label", "is given to the same span twice");
	return check_texts(r, spans, list->count, of) != OK ? INVALID : s;
}

static status check_classes(struct request *r, const struct list *list, const struct assignment_slice *of)
{
	const struct class_mark *marks = list->items;
	status s = OK;

	for (size_t i = 0; i < list->count; i++) {
		if (check_label(r, of, marks[i].label, "class", i) != OK)
			s = INVALID;
		for (size_t k = 0; k < i; k++)
			if (uuid_eq(&marks[i].label, &marks[k].label))
				s = flaw(r, "classes", i, "label", "is given twice");
	}
	if (list->count > 1 && str_eq(of->classes, STR("single")))
		s = fail_at(r, INVALID, "#/classes", "must be one at most: this schema gives a text one class");
	return s;
}

status submission_check(struct request *r, const struct submission_new *n, const struct assignment_slice *of)
{
	bool is_empty = !n->spans.count && !n->classes.count;
	status s = OK;

	if (!of->version.given)
		return fail_at(r, INVALID, "#/schema_version", "is no version of the schema");
	if (n->nothing != is_empty)
		s = fail_at(r, INVALID, "#/nothing",
		            is_empty ? "must be true when there is no label: that nothing is there is said, not left out"
		                     : "must be false when there are labels");
	if (check_spans(r, &n->spans, of) != OK)
		s = INVALID;
	return check_classes(r, &n->classes, of) != OK ? INVALID : s;
}

static int class_order(const void *a, const void *b)
{
	return strcmp(((const struct class_mark *)a)->label.text, ((const struct class_mark *)b)->label.text);
}

static struct list sorted(struct arena *a, const struct list *l, size_t size, int (*order)(const void *, const void *))
{
	struct list out = { arena_alloc(a, size, l->count + 1), l->count };

	if (l->count)
		memcpy(out.items, l->items, l->count * size);
	qsort(out.items, out.count, size, order);
	return out;
}

str submission_kept(struct arena *a, const struct submission_new *n)
{
	struct json out = { .arena = a };
	struct submission_new kept = *n;

	kept.spans = sorted(a, &n->spans, sizeof(struct span_mark), span_mark_order);
	kept.classes = sorted(a, &n->classes, sizeof(struct class_mark), class_order);
	shape_write(&out, &submission_kept_shape, &kept);
	return (str){ out.ptr, out.len };
}
