#include "activity.h"
#include "need.h"

#include "unit.h"

#include <stdlib.h>

/* Closed lists that C and SQL both have, compared by what the committed schema says. */

static char *schema;

static void read_schema(void)
{
	FILE *f = fopen("sql/schema.sql", "r");
	enum { ROOM = 1 << 20 };

	schema = calloc(1, ROOM);
	if (!f || !schema || fread(schema, 1, ROOM - 1, f) == 0) {
		fprintf(stderr,
		        "sql/schema.sql cannot be read; run me from the top of the source\n");
		exit(1);
	}
	fclose(f);
}

/* The line of the constraint. */
static str constraint(const char *name)
{
	char head[100];

	snprintf(head, sizeof head, "CONSTRAINT %s CHECK", name);
	const char *at = strstr(schema, head);
	if (!at)
		fail_msg("no constraint %s", name);
	return (str){ at, strcspn(at, "\n") };
}

static int count_words(str line)
{
	int quotes = 0;

	for (size_t i = 0; i < line.len; i++)
		quotes += line.ptr[i] == '\'';
	return quotes / 2;
}

static void assert_listed(str line, const char *word)
{
	char quoted[100];

	snprintf(quoted, sizeof quoted, "'%s'", word);
	if (!memmem(line.ptr, line.len, quoted, strlen(quoted)))
		fail_msg("%s is not in: %.*s", quoted, STR_ARGS(line));
}

static void test_verbs(void **state)
{
	(void)state;
	str line = constraint("activity_verb_is_known");

	for (int a = ACTIVITY_NONE + 1; a < ACTIVITY_COUNT; a++)
		assert_listed(line, activity_verb((enum activity)a));
	assert_int_equal(count_words(line), ACTIVITY_COUNT - 1);
}

static void test_roles(void **state)
{
	(void)state;
	str line = constraint("member_role_is_known");

	for (int r = ROLE_NONE + 1; r < ROLE_COUNT; r++)
		assert_listed(line, role_word((enum role)r));
	assert_int_equal(count_words(line), ROLE_COUNT - 1);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_verbs),
		cmocka_unit_test(test_roles),
	};

	read_schema();
	int failed = cmocka_run_group_tests_name("schema", all, NULL, NULL);
	free(schema);
	return failed;
}
