/* What a line of the complete form says that people submitted and skipped: read one by one, checked as if they had sent it. */
#include "annotations.h"

#include "import_cut.h"
#include "import_labels.h"
#include "secret.h"

enum { SPANS_MOST = 10000, CLASSES_MOST = 200, SKIPS_MOST = 10000, VERSION_MOST = 1000000000 };
static const moment DAY = SECONDS(86400), SLACK = SECONDS(60); /* clocks differ a little */

/* As labels.c shows them; what it adds for people need not be there, and who writes such a file may know no ids. */
struct given_label {
	uuid label;
	str name;
	int64_t start, end;
	str text;
};
static const struct shape given_span_shape = { "given_span", sizeof(struct given_label), (const struct field[]){
	UUID(given_label, label, OPTIONAL, "The tag's id"),
	TEXT(given_label, name, OPTIONAL, 1, 64, "What the tag says"),
	INT(given_label, start, REQUIRED, 0, INT32_MAX, "Its first code point, counted from 0"),
	INT(given_label, end, REQUIRED, 1, INT32_MAX, "The code point after its last"),
	TEXT(given_label, text, REQUIRED, 1, INT32_MAX, "The text it covers"), { 0 } } };
static const struct shape given_class_shape = { "given_class", sizeof(struct given_label), (const struct field[]){
	UUID(given_label, label, OPTIONAL, "The class' id"),
	TEXT(given_label, name, OPTIONAL, 1, 64, "What the class says"), { 0 } } };

struct given_deed {
	uuid annotator;
	str annotator_name;
	maybe_int version, schema_version;
	moment submitted_at, day;
	bool nothing;
	maybe_int seconds;
	str reason;
};
#define BY                                                                                                             \
	UUID(given_deed, annotator, OPTIONAL, "Who"),                                                                  \
	TEXT(given_deed, annotator_name, OPTIONAL, 1, 64, "Their user name"),                                          \
	MOMENT(given_deed, day, OPTIONAL, "The day that it counts for")
static const struct shape given_submission_shape = { "given_submission", sizeof(struct given_deed), (const struct field[]){
	BY,
	MAYBE_INT(given_deed, version, 2, VERSION_MOST, "The version of what they submitted"),
	MOMENT(given_deed, submitted_at, OPTIONAL, "When"),
	MAYBE_INT(given_deed, schema_version, 1, INT32_MAX, "The version of the schema that they saw"),
	BOOL(given_deed, nothing, OPTIONAL, "There is nothing to label, they say"),
	MAYBE_INT(given_deed, seconds, 0, 86400, "How long it took"), { 0 } } };
static const struct shape given_skip_shape = { "given_skip", sizeof(struct given_deed), (const struct field[]){
	BY,
	TEXT(given_deed, reason, REQUIRED, 1, 2000, "Why"), { 0 } } };

/* Where one is in the line, and who was seen in it. */
struct reading_deeds {
	struct import_labels *l;
	struct import_wrong *w;
	const struct import_line *line;
	const char *list; /* submissions or skips */
	size_t nth;
	uuid *people;
	size_t people_count;
	struct given_deed d;
	struct submission_new n;
	bool by_name;     /* a label was found by its name */
};

static void wrong_at(struct reading_deeds *p, enum row_flaw word, str where, str about)
{
	struct arena *a = p->l->batch; /* it outlives what it tells of */
	str field = arena_fmt(a, "%s/%zu%s%.*s", p->list, p->nth, where.len ? "/" : "", STR_ARGS(where));

	*p->w = (struct import_wrong){ word, field, { arena_cstr(a, about), about.len } };
	if (!about.ptr)
		p->w->about = (str){ 0 };
}

/* The first flaw of a part that stands at `where`. */
static void wrong_as(struct reading_deeds *p, enum row_flaw word, str where, const struct flaw *f)
{
	str within = str_from(f->pointer, 2);
	const char *between = where.len && within.len ? "/" : "";

	wrong_at(p, word, arena_fmt(p->l->one, "%.*s%s%.*s", STR_ARGS(where), between, STR_ARGS(within)), f->detail);
}

static bool decoded(struct reading_deeds *p, const struct shape *s, str json, str where, void *out)
{
	struct flaw *flaws;

	if (shape_decode(p->l->one, s, json, out, &flaws) == OK)
		return true;
	wrong_as(p, IMPORT_FORM, where, flaws);
	return false;
}

/* How many items a list has, or one more than `most`; -1: it is no list. */
static int64_t count_of(str list, int64_t most)
{
	struct import_cut c;
	str key, value;
	int64_t n = 0;

	if (!list.ptr || str_eq(list, STR("null")))
		return 0;
	if (!import_cut_begin(&c, list) || c.end != ']')
		return -1;
	while (n <= most && import_cut_next(&c, &key, &value))
		n++;
	return c.is_broken ? -1 : n;
}

/* A label by its id or, what is as good elsewhere, by its name. */
static bool find_label(struct reading_deeds *p, const char *kind, str where, struct given_label *g)
{
	const struct schema_label wanted = { .id = g->label, .kind = str_of(kind), .name = g->name };
	bool has_name_only = g->name.ptr && !uuid_given(&g->label);

	if (!import_label_find(p->l, &p->l->now, &wanted, &g->label)) {
		str member = arena_fmt(p->l->one, "%.*s/%s", STR_ARGS(where), has_name_only ? "name" : "label");

		wrong_at(p, IMPORT_NO_LABEL, member, (str){ 0 });
		return false;
	}
	p->by_name = p->by_name || !uuid_eq(&wanted.id, &g->label);
	return true;
}

struct label_list {
	const char *name, *kind;
	const struct shape *shape;
	int64_t most;
};
static const struct label_list tags_given = { "spans", "tag", &given_span_shape, SPANS_MOST };
static const struct label_list classes_given = { "classes", "class", &given_class_shape, CLASSES_MOST };

/* *out has the labels of a list, as struct given_label. */
static bool take_labels(struct reading_deeds *p, const struct label_list *as, str json, struct list *out)
{
	int64_t count = count_of(json, as->most);
	struct import_cut c;
	str key, value;

	if (count < 0 || count > as->most) {
		wrong_at(p, IMPORT_FORM, str_of(as->name), arena_fmt(p->l->one, "must be a list of %lld at most", (long long)as->most));
		return false;
	}
	if (!count)
		return true;
	*out = (struct list){ NEWS(p->l->one, struct given_label, (size_t)count), 0 };
	(void)import_cut_begin(&c, json);
	while (import_cut_next(&c, &key, &value)) {
		struct given_label *g = (struct given_label *)out->items + out->count;
		str where = arena_fmt(p->l->one, "%s/%zu", as->name, out->count);

		if (!decoded(p, as->shape, value, where, g) || !find_label(p, as->kind, where, g))
			return false;
		out->count++;
	}
	return true;
}

static void put_labels(struct arena *a, const struct list *spans, const struct list *classes, struct submission_new *n)
{
	struct span_mark *s = NEWS(a, struct span_mark, spans->count + 1);
	struct class_mark *c = NEWS(a, struct class_mark, classes->count + 1);

	n->spans = (struct list){ s, spans->count };
	n->classes = (struct list){ c, classes->count };
	for (size_t i = 0; i < spans->count; i++) {
		const struct given_label *g = (const struct given_label *)spans->items + i;

		s[i] = (struct span_mark){ g->label, g->start, g->end, g->text };
	}
	for (size_t i = 0; i < classes->count; i++)
		c[i] = (struct class_mark){ ((const struct given_label *)classes->items)[i].label };
}

/* The members of one deed: lists of labels by themselves, the others by the shape. */
static bool take_members(struct reading_deeds *p, str json, const struct shape *s)
{
	struct json head = { .arena = p->l->one };
	struct list spans = { 0 }, classes = { 0 };
	bool has_lists = s == &given_submission_shape;
	struct import_cut c;
	str key, value;

	if (!import_cut_begin(&c, json) || c.end != '}')
		return decoded(p, s, json, (str){ 0 }, &p->d);
	json_add(&head, STR("{"));
	while (import_cut_next(&c, &key, &value)) {
		if (has_lists && str_eq(key, STR("\"spans\"")) && !spans.items) {
			if (!take_labels(p, &tags_given, value, &spans))
				return false;
		} else if (has_lists && str_eq(key, STR("\"classes\"")) && !classes.items) {
			if (!take_labels(p, &classes_given, value, &classes))
				return false;
		} else {
			json_add(&head, head.len > 1 ? STR(",") : STR(""));
			json_add(&head, key);
			json_add(&head, STR(":"));
			json_add(&head, value);
		}
	}
	json_add(&head, STR("}"));
	put_labels(p->l->one, &spans, &classes, &p->n);
	return decoded(p, s, c.is_broken ? json : (str){ head.ptr, head.len }, (str){ 0 }, &p->d);
}

/* Times that can be; those that are not given are now. */
static bool take_times(struct reading_deeds *p)
{
	struct given_deed *d = &p->d;
	moment now = p->l->r->now, at = d->submitted_at ? d->submitted_at : now;
	const char *wrong = NULL;

	d->submitted_at = at;
	d->day = d->day ? d->day : at - ((at % DAY) + DAY) % DAY;
	if (at > now + SLACK)
		wrong_at(p, IMPORT_FORM, STR("submitted_at"), STR("is still to come"));
	else if (d->day % DAY)
		wrong = "must be the first moment of a day, UTC";
	else if (d->day > at)
		wrong = "comes after that which counts for it";
	if (wrong)
		wrong_at(p, IMPORT_FORM, STR("day"), str_of(wrong));
	return !p->w->word;
}

static status take_person(struct reading_deeds *p, uuid *who)
{
	TRY(import_labels_who(p->l, p->d.annotator, p->d.annotator_name, who));
	if (!uuid_given(who)) {
		wrong_at(p, IMPORT_NOBODY, STR("annotator"), (str){ 0 });
		return INVALID;
	}
	for (size_t i = 0; i < p->people_count; i++)
		if (uuid_eq(&p->people[i], who)) {
			wrong_at(p, IMPORT_TWICE, STR("annotator"), (str){ 0 });
			return INVALID;
		}
	p->people[p->people_count++] = *who;
	return OK;
}

/*
 * The version of the schema that they saw, if it is this schema: if it has
 * their labels by id.  Elsewhere they are the schema's as it is now.
 */
static status take_version(struct reading_deeds *p, struct assignment_slice *of)
{
	bool is_empty = !p->n.spans.count && !p->n.classes.count;

	*of = p->l->now;
	if (p->d.schema_version.given && !p->by_name)
		TRY(import_labels_version(p->l, p->d.schema_version.value, of));
	if (!of->version.given && is_empty)
		*of = p->l->now;
	p->n.schema_version = of->version.value;
	return OK;
}

static status check_submission(struct reading_deeds *p)
{
	struct request as_if_sent = { .arena = p->l->one };
	struct assignment_slice of;

	TRY(take_version(p, &of));
	of.content = p->line->content;
	of.length = p->line->length;
	if (submission_check(&as_if_sent, &p->n, &of) == OK)
		return OK;
	wrong_as(p, IMPORT_UNTRUE, (str){ 0 }, as_if_sent.flaws);
	return INVALID;
}

/* In the order of the file, as ids are that are made one after the other. */
static uuid next_id(struct import_labels *l)
{
	enum { TRIES = 10000 };
	uuid id = uuid_new();

	for (int i = 0; i < TRIES && strcmp(id.text, l->last.text) <= 0; i++)
		id = uuid_new();
	l->last = id;
	return id;
}

static void begin_item(struct json *items)
{
	json_add(items, items->len ? STR(",{") : STR("[{"));
}

static void write_number(struct json *out, const char *name, int64_t n)
{
	json_key(out, name);
	json_int(out, n);
}

static void write_text(struct json *out, const char *name, str text)
{
	json_key(out, name);
	json_text(out, text);
}

static void write_time(struct json *out, const char *name, moment t)
{
	char text[MOMENT_TEXT];

	moment_write(t, text);
	write_text(out, name, str_of(text));
}

/* How often each label is in it, for the counts of its person. */
static void write_tallies(struct reading_deeds *p, const uuid *who)
{
	const struct span_mark *spans = p->n.spans.items;
	const struct class_mark *classes = p->n.classes.items;
	size_t all = p->n.spans.count + p->n.classes.count, kinds = 0;
	struct tally {
		uuid label;
		int64_t count;
	} *tallies = NEWS(p->l->one, struct tally, all + 1);
	struct json *out = &p->l->done.tallies;

	for (size_t i = 0; i < all; i++) {
		uuid label = i < p->n.spans.count ? spans[i].label : classes[i - p->n.spans.count].label;
		size_t k = 0;

		while (k < kinds && !uuid_eq(&tallies[k].label, &label))
			k++;
		kinds += k == kinds;
		tallies[k].label = label;
		tallies[k].count++;
	}
	for (size_t k = 0; k < kinds; k++) {
		begin_item(out);
		write_number(out, "deed", p->l->done.count);
		write_text(out, "person", uuid_str(who));
		write_text(out, "label", uuid_str(&tallies[k].label));
		write_number(out, "count", tallies[k].count);
		json_add(out, STR("}"));
	}
}

/*
 * What is compared with what is there already: the same labels are the same,
 * whichever version of the schema was the last when they came.  It is the
 * first member of submission_kept_shape.
 */
static str without_version(str kept)
{
	const char *comma = memchr(kept.ptr, ',', kept.len);

	return str_from(kept, comma ? (size_t)(comma - kept.ptr) : 0);
}

static void write_submission(struct reading_deeds *p, const uuid *who)
{
	struct import_done *done = &p->l->done;
	struct json *out = &done->deeds;
	str kept = submission_kept(p->l->one, &p->n);

	write_number(out, "version", p->d.version.given ? p->d.version.value : 2);
	write_time(out, "submitted_at", p->d.submitted_at);
	write_text(out, "digest", secret_sha256(p->l->one, without_version(kept)));
	if (p->d.seconds.given)
		write_number(out, "seconds", p->d.seconds.value);
	import_reserve(&done->labels, kept.len + 2);
	json_add(&done->labels, done->labels.len ? STR(",") : STR("["));
	json_add(&done->labels, kept);
	write_tallies(p, who);
}

static void write_deed(struct reading_deeds *p, const uuid *who)
{
	struct import_done *done = &p->l->done;
	struct json *out = &done->deeds;
	uuid id = next_id(p->l);

	done->count++;
	begin_item(out);
	write_number(out, "line", p->l->rows + 1);
	write_text(out, "field", arena_fmt(p->l->one, "%s/%zu", p->list, p->nth));
	write_text(out, "id", uuid_str(&id));
	write_text(out, "person", uuid_str(who));
	write_time(out, "day", p->d.day);
	write_number(out, "schema_version", p->d.reason.ptr ? p->l->now.version.value : p->n.schema_version);
	write_number(out, "spans", (int64_t)p->n.spans.count);
	write_number(out, "classes", (int64_t)p->n.classes.count);
	json_key(out, "nothing");
	json_add(out, p->n.nothing ? STR("true") : STR("false"));
	if (p->d.reason.ptr) {
		write_number(out, "version", 1);
		write_text(out, "reason", p->d.reason);
		json_add(&done->labels, done->labels.len ? STR(",null") : STR("[null"));
	} else {
		write_submission(p, who);
	}
	json_add(out, STR("}"));
}

/* One of them; INVALID with *w filled. */
static status take_deed(struct reading_deeds *p, str json, const struct shape *s)
{
	uuid who;

	arena_reset(p->l->one);
	p->n = (struct submission_new){ 0 };
	p->by_name = false;
	if (!take_members(p, json, s) || !take_times(p))
		return INVALID;
	TRY(take_person(p, &who));
	p->n.nothing = p->d.nothing;
	p->n.seconds = p->d.seconds;
	if (s == &given_submission_shape)
		TRY(check_submission(p));
	write_deed(p, &who);
	return OK;
}

static status take_list(struct reading_deeds *p, const char *name, str json, const struct shape *s)
{
	struct import_cut c;
	str key, value;

	p->list = name;
	p->nth = 0;
	if (!json.ptr)
		return OK;
	(void)import_cut_begin(&c, json);
	for (; import_cut_next(&c, &key, &value); p->nth++)
		TRY(take_deed(p, value, s));
	return OK;
}

/* How long a list of the line is; -1 with *w filled when there are too many, or it is none. */
static int64_t length_of(str list, const char *name, int64_t most, struct import_wrong *w)
{
	int64_t count = count_of(list, most);

	if (count < 0)
		*w = (struct import_wrong){ IMPORT_NOT_JSON, str_of(name), { 0 } };
	else if (count > most)
		*w = (struct import_wrong){ IMPORT_FULL, str_of(name), { 0 } };
	return w->word ? -1 : count;
}

status import_deeds(struct import_labels *l, const struct import_line *line, struct import_wrong *w)
{
	struct reading_deeds p = { .l = l, .w = w, .line = line };
	int64_t submissions = length_of(line->submissions, "submissions", l->of.annotators, w);
	int64_t skips = w->word ? 0 : length_of(line->skips, "skips", SKIPS_MOST, w);

	if (w->word == IMPORT_FULL && skips < 0)
		*w = (struct import_wrong){ IMPORT_FORM, w->field, STR("must be a list of 10,000 at most") };
	if (w->word)
		return INVALID;
	p.people = NEWS(l->batch, uuid, (size_t)(submissions + skips) + 1);
	TRY(take_list(&p, "submissions", line->submissions, &given_submission_shape));
	return take_list(&p, "skips", line->skips, &given_skip_shape);
}
