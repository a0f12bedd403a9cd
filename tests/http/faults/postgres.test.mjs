/* PostgreSQL ends and comes back.  Meanwhile 503, never a wrong answer; afterwards nobody has to restart anything. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { reconnect, sql } from '../lib/database.mjs';
import { handlers, until } from '../lib/instance.mjs';
import { logIn } from '../lib/people.mjs';
import { end, pidOf, start, workersOf } from '../lib/processes.mjs';
import { SpansChecker } from '../lib/spans_checker.mjs';
import { newWorld } from '../lib/world.mjs';

const API = '/api/annotations';
let world;
before(async () => (world = await newWorld()));

function isUnavailable(reply) {
	isProblem(reply, 503, 'unavailable', []);
	assert.ok(Number(reply.headers['retry-after']) > 0, 'Retry-After');
}

const works = (reply) => {
	assert.ok([200, 201, 503].includes(reply.status), reply.text);
	return reply.status < 300;
};

/** Until every worker of every handler has found its way back: as many answers in a row as would meet each. */
async function isBack() {
	for (const handler of handlers)
		await until(
			`${handler} to be well`,
			async () => {
				const replies = await Promise.all(
					Array.from({ length: 8 }, () => world.client.get(`/api/${handler}/health`)),
				);
				return replies.every((r) => r.status === 200);
			},
			20_000,
		);
}

test('GET /projects: 503 while PostgreSQL is away, and well again without a restart (ASVS 16.5.3, item 83)', async () => {
	const workers = handlers.map(workersOf);
	assert.equal((await world.client.get(`${API}/projects`)).status, 200);
	await end(pidOf('postgres'), 'SIGQUIT');
	reconnect();
	try {
		isUnavailable(await world.client.get(`${API}/projects`));
		isUnavailable(await world.client.get(`${API}/documents/${world.document.id}`));
		isUnavailable(await world.client.post(`${API}/projects`, { name: 'x' }));
		isUnavailable(await world.client.get(`${API}/projects/${world.project.id}/export`));
		isUnavailable(await world.client.get('/api/auth/session'));
		const { username, password } = world.owner;
		isUnavailable(await world.client.twin().post('/api/auth/sessions', { username, password }));
		for (const handler of handlers)
			await until(
				`${handler} to notice`,
				async () => (await world.client.get(`/api/${handler}/health`)).status === 503,
			);
		// What needs no database is answered as ever.
		isProblem(await world.client.get(`${API}/nothing`), 404, 'not-found');
		isProblem(
			await world.client.twin({ address: '127.9.9.9' }).send('DELETE', `${API}/projects`),
			405,
			'bad-method',
		);
	} finally {
		start('postgres');
	}
	await isBack();
	assert.equal((await world.client.get(`${API}/projects`)).status, 200);
	const { username, password } = world.owner;
	await logIn({ username, password });
	const [{ count }] = await sql`select count(*) from project where id = ${world.project.id}`;
	assert.equal(count, 1);
	assert.deepEqual(handlers.map(workersOf), workers, 'a worker has ended');
});

test('POST /documents/{id}/spans: PostgreSQL crashes while it writes: what was acknowledged is there', async (t) => {
	const checker = await SpansChecker.begin(world, 4000);
	for (let round = 0; round < 3; round++) {
		let going = true;
		const writers = Array.from({ length: 8 }, async () => {
			for (let i = 0; going && i < 120; i++) await checker.write(world.client);
		});
		const before = checker.count('ok');
		await until('some spans', () => checker.count('ok') > before + 40);
		await end(pidOf('postgres'), 'SIGQUIT');
		reconnect();
		going = false;
		await Promise.all(writers);
		start('postgres');
		await until('PostgreSQL', async () => works(await world.client.get(`${API}/projects`)), 20_000);
	}
	await isBack();
	t.diagnostic(
		`acknowledged ${checker.count('ok')}, unknown ${checker.count('unknown')}, refused ${checker.count('fail')}`,
	);
	const { spans, ...flaws } = await checker.verdict();
	assert.deepEqual(flaws, { lost: [], doubled: [], ghosts: [], renamed: [] });
	const [row] = await sql`select spans from document where id = ${checker.document}`;
	assert.equal(row.spans, spans.length);
	assert.ok(checker.count('unknown') > 0);
});

test('GET /projects: one connection that is lost for good is missed by nobody while there are others', async () => {
	await isBack();
	// As nobody is answered before, each of the two workers opens all seven connections that it may have for this.
	const many = [];
	await sql`begin`;
	await sql`lock table project in access exclusive mode`;
	await until('fourteen connections to wait', async () => {
		many.push(...Array.from({ length: 25 }, () => world.client.get(`${API}/projects`)));
		const [{ count }] = await sql`select count(*) from pg_locks
		                               where relation = 'project'::regclass and not granted`;
		return count >= 14;
	});
	await sql`commit`;
	for (const reply of await Promise.all(many)) works(reply);
	await sql`alter role obelus_annotations connection limit 0`;
	try {
		const [lost] = await sql`select pg_terminate_backend(pid, 5000) as gone
		                           from (select pid from pg_stat_activity
		                                  where usename = 'obelus_annotations' and application_name = 'annotations'
		                                  order by state_change desc limit 3) as latest`;
		assert.ok(lost);
		for (let i = 0; i < 60; i++) {
			const reply = await world.client.get(`${API}/projects`, { query: { limit: '1' } });
			assert.equal(reply.status, 200, `the ${i}. request: ${reply.text}`);
		}
	} finally {
		await sql`alter role obelus_annotations connection limit -1`;
	}
});
