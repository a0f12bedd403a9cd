#include "need.h"

#define NEED_ROW(name, word, roles, about) [name] = { word, roles, about },
static const struct {
	const char *word;
	unsigned roles;
	const char *about;
} needs[NEED_COUNT] = { NEEDS(NEED_ROW) };
#undef NEED_ROW

#define ROLE_ROW(name, word, about) [ROLE_##name] = word,
static const char *const roles[ROLE_COUNT] = { [ROLE_NONE] = "", ROLES(ROLE_ROW) };
#undef ROLE_ROW

const char *need_word(enum need n)
{
	return needs[n].word;
}

const char *need_about(enum need n)
{
	return needs[n].about;
}

bool need_met(enum need n, enum role role)
{
	if (n == ANYONE || n == SIGNED_IN)
		return true;
	return role != ROLE_NONE && (needs[n].roles & 1u << role);
}

const char *const need_scopes[] = {
	"member.read",   "member.write", "workspace.write", "team.write",  "project.read",
	"project.write", "span.read",    "span.write",      "export.read", NULL,
};

uint64_t need_scope(str word)
{
	for (const char *const *s = need_scopes; *s; s++)
		for (enum need n = NEED_NONE + 1; n < NEED_COUNT && str_eq(word, str_of(*s)); n++)
			if (str_eq(word, str_of(needs[n].word)))
				return UINT64_C(1) << n;
	return 0;
}

bool need_scoped(enum need n, bool is_change)
{
	str word = str_of(needs[n].word), read = STR(".read");
	bool is_read = word.len > read.len && str_eq(str_from(word, word.len - read.len), read);

	return need_scope(word) && !(is_change && is_read);
}

bool need_granted(enum need n, uint64_t scopes)
{
	return n == ANYONE || (scopes & UINT64_C(1) << n);
}

const char *role_word(enum role r)
{
	return roles[r];
}

enum role role_of(str word)
{
	for (enum role r = ROLE_NONE + 1; r < ROLE_COUNT; r++)
		if (str_eq(word, str_of(roles[r])))
			return r;
	return ROLE_NONE;
}
