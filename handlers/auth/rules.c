/* What may be a user name and what may be a password: rules alone, no request in sight. */
#include "auth.h"

#include "common_password.h"
#include "mail.h"

static bool is_lower_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Names that would let their bearer speak for the service. */
static const char *const reserved[] = {
	"abuse", "admin", "administrator", "billing", "help", "hostmaster", "obelus", "postmaster",
	"privacy", "root", "security", "staff", "support", "system", "webmaster", NULL,
};

const char *username_flaw(str username)
{
	if (username.len < 3 || username.len > 32)
		return "must be 3 to 32 characters";
	if (!is_lower_or_digit(username.ptr[0]))
		return "must begin with a lower-case letter or a digit";
	for (size_t i = 0; i < username.len; i++)
		if (!is_lower_or_digit(username.ptr[i]) && username.ptr[i] != '_' && username.ptr[i] != '-')
			return "may hold lower-case letters a to z, digits, _ and - only";
	for (size_t i = 0; reserved[i]; i++)
		if (str_eq(username, str_of(reserved[i])))
			return "is a name that we keep for ourselves";
	return NULL;
}

static char folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool holds(str text, str word)
{
	for (size_t i = 0; i + word.len <= text.len; i++) {
		size_t n = 0;
		while (n < word.len && folded(text.ptr[i + n]) == folded(word.ptr[n]))
			n++;
		if (n == word.len)
			return true;
	}
	return false;
}

/* "aaaaaaaaaaaaaaa", "abababababababab": long and worth nothing. */
static bool is_repeated(str text)
{
	for (size_t step = 1; step <= 4 && step < text.len; step++) {
		size_t i = step;
		while (i < text.len && text.ptr[i] == text.ptr[i - step])
			i++;
		if (i == text.len)
			return true;
	}
	return false;
}

/* What stands before the @, when it is a word that few others would use by chance. */
static bool holds_address(str password, str email)
{
	str local = str_cut(&email, '@');

	return local.len >= 4 && holds(password, local);
}

const char *password_flaw(str password, str username, str email)
{
	if (password.len > 1024)
		return "must be at most 1,024 bytes";
	if (username.len && holds(password, username))
		return "must not hold the user name";
	if (holds_address(password, email))
		return "must not hold the address";
	if (holds(password, STR("obelus")))
		return "must not hold the name of this service";
	if (is_repeated(password))
		return "must not be one short piece over and over";
	if (password_is_common(password))
		return "is one that many people have, or nearly so: it would be tried first";
	return NULL;
}

const char *email_rule(str email, const void *in)
{
	(void)in;
	return mail_address_valid(email) ? NULL : "is not an e-mail address";
}
