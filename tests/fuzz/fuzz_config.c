#include "config.h"

#include "fuzz.h"

/* The first line is one variable of the environment, the others are the file. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str rest = fuzz_input(data, size), first = str_cut(&rest, '\n');
	struct arena *a = fuzz_arena();
	char *environment[] = { arena_cstr(a, first), NULL };
	const char *flaw = config_load(environment, (char *)rest.ptr, rest.len, "/etc/obelus.env");

	if (flaw) {
		size_t len = strlen(flaw);

		MUST(len > 1 && len < 600 && flaw[len - 1] == '.');
		for (size_t i = 0; i < len; i++)
			MUST((unsigned char)flaw[i] >= 0x20);
		return 0;
	}
	MUST(config.workers >= 0 && config.workers <= 256);
	MUST(config.redis_ms >= 5 && config.redis_ms <= 10000);
	MUST(config.db.len <= 1000 && config.instance.len >= 1);
	for (size_t i = 0; i < config.db.len; i++)
		MUST((unsigned char)config.db.ptr[i] >= 0x20);
	return 0;
}
