/*
 * Labels in the shape in which LightTag handed its over (user guide, "Working
 * with results"): one example a line.  Who marked the same span with the same
 * tag is named beside one annotation.
 */
#include "annotations.h"

#include <stdio.h>
#include <stdlib.h>

#include "labels.h"
#include "queries.h"
#include "secret.h"
#include "wait.h"

struct found_submission {
	uuid person;
	moment submitted_at;
	struct submission_new submission;
};
static const struct shape found_submission_shape = SHAPE(found_submission,
	UUID(found_submission, person, REQUIRED, "Who"),
	MOMENT(found_submission, submitted_at, REQUIRED, "When"),
	OBJECT(found_submission, submission, submission_new, &submission_new_shape, REQUIRED, "What they submitted"));

const struct shape found_example_shape = SHAPE(found_example,
	UUID(found_example, id, REQUIRED, "The example's id"),
	TEXT(found_example, content, REQUIRED, 1, INT32_MAX, "Its text"),
	JSON(found_example, metadata, OPTIONAL, "What came with it"),
	LIST(found_example, seen, REQUIRED, &found_submission_shape, 0, INT32_MAX, "What was submitted for it"));

static const struct shape lighttag_person_shape = SHAPE(lighttag_person,
	UUID(lighttag_person, annotator_id, REQUIRED, "Who"),
	TEXT(lighttag_person, annotator, OPTIONAL, 1, 64, "Their user name; null: they left the workspace"),
	MOMENT(lighttag_person, timestamp, REQUIRED, "When they submitted it"));

static const struct shape lighttag_annotation_shape = SHAPE(lighttag_annotation,
	UUID(lighttag_annotation, example_id, REQUIRED, "The example"),
	INT(lighttag_annotation, start, REQUIRED, 0, INT32_MAX, "Its first code point, counted from 0"),
	INT(lighttag_annotation, end, REQUIRED, 1, INT32_MAX, "The code point after its last"),
	TEXT(lighttag_annotation, value, REQUIRED, 1, INT32_MAX, "The text it covers"),
	TEXT(lighttag_annotation, tag, REQUIRED, 1, 64, "What the tag says now"),
	UUID(lighttag_annotation, tag_id, REQUIRED, "The tag"),
	UUID(lighttag_annotation, tagged_token_id, REQUIRED, "The same for the same example, span and tag"),
	BOOL(lighttag_annotation, reviewed, REQUIRED, "Was it reviewed? Nothing is yet"),
	JSON(lighttag_annotation, correct, OPTIONAL, "What the review said: null"),
	LIST(lighttag_annotation, annotated_by, REQUIRED, &lighttag_person_shape, 1, INT32_MAX, "Who marked it"));

static const struct shape lighttag_class_shape = SHAPE(lighttag_class,
	UUID(lighttag_class, example_id, REQUIRED, "The example"),
	TEXT(lighttag_class, classname, REQUIRED, 1, 64, "What the class says now"),
	UUID(lighttag_class, class_id, REQUIRED, "The class"),
	UUID(lighttag_class, definition_id, REQUIRED, "The job"),
	LIST(lighttag_class, classified_by, REQUIRED, &lighttag_person_shape, 1, INT32_MAX, "Who gave it"));

#define HEAD(T)                                                                                    \
	UUID(T, example_id, REQUIRED, "The example"),                                                  \
	TEXT(T, content, REQUIRED, 1, INT32_MAX, "Its text, exactly as it was uploaded"),              \
	JSON(T, metadata, REQUIRED, "What came with it, on one line; {} when nothing did"),            \
	LIST(T, seen_by, REQUIRED, &lighttag_person_shape, 0, INT32_MAX, "Who submitted something, be it nothing")

static const struct shape lighttag_head_shape = SHAPE(lighttag_head, HEAD(lighttag_head));

const struct shape lighttag_example_shape = SHAPE(lighttag_example, HEAD(lighttag_example),
	LIST(lighttag_example, annotations, REQUIRED, &lighttag_annotation_shape, 0, INT32_MAX, "Spans, by position"),
	LIST(lighttag_example, classifications, REQUIRED, &lighttag_class_shape, 0, INT32_MAX, "Classes, by id"));

/* One label that one person gave: little, because there may be many. */
struct given {
	const struct span_mark *mark; /* of a class: its label alone counts */
	size_t by;                    /* whose: in the order of handing out */
};

static int same_label(const struct given *one, const struct given *other)
{
	const struct span_mark *a = one->mark, *b = other->mark;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return strcmp(a->label.text, b->label.text);
}

static int given_order(const void *a, const void *b)
{
	const struct given *one = a, *other = b;
	int way = same_label(one, other);

	return way ? way : (one->by > other->by) - (one->by < other->by);
}

/* What is written of an example. */
struct sheet {
	struct request *r;
	const struct labels_begun *names;
	const struct found_example *of;
	struct json out;
	struct lighttag_person *people; /* of of->seen, in their order */
	struct lighttag_person *by;     /* those who gave the label that is being written */
	struct given *given;
	size_t count;
	bool of_spans;
};

/* More marks of an example than that are more than a turn of the loop may take. */
enum { MANY = 1024 };

static size_t marks_of(const struct sheet *s)
{
	const struct found_submission *seen = s->of->seen.items;
	size_t n = 0;

	for (size_t i = 0; i < s->of->seen.count; i++)
		n += s->of_spans ? seen[i].submission.spans.count : seen[i].submission.classes.count;
	return n;
}

static void gather_all(void *of)
{
	struct sheet *s = of;
	const struct found_submission *seen = s->of->seen.items;
	bool of_spans = s->of_spans;

	s->given = NEWS(s->r->arena, struct given, marks_of(s) + 1);
	s->count = 0;
	for (size_t i = 0; i < s->of->seen.count; i++) {
		const struct list *spans = &seen[i].submission.spans, *classes = &seen[i].submission.classes;
		struct span_mark *as_spans = of_spans ? spans->items : NEWS(s->r->arena, struct span_mark, classes->count);

		for (size_t k = 0; k < (of_spans ? spans : classes)->count; k++) {
			if (!of_spans)
				as_spans[k].label = ((const struct class_mark *)classes->items)[k].label;
			s->given[s->count++] = (struct given){ as_spans + k, i };
		}
	}
	qsort(s->given, s->count, sizeof *s->given, given_order);
}

/* All spans, or all classes, of all who submitted something: the same side by side. */
static void gather(struct sheet *s, bool of_spans)
{
	s->of_spans = of_spans;
	if (marks_of(s) > MANY)
		request_bulk(s->r, gather_all, s);
	else
		gather_all(s);
}

static void nothing(void *of)
{
	(void)of;
}

/* Before the next label: others have their turn now and then. */
static void write_next(struct sheet *s, size_t at)
{
	if (at % MANY == MANY - 1)
		bulk(nothing, NULL);
	json_next(&s->out);
}

/* Those who gave the same as the one at *at, which goes on behind them. */
static struct list givers(struct sheet *s, size_t *at)
{
	size_t first = *at;

	for (; *at < s->count && !same_label(&s->given[first], &s->given[*at]); ++*at)
		s->by[*at - first] = s->people[s->given[*at].by];
	return (struct list){ s->by, *at - first };
}

/* A UUID of our own making (RFC 9562 5.8) out of what makes a span with its tag what it is. */
static uuid token_id(const uuid *example, const struct span_mark *m)
{
	char of[128], hash[SECRET_SHA256 + 1];
	int n = snprintf(of, sizeof of, "%s %lld %lld %s", example->text, (long long)m->start, (long long)m->end, m->label.text);
	uuid id;

	secret_sha256_into((str){ of, (size_t)n }, hash);
	snprintf(id.text, sizeof id.text, "%.8s-%.4s-8%.3s-8%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15, hash + 18);
	return id;
}

static void write_annotations(struct sheet *s)
{
	json_key(&s->out, "annotations");
	json_add(&s->out, STR("["));
	gather(s, true);
	for (size_t at = 0; at < s->count;) {
		const struct span_mark *m = s->given[at].mark;

		write_next(s, at);
		shape_write(&s->out, &lighttag_annotation_shape, &(struct lighttag_annotation){
			.example_id = s->of->id,
			.start = m->start,
			.end = m->end,
			.value = m->text,
			.tag = labels_name_of(&s->names->labels, &m->label),
			.tag_id = m->label,
			.tagged_token_id = token_id(&s->of->id, m),
			.annotated_by = givers(s, &at),
		});
	}
	json_add(&s->out, STR("]"));
}

static void write_classes(struct sheet *s)
{
	json_key(&s->out, "classifications");
	json_add(&s->out, STR("["));
	gather(s, false);
	for (size_t at = 0; at < s->count;) {
		const struct span_mark *m = s->given[at].mark;

		write_next(s, at);
		shape_write(&s->out, &lighttag_class_shape, &(struct lighttag_class){
			.example_id = s->of->id,
			.classname = labels_name_of(&s->names->labels, &m->label),
			.class_id = m->label,
			.definition_id = s->r->path_id[0],
			.classified_by = givers(s, &at),
		});
	}
	json_add(&s->out, STR("]"));
}

static status line(struct request *r, const void *row, void *with)
{
	const struct found_example *e = row;
	const struct found_submission *seen = e->seen.items;
	struct sheet s = { .r = r, .names = with, .of = e };

	s.people = NEWS(r->arena, struct lighttag_person, e->seen.count + 1);
	s.by = NEWS(r->arena, struct lighttag_person, e->seen.count + 1);
	for (size_t i = 0; i < e->seen.count; i++)
		s.people[i] = (struct lighttag_person){ seen[i].person, labels_name_of(&s.names->people, &seen[i].person),
		                                        seen[i].submitted_at };
	reply_json(r, &s.out);
	json_add(&s.out, STR("{"));
	shape_write_members(&s.out, &lighttag_head_shape, &(struct lighttag_head){
		.example_id = e->id,
		.content = e->content,
		.metadata = e->metadata.ptr ? labels_one_line(r, e->metadata) : STR("{}"),
		.seen_by = { s.people, e->seen.count },
	});
	write_annotations(&s);
	write_classes(&s);
	json_add(&s.out, STR("}\n"));
	json_flush(&s.out);
	return s.out.failed ? UNAVAILABLE : OK;
}

status lighttag_show(struct request *r)
{
	const struct labels_query *q = r->query;
	struct labels_begun begun;

	TRY(labels_begin(r, &begun));
	return q_labels_by_example(r, r->caller.workspace, r->path_id[0], !q->only.ptr, line, &begun);
}
