/* Lines of the complete form, divided: a line of JSON is its parts, and what is none is not taken for one. */
#include <jansson.h>

#include "fuzz.h"
#include "import_cut.h"
#include "import_labels.h"
#include "text.h"

static const struct import_fields fields = { STR("content"), STR("external_id"), { 0 }, { 0 }, STR("metadata") };

static json_t *load(str json)
{
	return json.ptr ? json_loadb(json.ptr, json.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL) : NULL;
}

/* The list as it is in the whole line; none, when it is null or not there. */
static void check_list(json_t *whole, const char *name, str found)
{
	json_t *list = load(found), *there = json_object_get(whole, name);

	MUST(list ? json_equal(list, there) : !there || json_is_null(there));
	json_decref(list);
}

static void check_parts(json_t *whole, const struct import_line *l)
{
	static const char *const own[] = { "id", "position", "submissions", "skips" };
	json_t *rest = load(l->rest), *copy = json_copy(whole);

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		json_object_del(copy, own[i]);
	MUST(rest && json_equal(rest, copy));
	check_list(whole, "submissions", l->submissions);
	check_list(whole, "skips", l->skips);
	json_decref(rest);
	json_decref(copy);
}

/* Items of a list, taken one by one, are those that a parser finds. */
static void check_items(str json, json_t *whole)
{
	struct import_cut c;
	str key, value;
	size_t n = 0;

	MUST(import_cut_begin(&c, json));
	for (; import_cut_next(&c, &key, &value); n++) {
		json_t *item = load(value);

		MUST(item && json_equal(item, json_array_get(whole, n)));
		json_decref(item);
	}
	MUST(!c.is_broken && n == json_array_size(whole));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str row = fuzz_input(data, size);
	struct import_reader d = { fuzz_arena(), IMPORT_JSONL, fields, NULL, { 0 } };
	struct import_line l;
	struct import_wrong w;
	size_t at;

	if (!text_valid(row, &at))
		return 0;
	bool is_cut = import_line_cut(&d, row, &l, &w);
	json_t *whole = load(row);
	if (json_is_object(whole)) {
		MUST(is_cut);
		if (!w.word)
			check_parts(whole, &l);
	}
	if (json_is_array(whole))
		check_items(row, whole);
	json_decref(whole);
	return 0;
}
