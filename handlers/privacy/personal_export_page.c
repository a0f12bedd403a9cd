#include "personal_export_page.h"

#include <jansson.h>

#include "processing.h"
#include "privacy.h"

/* Of one part the page shows so many rows, or so many bytes of HTML. */
enum { SHOWN_MOST = 300, SHOWN_BYTES = 64 * 1024, CELL_MOST = 2000 };

static void add(struct json *out, const char *text)
{
	json_add(out, str_of(text));
}

static void add_escaped(struct json *out, str text)
{
	for (size_t i = 0, from = 0; i <= text.len; i++) {
		char c = i < text.len ? text.ptr[i] : '\0';
		const char *as = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;

		if (!as && i < text.len)
			continue;
		json_add(out, (str){ text.ptr + from, i - from });
		add(out, as ? as : "");
		from = i + 1;
	}
}

static str copied(struct arena *a, str text)
{
	return text.ptr ? (str){ arena_cstr(a, text), text.len } : text;
}

static void let_go(void *json)
{
	json_decref(json);
}

static json_t *parsed(struct arena *a, str text)
{
	json_t *value = json_loadb(text.ptr, text.len, 0, NULL);

	if (value)
		arena_defer(a, let_go, value);
	return value;
}

void page_person(struct page *p, str person)
{
	p->person = copied(p->arena, person);
	p->known = parsed(p->arena, p->person);
}

void page_begin(struct page *p, struct arena *a, moment made_at)
{
	*p = (struct page){ .arena = a, .made_at = made_at, .last = &p->first, .rows = { .arena = a } };
}

void page_part(struct page *p, const struct part *said)
{
	struct part *part = NEW(p->arena, struct part);

	*part = (struct part){ copied(p->arena, said->file), copied(p->arena, said->about), copied(p->arena, said->retain),
		               copied(p->arena, said->columns), said->rows, 0, p->rows.len, NULL };
	p->now = *p->last = part;
	p->last = &part->next;
}

/* The file has what is longer; no character is cut in two. */
static void add_value(struct json *out, str text)
{
	bool is_long = text.len > CELL_MOST;

	if (is_long)
		for (text.len = CELL_MOST; text.len && ((unsigned char)text.ptr[text.len] & 0xc0) == 0x80;)
			text.len--;
	add_escaped(out, text);
	if (is_long)
		add(out, " …");
}

/* Beside the id of a workspace of theirs, what it is called. */
static void add_name(struct page *p, str id)
{
	size_t i;
	const json_t *w;

	json_array_foreach(json_object_get(p->known, "workspaces"), i, w) {
		if (!str_eq(id, str_of(json_string_value(json_object_get(w, "id")))))
			continue;
		add(&p->rows, " (");
		add_value(&p->rows, str_of(json_string_value(json_object_get(w, "name"))));
		add(&p->rows, ")");
	}
}

static void add_cell(struct page *p, const json_t *value)
{
	struct json *out = &p->rows;

	add(out, "<td>");
	if (json_is_string(value)) {
		str text = { json_string_value(value), json_string_length(value) };

		add_value(out, text);
		add_name(p, text);
	} else if (value && !json_is_null(value)) {
		char text[CELL_MOST + 1];
		size_t len = json_dumpb(value, text, sizeof text, JSON_ENCODE_ANY | JSON_COMPACT);

		add_value(out, (str){ text, len < sizeof text ? len : sizeof text });
	}
	add(out, "</td>");
}

static status add_row(struct page *p, str line)
{
	struct json *out = &p->rows;
	json_t *row = json_loadb(line.ptr, line.len, 0, NULL), *value;
	const char *name;

	if (!json_is_object(row)) {
		json_decref(row);
		return BROKEN;
	}
	add(out, "<tr>");
	json_object_foreach(row, name, value)
		add_cell(p, value);
	add(out, "</tr>\n");
	json_decref(row);
	return OK;
}

status page_lines(struct page *p, str lines)
{
	while (lines.len && p->now->shown < SHOWN_MOST && p->rows.len - p->now->begun < SHOWN_BYTES) {
		TRY(add_row(p, str_cut(&lines, '\n')));
		p->now->shown++;
	}
	return OK;
}

static void add_words(struct json *out, const char *key, const struct word *words)
{
	json_key(out, key);
	add(out, "{");
	for (; words->name; words++) {
		json_key(out, words->name);
		json_text(out, str_of(words->about));
	}
	add(out, "}");
}

/* The words of one kind of the catalogue. */
static void add_meanings_of(struct json *out, const char *key, const char *kind)
{
	json_key(out, key);
	add(out, "{");
	for (const struct catalogue_word *w = catalogue_words; w < catalogue_words + catalogue_word_count; w++) {
		if (!str_eq(w->kind, str_of(kind)))
			continue;
		json_key(out, w->word.ptr);
		json_text(out, w->meaning);
	}
	add(out, "}");
}

static void add_raw(struct json *out, const char *key, str json)
{
	json_key(out, key);
	json_add(out, json);
}

static void add_text(struct json *out, const char *key, str text)
{
	json_key(out, key);
	json_text(out, text);
}

static str file_of(struct page *p, const struct part *part)
{
	return part->rows ? arena_fmt(p->arena, "data/%.*s.jsonl", STR_ARGS(part->file)) : (str){ 0 };
}

static void add_part(struct json *out, struct page *p, const struct part *part)
{
	json_next(out);
	add(out, "\n{");
	add_text(out, "name", part->file);
	add_text(out, "file", file_of(p, part));
	add_text(out, "about", part->about);
	json_key(out, "rows");
	json_int(out, part->rows);
	add_text(out, "retain", part->retain);
	add_raw(out, "columns", part->columns);
	add(out, "}");
}

static void add_parts(struct json *out, struct page *p)
{
	json_key(out, "tables");
	add(out, "[");
	for (const struct part *part = p->first; part; part = part->next)
		add_part(out, p, part);
	add(out, "]");
}

static str time_of(struct page *p)
{
	char text[MOMENT_TEXT];

	moment_write(p->made_at, text);
	return copied(p->arena, str_of(text));
}

str page_about(struct page *p)
{
	struct json out = { .arena = p->arena };

	add(&out, "{");
	add_text(&out, "what", STR("What is stored about one person (GDPR Article 15): "
	                           "why, by which right, from where, for whom, until when."));
	add_text(&out, "made_at", time_of(p));
	add_raw(&out, "person", p->person);
	add_words(&out, "recipients", processing_recipients);
	add_words(&out, "transfers", processing_transfers);
	add_words(&out, "rights", processing_rights);
	add_meanings_of(&out, "purposes", "purpose");
	add_meanings_of(&out, "bases", "basis");
	add_meanings_of(&out, "sources", "source");
	add_meanings_of(&out, "retention", "retain");
	add_text(&out, "retain", STR("An event of `retention`, until which it is kept; with a time (ISO 8601), for how "
	                             "long after it: session+P30D is thirty days after the session expires or is ended."));
	add_parts(&out, p);
	add(&out, "}\n");
	return (str){ out.ptr, out.len };
}

/* Of each file its members: name, type in PostgreSQL's words, meaning. */
str page_schema(struct page *p)
{
	struct json out = { .arena = p->arena };
	size_t i;
	json_t *column;

	add(&out, "{");
	add_text(&out, "format", STR("JSON Lines: one JSON object a line, in UTF-8. Times are in ISO 8601."));
	json_key(&out, "files");
	add(&out, "{");
	for (const struct part *part = p->first; part; part = part->next) {
		json_key(&out, arena_fmt(p->arena, "data/%.*s.jsonl", STR_ARGS(part->file)).ptr);
		add(&out, "[");
		json_array_foreach(parsed(p->arena, part->columns), i, column) {
			json_next(&out);
			add(&out, "{");
			add_text(&out, "name", str_of(json_string_value(json_object_get(column, "name"))));
			add_text(&out, "type", str_of(json_string_value(json_object_get(column, "type"))));
			add_text(&out, "about", str_of(json_string_value(json_object_get(column, "about"))));
			add(&out, "}");
		}
		add(&out, "]");
	}
	add(&out, "}}\n");
	return (str){ out.ptr, out.len };
}

static const char HEAD[] =
	"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>What is stored about you</title>\n"
	"<meta name=\"viewport\" content=\"width=device-width\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	"<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:75rem;padding:1rem}"
	"h2{margin-top:3rem}div{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem}"
	"th,td{border:1px solid;padding:.25rem .5rem;text-align:left;vertical-align:top}dt{font-weight:600}</style></head><body>\n"
	"<h1>What is stored about you</h1>\n";

static void add_list(struct json *out, const char *heading, const struct word *words)
{
	add(out, "<h2>");
	add(out, heading);
	add(out, "</h2>\n<ul>\n");
	for (; words->name; words++) {
		add(out, "<li>");
		add_escaped(out, str_of(words->about));
		add(out, "</li>\n");
	}
	add(out, "</ul>\n");
}

static void add_workspaces(struct json *out, const json_t *person)
{
	size_t i;
	const json_t *w;

	add(out, "<p>You belong to:</p><ul>\n");
	json_array_foreach(json_object_get(person, "workspaces"), i, w) {
		add(out, "<li>");
		add_escaped(out, str_of(json_string_value(json_object_get(w, "name"))));
		add(out, " (");
		add_escaped(out, str_of(json_string_value(json_object_get(w, "id"))));
		add(out, "), as ");
		add_escaped(out, str_of(json_string_value(json_object_get(w, "role"))));
		add(out, "</li>\n");
	}
	add(out, "</ul>\n");
}

static void add_heads(struct json *out, const json_t *columns)
{
	size_t i;
	json_t *column;

	add(out, "<div><table><thead><tr>");
	json_array_foreach(columns, i, column) {
		add(out, "<th scope=\"col\">");
		add_escaped(out, str_of(json_string_value(json_object_get(column, "name"))));
		add(out, "</th>");
	}
	add(out, "</tr></thead><tbody>\n");
}

static void add_meanings(struct json *out, const json_t *columns)
{
	size_t i;
	json_t *column;

	add(out, "<dl>\n");
	json_array_foreach(columns, i, column) {
		add(out, "<dt>");
		add_escaped(out, str_of(json_string_value(json_object_get(column, "name"))));
		add(out, "</dt><dd>");
		add_escaped(out, str_of(json_string_value(json_object_get(column, "about"))));
		add(out, "</dd>\n");
	}
	add(out, "</dl>\n");
}

/* A part with what the page shows of it, which goes on until the next one begins. */
static void add_section(struct json *out, struct page *p, const struct part *part)
{
	const json_t *columns = parsed(p->arena, part->columns);
	size_t end = part->next ? part->next->begun : p->rows.len;

	add(out, "<h2>");
	add_escaped(out, part->file);
	add(out, "</h2>\n<p>");
	add_escaped(out, part->about);
	add(out, "</p>\n");
	if (!part->rows) {
		add(out, "<p>Nothing of yours.</p>\n");
		return;
	}
	add_meanings(out, columns);
	json_add(out, arena_fmt(p->arena, "<p>%lld of %lld rows", (long long)part->shown, (long long)part->rows));
	if (part->shown < part->rows)
		json_add(out, arena_fmt(p->arena, ": %lld more stand", (long long)(part->rows - part->shown)));
	json_add(out, arena_fmt(p->arena, "%s in <code>data/%.*s.jsonl</code></p>\n", part->shown < part->rows ? "" : "; all stand",
	                        STR_ARGS(part->file)));
	add_heads(out, columns);
	json_add(out, (str){ p->rows.ptr + part->begun, end - part->begun });
	add(out, "</tbody></table></div>\n");
}

str page_index(struct page *p)
{
	struct json out = { .arena = p->arena };

	add(&out, HEAD);
	add(&out, "<p>A copy made at ");
	json_add(&out, time_of(p));
	add(&out, " for ");
	add_escaped(&out, str_of(json_string_value(json_object_get(p->known, "username"))));
	add(&out, ". Times are in UTC. <code>about.json</code> says why each thing is stored, by which right and until when; "
		  "<code>data/</code> has all rows, for programs; <code>schema.json</code> says how they are written.</p>\n");
	add_workspaces(&out, p->known);
	add_list(&out, "Who else gets it", processing_recipients);
	add_list(&out, "Where it goes", processing_transfers);
	add_list(&out, "Your rights", processing_rights);
	for (const struct part *part = p->first; part; part = part->next)
		add_section(&out, p, part);
	add(&out, "</body></html>\n");
	return (str){ out.ptr, out.len };
}
