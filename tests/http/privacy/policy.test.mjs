/* The privacy policy as it is served: to anyone, for the installation's mode, word for word as it was published. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { isProblem, MOMENT } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { Peer, request } from '../lib/fcgi.mjs';
import { root } from '../lib/instance.mjs';
import { OwnService, settings } from '../lib/own_service.mjs';
import { AFTER, hashOf, mode, NEXT, POLICY, publish, SHIPPED, takeEffect, unpublish } from '../lib/policy.mjs';

const client = new Client();
const policy = async (number) => (await client.get(POLICY, { query: { number } })).json;
const log = async () => (await client.get(`${POLICY}/changes`)).json;

/** The sentences of a file, read without the program. */
const shipped = (name) => {
	let heading = '';
	return readFileSync(join(root, 'sql/policy', `${name}.txt`), 'utf8').split('\n').flatMap((line) => {
		if (line.startsWith('## ')) heading = line.slice(3);
		const found = /^\[([^\]]+)\] (.+)$/.exec(line);
		return found ? [{ heading, clauses: found[1], sentence: found[2] }] : [];
	});
};
/** What the log says of those that this release has, the newest first. */
const shippedLog = (isInForce) => Array.from({ length: SHIPPED }, (_, i) => [SHIPPED - i, i === 0 && isInForce]);
const bare = (sentences) => sentences.map(({ heading, clauses, sentence }) => ({ heading, clauses, sentence }));

before(unpublish);
after(unpublish);

test('GET /policy: the text in force, word for word as it is shipped, with the hash of it (CG-1)', async () => {
	const now = await policy();
	assert.deepEqual([now.mode, now.number, now.language, now.in_force, now.supersedes], [mode, SHIPPED, 'en', true, SHIPPED - 1 || null]);
	assert.deepEqual(bare(now.sentences), shipped(`${mode}-${SHIPPED}`));
	assert.deepEqual(now.sentences.map((s) => s.ordinal), now.sentences.map((_, i) => i + 1));
	assert.equal(now.sha256, hashOf(now.sentences));
	assert.match(now.published_at, MOMENT);
	assert.equal(now.effective_from, now.published_at, 'what an installation gets first is in force at once');
});

test('GET /policy: for strangers, with and without a session that is none', async () => {
	const replies = [await client.get(POLICY), await client.get(POLICY, { headers: { cookie: `__Host-obelus=${'x'.repeat(43)}` } })];
	for (const reply of replies) {
		assert.equal(reply.status, 200, reply.text);
		assert.equal(reply.headers['set-cookie'], undefined);
	}
});

test('GET /policy: a number that is none', async () => {
	isProblem(await client.get(POLICY, { query: { number: NEXT } }), 404, 'not-found', []);
	isProblem(await client.get(POLICY, { query: { number: 0 } }), 422, 'invalid', ['#/number']);
	isProblem(await client.get(POLICY, { query: { number: 'one' } }), 422, 'invalid', ['#/number']);
});

/* An installation of each mode, said by its settings. */
for (const [of, first] of [
	['saas', /^This policy is about this website and the service at its address, which \{controller\} runs/],
	['demo', /^This is a demonstration, which \{controller\} runs/],
	['onprem', /^This policy is about an installation of its own, which \{controller\} runs for its own people/],
])
	test(`GET /policy: an installation of mode ${of} shows its own text, and who runs it (SC-1, SC-2, SC-3, SC-5)`, async () => {
		const said = { OBELUS_MODE: of, OBELUS_CONTROLLER: 'Example & Söhne', OBELUS_PRIVACY_CONTACT: 'data@example.net' };
		const service = await new OwnService('privacy', 'serve', said).ready();
		const peer = new Peer(service.socket);
		try {
			const reply = await peer.send(request('GET', POLICY)).reply();
			const shown = JSON.parse(reply.body);
			assert.deepEqual([shown.mode, shown.controller, shown.contact], [of, 'Example & Söhne', 'data@example.net']);
			assert.deepEqual(bare(shown.sentences), shipped(`${of}-${SHIPPED}`));
			assert.match(shown.sentences[0].sentence, first);
			assert.ok(shown.sentences.some((s) => s.clauses === 'SC-5' && s.sentence.includes('Write to {contact} with any question')));
			const names = shown.sentences.flatMap((s) => s.sentence.match(/\{\w*\}/g) ?? []);
			assert.deepEqual([...new Set(names)].sort(), ['{contact}', '{controller}']);
		} finally {
			peer.close();
			await service.stop();
		}
	});

test('GET /policy: who is responsible, whom to ask, where to complain, and from whom the text is (CG-6, LI-1, SC-5)', async () => {
	const { sentences, controller, contact } = await policy();
	const own = settings('privacy');
	assert.deepEqual([controller, contact], [own.OBELUS_CONTROLLER, own.OBELUS_PRIVACY_CONTACT]);
	const of = (id) => sentences.filter((s) => s.clauses.split(' ').includes(id)).map((s) => s.sentence).join(' ');
	assert.match(of('CG-6'), /complain to the data protection authority/);
	for (const link of ['https://automattic.com/privacy/', 'https://github.com/Automattic/legalmattic', 'https://creativecommons.org/licenses/by-sa/4.0/'])
		assert.ok(of('LI-1').includes(link), link);
	assert.match(of('LI-1'), /adapted .* Automattic's .* licensed under CC BY-SA 4\.0/);
});

test('GET /policy/changes: the newest first, and whose they are (CG-2)', async () => {
	const { mode: of, versions, changes } = await log();
	assert.equal(of, mode);
	assert.deepEqual(versions.map((v) => [v.number, v.in_force]), shippedLog(true));
	const days = changes.map((c) => c.changed_on);
	assert.deepEqual(days, [...days].sort().reverse());
	const origins = changes.filter((c) => c.version === 1).map((c) => `${c.changed_on.slice(0, 10)} ${c.origin}`);
	assert.deepEqual(origins.slice(0, 3), ['2026-11-29 ours', '2018-04-26 lighttag', '2018-01-03 automattic']);
	assert.ok(origins.includes('2015-02-18 automattic'));
	assert.deepEqual([...new Set(changes.map((c) => c.version))], shippedLog(true).map(([number]) => number));
});

test('GET /policy: another version is in force from its day on, and what was stays as it was (CG-1, CG-2)', async () => {
	const before = await policy();
	const sentences = [...before.sentences.slice(0, 2), { heading: 'News', clauses: 'SC-5', sentence: 'A word more.' }];
	publish({ number: NEXT, sentences, changes: ['A word more.'] });
	assert.deepEqual(await policy(), before, 'it is announced only');
	const announced = await policy(NEXT);
	assert.deepEqual([announced.in_force, announced.supersedes], [false, SHIPPED]);
	assert.deepEqual(bare(announced.sentences), bare(sentences));
	const days = (new Date(announced.effective_from) - new Date(announced.published_at)) / 86_400_000;
	assert.ok(days >= 30, `${days} days`);
	assert.deepEqual((await log()).versions.map((v) => [v.number, v.in_force]), [[NEXT, false], ...shippedLog(true)]);
	takeEffect(NEXT);
	assert.equal((await policy()).number, NEXT);
	assert.deepEqual((await log()).versions.map((v) => [v.number, v.in_force]), [[NEXT, true], ...shippedLog(false)]);
	assert.deepEqual(await policy(SHIPPED), { ...before, in_force: false });
	assert.equal((await log()).changes[0].summary, 'A word more.');
	unpublish();
});

test('what breaks a rule of publishing is refused, whoever publishes (CG-1, CG-2)', async () => {
	const { sentences } = await policy();
	const one = { number: NEXT, sentences, changes: ['More.'] };
	for (const [flaw, how] of [
		[/has no entry in the change log/, { changes: [] }],
		[/has no sentence/, { sentences: [] }],
		[/is not the text that its hash is of/, { sha256: '0'.repeat(64) }],
		[/thirty days from now at the earliest/, { days: 29 }],
		[/policy_version_follows_another|policy_version_supersedes/, { number: AFTER }],
	])
		assert.throws(() => publish({ ...one, ...how }), (error) => flaw.test(error.stderr), String(flaw));
	assert.deepEqual((await log()).versions.map((v) => v.number), shippedLog(true).map(([number]) => number));
	publish({ ...one, days: 60 });
	assert.throws(() => publish({ ...one, number: AFTER, days: 59 }), ({ stderr }) => /takes effect no earlier than the one before it/.test(stderr));
	unpublish();
});

test('a text that was published and edited since is refused, and named (CG-1)', () => {
	const { PATH } = process.env;
	const env = { PATH, PGHOST: process.env.PGHOST, PGPORT: process.env.PGPORT, PGUSER: process.env.PGUSER, PGDATABASE: 'obelus' };
	const published = execFileSync(join(root, 'scripts/policy'), ['publish'], { encoding: 'utf8' });
	const run = (text) => execFileSync('psql', ['-Xq', '-v', 'ON_ERROR_STOP=1'], { env, input: text, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
	assert.equal(run(published).trim(), '', 'what is there already is left alone');
	const edited = published.replaceAll('We do not sell personal data', 'We hardly sell personal data');
	assert.throws(() => run(edited), (error) => /sql\/policy\/demo-\d\.txt was shipped and has been edited since/.test(error.stderr));
	const renamed = published.replaceAll('Advertisements of others may use cookies', 'Something');
	assert.throws(() => run(renamed), (error) => /-1\.txt was shipped and has been edited since/.test(error.stderr));
});
