#include "request.h"

static bool is_clean(str value)
{
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.ptr[i] < 0x20 || value.ptr[i] == 0x7F)
			return false;
	return true;
}

static void line(struct json *out, str name, str value)
{
	json_add(out, name);
	json_add(out, STR(": "));
	json_add(out, value);
	json_add(out, STR("\r\n"));
}

static void line_if(struct json *out, str name, str value)
{
	if (value.len)
		line(out, name, value);
}

static void line_int(struct json *out, str name, int64_t n)
{
	json_add(out, name);
	json_add(out, STR(": "));
	json_int(out, n);
	json_add(out, STR("\r\n"));
}

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* In a quoted name for old programs: plain characters that no system gives a meaning. */
static void quoted_name(struct json *out, str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		bool is_plain = is_letter_or_digit(c) || (c && strchr(" -._()", c));
		bool is_rest = ((unsigned char)c & 0xC0) == 0x80;

		if (!is_rest)
			json_add(out, is_plain ? (str){ name.ptr + i, 1 } : STR("_"));
	}
}

/* RFC 8187: every byte that is no attr-char as %XX. */
static void encoded_name(struct json *out, str name)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];
		const char escape[] = { '%', hex[c >> 4], hex[c & 15] };
		bool is_plain = is_letter_or_digit((char)c) || (c && strchr("!#$&+-.^_`|~", c));

		json_add(out, is_plain ? (str){ name.ptr + i, 1 } : (str){ escape, sizeof escape });
	}
}

/* RFC 6266: as a download, under a name in any script. */
static void disposition(struct json *out, str file_name)
{
	json_add(out, STR("Content-Disposition: attachment; filename=\""));
	quoted_name(out, file_name);
	json_add(out, STR("\"; filename*=UTF-8''"));
	encoded_name(out, file_name);
	json_add(out, STR("\r\n"));
}

static bool may_have_content(const struct request *r)
{
	return r->http != 204 && r->http != 304;
}

bool request_has_body(const struct request *r)
{
	return may_have_content(r) && !r->head;
}

static void content(struct request *r, struct json *out)
{
	if (!may_have_content(r))
		return;
	line(out, STR("Content-Type"),
	     r->media ? str_of(r->media) : STR("application/json; charset=utf-8"));
	if (!r->started)
		line_int(out, STR("Content-Length"), (int64_t)r->out.len);
	if (r->file_name.ptr)
		disposition(out, r->file_name);
}

/* How to ask instead (RFC 9110 11.6.1, RFC 6750 3.1). */
static void challenge(const struct request *r, struct json *out)
{
	str wanted = str_of(r->scope_wanted);

	if (r->http == 401)
		line(out, STR("WWW-Authenticate"),
		     r->bearer ? STR("Bearer realm=\"obelus\", error=\"invalid_token\"") :
		                 STR("Session realm=\"obelus\""));
	if (r->http != 403 || !wanted.ptr)
		return;
	json_add(out, STR("WWW-Authenticate: Bearer realm=\"obelus\", error=\"insufficient_scope\""));
	if (need_scope(wanted)) {
		json_add(out, STR(", scope=\""));
		json_add(out, wanted);
		json_add(out, STR("\""));
	}
	json_add(out, STR("\r\n"));
}

void request_head(struct request *r, struct json *out)
{
	if (!is_clean(r->location) || !is_clean(r->set_cookie) || !is_clean(r->also_cookie) ||
	    !is_clean(r->allow) || !is_clean(str_of(r->media))) {
		r->allow = (str){ 0 };
		reply_problem(r, BROKEN);
	}
	line(out, STR("Status"), str_of(http_line(r->http)));
	if (r->pattern) { /* for nginx's log: it would have to try every pattern; clients do not see it */
		json_add(out, STR("X-Route: "));
		json_add(out, r->prefix);
		json_add(out, str_of(r->pattern));
		json_add(out, STR("\r\n"));
	}
	content(r, out);
	line_if(out, STR("ETag"), reply_etag(r));
	line_if(out, STR("Location"), r->location);
	line_if(out, STR("Set-Cookie"), r->set_cookie);
	line_if(out, STR("Set-Cookie"), r->also_cookie);
	line_if(out, STR("X-Request-Id"), uuid_str(&r->id));
	if (r->retry_after > 0)
		line_int(out, STR("Retry-After"), r->retry_after);
	line_if(out, STR("Allow"), r->allow);
	challenge(r, out);
	line(out, STR("Cache-Control"), STR("no-store"));
	json_add(out, STR("\r\n"));
}
