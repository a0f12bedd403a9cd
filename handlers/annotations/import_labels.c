/* Lines of the complete form of labels, a batch at a time: whose, of which example, under which labels. */
#include "annotations.h"

#include <stdio.h>

#include "import_labels.h"
#include "labels.h"
#include "queries.h"
#include "text.h"

/*
 * Address space, of which a batch takes as much as it is long: of a line of
 * IMPORT_LINE_MOST some times that, of others little.
 */
enum { BATCH_ROOM = 256 << 20, ONE_ROOM = 128 << 20, VERSIONS_ROOM = 8 << 20 };
/* A batch keeps those waiting who ask for something to label. */
enum { ROWS_MOST = 100, DEEDS_MOST = 200, BATCH_MOST = 512 * 1024 };

const struct shape import_labels_of_shape = SHAPE(import_labels_of,
	INT(import_labels_of, annotators, REQUIRED, 1, INT32_MAX, "How many label each example"),
	UUID(import_labels_of, schema, REQUIRED, "The schema"),
	INT(import_labels_of, schema_version, REQUIRED, 1, INT32_MAX, "Its version as it is now"),
	LIST(import_labels_of, labels, REQUIRED, &labels_name_shape, 0, INT32_MAX, "Labels that the schema has or had, by id"),
	LIST(import_labels_of, people, REQUIRED, &labels_name_shape, 0, INT32_MAX, "The workspace's members, by id"));

/* What the job, its schema and the workspace's members are now is asked for anew with each batch, as is who has labelled. */
static status begin_batch(struct import_labels *l)
{
	struct request into = *l->r;

	arena_reset(l->batch);
	into.arena = l->batch;
	l->given = l->wrong = (struct json){ .arena = l->batch };
	l->done = (struct import_done){ l->given, l->given, l->given, 0 };
	l->seen = (struct list){ NEWS(l->batch, struct import_line, ROWS_MOST), 0 };
	l->rows = 0;
	l->stranger_count = 0;
	TRY(q_import_labels_of(&into, into.caller.workspace, l->i->job, &l->of));
	return q_import_labels_version(&into, into.caller.workspace, l->of.schema, l->of.schema_version, &l->now);
}

status import_labels_begin(struct request *r, const struct import_state *i, struct import_rows *rows,
                           struct import_labels **out)
{
	struct import_labels *l = *out = NEW(r->arena, struct import_labels);

	*l = (struct import_labels){
		.r = r,
		.i = i,
		.kept = arena_beside(r->arena, VERSIONS_ROOM),
		.batch = arena_beside(r->arena, BATCH_ROOM),
		.one = arena_beside(r->arena, ONE_ROOM),
	};
	import_rows_widen(rows, arena_beside(r->arena, IMPORT_LINE_MOST));
	return begin_batch(l);
}

status import_labels_version(struct import_labels *l, int64_t version, struct assignment_slice *out)
{
	struct request kept = *l->r; /* what it answers stays in that arena */

	for (size_t i = 0; i < l->version_count; i++)
		if (l->versions[i].version.value == version) {
			*out = l->versions[i];
			return OK;
		}
	if (l->version_count == IMPORT_VERSIONS) {
		arena_reset(l->kept);
		l->version_count = 0;
	}
	kept.arena = l->kept;
	status s = q_import_labels_version(&kept, kept.caller.workspace, l->of.schema, version, out);
	if (s == NOT_FOUND)
		*out = (struct assignment_slice){ 0 };
	else
		TRY(s);
	if (s == OK)
		l->versions[l->version_count++] = *out;
	return OK;
}

bool import_label_find(const struct import_labels *l, const struct assignment_slice *now, const struct schema_label *wanted,
                       uuid *found)
{
	const struct schema_label *labels = now->labels.items;

	*found = wanted->id;
	if (uuid_given(found) && labels_name_of(&l->of.labels, found).ptr)
		return true;
	for (size_t i = 0; wanted->name.ptr && i < now->labels.count; i++)
		if (str_eq(labels[i].name, wanted->name) && str_eq(labels[i].kind, wanted->kind)) {
			*found = labels[i].id;
			return true;
		}
	return false;
}

/* Has someone labelled here who is no member any more? */
static status find_stranger(struct import_labels *l, const uuid *id, bool *has_labelled)
{
	struct labels_name found;

	for (size_t i = 0; i < l->stranger_count && i < IMPORT_STRANGERS; i++)
		if (uuid_eq(&l->strangers[i].id, id)) {
			*has_labelled = l->strangers[i].has_labelled;
			return OK;
		}
	struct request other = *l->r;
	other.arena = l->one;
	status s = q_import_labels_person(&other, other.caller.workspace, *id, &found);
	if (s != NOT_FOUND)
		TRY(s);
	*has_labelled = s == OK;
	l->strangers[l->stranger_count++ % IMPORT_STRANGERS] = (struct import_stranger){ *id, *has_labelled };
	return OK;
}

status import_labels_who(struct import_labels *l, uuid id, str name, uuid *who)
{
	const struct labels_name *people = l->of.people.items;
	bool has_labelled = false;

	*who = id;
	if (uuid_given(&id) && labels_name_of(&l->of.people, &id).ptr)
		return OK;
	if (uuid_given(&id))
		TRY(find_stranger(l, &id, &has_labelled));
	if (has_labelled)
		return OK;
	*who = (uuid){ 0 };
	for (size_t i = 0; name.ptr && i < l->of.people.count; i++)
		if (str_eq(people[i].name, name))
			*who = people[i].id;
	return OK;
}

static void begin_item(struct json *items)
{
	json_add(items, items->len ? STR(",{") : STR("[{"));
}

static void add_member(struct json *items, const char *name, str text)
{
	if (!text.ptr)
		return;
	json_key(items, name);
	json_text(items, text);
}

void import_labels_flaw(struct import_labels *l, const struct import_row *row, str external_id, const struct import_wrong *w)
{
	uuid id = uuid_new();

	begin_item(&l->wrong);
	add_member(&l->wrong, "id", uuid_str(&id));
	json_key(&l->wrong, "line");
	json_int(&l->wrong, row->line);
	add_member(&l->wrong, "word", str_of(import_flaw_word(w->word)));
	add_member(&l->wrong, "field", w->field);
	add_member(&l->wrong, "about", w->about);
	add_member(&l->wrong, "external_id", import_name_told(external_id));
	add_member(&l->wrong, "beginning", row->beginning);
	json_add(&l->wrong, STR("}"));
}

/*
 * The id of an example that is made of a line that has one: the same line
 * makes it once, even when nobody gave it an id of their own.
 */
static uuid example_id(const struct import_labels *l, const struct import_line *line)
{
	char of[80];
	int n = snprintf(of, sizeof of, "%s %s", l->i->dataset.text, line->known.text);

	return uuid_given(&line->known) ? labels_id_of((str){ of, (size_t)n }) : uuid_new();
}

static void add_example(struct import_labels *l, int64_t number, const struct import_line *line, const struct import_example *e)
{
	enum { NAMES = 300 }; /* those of the members, ids and the line */
	struct json *out = &l->given;
	uuid flaw = uuid_new();

	import_reserve(out, NAMES + import_written(e->content) + import_written(e->metadata) + import_written(e->external_id) +
	                            import_written(e->group_key) + import_written(e->order_key));
	begin_item(out);
	add_member(out, "id", uuid_str(&line->made));
	add_member(out, "known", uuid_given(&line->known) ? uuid_str(&line->known) : (str){ 0 });
	add_member(out, "flaw", uuid_str(&flaw));
	json_key(out, "line");
	json_int(out, number);
	add_member(out, "content", e->content);
	add_member(out, "metadata", e->metadata);
	add_member(out, "external_id", e->external_id);
	add_member(out, "group_key", e->group_key);
	add_member(out, "order_key", e->order_key);
	json_add(out, STR("}"));
	l->rows++;
}

/* May two lines be of one example?  By their ids, by one's that was made of the other's, by what its owner calls it. */
static bool are_same(const struct import_line *a, const struct import_line *b)
{
	return (a->external_id.ptr && b->external_id.ptr && str_eq(a->external_id, b->external_id)) ||
	       (uuid_given(&a->known) && (uuid_eq(&a->known, &b->known) || uuid_eq(&a->known, &b->made))) ||
	       (uuid_given(&b->known) && uuid_eq(&b->known, &a->made));
}

static bool is_in_batch(const struct import_labels *l, const struct import_line *line)
{
	const struct import_line *seen = l->seen.items;

	for (size_t i = 0; i < l->seen.count; i++)
		if (are_same(&seen[i], line))
			return true;
	return false;
}

/* What the row is an example of; of what is no object the reader says why. */
static struct import_wrong take_example(struct import_labels *l, struct import_reader *d, str row, struct import_line *line,
                                        struct import_example *e)
{
	struct import_wrong w;

	if (!import_line_cut(d, row, line, &w))
		line->rest = row;
	if (w.word)
		return w;
	w.word = import_object(d, line->rest, e);
	if (w.word) {
		w.field = d->field;
		return w;
	}
	line->made = example_id(l, line);
	line->content = e->content;
	line->external_id = e->external_id;
	line->length = text_length(e->content);
	return w;
}

status import_labels_row(struct import_labels *l, struct import_reader *d, const struct import_row *row)
{
	struct import_wrong w = { .word = row->flaw };
	struct import_done before = l->done;
	struct import_line line;
	struct import_example e = { 0 };

	d->arena = l->batch;
	if (!w.word)
		w = take_example(l, d, row->bytes, &line, &e);
	if (!w.word && is_in_batch(l, &line))
		return CONFLICT;
	if (!w.word) {
		status s = import_deeds(l, &line, &w);
		if (s != INVALID)
			TRY(s);
	}
	if (w.word) {
		l->done = before;
		import_labels_flaw(l, row, e.external_id, &w);
		return OK;
	}
	((struct import_line *)l->seen.items)[l->seen.count++] = line;
	add_example(l, row->line, &line, &e);
	return OK;
}

bool import_labels_full(const struct import_labels *l)
{
	return l->rows >= ROWS_MOST || l->done.count >= DEEDS_MOST ||
	       l->given.len + l->done.deeds.len + l->done.labels.len + l->wrong.len >= BATCH_MOST;
}

static str list_of(struct json *items)
{
	json_add(items, items->len ? STR("]") : STR("[]"));
	return (str){ items->ptr, items->len };
}

status import_labels_keep(struct import_labels *l, const struct import_place *to)
{
	struct request large = *l->r;
	struct import_done *d = &l->done;
	struct import_taken taken;

	large.arena = l->batch;
	TRY(q_import_labels_take(&large, large.caller.workspace, l->i->id, l->i->parsed, list_of(&l->given), list_of(&d->deeds),
	                         list_of(&d->labels), list_of(&d->tallies), list_of(&l->wrong), to->taken, to->line, to->after_cr,
	                         &taken));
	return begin_batch(l);
}
