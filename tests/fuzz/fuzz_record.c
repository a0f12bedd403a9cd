#include "record.h"

#include "fuzz.h"

/*
 * The first byte says in how large pieces the others come: what is let through must not
 * depend on it.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct record whole, pieces;
	size_t step = size ? data[0] % 13u + 1 : 1;
	bool passes = true;

	str s = fuzz_input(data + (size > 0), size - (size > 0));
	record_start(&whole);
	bool passed = record_pass(&whole, s.ptr, s.len);
	record_start(&pieces);
	for (size_t i = 0; i < s.len && passes; i += step)
		passes = record_pass(&pieces, s.ptr + i, s.len - i < step ? s.len - i : step);
	MUST(passes == passed);
	if (passed) {
		MUST(record_ended(&whole) == record_ended(&pieces));
		MUST(record_has_params(&whole) == record_has_params(&pieces));
		MUST(whole.params == pieces.params && whole.params_bytes == pieces.params_bytes);
		MUST(whole.params <= RECORD_PARAMS && whole.params_bytes <= RECORD_PARAMS_BYTES);
	} else {
		MUST(!record_ended(&whole) && !record_pass(&whole, "", 0));
	}
	return 0;
}
