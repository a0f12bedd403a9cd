#include "describe.h"

static void text(struct json *out, const char *name, const char *value)
{
	json_key(out, name);
	json_text(out, str_of(value));
}

static void add(struct json *out, const char *raw)
{
	json_add(out, str_of(raw));
}

static void refer(struct json *out, const char *to, const char *name)
{
	add(out, "{\"$ref\":\"#/components/");
	add(out, to);
	add(out, "/");
	add(out, name);
	add(out, "\"}");
}

/* The noun that a part of a path is about: "people" person, "replies" reply, "tags" tag. */
static str singular(struct arena *a, str part)
{
	if (str_eq(part, STR("people")))
		return STR("person");
	if (part.len > 3 && !memcmp(part.ptr + part.len - 3, "ies", 3))
		return arena_fmt(a, "%.*sy", (int)part.len - 3, part.ptr);
	if (part.len > 1 && part.ptr[part.len - 1] == 's' && part.ptr[part.len - 2] != 's')
		part.len--;
	return part;
}

static const char *verb(const struct route *t, bool is_list)
{
	switch (t->method) {
	case POST:
		return "create";
	case PUT:
	case PATCH:
		return "update";
	case DELETE:
		return t->path[strlen(t->path) - 1] == '}' ? "delete" : is_list ? "clear" : "end";
	default:
		return t->page ? "list" : "show";
	}
}

/* "tag_list" for GET /projects/{id}/tags: the last part of the path that is a name, and a verb. */
static void operation_id(struct json *out, const struct route *t, const char *handler)
{
	str rest = str_of(t->path), noun = { 0 };

	json_key(out, "operationId");
	if (t->operation) {
		json_text(out, str_of(t->operation));
		return;
	}
	while (rest.len) {
		str part = str_cut(&rest, '/');
		if (part.len && part.ptr[0] != '{')
			noun = part;
	}
	str one = singular(out->arena, noun);
	bool is_list = one.len != noun.len;
	noun = one;
	/* Every handler has one of these. */
	bool is_shared = str_eq(noun, STR("health"));
	json_text(out, arena_fmt(out->arena, "%s%s%.*s_%s", is_shared ? handler : "",
	                         is_shared ? "_" : "", STR_ARGS(noun), verb(t, is_list)));
}

static void description(struct json *out, const struct route *t)
{
	str more = str_of(t->more);

	json_key(out, "description");
	json_text(out, arena_fmt(out->arena, "%.*s%sWho: %s. At most %lld requests a minute (%s).",
	                         STR_ARGS(more), more.len ? "\n\n" : "", need_about(t->need),
	                         (long long)limit_a_minute(t->limit), limit_word(t->limit)));
}

static void path_parameters(struct json *out, const char *path)
{
	for (const char *p = strchr(path, '{'); p; p = strchr(p, '{')) {
		const char *end = strchr(++p, '}');

		json_next(out);
		add(out, "{\"name\":");
		json_text(out, (str){ p, (size_t)(end - p) });
		add(out, ",\"in\":\"path\",\"required\":true,"
			 "\"schema\":{\"type\":\"string\",\"format\":\"uuid\",\"pattern\":\"" UUID_PATTERN "\"}}");
	}
}

static void query_parameters(struct json *out, const struct shape *s)
{
	for (const struct field *f = s ? s->fields : NULL; f && f->name; f++) {
		json_next(out);
		add(out, "{");
		text(out, "name", f->name);
		text(out, "in", "query");
		json_key(out, "required");
		add(out, f->required ? "true" : "false");
		json_key(out, "schema");
		shape_field_schema(out, f, SHAPE_QUERY);
		add(out, "}");
	}
}

/* Does what the route shows have a version, and so an ETag? */
static bool has_version(const struct route *t)
{
	for (const struct field *f = t->reply ? t->reply->fields : NULL; f && f->name; f++)
		if (!t->page && !t->media && !strcmp(f->name, "version"))
			return true;
	return false;
}

static void parameters(struct json *out, const struct route *t)
{
	json_key(out, "parameters");
	add(out, "[");
	path_parameters(out, t->path);
	query_parameters(out, t->query);
	if (t->match || t->may_match) {
		json_next(out);
		refer(out, "parameters", t->match ? "if-match" : "if-match-optional");
	}
	if (t->method == GET && has_version(t)) {
		json_next(out);
		refer(out, "parameters", "if-none-match");
	}
	add(out, "]");
}

static void sent_body(struct json *out, const struct route *t)
{
	if (!t->body && !t->raw)
		return;
	json_key(out, "requestBody");
	add(out, "{\"required\":true,\"content\":{");
	json_key(out, t->body ? "application/json" : t->raw);
	add(out, "{\"schema\":");
	if (t->body)
		refer(out, "schemas", t->body->name);
	else
		add(out, "{\"type\":\"string\"}");
	add(out, "}}}");
}

static void reply_schema(struct json *out, const struct route *t)
{
	if (t->page)
		add(out, "{\"type\":\"object\",\"required\":[\"items\",\"next\"],\"properties\":{\"items\":"
			 "{\"type\":\"array\",\"items\":");
	refer(out, "schemas", t->reply->name);
	if (t->page)
		add(out, "},\"next\":{\"type\":[\"string\",\"null\"],\"description\":\"The parameter `after` of "
			 "the next page; null on the last\"}}}");
}

/* "Created" of "201 Created". */
static const char *reason(int http)
{
	return http_line(http) + 4;
}

static void status_key(struct json *out, int http)
{
	json_key(out, arena_fmt(out->arena, "%d", http).ptr);
}

/* Is there "/documents/{id}" to show what "/projects/{id}/documents" makes? */
static bool has_address(const struct service *s, const struct route *t)
{
	const char *made = strrchr(t->path, '/');
	size_t len = strlen(made);

	for (size_t i = 0; t->success == 201 && i < s->route_count; i++) {
		const struct route *other = &s->routes[i];

		if (other->method == GET && !strncmp(other->path, made, len) &&
		    !strcmp(other->path + len, "/{id}"))
			return true;
	}
	return false;
}

static void success_headers(struct json *out, const struct service *s, const struct route *t)
{
	json_key(out, "headers");
	add(out, "{");
	if (has_version(t)) {
		json_key(out, "ETag");
		refer(out, "headers", "etag");
	}
	if (has_address(s, t)) {
		json_key(out, "Location");
		refer(out, "headers", "location");
	}
	add(out, "}");
}

static void success(struct json *out, const struct service *s, const struct route *t)
{
	status_key(out, t->success);
	add(out, "{");
	json_key(out, "description");
	json_text(out, arena_fmt(out->arena, "%s%s", reason(t->success),
	                         t->media && t->reply ? "; one JSON text a line" : ""));
	if (has_version(t) || has_address(s, t))
		success_headers(out, s, t);
	if (t->reply || t->media) {
		json_key(out, "content");
		add(out, "{");
		json_key(out, t->media ? t->media : "application/json");
		add(out, t->reply ? "{\"schema\":" : "{");
		if (t->reply)
			reply_schema(out, t);
		add(out, "}}");
	}
	add(out, "}");
}

static void responses(struct json *out, const struct service *s, const struct route *t)
{
	status problems[STATUS_COUNT];
	int before = 0;

	describe_route_problems(t, problems);
	json_key(out, "responses");
	add(out, "{");
	success(out, s, t);
	if (t->method == GET && has_version(t)) {
		status_key(out, 304);
		add(out, "{\"description\":\"Not Modified\"}");
	}
	/* The table of problems is in the order of their HTTP statuses. */
	for (size_t i = 0; problems[i] != OK; i++) {
		int http = problem_http(problems[i]);

		if (http == before)
			continue;
		status_key(out, http);
		refer(out, "responses", arena_fmt(out->arena, "problem-%d", http).ptr);
		before = http;
	}
	json_key(out, "default");
	refer(out, "responses", "problem");
	add(out, "}");
}

static void security(struct json *out, const struct route *t)
{
	const char *cookie = t->method == GET ? "{\"cookie\":[]}" : "{\"cookie\":[],\"csrf\":[]}";
	bool by_cookie = t->need != ANYONE && t->need != TOKEN_EXCHANGE;
	bool by_token = t->need == TOKEN_EXCHANGE || need_scoped(t->need, t->method != GET);

	json_key(out, "security");
	add(out, "[");
	add(out, by_cookie ? cookie : "");
	add(out, by_cookie && by_token ? "," : "");
	add(out, by_token ? "{\"bearer\":[]}" : "");
	add(out, "]");
}

static void operation(struct json *out, const struct service *s, const struct route *t)
{
	static const char *const keys[METHOD_COUNT] = {
		[GET] = "get", [POST] = "post", [PUT] = "put", [PATCH] = "patch", [DELETE] = "delete",
	};

	json_key(out, keys[t->method]);
	add(out, "{");
	operation_id(out, t, s->name);
	text(out, "summary", t->about);
	description(out, t);
	add(out, ",\"tags\":[");
	json_text(out, str_of(s->name));
	add(out, "]");
	parameters(out, t);
	sent_body(out, t);
	responses(out, s, t);
	security(out, t);
	add(out, "}");
}

/* All methods of a path stand together; the path is written where it comes first. */
static void path_item(struct json *out, const struct service *s, size_t first)
{
	const char *path = s->routes[first].path;

	for (size_t i = 0; i < first; i++)
		if (!strcmp(s->routes[i].path, path))
			return;
	json_key(out, arena_fmt(out->arena, "/api/%s%s", s->name, path).ptr);
	add(out, "{");
	for (size_t i = first; i < s->route_count; i++)
		if (!strcmp(s->routes[i].path, path))
			operation(out, s, &s->routes[i]);
	add(out, "}");
}

void describe_openapi(struct json *out, const struct service *s)
{
	add(out, "{\"paths\":{");
	for (size_t i = 0; i < s->route_count; i++)
		path_item(out, s, i);
	add(out, "},\"components\":");
	describe_components(out, s);
	add(out, "}");
}
