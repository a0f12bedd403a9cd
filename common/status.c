#include "status.h"

#include <stddef.h>

#define PROBLEM_ROW(name, http, slug, title) [name] = { http, slug, title },
static const struct {
	int http;
	const char *slug, *title;
} problems[STATUS_COUNT] = { PROBLEMS(PROBLEM_ROW) };
#undef PROBLEM_ROW

int problem_http(status problem)
{
	return problems[problem].http;
}

const char *problem_slug(status problem)
{
	return problems[problem].slug;
}

const char *problem_title(status problem)
{
	return problems[problem].title;
}

const char *http_line(int http)
{
	static const struct {
		int http;
		const char *line;
	} lines[] = {
		{ 200, "200 OK" },
		{ 201, "201 Created" },
		{ 202, "202 Accepted" },
		{ 204, "204 No Content" },
		{ 304, "304 Not Modified" },
		{ 400, "400 Bad Request" },
		{ 401, "401 Unauthorized" },
		{ 403, "403 Forbidden" },
		{ 404, "404 Not Found" },
		{ 405, "405 Method Not Allowed" },
		{ 409, "409 Conflict" },
		{ 410, "410 Gone" },
		{ 412, "412 Precondition Failed" },
		{ 413, "413 Content Too Large" },
		{ 415, "415 Unsupported Media Type" },
		{ 422, "422 Unprocessable Content" },
		{ 428, "428 Precondition Required" },
		{ 429, "429 Too Many Requests" },
		{ 503, "503 Service Unavailable" },
		{ 504, "504 Gateway Timeout" },
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (lines[i].http == http)
			return lines[i].line;
	return "500 Internal Server Error";
}
