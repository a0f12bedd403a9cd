#ifndef CONFIG_H
#define CONFIG_H

#include "str.h"

/*
 * The configuration is a table: name, kind, default, bounds, sentence.  A
 * value comes from the environment, or from the file that OBELUS_CONFIG names
 * (lines NAME=value, as systemd's EnvironmentFile), the environment first.
 * SETTINGS is the only list: parsing, `describe config` and the README's
 * table come from it.
 *
 * X(member, name, kind, default, min, max, about); kinds: TEXT (min and max
 * bound its length), INT, WORD (one of the default's; the first is it).
 */
/* clang-format off */
#define SETTINGS(X)                                                                                                \
	X(instance,       "OBELUS_INSTANCE",       TEXT, "dev",     1, 64,         "Id of this run, told by /health; scripts ask for it before they trust a port") \
	X(socket,         "OBELUS_SOCKET",         TEXT, "",        0, 100,        "Unix socket to listen on, unless systemd passes one")            \
	X(log,            "OBELUS_LOG",            TEXT, "",        0, 400,        "File that standard error was sent to, opened anew with each SIGHUP; there already") \
	X(origin,         "OBELUS_ORIGIN",         TEXT, "http://localhost:8080", 8, 200, "Scheme, host and port people see; links in mail start with it") \
	X(db,             "OBELUS_DB",             TEXT, "",        0, 1000,       "libpq connection string of this handler's own role")             \
	X(keys_db,        "OBELUS_KEYS_DB",        TEXT, "",        0, 1000,       "Connection string of the database of keys, of handlers that have any there") \
	X(redis,          "OBELUS_REDIS",          TEXT, "",        0, 100,        "Redis' Unix socket")                                             \
	X(redis_user,     "OBELUS_REDIS_USER",     TEXT, "",        0, 64,         "This handler's own ACL user")                                    \
	X(redis_password_file, "OBELUS_REDIS_PASSWORD_FILE", TEXT, "", 0, 400,     "File that holds its password")                                   \
	X(secret_file,    "OBELUS_SECRET_FILE",    TEXT, "",        0, 400,        "File of at least 32 bytes that signs cursors and seals private keys")                   \
	X(certificate_key_file, "OBELUS_CERTIFICATE_KEY_FILE", TEXT, "", 0, 400,   "File of at least 32 random bytes, of which the key of certificates is made") \
	X(ledger,         "OBELUS_LEDGER",         TEXT, "",        0, 400,        "File outside the database's backups that names what is erased; without it nothing is") \
	X(erasure_seconds, "OBELUS_ERASURE_SECONDS", INT, "259200", 1, 2592000,    "For how long an erasure that was asked for can be taken back")  \
	X(backup_days,    "OBELUS_BACKUP_DAYS",    INT,  "0",       0, 3650,       "For how many days copies of the database are kept, as certificates of erasures then say; 0: they say nothing of it") \
	X(smtp,           "OBELUS_SMTP",           TEXT, "smtp://127.0.0.1:25", 7, 200, "Where mail is handed over (libcurl URL: smtp:// or smtps://)") \
	X(mail_from,      "OBELUS_MAIL_FROM",      TEXT, "obelus@localhost", 3, 200, "Sender of our mail")                                            \
	X(mode,           "OBELUS_MODE",           WORD, "saas/demo/onprem", 4, 6, "What kind of installation this is: the privacy policy that it shows") \
	X(controller,     "OBELUS_CONTROLLER",     TEXT, "the operator of this installation", 1, 200, "Who runs it, as the privacy policy calls them") \
	X(privacy_contact, "OBELUS_PRIVACY_CONTACT", TEXT, "privacy@localhost", 3, 200, "E-mail address for questions about privacy and for reports of flaws") \
	X(workers,        "OBELUS_WORKERS",        INT,  "0",       0, 256,        "Worker processes; 0: one a core")                                \
	X(fibres,         "OBELUS_FIBRES",         INT,  "256",     4, 4096,       "Requests that one worker has in hand at once")                   \
	X(db_connections, "OBELUS_DB_CONNECTIONS", INT,  "8",       3, 64,         "PostgreSQL connections of one worker, the shared ones included") \
	X(db_lanes,       "OBELUS_DB_LANES",       INT,  "1",       1, 8,          "Of these, shared by reads of one row by key")                    \
	X(arena_bytes,    "OBELUS_ARENA_BYTES",    INT,  "16777216", 65536, 1073741824, "Memory one request may use")                                \
	X(body_bytes,     "OBELUS_BODY_BYTES",     INT,  "1048576", 1024, 67108864, "Largest JSON body")                                             \
	X(text_bytes,     "OBELUS_TEXT_BYTES",     INT,  "4194304", 1024, 67108864, "Largest text of one document")                                  \
	X(request_ms,     "OBELUS_REQUEST_MS",     INT,  "15000",   100, 600000,   "From a request's first byte to its answer")                      \
	X(read_ms,        "OBELUS_READ_MS",        INT,  "5000",    50, 600000,    "To read one whole request from nginx")                           \
	X(stall_ms,       "OBELUS_STALL_MS",       INT,  "30000",   100, 600000,   "A streaming route ends after this long without progress")        \
	X(statement_ms,   "OBELUS_STATEMENT_MS",   INT,  "10000",   50, 600000,    "One SQL statement")                                              \
	X(redis_ms,       "OBELUS_REDIS_MS",       INT,  "100",     5, 10000,      "One trip to Redis")                                              \
	X(drain_ms,       "OBELUS_DRAIN_MS",       INT,  "15000",   100, 600000,   "A worker told to end: what it has begun may take so long; replaced by a new one, its kept connections") \
	X(stream_drain_ms, "OBELUS_STREAM_DRAIN_MS", INT, "600000", 100, 3600000,  "A worker that is replaced may go on so long with downloads that it has begun") \
	X(turn_ms,        "OBELUS_TURN_MS",        INT,  "10",      1, 10000,      "A turn of the loop longer than this is logged with its route")   \
	X(limit_percent,  "OBELUS_LIMIT_PERCENT",  INT,  "100",     1, 100000000,  "All rate limits, in hundredths of what common/limit.h says")
/* clang-format on */

#define SETTING_TYPE_TEXT str
#define SETTING_TYPE_INT int64_t
#define SETTING_TYPE_WORD str
#define SETTING_MEMBER(member, name, kind, def, min, max, about) SETTING_TYPE_##kind member;
struct config {
	SETTINGS(SETTING_MEMBER)
};
#undef SETTING_MEMBER

/* The process's configuration, read once at start. */
extern struct config config;

/*
 * Read it.  On a flaw: one sentence on standard error that names the setting,
 * its value's flaw and where it came from, and the process ends with 2.
 * An OBELUS_ name that is not in the table is such a flaw.
 */
void config_read(void);

/*
 * The same from an environment and the text of a file, which is changed and
 * must stay; `path` is what sentences call it.  Returns the flaw, in a buffer
 * that the next call uses again, or NULL; with a flaw `config` is unchanged.
 */
const char *config_load(char *const *environment, char *file, size_t len, const char *path);

/* The table as Markdown rows, for the README and `describe config`. */
void config_describe(void);

#endif
