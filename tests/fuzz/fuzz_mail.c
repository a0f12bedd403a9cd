#include "mail.h"

#include "fuzz.h"
#include "text.h"

/* Nothing that could end the header or the SMTP command that an address stands in. */
static void is_harmless(str address)
{
	int at = 0;

	MUST(address.len >= 3 && address.len <= 254);
	for (size_t i = 0; i < address.len; i++) {
		MUST(address.ptr[i] > 0x20 && address.ptr[i] < 0x7f);
		MUST(!strchr("<>(),;:\\\"[]", address.ptr[i]));
		at += address.ptr[i] == '@';
	}
	MUST(at == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str s = fuzz_input(data, size), key;
	struct arena *a = fuzz_arena();
	size_t at;

	if (mail_address_valid(s))
		is_harmless(s);
	key = mail_address_key(a, s);
	MUST(key.len == s.len);
	MUST(str_same(key, s));
	MUST(str_eq(mail_address_key(a, key), key));
	if (text_valid(s, &at)) {
		str payload = mail_payload(a, s, s, s);

		MUST(payload.ptr[0] == '{' && payload.ptr[payload.len - 1] == '}');
		MUST(text_valid(payload, &at));
		for (size_t i = 0; i < payload.len; i++)
			MUST((unsigned char)payload.ptr[i] >= 0x20);
	}
	return 0;
}
