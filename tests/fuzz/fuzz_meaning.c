/* What rows of JSON and of tables say: parts are texts of the row's size, and metadata is JSON. */
#include <jansson.h>

#include "fuzz.h"
#include "import_meaning.h"
#include "text.h"

static const struct import_fields all_left = { STR("t"), STR("i"), STR("g"), { 0 }, { 0 } };
static const struct import_fields one_kept = { STR("t"), { 0 }, { 0 }, STR("o"), STR("m") };

static void check_name(str name)
{
	MUST(!name.ptr || (text_length(name) >= 1 && text_length(name) <= 200));
}

static void check(const struct import_fields *f, enum row_flaw flaw, const struct import_example *e)
{
	json_error_t error;
	size_t at;

	if (flaw) {
		MUST(import_flaw_of(str_of(import_flaw_word(flaw))) == flaw);
		return;
	}
	MUST(e->content.len > 0 && text_valid(e->content, &at));
	MUST(!f->id.ptr == !e->external_id.ptr);
	check_name(e->external_id);
	check_name(e->group_key);
	check_name(e->order_key);
	if (!e->metadata.ptr)
		return;
	json_t *v = json_loadb(e->metadata.ptr, e->metadata.len,
	                       JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &error);
	/* A number may be larger than the parser's. */
	MUST(v || json_error_code(&error) == json_error_numeric_overflow);
	json_decref(v);
}

static void check_table(struct import_reader d, str text)
{
	struct import_example e;
	str header = str_cut(&text, '\n');

	if (import_header(&d, header))
		return;
	MUST(d.columns->count >= 1 && d.columns->count <= IMPORT_COLUMNS_MOST);
	check(&d.fields, import_record(&d, text, &e), &e);
}

/* Rows are UTF-8 without NUL before they are looked at. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str row = fuzz_input(data, size);
	struct arena *a = fuzz_arena();
	struct import_reader left = { a, IMPORT_CSV, all_left, NULL, { 0 } }, kept = { a, IMPORT_TSV, one_kept, NULL, { 0 } };
	struct import_example e;
	size_t at;

	if (!text_valid(row, &at))
		return 0;
	check(&all_left, import_object(&left, row, &e), &e);
	check(&one_kept, import_object(&kept, row, &e), &e);
	check_table(left, row);
	check_table(kept, row);
	return 0;
}
