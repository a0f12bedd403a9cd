#include "annotations.h"

#include "queries.h"

const struct shape example_row_shape = SHAPE(example_row,
	UUID(example_row, id, REQUIRED, "Its id"),
	INT(example_row, position, REQUIRED, 0, INT32_MAX, "Its place in the dataset; there may be gaps"),
	INT(example_row, length, REQUIRED, 1, INT32_MAX, "The length of its text in code points"),
	TEXT(example_row, beginning, REQUIRED, 1, 200, "How its text begins"),
	TEXT(example_row, metadata_beginning, OPTIONAL, 1, 200, "How what came with it begins, as it was written"),
	TEXT(example_row, external_id, OPTIONAL, 1, 200, "What its owner calls it; once in a dataset"),
	TEXT(example_row, group_key, OPTIONAL, 1, 200, "Examples that are shown together share it"),
	TEXT(example_row, order_key, OPTIONAL, 1, 200, "Its place among those"));

const struct shape example_shape = SHAPE(example,
	UUID(example, id, REQUIRED, "Its id"),
	UUID(example, dataset, REQUIRED, "The dataset it belongs to"),
	INT(example, position, REQUIRED, 0, INT32_MAX, "Its place in the dataset; there may be gaps"),
	INT(example, length, REQUIRED, 1, INT32_MAX, "The length of its text in code points"),
	TEXT(example, content, REQUIRED, 1, INT32_MAX, "Its text, exactly as it was uploaded"),
	JSON(example, metadata, OPTIONAL, "What came with it, byte for byte as it was uploaded"),
	TEXT(example, external_id, OPTIONAL, 1, 200, "What its owner calls it; once in a dataset"),
	TEXT(example, group_key, OPTIONAL, 1, 200, "Examples that are shown together share it"),
	TEXT(example, order_key, OPTIONAL, 1, 200, "Its place among those"));

status example_list(struct request *r)
{
	return page_within(r, q_examples_of, &example_row_shape);
}

status example_show(struct request *r)
{
	struct example e;

	TRY(q_example_by_id(r, r->caller.workspace, r->path_id[0], &e));
	return reply_large(r, &example_shape, &e);
}
