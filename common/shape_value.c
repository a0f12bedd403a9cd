#include "shape_value.h"

#include "text.h"

enum { NAME_MOST = 64 };

void shape_flaws_begin(struct flaws *w, struct arena *a)
{
	*w = (struct flaws){ .arena = a };
	w->last = &w->first;
}

/* At most NAME_MOST bytes of a name that a client made up, not cut inside a character. */
static str cut(str name)
{
	if (name.len <= NAME_MOST)
		return name;
	name.len = NAME_MOST;
	while (name.len && ((unsigned char)name.ptr[name.len] & 0xC0) == 0x80)
		name.len--;
	return name;
}

/* May this character stand in a URI's fragment as it is (RFC 3986 3.5)? */
static bool is_fragment(char c)
{
	bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	bool is_digit = c >= '0' && c <= '9';

	return is_letter || is_digit || (c && strchr("-._!$&'()*+,;=:@?", c));
}

/* "/name": ~ and / as JSON Pointer wants them (RFC 6901 3), the rest as a fragment does. */
static void point_at(struct json *out, str name)
{
	json_add(out, STR("/"));
	for (size_t i = 0; i < name.len; i++) {
		static const char hex[] = "0123456789ABCDEF";
		const unsigned char c = (unsigned char)name.ptr[i];
		const char escape[] = { '%', hex[c >> 4], hex[c & 15] };

		if (c == '~')
			json_add(out, STR("~0"));
		else if (c == '/')
			json_add(out, STR("~1"));
		else if (is_fragment(name.ptr[i]))
			json_add(out, (str){ name.ptr + i, 1 });
		else
			json_add(out, (str){ escape, sizeof escape });
	}
}

static void point(struct json *out, const struct place *at)
{
	if (!at) {
		json_add(out, STR("#"));
		return;
	}
	point(out, at->around);
	if (at->name.ptr) {
		point_at(out, cut(at->name));
	} else {
		json_add(out, STR("/"));
		json_int(out, (int64_t)at->index);
	}
}

void shape_flaw(struct flaws *w, const struct place *at, str detail)
{
	struct json pointer = { .arena = w->arena };

	if (w->count++ >= FLAWS_MOST)
		return;
	point(&pointer, at);
	struct flaw *f = NEW(w->arena, struct flaw);
	*f = (struct flaw){ { pointer.ptr, pointer.len }, detail, NULL };
	*w->last = f;
	w->last = &f->next;
}

status shape_flaws_end(const struct flaws *w, struct flaw **out)
{
	*out = w->first;
	return w->first ? INVALID : OK;
}

const struct field *shape_field(const struct shape *s, str name)
{
	for (const struct field *f = s->fields; f->name; f++)
		if (str_eq(name, str_of(f->name)))
			return f;
	return NULL;
}

str shape_bounds(struct arena *a, const struct field *f, const char *unit)
{
	long long min = f->min, max = f->max;

	if (min == max)
		return arena_fmt(a, "must be %lld%s", min, unit);
	if (f->max == INT64_MAX)
		return arena_fmt(a, "must be at least %lld%s", min, unit);
	return arena_fmt(a, "must be %lld to %lld%s", min, max, unit);
}

/* Counting characters is for texts whose bytes leave it open. */
static bool has_right_length(const struct field *f, str text)
{
	int64_t bytes = (int64_t)text.len;

	if (bytes <= f->max && bytes >= f->min && f->min <= 1)
		return true;
	int64_t length = text_length(text);
	return length >= f->min && length <= f->max;
}

static str put_word(struct arena *a, const struct field *f, str text, str *member)
{
	struct json list = { .arena = a };

	for (const char *const *w = f->words; *w; w++) {
		if (str_eq(text, str_of(*w))) {
			*member = text;
			return (str){ 0 };
		}
		json_add(&list, w == f->words ? STR("must be one of: ") : STR(", "));
		json_add(&list, str_of(*w));
	}
	return (str){ list.ptr, list.len };
}

/* What the field's own rule says of a text of the right length. */
static str against_rule(const struct field *f, str text, const void *member)
{
	const char *wrong = f->rule ? f->rule(text, (const char *)member - f->offset) : NULL;

	return wrong ? str_of(wrong) : (str){ 0 };
}

str shape_put_text(struct arena *a, const struct field *f, str text, void *member)
{
	switch (f->kind) {
	case KIND_TEXT:
		if (!has_right_length(f, text))
			return shape_bounds(a, f, " characters");
		*(str *)member = text;
		return against_rule(f, text, member);
	case KIND_PATCH_TEXT:
		if (!has_right_length(f, text))
			return shape_bounds(a, f, " characters");
		*(patch_text *)member = (patch_text){ PATCH_VALUE, text };
		return against_rule(f, text, member);
	case KIND_WORD:
		return put_word(a, f, text, member);
	case KIND_UUID:
		return uuid_parse(text, member) ? (str){ 0 } : STR("must be a lower-case UUID");
	case KIND_MOMENT:
		return moment_parse(text, member) ?
		               (str){ 0 } :
		               STR("must be a time like 2026-11-23T19:00:00Z");
	default:
		return STR("must not be text");
	}
}

str shape_put_int(struct arena *a, const struct field *f, int64_t n, void *member)
{
	if (n < f->min || n > f->max)
		return shape_bounds(a, f, "");
	switch (f->kind) {
	case KIND_INT:
		*(int64_t *)member = n;
		return (str){ 0 };
	case KIND_MAYBE_INT:
		*(maybe_int *)member = (maybe_int){ true, n };
		return (str){ 0 };
	case KIND_PATCH_INT:
		*(patch_int *)member = (patch_int){ PATCH_VALUE, n };
		return (str){ 0 };
	default:
		return STR("must not be a number");
	}
}
