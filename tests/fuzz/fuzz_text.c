#include "text.h"

#include "fuzz.h"

/*
 * Unicode's definition D92, decoded number by number: the bytes of the first code point, 0
 * when there is none.
 */
static size_t slow_size(str s, uint32_t *number)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = (unsigned char)s.ptr[0];
	size_t size = first < 0x80       ? 1
	              : first >> 5 == 6  ? 2
	              : first >> 4 == 14 ? 3
	              : first >> 3 == 30 ? 4
	                                 : 0;

	if (size == 0 || size > s.len)
		return 0;
	*number = size == 1 ? first : first & (0x7fu >> size);
	for (size_t i = 1; i < size; i++) {
		if ((unsigned char)s.ptr[i] >> 6 != 2)
			return 0;
		*number = *number << 6 | ((unsigned char)s.ptr[i] & 0x3f);
	}
	bool surrogate = *number >= 0xd800 && *number <= 0xdfff;
	return *number == 0 || *number < least[size] || *number > 0x10ffff || surrogate ? 0 : size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str s = fuzz_input(data, size), slice;
	int64_t points = 0;
	size_t i = 0, at = SIZE_MAX, one;
	uint32_t number;

	for (; i < s.len && (one = slow_size(str_from(s, i), &number)); i += one) {
		str before = { s.ptr, i };

		MUST(text_length(before) == points);
		MUST(text_byte_at(before, points) == (int64_t)i);
		MUST(text_byte_at(before, points + 1) == -1);
		points++;
	}
	MUST(text_valid(s, &at) == (i == s.len));
	if (i < s.len) {
		MUST(at == i);
		return 0;
	}
	MUST(text_length(s) == points);
	int64_t start = points / 3, end = points - points / 4;
	MUST(text_slice(s, start, end, &slice));
	MUST(text_length(slice) == end - start);
	MUST(slice.ptr == s.ptr + text_byte_at(s, start));
	MUST(!text_slice(s, start, points + 1, &slice));
	return 0;
}
