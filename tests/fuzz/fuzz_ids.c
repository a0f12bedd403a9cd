#include "fuzz.h"
#include "moment.h"
#include "uuid.h"

static bool is_lower_hex_or_dash(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-';
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str s = fuzz_input(data, size);
	char text[MOMENT_TEXT];
	moment t, again;
	uuid id;

	if (uuid_parse(s, &id)) {
		MUST(str_eq(uuid_str(&id), s));
		for (size_t i = 0; i < s.len; i++)
			MUST(is_lower_hex_or_dash(s.ptr[i]));
	}
	/* What was read is written in one way, and read back as the same time. */
	if (moment_parse(s, &t)) {
		moment_write(t, text);
		MUST(moment_parse(str_of(text), &again) && again == t);
	}
	return 0;
}
