#include "service.h"

#include <stdio.h>
#include <unistd.h>

#include "config.h"
#include "describe.h"
#include "health.h"
#include "log.h"
#include "supervise.h"
#include "worker.h"

enum { ROUTES_MOST = 128 };

/* The service with the routes that every service has. */
static const char *complete(const struct service *s, struct service *whole)
{
	static struct route routes[ROUTES_MOST];

	if (s->route_count >= ROUTES_MOST)
		return "has too many routes";
	if (s->route_count)
		memcpy(routes, s->routes, s->route_count * sizeof *routes);
	routes[s->route_count] = health_route;
	*whole = *s;
	whole->routes = routes;
	whole->route_count = s->route_count + 1;
	health_of(s->name);
	return routes_flaw(whole->routes, whole->route_count);
}

static int usage(const char *name)
{
	fprintf(stderr,
	        "%s serve    answer requests\n"
	        "%s work     run jobs\n"
	        "%s describe routes|openapi|types|problems|config\n",
	        name, name, name);
	return 2;
}

static void open_log(const struct service *s)
{
	static char instance[65];

	snprintf(instance, sizeof instance, "%.*s", STR_ARGS(config.instance));
	log_open(s->name, instance);
}

/*
 * Linux shares the processor among sessions first, and by niceness only within
 * one (sched(7), autogroup): to other handlers our helpers are not nice at all.
 * Of niceness 14 is a session with a twentieth of the usual share: with half of
 * it, reads at full load were slower by a third while passwords were hashed.
 */
static void yield(void)
{
	FILE *f = getsid(0) == getpid() ? fopen("/proc/self/autogroup", "we") : NULL;

	if (f) {
		fputs("14", f);
		fclose(f);
	}
}

int service_main(const struct service *s, int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";
	bool is_worker = argc == 3 && !strcmp(word, "worker");
	struct service whole;
	const char *flaw = complete(s, &whole);

	if (flaw) {
		fprintf(stderr, "%s: %s\n", s->name, flaw);
		return 1;
	}
	if (argc == 3 && !strcmp(word, "describe"))
		return describe(&whole, argv[2]);
	if (!is_worker && (argc != 2 || (strcmp(word, "serve") && strcmp(word, "work"))))
		return usage(s->name);
	config_read();
	open_log(s);
	if (s->yields && !is_worker)
		yield();
	return is_worker ? worker_main(&whole, argv[2]) : supervise(s->name, word);
}
