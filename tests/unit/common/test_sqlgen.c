#include "str.h"

#include "unit.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * What scripts/sqlgen makes of a file.  What it must refuse, and what
 * scripts/check-catalogue must, lies in tests/refused.
 */
static const char sample[] =
	"-- A comment before the first statement (of no meaning).\n"
	"\n"
	"-- thing_find(id uuid, name text) :one thing shared\n"
	"-- One thing.\n"
	"select t.\"end\", ':name' as said, \":id\" -- :neither :here\n"
	"  from thing t\n"
	" where t.id = :id::uuid and t.name=:name or t.id=:id and a[1::int] = 'it''s :id';\n"
	"\n"
	"-- thing_write(id uuid, name text, doc json, n int, yes bool, at moment,\n"
	"--     room maybe_int, title patch_text, rank patch_int) :run\n"
	"-- A long line of parameters, over two lines.\n"
	"update thing\n"
	"   set name = :name, doc = :doc, n = :n, yes = :yes, at = :at, room = :room,\n"
	"       title = case when :title_given then :title else title end,\n"
	"       rank = case when :rank_given then :rank else rank end\n"
	" where id = :id;\n"
	"-- things_of() :many thing\n"
	"-- All of them.\n"
	"select * from thing where path = 'c:\\dir';\n"
	"-- things_along(id uuid) :stream thing\n"
	"-- One after the other.\n"
	"select * from thing where id > :id;\n"
	"-- things_put(id uuid, names binary) :later thing\n"
	"-- Some of them.\n"
	"select thing_put(:id, :names);\n";

static char folder[] = "/tmp/obelus-sqlgen.XXXXXX";

static void write_file(const char *name, const char *text)
{
	char path[100];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "w");
	if (!f || fputs(text, f) < 0 || fclose(f))
		fail_msg("%s cannot be written", path);
}

/* A command's output; each `%` in it is the folder. */
static const char *run(const char *format)
{
	static char output[20000];
	char command[500];
	size_t used = 0;

	for (const char *at = format; *at && used + sizeof folder < sizeof command; at++)
		used += (size_t)snprintf(command + used, sizeof command - used,
		                         *at == '%' ? "%s" : "%.1s", *at == '%' ? folder : at);
	FILE *p = popen(command, "r");
	if (!p)
		fail_msg("%s cannot be run", command);
	output[fread(output, 1, sizeof output - 1, p)] = '\0';
	int how = pclose(p);
	if (how)
		fail_msg("%s: status %d: %s", command, WEXITSTATUS(how), output);
	return output;
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("not found: %s\nin: %s", part, text);
}

static void test_list(void **state)
{
	(void)state;
	const char *list = run("scripts/sqlgen -v mode=list %/queries.sql");

	assert_has(
		list,
		"thing_find\t2\tone\tselect t.\"end\", ':name' as said, \":id\" from thing t where"
		" t.id = $1::uuid and t.name=$2 or t.id=$1 and a[1::int] = 'it''s :id'\n");
	assert_has(list, "thing_write\t11\trun\tupdate thing set name = $2, doc = $3, n = $4, yes "
	                 "= $5, at = $6, room = $7,"
	                 " title = case when $8 then $9 else title end, rank = case when $10 then "
	                 "$11 else rank end"
	                 " where id = $1\n");
	assert_has(list, "things_of\t0\tmany\tselect * from thing where path = 'c:\\dir'\n");
	assert_has(list, "things_put\t2\tlater\tselect thing_put($1, $2)\n");
	assert_has(list, "things_along\t1\tstream\tselect * from thing where id > $1\n");
}

static void test_functions(void **state)
{
	(void)state;
	run("scripts/sqlgen -v handler=sample -v out=%/queries %/queries.sql 2>&1");
	const char *header = run("cat %/queries.h");

	assert_has(header, "#ifndef SAMPLE_QUERIES_H\n");
	assert_has(header, "#include \"sample.h\"\n#include \"db.h\"\n");
	assert_has(header, "static inline status q_thing_find(struct request *r, uuid id, str "
	                   "name, struct thing *out)\n");
	assert_has(header,
	           "&sample_statements[0], (const struct arg[]){\n\t\t{ KIND_UUID, .id = id },\n"
	           "\t\t{ KIND_TEXT, .text = name },\n\t}, &thing_shape, out);");
	assert_has(header, "str doc, int64_t n, bool yes, moment at, maybe_int room, patch_text "
	                   "title, patch_int rank,"
	                   " int64_t *changed)");
	assert_has(header,
	           "\t\t{ KIND_BOOL, .truth = title.is != PATCH_ABSENT },\n"
	           "\t\t{ KIND_TEXT, .text = title.is == PATCH_VALUE ? title.to : (str){ 0 } },\n");
	assert_has(header, "{ KIND_MAYBE_INT, .maybe = { rank.is == PATCH_VALUE, rank.to } }");
	assert_has(header, "q_things_of(struct request *r, struct list *out)");
	assert_has(header,
	           "status (*each)(struct request *r, const void *row, void *with), void *with)");
	assert_has(header, "q_things_put(struct request *r, uuid id, str names, struct db_later *later)\n"
	                   "{\n\treturn db_begin(r, &sample_statements[4], ");
	assert_has(header, "\t\t{ KIND_TEXT, .is_binary = true, .text = names },\n");
	assert_has(header, "q_things_put_end(struct request *r, struct db_later *later, struct thing *out)\n"
	                   "{\n\treturn db_end(r, later, &thing_shape, out);\n}\n");
	const char *table = run("cat %/queries.c");

	assert_has(table, "\t{ \"thing_find\",\n\t  \"select t.\\\"end\\\", ':name' as said, "
	                  "\\\":id\\\" \"\n");
	assert_has(table, "\t  2, STATEMENT_ONE, true },\n");
	assert_has(table, "path = 'c:\\\\dir'\",\n\t  0, STATEMENT_MANY, false },\n");
	assert_has(table, "\t  \"select thing_put($1, $2)\",\n\t  2, STATEMENT_ONE, false },\n");
	assert_has(table, "\t{ 0 },\n};\n");
}

static void test_it_compiles(void **state)
{
	(void)state;
	write_file("sample.h", "#include \"request.h\"\nstruct thing { int64_t n; };\nextern const "
	                       "struct shape thing_shape;\n");
	run("cc -std=c2x -Wall -Wextra -Wconversion -Wshadow -Werror -fsyntax-only -Icommon -I% "
	    "%/queries.c 2>&1");
}

/* A str where a uuid belongs, or a forgotten argument, is the compiler's to find. */
static void test_misuse_does_not_compile(void **state)
{
	(void)state;
	write_file("good.c", "#include \"queries.h\"\nstatus f(struct request *r, uuid id, str "
	                     "name, struct thing *t);\n"
	                     "status f(struct request *r, uuid id, str name, struct thing *t)\n"
	                     "{ return q_thing_find(r, id, name, t); }\n");
	write_file("swapped.c", "#include \"queries.h\"\nstatus f(struct request *r, uuid id, str "
	                        "name, struct thing *t)\n"
	                        "{ return q_thing_find(r, name, id, t); }\n");
	write_file("forgotten.c",
	           "#include \"queries.h\"\nstatus f(struct request *r, uuid id, struct thing *t)\n"
	           "{ return q_thing_find(r, id, t); }\n");
	run("cc -std=c2x -fsyntax-only -Icommon -I% %/good.c 2>&1");
	run("! cc -std=c2x -fsyntax-only -Icommon -I% %/swapped.c 2>&1");
	run("! cc -std=c2x -fsyntax-only -Icommon -I% %/forgotten.c 2>&1");
}

static void test_refusals(void **state)
{
	(void)state;
	run("tests/refused/run");
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_list),        cmocka_unit_test(test_functions),
		cmocka_unit_test(test_it_compiles), cmocka_unit_test(test_misuse_does_not_compile),
		cmocka_unit_test(test_refusals),
	};

	if (!mkdtemp(folder))
		return 1;
	write_file("queries.sql", sample);
	int failed = cmocka_run_group_tests_name("sqlgen", all, NULL, NULL);
	run("rm -r %");
	return failed;
}
