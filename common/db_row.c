#include "db_inside.h"

#include "log.h"

static int find_column(const PGresult *result, const char *name)
{
	for (int i = 0; i < PQnfields(result); i++)
		if (!strcmp(PQfname(result, i), name))
			return i;
	return -1;
}

status db_columns(struct request *r, const struct statement *q, const struct shape *s,
                  const PGresult *result, struct db_columns *out)
{
	out->shape = s;
	out->count = shape_fields(s);
	out->at = NEWS(r->arena, int, out->count);
	out->cells = NEWS(r->arena, str, out->count);
	for (size_t i = 0; i < out->count; i++) {
		out->at[i] = find_column(result, s->fields[i].name);
		if (out->at[i] < 0) {
			log_event(LOG_ERROR, "db.no_column", "statement", q->name, "column",
			          s->fields[i].name, NULL);
			return BROKEN;
		}
	}
	return OK;
}

status db_row(struct request *r, const PGresult *result, int row, const struct db_columns *columns,
              void *out)
{
	for (size_t i = 0; i < columns->count; i++) {
		int at = columns->at[i];
		str cell = { PQgetvalue(result, row, at), (size_t)PQgetlength(result, row, at) };

		columns->cells[i] = PQgetisnull(result, row, at) ? (str){ 0 } : cell;
	}
	return shape_read_row(r->arena, columns->shape, columns->cells, out);
}
