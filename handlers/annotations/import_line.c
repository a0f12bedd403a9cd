/* A line of the complete form, divided: what is an example's is left for import_meaning.c. */
#include "import_labels.h"

#include <jansson.h>

#include "import_cut.h"

enum { REST_MOST = 4 << 20 }; /* what a row of IMPORT_ROW_MOST is at most as our JSON */

/* A key as it is written, for it may be so in more than one way. */
static bool is_called(str key, const char *name)
{
	str plain = str_from(key, 1);
	bool is = false;

	plain.len -= plain.len > 0;
	if (!memchr(plain.ptr, '\\', plain.len))
		return str_eq(plain, str_of(name));
	json_t *v = json_loadb(key.ptr, key.len, JSON_DECODE_ANY, NULL);
	if (v)
		is = json_is_string(v) && str_eq((str){ json_string_value(v), json_string_length(v) }, str_of(name));
	json_decref(v);
	return is;
}

/* The caller may have said that a member of this name is something else. */
static bool is_taken(const struct import_fields *f, const char *name)
{
	const str fields[] = { f->content, f->id, f->group, f->order, f->metadata };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].ptr && str_eq(fields[i], str_of(name)))
			return true;
	return false;
}

static void take_id(str value, struct import_line *out, struct import_wrong *w)
{
	str plain = { value.ptr + 1, value.len >= 2 ? value.len - 2 : 0 };

	if (str_eq(value, STR("null")))
		return;
	if (value.ptr[0] != '"' || !uuid_parse(plain, &out->known))
		*w = (struct import_wrong){ IMPORT_FORM, STR("id"), STR("must be a UUID, unless id_field says what it is") };
}

static void take_list(str value, const char *name, str *to, struct import_wrong *w)
{
	if (value.ptr[0] == '[')
		*to = value;
	else if (!str_eq(value, STR("null")))
		*w = (struct import_wrong){ IMPORT_FORM, str_of(name), STR("must be a list") };
}

/* Of no use elsewhere, but still a number. */
static void check_position(str value, struct import_wrong *w)
{
	json_t *v = json_loadb(value.ptr, value.len, JSON_DECODE_ANY, NULL);

	if (!json_is_integer(v) && !json_is_null(v))
		*w = (struct import_wrong){ IMPORT_FORM, STR("position"), STR("must be a whole number") };
	json_decref(v);
}

/* The form's own members; those behind the lists may be something else when the caller says so. */
enum own { SUBMISSIONS, SKIPS, ID, POSITION, OWN };
static const char *const own[OWN] = { "submissions", "skips", "id", "position" };

static enum own own_of(const struct import_fields *f, str key)
{
	enum own m = SUBMISSIONS;

	while (m < OWN && (!is_called(key, own[m]) || (m > SKIPS && is_taken(f, own[m]))))
		m++;
	return m;
}

static void take_own(enum own m, str value, struct import_line *out, struct import_wrong *w)
{
	if (m == SUBMISSIONS)
		take_list(value, own[m], &out->submissions, w);
	else if (m == SKIPS)
		take_list(value, own[m], &out->skips, w);
	else if (m == ID)
		take_id(value, out, w);
	else
		check_position(value, w);
}

static void leave(struct json *left, str key, str value)
{
	import_reserve(left, key.len + value.len + 3);
	json_add(left, left->len > 1 ? STR(",") : STR(""));
	json_add(left, key);
	json_add(left, STR(":"));
	json_add(left, value);
}

bool import_line_cut(const struct import_reader *d, str row, struct import_line *out, struct import_wrong *w)
{
	struct json left = { .arena = d->arena };
	struct import_cut c;
	bool seen[OWN + 1] = { 0 };
	str key, value;

	*out = (struct import_line){ 0 };
	*w = (struct import_wrong){ 0 };
	if (!import_cut_begin(&c, row) || c.end != '}')
		return false;
	json_add(&left, STR("{"));
	while (!w->word && import_cut_next(&c, &key, &value)) {
		enum own m = own_of(&d->fields, key);

		if (m < OWN && seen[m])
			*w = (struct import_wrong){ IMPORT_SAME_MEMBER, str_of(own[m]), { 0 } };
		else if (m < OWN)
			take_own(m, value, out, w);
		else if (left.len + key.len + value.len > REST_MOST)
			w->word = IMPORT_LONG_LINE;
		else
			leave(&left, key, value);
		seen[m] = true;
	}
	json_add(&left, STR("}"));
	out->rest = (str){ left.ptr, left.len };
	return !c.is_broken;
}
