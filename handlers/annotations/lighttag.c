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
#include "text.h"
#include "wait.h"

const struct shape found_example_shape = SHAPE(found_example,
	UUID(found_example, id, REQUIRED, "The example's id"),
	TEXT(found_example, content, REQUIRED, 1, INT32_MAX, "Its text"),
	JSON(found_example, metadata, OPTIONAL, "What came with it"),
	TEXT(found_example, seen, OPTIONAL, 1, INT32_MAX, "Who submitted what, and when"));

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
	const char *label; /* of its id: 36 characters within what was found */
	int32_t start, end; /* of a class: 0 */
	uint32_t by;        /* whose: in the order of handing out */
};

enum { ID = 36 };

static int same_label(const struct given *one, const struct given *other)
{
	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	if (one->end != other->end)
		return one->end < other->end ? -1 : 1;
	return memcmp(one->label, other->label, ID);
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
	struct lighttag_person *people; /* who submitted something, in the order of handing out */
	struct lighttag_person *by;     /* those who gave the label that is being written */
	size_t people_count;
	struct given *given; /* spans, and behind them classes: the same side by side */
	size_t spans, count;
};

/* More bytes of labels than that are more than a turn of the loop may take. */
enum { MANY = 64 * 1024, MANY_MARKS = 1024 };

static size_t count_of(str in, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < in.len; i++)
		n += in.ptr[i] == c;
	return n;
}

/* One person's labels, to the end of the spans or, of classes, of all. */
static void gather_one(struct sheet *s, str stored, bool of_spans)
{
	struct stored_label l;

	for (; labels_stored(stored, &l); stored = str_from(stored, l.behind_id))
		if (l.is_span == of_spans)
			s->given[s->count++] = (struct given){ stored.ptr + l.behind_id - 1 - ID, of_spans ? (int32_t)l.start : 0,
			                                       of_spans ? (int32_t)l.end : 0, (uint32_t)s->people_count };
}

static bool read_person(struct sheet *s, str *record)
{
	struct lighttag_person *p = &s->people[s->people_count];

	if (!uuid_parse(str_cut(record, '\x1f'), &p->annotator_id) || !moment_parse(str_cut(record, '\x1f'), &p->timestamp))
		return false;
	p->annotator = labels_name_of(&s->names->people, &p->annotator_id);
	return true;
}

static void gather(void *of)
{
	struct sheet *s = of;
	size_t most = count_of(s->of->seen, '{'); /* each label has one */

	s->given = NEWS(s->r->arena, struct given, most + 1);
	for (int of_spans = 1; of_spans >= 0; of_spans--) {
		s->people_count = 0;
		for (str rest = s->of->seen; rest.len; s->people_count++) {
			str record = str_cut(&rest, '\x1e');

			if (!read_person(s, &record))
				return;
			gather_one(s, record, of_spans);
		}
		if (of_spans)
			s->spans = s->count;
	}
	qsort(s->given, s->spans, sizeof *s->given, given_order);
	qsort(s->given + s->spans, s->count - s->spans, sizeof *s->given, given_order);
}

static void nothing(void *of)
{
	(void)of;
}

/* Before the next label: others have their turn now and then. */
static void write_next(struct sheet *s, size_t at)
{
	if (at % MANY_MARKS == MANY_MARKS - 1)
		bulk(nothing, NULL);
	json_next(&s->out);
}

/* Those who gave the same as the one at *at, which goes on behind them. */
static struct list givers(struct sheet *s, size_t *at)
{
	size_t first = *at, end = first < s->spans ? s->spans : s->count;

	for (; *at < end && !same_label(&s->given[first], &s->given[*at]); ++*at)
		s->by[*at - first] = s->people[s->given[*at].by];
	return (struct list){ s->by, *at - first };
}

static uuid label_of(const struct given *g)
{
	uuid id = { 0 };

	memcpy(id.text, g->label, ID);
	return id;
}

/* Of what makes a span with its tag what it is. */
static uuid token_id(const uuid *example, const struct given *g)
{
	char of[128];
	int n = snprintf(of, sizeof of, "%s %d %d %.36s", example->text, g->start, g->end, g->label);

	return labels_id_of((str){ of, (size_t)n });
}

/* They come by start, so each one's text is looked for from the one before. */
static status write_annotations(struct sheet *s)
{
	str rest = s->of->content, value;
	int64_t walked = 0;

	json_key(&s->out, "annotations");
	json_add(&s->out, STR("["));
	for (size_t at = 0; at < s->spans;) {
		const struct given *g = &s->given[at];
		uuid label = label_of(g);
		int64_t byte = text_byte_at(rest, g->start - walked);

		if (byte < 0 || !text_slice(str_from(rest, (size_t)byte), 0, g->end - g->start, &value))
			return BROKEN;
		rest = str_from(rest, (size_t)byte);
		walked = g->start;
		write_next(s, at);
		shape_write(&s->out, &lighttag_annotation_shape, &(struct lighttag_annotation){
			.example_id = s->of->id,
			.start = g->start,
			.end = g->end,
			.value = value,
			.tag = labels_name_of(&s->names->labels, &label),
			.tag_id = label,
			.tagged_token_id = token_id(&s->of->id, g),
			.annotated_by = givers(s, &at),
		});
	}
	json_add(&s->out, STR("]"));
	return OK;
}

static void write_classes(struct sheet *s)
{
	json_key(&s->out, "classifications");
	json_add(&s->out, STR("["));
	for (size_t at = s->spans; at < s->count;) {
		uuid label = label_of(&s->given[at]);

		write_next(s, at);
		shape_write(&s->out, &lighttag_class_shape, &(struct lighttag_class){
			.example_id = s->of->id,
			.classname = labels_name_of(&s->names->labels, &label),
			.class_id = label,
			.definition_id = s->r->path_id[0],
			.classified_by = givers(s, &at),
		});
	}
	json_add(&s->out, STR("]"));
}

static status line(struct request *r, const void *row, void *with)
{
	const struct found_example *e = row;
	struct sheet s = { .r = r, .names = with, .of = e };
	size_t people = e->seen.len ? count_of(e->seen, '\x1e') + 1 : 0;

	s.people = NEWS(r->arena, struct lighttag_person, people + 1);
	s.by = NEWS(r->arena, struct lighttag_person, people + 1);
	if (e->seen.len > MANY)
		request_bulk(r, gather, &s);
	else
		gather(&s);
	if (s.people_count != people)
		return BROKEN;
	reply_json(r, &s.out);
	json_add(&s.out, STR("{"));
	shape_write_members(&s.out, &lighttag_head_shape, &(struct lighttag_head){
		.example_id = e->id,
		.content = e->content,
		.metadata = e->metadata.ptr ? labels_one_line(r, e->metadata) : STR("{}"),
		.seen_by = { s.people, people },
	});
	TRY(write_annotations(&s));
	write_classes(&s);
	json_add(&s.out, STR("}\n"));
	json_flush(&s.out);
	return s.out.failed ? UNAVAILABLE : OK;
}

status lighttag_show(struct request *r)
{
	const struct labels_query *q = r->query;
	struct labels_begun begun;

	TRY(labels_begin(r, "lighttag", &begun));
	return q_labels_by_example(r, r->caller.workspace, r->path_id[0], !q->only.ptr, line, &begun);
}
