#ifndef LABELLING_H
#define LABELLING_H

/* Schemas and jobs of labelling: a part of annotations.h. */
#include "service.h"

/* A tag of spans or a class of whole texts. */
struct schema_label {
	uuid id;
	str kind, name, description, colour, key;
};
struct schema_label_new {
	uuid id; /* absent: a new one */
	str kind, name, description, colour, key;
};
extern const struct shape schema_label_shape, schema_label_new_shape;

/* What a job asks for; each change is a version, and submissions name theirs. */
struct label_schema {
	uuid id, project;
	str name, description, overlap, classes;
	int64_t version;
	moment created_at;
	struct list labels; /* of struct schema_label */
};
struct label_schema_row {
	uuid id, project;
	str name, description, overlap, classes;
	int64_t version;
	moment created_at;
};
extern const struct shape label_schema_shape, label_schema_row_shape;

struct label_schema_content {
	str name, description, overlap, classes;
	struct list labels; /* of struct schema_label_new */
};
extern const struct shape label_schema_content_shape;

struct schema_version {
	uuid id;
	int64_t version;
	str overlap, classes;
	struct list labels; /* of struct schema_label */
	uuid created_by;
	moment created_at;
};
extern const struct shape schema_version_shape;

status schema_list(struct request *r);
status schema_create(struct request *r);
status schema_show(struct request *r);
status schema_update(struct request *r);
status schema_versions(struct request *r);

#endif
