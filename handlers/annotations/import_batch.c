#include "import_batch.h"

#include <arpa/inet.h>

/* Types that PostgreSQL has had under these numbers since they exist. */
enum { OF_INT = 20, OF_TEXT = 25, OF_JSON = 114, OF_UUID = 2950 };

/* Dimensions, are there nulls?, type, length, first index: five numbers before the items. */
enum { DIMENSIONS, NULLS, TYPE, LENGTH, FIRST, HEAD };

void import_batch_begin(struct import_batch *b, struct arena *a)
{
	const struct json none = { .arena = a };

	*b = (struct import_batch){
		.ids = { none, OF_UUID, 0, 0 },
		.lines = { none, OF_INT, 0, 0 },
		.contents = { none, OF_TEXT, 0, 0 },
		.metadata = { none, OF_JSON, 0, 0 },
		.external_ids = { none, OF_TEXT, 0, 0 },
		.group_keys = { none, OF_TEXT, 0, 0 },
		.order_keys = { none, OF_TEXT, 0, 0 },
	};
}

static void add(struct import_list *l, str item)
{
	uint32_t len = htonl(item.ptr ? (uint32_t)item.len : UINT32_MAX);

	if (!l->count++) {
		uint32_t head[HEAD] = { 0 };

		json_add(&l->bytes, (str){ (const char *)head, sizeof head });
	}
	import_reserve(&l->bytes, sizeof len + item.len);
	json_add(&l->bytes, (str){ (const char *)&len, sizeof len });
	json_add(&l->bytes, item);
	l->given += item.ptr != NULL;
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool import_unhex(str hex, char *out)
{
	int wrong = hex.len % 2 ? -1 : 0;

	for (size_t i = 0; i + 1 < hex.len; i += 2) {
		int high = digit(hex.ptr[i]), low = digit(hex.ptr[i + 1]);

		wrong |= high | low;
		out[i / 2] = (char)(((unsigned)high << 4) | (unsigned)low);
	}
	return wrong >= 0;
}

static void bytes_of(const uuid *id, char *out)
{
	import_unhex((str){ id->text, 8 }, out);
	import_unhex((str){ id->text + 9, 4 }, out + 4);
	import_unhex((str){ id->text + 14, 4 }, out + 6);
	import_unhex((str){ id->text + 19, 4 }, out + 8);
	import_unhex((str){ id->text + 24, 12 }, out + 10);
}

void import_batch_add(struct import_batch *b, int64_t line, const struct import_example *e)
{
	const uint32_t number[] = { htonl((uint32_t)(line >> 32)), htonl((uint32_t)line) };
	uuid id = uuid_new();
	char bytes[16];

	bytes_of(&id, bytes);
	add(&b->ids, (str){ bytes, sizeof bytes });
	add(&b->lines, (str){ (const char *)number, sizeof number });
	add(&b->contents, e->content);
	add(&b->metadata, e->metadata);
	add(&b->external_ids, e->external_id);
	add(&b->group_keys, e->group_key);
	add(&b->order_keys, e->order_key);
	b->size += e->content.len + e->metadata.len + e->external_id.len + e->group_key.len + e->order_key.len;
}

static str end(const struct import_list *l)
{
	const uint32_t head[HEAD] = {
		[DIMENSIONS] = htonl(1),
		[NULLS] = htonl(l->given < l->count),
		[TYPE] = htonl(l->of),
		[LENGTH] = htonl(l->count),
		[FIRST] = htonl(1),
	};

	if (!l->given)
		return (str){ 0 };
	memcpy(l->bytes.ptr, head, sizeof head);
	return (str){ l->bytes.ptr, l->bytes.len };
}

struct import_lists import_batch_end(struct import_batch *b)
{
	return (struct import_lists){
		.ids = end(&b->ids),
		.lines = end(&b->lines),
		.contents = end(&b->contents),
		.metadata = end(&b->metadata),
		.external_ids = end(&b->external_ids),
		.group_keys = end(&b->group_keys),
		.order_keys = end(&b->order_keys),
	};
}
