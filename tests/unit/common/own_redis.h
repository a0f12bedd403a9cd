#ifndef OWN_REDIS_H
#define OWN_REDIS_H

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "str.h"

/* A real Redis of the test's own, on a Unix socket in a folder of its own. */
static struct {
	char folder[40], socket[60], rules[60];
	pid_t pid;
} own_redis;

/* Does it answer?  Asked without our own library, which is what is tested. */
static inline bool own_redis_answers(void)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct timeval patience = { .tv_sec = 2 };
	char said[8] = "";
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	strncpy(at.sun_path, own_redis.socket, sizeof at.sun_path - 1);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	bool answers = connect(fd, (struct sockaddr *)&at, sizeof at) == 0 &&
	               write(fd, "PING\r\n", 6) == 6 && read(fd, said, 7) > 0;
	close(fd);
	return answers;
}

static inline void own_redis_run(void)
{
	own_redis.pid = fork();
	if (own_redis.pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* also when the test dies */
		execlp("redis-server", "redis-server", "--port", "0", "--unixsocket",
		       own_redis.socket, "--save", "", "--appendonly", "no", "--logfile",
		       "/dev/null", "--dir", own_redis.folder, "--aclfile", own_redis.rules,
		       (char *)NULL);
		_exit(127);
	}
	for (int i = 0; i < 5000 && !own_redis_answers(); i++)
		poll(NULL, 0, 2);
}

/* `rules` is the text of an ACL file; "" leaves everyone in. */
static inline void own_redis_start(const char *rules)
{
	snprintf(own_redis.folder, sizeof own_redis.folder, "/tmp/obelus-redis-XXXXXX");
	if (!mkdtemp(own_redis.folder))
		abort();
	snprintf(own_redis.socket, sizeof own_redis.socket, "%s/sock", own_redis.folder);
	snprintf(own_redis.rules, sizeof own_redis.rules, "%s/users.acl", own_redis.folder);
	FILE *f = fopen(own_redis.rules, "w");
	fprintf(f, "%s", rules);
	fclose(f);
	own_redis_run();
}

static inline void own_redis_end(void)
{
	kill(own_redis.pid, SIGKILL);
	waitpid(own_redis.pid, NULL, 0);
	unlink(own_redis.socket);
}

static inline void own_redis_stop(void)
{
	own_redis_end();
	unlink(own_redis.rules);
	rmdir(own_redis.folder);
}

#endif
