#include "gate.h"

#include <string.h>

void gate_open(struct gate *g, int places)
{
	*g = (struct gate){ .places = places };
	lock_init(&g->lock);
}

static bool holds_as_many(const struct gate *g, const uuid *who)
{
	int most = g->places / 2 > 1 ? g->places / 2 : 1, held = 0;

	for (const struct gate_pass *p = g->inside; p; p = p->next)
		held += uuid_given(who) && !strcmp(p->who.text, who->text);
	return held >= most;
}

static bool may_enter(const struct gate *g, const uuid *who)
{
	return g->taken < g->places && !holds_as_many(g, who);
}

static void take_out(struct gate_pass **list, const struct gate_pass *pass)
{
	while (*list != pass)
		list = &(*list)->next;
	*list = pass->next;
}

static void let_in(struct gate *g, struct gate_pass *pass)
{
	pass->is_in = true;
	pass->next = g->inside;
	g->inside = pass;
	g->taken++;
}

static void join_line(struct gate *g, struct gate_pass *pass)
{
	struct gate_pass **end = &g->line;

	while (*end)
		end = &(*end)->next;
	pass->next = NULL;
	*end = pass;
}

bool gate_enter(struct gate *g, struct gate_pass *pass, const uuid *who, int64_t deadline_ms,
                bool *as_many)
{
	*pass = (struct gate_pass){ .who = *who, .task = task_self() };
	lock_hold(&g->lock);
	if (may_enter(g, who)) {
		let_in(g, pass);
	} else {
		join_line(g, pass);
		while (!pass->is_in && task_park(deadline_ms))
			; /* woken for nothing: again */
		if (!pass->is_in)
			take_out(&g->line, pass);
	}
	*as_many = !pass->is_in && holds_as_many(g, who);
	lock_release(&g->lock);
	return pass->is_in;
}

/* Who has as many as one may lets those behind pass. */
void gate_leave(struct gate *g, struct gate_pass *pass)
{
	lock_hold(&g->lock);
	take_out(&g->inside, pass);
	g->taken--;
	for (struct gate_pass *p = g->line, *next; p; p = next) {
		next = p->next;
		if (!may_enter(g, &p->who))
			continue;
		take_out(&g->line, p);
		let_in(g, p);
		task_wake(p->task);
	}
	lock_release(&g->lock);
}
