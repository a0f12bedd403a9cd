#include "supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { SYSTEMD_FD = 3, BACKLOG = 4096, NOT_FOR_OTHERS = 0117 };

/* sd_listen_fds(3) in a few lines. */
static int from_systemd(void)
{
	int64_t pid = 0, count = 0;
	bool is_ours = str_int(str_of(getenv("LISTEN_PID")), &pid) && pid == getpid() &&
	               str_int(str_of(getenv("LISTEN_FDS")), &count) && count == 1;

	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	if (!is_ours)
		return -1;
	fcntl(SYSTEMD_FD, F_SETFD, FD_CLOEXEC);
	fcntl(SYSTEMD_FD, F_SETFL, O_NONBLOCK);
	return SYSTEMD_FD;
}

/* Does someone answer there?  A name that a dead process left is removed. */
static bool is_taken(const struct sockaddr_un *at)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool answers = fd >= 0 && (!connect(fd, (const struct sockaddr *)at, sizeof *at) || errno == EAGAIN);
	struct stat st;

	if (fd >= 0)
		close(fd);
	if (!answers && !lstat(at->sun_path, &st) && S_ISSOCK(st.st_mode))
		unlink(at->sun_path);
	return answers;
}

static int at_path(const struct sockaddr_un *at)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t before = umask(NOT_FOR_OTHERS);
	bool listens = fd >= 0 && !bind(fd, (const struct sockaddr *)at, sizeof *at) && !listen(fd, BACKLOG);

	umask(before);
	if (listens)
		return fd;
	fprintf(stderr, "Cannot listen at %s (OBELUS_SOCKET): %s.\n", at->sun_path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

int supervise_listen(str path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = from_systemd();

	if (fd >= 0)
		return fd;
	if (!path.len || path.len >= sizeof at.sun_path) {
		fprintf(stderr, "OBELUS_SOCKET must name a Unix socket of at most %zu bytes.\n", sizeof at.sun_path - 1);
		return -1;
	}
	memcpy(at.sun_path, path.ptr, path.len);
	if (is_taken(&at)) {
		fprintf(stderr, "Another process listens at %s (OBELUS_SOCKET).\n", at.sun_path);
		return -1;
	}
	return at_path(&at);
}
