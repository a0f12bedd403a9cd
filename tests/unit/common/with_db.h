#ifndef WITH_DB_H
#define WITH_DB_H

#include <libpq-fe.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "config.h"

/*
 * A database of the program's own, with the schema as committed, dropped at
 * the end.  OBELUS_TEST_DB is the connection string of a superuser; without
 * it the program begins again beside a server of its own.  Whoever connects
 * to the database acts as `role`, as a handler does.
 */
static char with_db_info[1000];
static PGconn *with_db_admin;

extern char **environ;

static inline void with_db_fail(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(1);
}

/* SQL as the superuser; the first value of its answer, or "", until the next question of this
 * thread. */
static inline const char *with_db_ask(const char *sql)
{
	static _Thread_local char answer[200];
	static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&one_at_a_time);
	PGresult *result = PQexec(with_db_admin, sql);
	pthread_mutex_unlock(&one_at_a_time);
	ExecStatusType is = PQresultStatus(result);

	if (is != PGRES_COMMAND_OK && is != PGRES_TUPLES_OK)
		with_db_fail(sql, PQerrorMessage(with_db_admin));
	snprintf(answer, sizeof answer, "%s", PQntuples(result) ? PQgetvalue(result, 0, 0) : "");
	PQclear(result);
	return answer;
}

static inline void with_db_load(const char *file)
{
	char path[200];
	const char *argv[] = { "psql", "-Xq",       "-v", "ON_ERROR_STOP=1",
		               "-o",   "/dev/null", "-d", with_db_info,
		               "-f",   path,        NULL };
	pid_t pid;
	int how;

	snprintf(path, sizeof path, "%s", file);
	if (posix_spawnp(&pid, "psql", NULL, NULL, (char *const *)argv, environ) ||
	    waitpid(pid, &how, 0) != pid || how)
		with_db_fail(file, "psql could not load it; run me from the top of the source");
}

static inline PGconn *with_db_connect(const char *info)
{
	PGconn *conn = PQconnectdb(info);

	if (PQstatus(conn) != CONNECTION_OK)
		with_db_fail("OBELUS_TEST_DB", PQerrorMessage(conn));
	return conn;
}

/* SQL from another database: of what cannot be done to one's own. */
static inline void with_db_elsewhere(const char *format)
{
	PGconn *conn = with_db_connect(getenv("OBELUS_TEST_DB"));
	char name[64];

	snprintf(name, sizeof name, "obelus_unit_%d", getpid());
	const char *const values[] = { format, name };
	PGresult *sql = PQexecParams(conn, "select format($1::text, $2::text)", 2, NULL, values,
	                             NULL, NULL, 0);
	PGresult *done = PQexec(conn, PQgetvalue(sql, 0, 0));
	if (PQresultStatus(done) != PGRES_COMMAND_OK)
		fprintf(stderr, "%s: %s\n", format, PQerrorMessage(conn));
	PQclear(done);
	PQclear(sql);
	PQfinish(conn);
}

static inline void with_db_end(void)
{
	PQfinish(with_db_admin);
	with_db_elsewhere("drop database if exists %I with (force)");
}

static inline void with_db_again(void)
{
	char self[500];
	ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);

	self[len < 0 ? 0 : len] = '\0';
	execl("scripts/with-postgres", "scripts/with-postgres", self, (char *)NULL);
	with_db_fail("scripts/with-postgres",
	             "cannot be run; run me from the top of the source, or set "
	             "OBELUS_TEST_DB to the connection string of a PostgreSQL superuser");
}

static inline void with_db_begin(const char *role)
{
	const char *given = getenv("OBELUS_TEST_DB");
	char sql[300];

	if (!given || !*given)
		with_db_again();
	with_db_elsewhere("create database %I template template0 encoding 'UTF8' locale 'C.UTF-8'");
	atexit(with_db_end);
	setenv("PGOPTIONS", "-c client_min_messages=warning", 1);
	snprintf(with_db_info, sizeof with_db_info, "%s dbname=obelus_unit_%d", given, getpid());
	with_db_load("sql/roles.sql");
	with_db_load("sql/schema.sql");
	with_db_admin = with_db_connect(with_db_info);
	snprintf(sql, sizeof sql,
	         "alter role current_user in database obelus_unit_%d set role = %s", getpid(),
	         role);
	with_db_ask(sql);
	config.db = str_of(with_db_info);
}

#endif
