/*
 * annotations: texts, and what people mark in them.
 *
 * Owns project, tag, document, span, dataset, schema and job of labelling.  Every row belongs to a workspace;
 * every statement names it, and row level security repeats it.  Positions are
 * code points; a span is taken only with the text it covers, and only if that
 * is what the document says.
 *
 * Must be refused: passwords, addresses, sessions, mailed links.
 */
#include "annotations.h"

#include "queries.h"

static const struct route routes[] = {
	{ .method = GET, .path = "/projects", .need = PROJECT_READ, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &project_shape, .page = true, .success = 200,
	  .run = project_list, .about = "List the workspace's projects" },
	{ .method = POST, .path = "/projects", .need = PROJECT_WRITE, .limit = LIMIT_WRITE,
	  .body = &project_new_shape, .reply = &project_shape, .success = 201,
	  .event = ACTIVITY_PROJECT_CREATE, .run = project_create,
	  .about = "Make a project, with its first tags" },
	{ .method = GET, .path = "/projects/{id}", .need = PROJECT_READ, .limit = LIMIT_READ,
	  .reply = &project_shape, .success = 200, .run = project_show,
	  .about = "Show a project" },
	{ .method = PATCH, .path = "/projects/{id}", .need = PROJECT_WRITE, .limit = LIMIT_WRITE,
	  .body = &project_change_shape, .reply = &project_shape, .match = true, .success = 200,
	  .event = ACTIVITY_PROJECT_UPDATE, .run = project_update,
	  .about = "Rename or describe a project" },
	{ .method = GET, .path = "/projects/{id}/tags", .need = PROJECT_READ, .limit = LIMIT_READ,
	  .reply = &tag_shape, .page = true, .success = 200, .run = tag_list,
	  .about = "List a project's tags, all of them" },
	{ .method = POST, .path = "/projects/{id}/tags", .need = PROJECT_WRITE, .limit = LIMIT_WRITE,
	  .body = &tag_new_shape, .reply = &tag_shape, .success = 201,
	  .event = ACTIVITY_TAG_CREATE, .run = tag_create, .ends = (const status[]){ CONFLICT, OK },
	  .about = "Add a tag to a project" },
	{ .method = PATCH, .path = "/tags/{id}", .need = PROJECT_WRITE, .limit = LIMIT_WRITE,
	  .body = &tag_change_shape, .reply = &tag_shape, .match = true, .success = 200,
	  .event = ACTIVITY_TAG_UPDATE, .run = tag_update, .ends = (const status[]){ CONFLICT, OK },
	  .about = "Change a tag" },
	{ .method = GET, .path = "/projects/{id}/documents", .need = PROJECT_READ, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &document_row_shape, .page = true, .success = 200,
	  .run = document_list, .about = "List a project's texts" },
	{ .method = POST, .path = "/projects/{id}/documents", .need = PROJECT_WRITE, .limit = LIMIT_UPLOAD,
	  .query = &document_query_shape, .raw = "text/plain", .reply = &document_row_shape, .success = 201,
	  .event = ACTIVITY_DOCUMENT_CREATE, .run = document_create,
	  .about = "Upload a text",
	  .more = "The body is the text itself, in UTF-8; it is kept exactly as it is." },
	{ .method = GET, .path = "/documents/{id}", .need = PROJECT_READ, .limit = LIMIT_READ,
	  .reply = &document_shape, .success = 200, .run = document_show,
	  .flushes = 2, .budget_why = "a long text is read on a connection of its own",
	  .about = "Show a text" },
	{ .method = GET, .path = "/documents/{id}/spans", .need = SPAN_READ, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &span_shape, .page = true, .success = 200,
	  .run = span_list, .about = "List what is marked in a text" },
	{ .method = POST, .path = "/documents/{id}/spans", .need = SPAN_WRITE, .limit = LIMIT_WRITE,
	  .body = &span_new_shape, .reply = &span_shape, .success = 201,
	  .event = ACTIVITY_SPAN_CREATE, .run = span_create, .ends = (const status[]){ CONFLICT, OK },
	  .about = "Mark a span",
	  .more = "Positions are Unicode code points, half-open: characters start up to, not "
		  "including, end. The covered text goes along and must be what the document has there." },
	{ .method = PATCH, .path = "/spans/{id}", .need = SPAN_WRITE, .limit = LIMIT_WRITE,
	  .body = &span_change_shape, .reply = &span_shape, .match = true, .success = 200,
	  .event = ACTIVITY_SPAN_UPDATE, .run = span_update,
	  .about = "Put a span under another tag" },
	{ .method = DELETE, .path = "/spans/{id}", .need = SPAN_WRITE, .limit = LIMIT_WRITE,
	  .match = true, .success = 204,
	  .event = ACTIVITY_SPAN_DELETE, .run = span_delete,
	  .about = "Remove a span" },
	{ .method = GET, .path = "/projects/{id}/export", .need = EXPORT_READ, .limit = LIMIT_EXPORT,
	  .reply = &export_document_shape, .media = "application/x-ndjson", .success = 200,
	  .event = ACTIVITY_EXPORT_CREATE, .run = export_show,
	  .flushes = 2, .budget_why = "that someone downloads is committed before the first byte leaves",
	  .about = "Download a project: one text with its spans a line" },
	{ .method = GET, .path = "/projects/{id}/schemas", .need = PROJECT_READ, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &label_schema_row_shape, .page = true, .success = 200,
	  .run = schema_list, .about = "List a project's schemas" },
	{ .method = POST, .path = "/projects/{id}/schemas", .need = PROJECT_WRITE, .limit = LIMIT_WRITE,
	  .body = &label_schema_content_shape, .reply = &label_schema_shape, .success = 201,
	  .event = ACTIVITY_SCHEMA_CREATE, .run = schema_create, .ends = (const status[]){ CONFLICT, OK },
	  .about = "Make a schema: tags for spans, classes for texts" },
	{ .method = GET, .path = "/schemas/{id}", .need = PROJECT_READ, .limit = LIMIT_READ,
	  .reply = &label_schema_shape, .success = 200, .run = schema_show, .about = "Show a schema" },
	{ .method = PUT, .path = "/schemas/{id}", .need = PROJECT_WRITE, .limit = LIMIT_WRITE,
	  .body = &label_schema_content_shape, .reply = &label_schema_shape, .match = true, .success = 200,
	  .event = ACTIVITY_SCHEMA_UPDATE, .run = schema_update, .ends = (const status[]){ CONFLICT, OK },
	  .about = "Make the next version of a schema",
	  .more = "A label with the id it has is renamed or recoloured, one without an id is new, one that is left out is retired." },
	{ .method = GET, .path = "/schemas/{id}/versions", .need = PROJECT_READ, .limit = LIMIT_READ,
	  .query = &page_query_shape, .reply = &schema_version_shape, .page = true, .success = 200,
	  .run = schema_versions, .about = "List what a schema was, version by version" },
};

const struct service this_service = {
	.name = "annotations",
	.routes = routes,
	.route_count = sizeof routes / sizeof *routes,
	.statements = annotations_statements,
	.forbidden_tables = (const char *const[]){ "person", "session", "mailed_token", NULL },
};
