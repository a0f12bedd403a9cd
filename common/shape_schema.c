#include "shape.h"

/* Is null among the values that may stand here?  A bare number or truth cannot hold it. */
static bool is_nullable(const struct field *f, enum shape_way way)
{
	if (f->required || way == SHAPE_QUERY)
		return false;
	switch (f->kind) {
	case KIND_INT:
	case KIND_BOOL:
	case KIND_LIST:
	case KIND_OBJECT:
		return way == SHAPE_IN;
	default:
		return true;
	}
}

/* What is shown always has all members; what is sent, those that are asked for. */
static bool is_required(const struct field *f, enum shape_way way)
{
	bool is_patch = f->kind == KIND_PATCH_TEXT || f->kind == KIND_PATCH_INT;

	return way == SHAPE_OUT || (f->required && !is_patch);
}

static void type_words(struct json *out, const char *const *words)
{
	for (const char *const *w = words; *w; w++) {
		if (w != words)
			json_add(out, STR(" | "));
		json_text(out, str_of(*w));
	}
}

static void type_of(struct json *out, const struct field *f)
{
	switch (f->kind) {
	case KIND_INT:
	case KIND_MAYBE_INT:
	case KIND_PATCH_INT:
		json_add(out, STR("number"));
		break;
	case KIND_BOOL:
		json_add(out, STR("boolean"));
		break;
	case KIND_WORD:
		type_words(out, f->words);
		break;
	case KIND_LIST:
		json_add(out, str_of(f->of->name));
		json_add(out, STR("[]"));
		break;
	case KIND_OBJECT:
		json_add(out, str_of(f->of->name));
		break;
	case KIND_JSON:
		json_add(out, STR("unknown"));
		break;
	default:
		json_add(out, STR("string"));
	}
}

void shape_typescript(struct json *out, const struct shape *s, enum shape_way way)
{
	json_add(out, STR("export interface "));
	json_add(out, str_of(s->name));
	json_add(out, STR(" {\n"));
	for (const struct field *f = s->fields; f->name; f++) {
		if (f->about) {
			json_add(out, STR("\t/** "));
			json_add(out, str_of(f->about));
			json_add(out, STR(" */\n"));
		}
		json_add(out, STR("\t"));
		json_add(out, str_of(f->name));
		json_add(out, is_required(f, way) ? STR(": ") : STR("?: "));
		type_of(out, f);
		json_add(out, is_nullable(f, way) ? STR(" | null;\n") : STR(";\n"));
	}
	json_add(out, STR("}\n"));
}

/* Nothing when n is as good as no bound. */
static void bound(struct json *out, const char *name, int64_t n)
{
	if (n == INT64_MIN || n == INT64_MAX)
		return;
	json_key(out, name);
	json_int(out, n);
}

static void typed(struct json *out, str type, bool or_null)
{
	json_add(out, or_null ? STR("\"type\":[") : STR("\"type\":"));
	json_text(out, type);
	json_add(out, or_null ? STR(",\"null\"]") : STR(""));
}

static void refer(struct json *out, const struct shape *to)
{
	json_add(out, STR("{\"$ref\":\"#/components/schemas/"));
	json_add(out, str_of(to->name));
	json_add(out, STR("\"}"));
}

static void schema_words(struct json *out, const struct field *f, bool or_null)
{
	json_add(out, STR(",\"enum\":["));
	for (const char *const *w = f->words; *w; w++) {
		json_next(out);
		json_text(out, str_of(*w));
	}
	json_add(out, or_null ? STR(",null]") : STR("]"));
}

static void schema_object(struct json *out, const struct field *f, bool or_null)
{
	json_add(out, STR("\"anyOf\":["));
	refer(out, f->of);
	json_add(out, or_null ? STR(",{\"type\":\"null\"}]") : STR("]"));
}

static void schema_list(struct json *out, const struct field *f, bool or_null)
{
	typed(out, STR("array"), or_null);
	json_add(out, STR(",\"items\":"));
	refer(out, f->of);
	bound(out, "minItems", f->min);
	bound(out, "maxItems", f->max);
}

static void form(struct json *out, const char *pattern)
{
	json_key(out, "pattern");
	json_text(out, str_of(pattern));
}

static void schema_of(struct json *out, const struct field *f, bool or_null)
{
	switch (f->kind) {
	case KIND_TEXT:
	case KIND_PATCH_TEXT:
		typed(out, STR("string"), or_null);
		bound(out, "minLength", f->min);
		bound(out, "maxLength", f->max);
		if (f->pattern)
			form(out, f->pattern);
		break;
	case KIND_INT:
	case KIND_MAYBE_INT:
	case KIND_PATCH_INT:
		typed(out, STR("integer"), or_null);
		json_add(out, STR(",\"format\":\"int64\""));
		bound(out, "minimum", f->min);
		bound(out, "maximum", f->max);
		break;
	case KIND_BOOL:
		typed(out, STR("boolean"), or_null);
		break;
	case KIND_UUID:
		typed(out, STR("string"), or_null);
		json_add(out, STR(",\"format\":\"uuid\""));
		form(out, UUID_PATTERN);
		break;
	case KIND_MOMENT:
		typed(out, STR("string"), or_null);
		json_add(out, STR(",\"format\":\"date-time\""));
		break;
	case KIND_WORD:
		typed(out, STR("string"), or_null);
		schema_words(out, f, or_null);
		break;
	case KIND_LIST:
		schema_list(out, f, or_null);
		break;
	case KIND_OBJECT:
		schema_object(out, f, or_null);
		break;
	case KIND_JSON:
		break; /* whatever it is */
	}
}

void shape_field_schema(struct json *out, const struct field *f, enum shape_way way)
{
	json_add(out, STR("{"));
	schema_of(out, f, is_nullable(f, way));
	if (f->about) {
		json_key(out, "description");
		json_text(out, str_of(f->about));
	}
	json_add(out, STR("}"));
}

static void required_names(struct json *out, const struct shape *s, enum shape_way way)
{
	json_key(out, "required");
	json_add(out, STR("["));
	for (const struct field *f = s->fields; f->name; f++) {
		if (!is_required(f, way))
			continue;
		json_next(out);
		json_text(out, str_of(f->name));
	}
	json_add(out, STR("]"));
}

void shape_schema(struct json *out, const struct shape *s, enum shape_way way)
{
	json_add(out, STR("{\"type\":\"object\""));
	required_names(out, s, way);
	json_add(out, STR(",\"properties\":{"));
	for (const struct field *f = s->fields; f->name; f++) {
		json_key(out, f->name);
		shape_field_schema(out, f, way);
	}
	json_add(out, way == SHAPE_OUT ? STR("}}") : STR("},\"additionalProperties\":false}"));
}
