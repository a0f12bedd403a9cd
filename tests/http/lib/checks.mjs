/* Assertions that many tests make of a reply. */
import assert from 'node:assert/strict';

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;
export const NOBODY = '0191c2f0-0000-7000-8000-000000000000'; // an id that nothing has

/** The reply is the problem `slug`, and its errors name exactly these pointers, in whatever order. */
export function isProblem(reply, status, slug, pointers) {
	assert.equal(reply.status, status, reply.text);
	assert.match(reply.headers['content-type'], /^application\/problem\+json/);
	const problem = reply.json;
	assert.equal(problem.status, status);
	assert.match(problem.type, new RegExp(`/problems/${slug}$`));
	assert.ok(problem.title.length > 0);
	if (pointers)
		assert.deepEqual(
			(problem.errors ?? []).map((e) => e.pointer).sort(),
			[...pointers].sort(),
			reply.text,
		);
	return problem;
}

/** The pointers that a problem names; none of a reply that is none. */
export const pointersOf = (reply) =>
	reply.status < 400 ? [] : (reply.json.errors ?? []).map((e) => e.pointer);

/** A reply without what must differ between two requests: for comparing byte by byte. */
export function withoutIds(reply) {
	const clean = (text) =>
		text.replaceAll(reply.id, '<request>').replace(/"instance":"[^"]*"/g, '"instance":"<instance>"');
	const headers = reply.raw.map((value, i) => {
		const name = i % 2 ? reply.raw[i - 1].toLowerCase() : '';
		return name === 'date' ? '<date>' : clean(value);
	});
	return { status: reply.status, headers, body: clean(reply.text) };
}
