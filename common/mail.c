#include "mail.h"

#include "config.h"
#include "log.h"
#include "wait.h"

#include <curl/curl.h>
#include <gmime/gmime.h>

enum {
	ADDRESS_MOST = 254,
	LOCAL_MOST = 64,
	LABEL_MOST = 63,
	CONNECT_SECONDS = 10,
	SEND_SECONDS = 40, /* less than the lease of a job */
	LEASE_SECONDS = 60,
	ATTEMPTS = 110, /* the last four days after the first: RFC 5321, 4.5.4.1 */
	LINE_MOST = 998, /* RFC 5322, 2.1.1 */
};

struct mail {
	str to, subject, text, unsubscribe;
};

/* clang-format off */
static const struct shape mail_shape = SHAPE(mail,
	TEXT(mail, to, REQUIRED, 3, ADDRESS_MOST, "One address"),
	TEXT(mail, subject, REQUIRED, 1, 200, "Subject"),
	TEXT(mail, text, REQUIRED, 1, 100000, "Plain text"),
	TEXT(mail, unsubscribe, OPTIONAL, 1, 1000, "Where one click ends such mail (RFC 8058); null: it is none of those"));
/* clang-format on */

str mail_payload(struct arena *a, str to, str subject, str text)
{
	struct json out = { .arena = a };

	shape_write(&out, &mail_shape, &(struct mail){ to, subject, text, { 0 } });
	return (str){ out.ptr, out.len };
}

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/*
 * Unquoted local parts only (RFC 5321 dot-string): everyone's, and nothing in them can end
 * a header.
 */
static bool is_local(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		bool dot = s.ptr[i] == '.' && i > 0 && i + 1 < s.len && s.ptr[i - 1] != '.';

		if (!dot && !is_alnum(s.ptr[i]) &&
		    (!s.ptr[i] || !strchr("!#$%&'*+-/=?^_`{|}~", s.ptr[i])))
			return false;
	}
	return s.len > 0 && s.len <= LOCAL_MOST;
}

static bool is_label(str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_alnum(s.ptr[i]) && s.ptr[i] != '-')
			return false;
	return s.len > 0 && s.len <= LABEL_MOST && s.ptr[0] != '-' && s.ptr[s.len - 1] != '-';
}

bool mail_address_valid(str address)
{
	str domain = address, local = str_cut(&domain, '@');

	if (address.len > ADDRESS_MOST || !is_local(local) || !domain.len ||
	    domain.ptr[domain.len - 1] == '.')
		return false;
	while (domain.len)
		if (!is_label(str_cut(&domain, '.')))
			return false;
	return true;
}

str mail_address_key(struct arena *a, str address)
{
	char *key = arena_cstr(a, address);
	char *at = address.len ? memrchr(key, '@', address.len) : NULL;

	for (; at && *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return (str){ key, address.len };
}

/* One message on its way, in C strings: it is built and sent where the arena may not be used. */
struct letter {
	const char *url, *from, *to, *subject, *text, *id, *unsubscribe;
	CURLcode wrong;
	long answer; /* of the SMTP server, the last one */
};

static bool has_long_line(const char *text)
{
	size_t line = strcspn(text, "\n");

	for (; line <= LINE_MOST && text[line]; line = strcspn(text, "\n"))
		text += line + 1;
	return line > LINE_MOST;
}

static GMimeMessage *build(const struct letter *l)
{
	GMimeMessage *m = g_mime_message_new(TRUE);
	GMimeTextPart *part = g_mime_text_part_new_with_subtype("plain");
	GDateTime *now = g_date_time_new_now_utc();

	g_mime_message_add_mailbox(m, GMIME_ADDRESS_TYPE_FROM, NULL, l->from);
	g_mime_message_add_mailbox(m, GMIME_ADDRESS_TYPE_TO, NULL, l->to);
	g_mime_message_set_subject(m, l->subject, "utf-8");
	g_mime_message_set_date(m, now);
	g_mime_message_set_message_id(m, l->id);
	/* RFC 3834: no one's holiday answers it. */
	g_mime_object_append_header(GMIME_OBJECT(m), "Auto-Submitted", "auto-generated", NULL);
	if (l->unsubscribe) {
		GMimeHeaderList *all = g_mime_object_get_header_list(GMIME_OBJECT(m));
		g_mime_header_list_append(all, "List-Unsubscribe", "", NULL);
		/* As it is: encoded, as GMime has a long one, it is no address. */
		g_mime_header_set_raw_value(g_mime_header_list_get_header(all, "List-Unsubscribe"), l->unsubscribe);
		g_mime_object_append_header(GMIME_OBJECT(m), "List-Unsubscribe-Post", "List-Unsubscribe=One-Click", NULL);
	}
	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_text_part_set_text(part, l->text);
	if (has_long_line(l->text))
		g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	g_mime_message_set_mime_part(m, GMIME_OBJECT(part));
	g_mime_object_encode(GMIME_OBJECT(m), GMIME_ENCODING_CONSTRAINT_7BIT);
	g_object_unref(part);
	g_date_time_unref(now);
	return m;
}

/* The message as it travels, with CR LF at the ends of lines. */
static GByteArray *render(const struct letter *l)
{
	GMimeMessage *m = build(l);
	GMimeFormatOptions *format = g_mime_format_options_new();
	GMimeStream *stream = g_mime_stream_mem_new();

	g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_object_write_to_stream(GMIME_OBJECT(m), format, stream);
	GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	g_object_unref(stream);
	g_mime_format_options_free(format);
	g_object_unref(m);
	return bytes;
}

struct reading {
	const GByteArray *bytes;
	size_t at;
};

static size_t read_more(char *out, size_t size, size_t count, void *with)
{
	struct reading *r = with;
	size_t n = r->bytes->len - r->at;

	if (n > size * count)
		n = size * count;
	if (n)
		memcpy(out, r->bytes->data + r->at, n);
	r->at += n;
	return n;
}

static void hand_over(CURL *curl, struct letter *l, struct reading *r)
{
	struct curl_slist *to = curl_slist_append(NULL, l->to);

	curl_easy_setopt(curl, CURLOPT_URL, l->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SEND_SECONDS);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, l->from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_more);
	curl_easy_setopt(curl, CURLOPT_READDATA, r);
	l->wrong = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &l->answer);
	curl_slist_free_all(to);
}

static void start_libraries(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
	g_mime_init();
}

static void send_letter(void *arg)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct letter *l = arg;

	pthread_once(&once, start_libraries);
	CURL *curl = curl_easy_init();
	l->wrong = CURLE_OUT_OF_MEMORY;
	if (!curl)
		return;
	GByteArray *bytes = render(l);
	struct reading r = { .bytes = bytes };
	hand_over(curl, l, &r);
	g_byte_array_free(bytes, TRUE);
	curl_easy_cleanup(curl);
}

/* A name typed by a person may be part of a subject; it must not begin a header of its own. */
static char *one_line(struct arena *a, str s)
{
	char *line = arena_cstr(a, s);

	for (char *p = line; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = ' ';
	return line;
}

/* The host of an origin such as "https://obelus.example:8443". */
static str host_of(str origin)
{
	str_cut(&origin, '/');
	str_cut(&origin, '/');
	str host = str_cut(&origin, '/');
	bool literal = str_starts(host, STR("["));
	str rest = host;

	return literal ? (str){ host.ptr, str_cut(&rest, ']').len + 1 } : str_cut(&rest, ':');
}

static status send_mail(struct request *r, const struct job *j)
{
	struct arena *a = r->arena;
	struct flaw *flaws = NULL;
	struct mail m;

	TRY(shape_decode(a, &mail_shape, j->payload, &m, &flaws));
	if (!mail_address_valid(m.to) || !mail_address_valid(config.mail_from))
		return INVALID;
	struct letter l = {
		.url = arena_cstr(a, config.smtp),
		.from = arena_cstr(a, config.mail_from),
		.to = arena_cstr(a, m.to),
		.subject = one_line(a, m.subject),
		.text = arena_cstr(a, m.text),
		.unsubscribe = m.unsubscribe.len ? arena_cstr(a, arena_fmt(a, " <%s>\n", one_line(a, m.unsubscribe))) : NULL,
		/* Sent again, it is the same mail: whoever has it already can see so. */
		.id = arena_fmt(a, "%s@%.*s", j->id.text, STR_ARGS(host_of(config.origin))).ptr,
	};
	bulk(send_letter, &l);
	if (l.wrong == CURLE_OK)
		return OK;
	log_event(LOG_WARN, "mail.failed", "job", j->id.text, "curl", log_number(l.wrong), "smtp",
	          log_number(l.answer), NULL);
	return UNAVAILABLE;
}

const struct job_kind mail_job = { "mail", LEASE_SECONDS, ATTEMPTS, send_mail };
