#include "markdown_link.h"

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Of the name of a host: a letter of any script, a digit, or the [ of an IPv6 address. */
static bool begins_host(char c)
{
	return is_alnum(c) || c == '[' || (unsigned char)c >= 0x80;
}

static bool begins_with(str s, str prefix)
{
	return s.len > prefix.len && str_same((str){ s.ptr, prefix.len }, prefix);
}

/* How long the part before the host is; 0 when it is no http address with one. */
static size_t before_host(str address)
{
	size_t n = begins_with(address, STR("http://")) ? 7 : begins_with(address, STR("https://")) ? 8 : 0;

	return n && begins_host(address.ptr[n]) ? n : 0;
}

enum markdown_link markdown_link_kind(str address)
{
	for (size_t i = 0; i < address.len; i++)
		if ((unsigned char)address.ptr[i] < ' ' || address.ptr[i] == 0x7f)
			return LINK_REFUSED;
	if (before_host(address))
		return LINK_PAGE;
	return begins_with(address, STR("mailto:")) && begins_host(address.ptr[7]) ? LINK_PERSON : LINK_REFUSED;
}

static size_t utf8(uint32_t c, char *to)
{
	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = n; i-- > 1; c >>= 6)
		to[i] = (char)(0x80 | (c & 0x3f));
	static const unsigned char first[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	to[0] = (char)(first[n] | c);
	return n;
}

static int digit_of(char c, int base)
{
	int d = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : base;

	return d < base ? d : -1;
}

/* "#65" or "#x41", without its semicolon; false when it is none. */
static bool number_of(str name, uint32_t *out)
{
	int base = name.len > 1 && (name.ptr[1] | 0x20) == 'x' ? 16 : 10;
	size_t i = base == 16 ? 2 : 1;

	if (name.len <= i || name.len > i + 7 || name.ptr[0] != '#')
		return false;
	for (*out = 0; i < name.len; i++) {
		int d = digit_of(name.ptr[i], base);

		if (d < 0)
			return false;
		*out = *out * (uint32_t)base + (uint32_t)d;
	}
	return true;
}

size_t markdown_link_entity(str entity, char *to)
{
	static const struct {
		str name;
		char is;
	} known[] = { { STR("amp"), '&' }, { STR("lt"), '<' }, { STR("gt"), '>' }, { STR("quot"), '"' }, { STR("apos"), '\'' } };
	str name = entity.len > 3 ? (str){ entity.ptr + 1, entity.len - 2 } : (str){ 0 };
	uint32_t c;

	if (name.len && number_of(name, &c))
		return utf8(c, to);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(name, known[i].name))
			return utf8((unsigned char)known[i].is, to);
	if (entity.len)
		memcpy(to, entity.ptr, entity.len);
	return entity.len;
}

/* A bracket belongs to the address only with its partner: (see http://a/b_(c)). */
static size_t without_punctuation(str s)
{
	long open = 0;

	for (size_t i = 0; i < s.len; i++)
		open += (s.ptr[i] == '(') - (s.ptr[i] == ')');
	for (; s.len; s.len--) {
		char last = s.ptr[s.len - 1];

		if (last == ')' && open < 0)
			open++;
		else if (!strchr("?!.,:;*_~'\"", last))
			break;
	}
	return s.len;
}

static size_t bare_length(str rest)
{
	size_t len = 0;
	bool is_www = begins_with(rest, STR("www.")) && begins_host(rest.ptr[4]);

	if (!is_www && !before_host(rest))
		return 0;
	while (len < rest.len && (unsigned char)rest.ptr[len] > ' ' && rest.ptr[len] != '<' && rest.ptr[len] != 0x7f)
		len++;
	return without_punctuation((str){ rest.ptr, len });
}

bool markdown_link_bare(str text, size_t *at, str *address)
{
	for (size_t i = *at; i < text.len; i++) {
		if (i && is_alnum(text.ptr[i - 1]))
			continue;
		size_t len = bare_length(str_from(text, i));
		if (len) {
			*at = i;
			*address = (str){ text.ptr + i, len };
			return true;
		}
	}
	return false;
}
