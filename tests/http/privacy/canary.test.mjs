/*
 * After an erasure and a purge no string of the person is anywhere.  Someone
 * leaves a string of their own in every member of the API that takes one, and
 * wherever else one can be sent; it is looked for before, after, and in what a
 * backup of before becomes when it is restored.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Canaries, endsOfLogs, fieldsOf, sinksOf } from '../lib/canary.mjs';
import { elsewhere, Life, refused, request, strangers } from '../lib/canary_life.mjs';
import { Client } from '../lib/client.mjs';
import { until } from '../lib/instance.mjs';
import { OwnInstance } from '../lib/own_instance.mjs';

const own = new OwnInstance({ LIMIT_PERCENT: '10000', LOG_DAYS: '0' });
const canaries = new Canaries();
let life;
let openapi;

before(async () => {
	own.dev('run');
	openapi = (await new Client({ at: own.origin }).get('/api/openapi.json')).json;
	life = new Life(own, canaries, openapi);
});
after(() => {
	own.remove();
	canaries.remove();
});

/*
 * Members that take no word at all: there each is refused, and stored nowhere.
 * All others are sent one that is taken, too.
 */
const TAKES_NONE = [
	[/ #.*\/(colour|key)$/, 'a colour, or one letter'],
	[/ #\/token$/, 'a code of ours'],
	[/ \?(after|digest)$/, 'made of what we told'],
	[/ if-(none-)?match:$/, 'a version'],
	[/_sha256$/, 'of a text of ours'],
	[/^POST \/api\/privacy\/unsubscriptions\/\{id\}(\/form)? #$/, 'the one line that mail programs send'],
];

/** A copy of the data of the person, and of their downloads: it is there when it is looked for. */
async function personalCopy({ client }) {
	assert.equal((await client.post('/api/privacy/exports')).status, 201);
	const ready = () => client.get('/api/privacy/exports').then((reply) => reply.json.items.find((one) => one.state === 'available'));
	const { id } = await until('the copy', ready, 30_000);
	const zip = await client.get(`/api/privacy/exports/${id}/content`);
	assert.equal(zip.status, 200);
}

test('POST /erasures: each member that takes text is sent a word of the person’s, and wherever it is refused another (PR-9)', async () => {
	await life.account();
	const project = await life.project('own', life.w);
	const dataset = await life.dataset(project.id, 'own', life.w);
	const job = await life.labels(project.id, dataset.id, 'own', life.w);
	await life.work(job, life.w, 'own');
	await life.csv(dataset.id, 'own', life.w);
	await life.bring(job, 'own', life.w);
	await refused(life);
	await strangers(life);
	await request(life, await elsewhere(life));
	await personalCopy(life);
	const asked = await life.client.post('/api/privacy/erasures', { username: life.person.username });
	assert.equal(asked.status, 202, asked.text);
	life.erasure = asked.json.certificate;
	const fields = fieldsOf(openapi);
	assert.ok(fields.length > 100);
	assert.deepEqual(fields.filter((field) => !life.planted.has(field)), [], 'a new member: send a word in tests/http/lib/canary_life.mjs');
	const isNone = (field) => TAKES_NONE.some(([pattern]) => pattern.test(field));
	assert.deepEqual(fields.filter((field) => !life.planted.get(field) && !isNone(field)), [], 'a member that took no word');
	assert.deepEqual([...life.planted].filter(([field, isTaken]) => isTaken && isNone(field)).map(([field]) => field), []);
});

/** What was found are the words of these fates, all of them and no other. */
function areThose(found, ...fates) {
	const wanted = fates.flatMap((fate) => canaries.names(fate));
	const others = Object.fromEntries(Object.entries(found).filter(([name]) => !wanted.includes(name)));
	assert.deepEqual({ others, missing: wanted.filter((name) => !found[name]) }, { others: {}, missing: [] });
}

test('before the erasure the search finds each word that is stored, and none that is not (PR-9) (LG-9)', async () => {
	const paths = canaries.written(own, 'before');
	// Lines wait for a moment.
	await until('the referrer in the log', () => canaries.foundIn([own.in('log/access.log')])['host of the referrer']);
	areThose(canaries.foundIn(paths), 'goes', 'stays');
	areThose(canaries.foundIn(sinksOf(own)), 'logged');
	// Of what was replaced the files of the database still know.
	own.sql('checkpoint');
	const files = canaries.foundIn([own.in('pg')]);
	assert.deepEqual([...canaries.names('replaced'), ...canaries.names('goes')].filter((name) => !files[name]), []);
	assert.deepEqual(canaries.names('never').filter((name) => files[name]), []);
	assert.ok(canaries.names('goes').length >= 40 && canaries.names('never').length >= 100);
	own.dev('backup', join(canaries.folder, 'before.dump'));
});

const certificate = () => new Client({ at: own.origin }).get(`/api/privacy/certificates/${life.erasure}`);

/** Before a purge takes the logs away: what was written to them meanwhile, of which some has to be there. */
function noneIsLogged(ends, as, expected) {
	const paths = canaries.logged(own, ends, as);
	const lines = paths.map((path) => readFileSync(path, 'utf8')).join('\n');
	for (const pattern of expected) assert.match(lines, pattern);
	areThose(canaries.foundIn(paths));
}

test('POST /erasures, make purge: no word of the person is in a database, Redis, a log, or any file (PR-9)', async () => {
	const id = life.erasure;
	const ends = endsOfLogs(own);
	own.sql(`update erasure set ends_at = now() - interval '1 second' where id = '${id}'`);
	own.sql(`update job set run_at = now(), state = 'ready', leased_until = null where kind = 'erase' and payload ->> 'erasure' = '${id}'`);
	own.sql("select pg_notify('job_privacy', '')");
	await until('the certificate', async () => (await certificate()).status === 200, 30_000, 50);
	await life.mailTo(life.person.email, 'is removed');
	await until('the mail to be sent', () => own.sql("select count(*) from job where recipient is not null") === '0');
	const dumped = canaries.foundIn(canaries.written(own, 'after'));
	areThose(dumped, 'stays');
	noneIsLogged(ends, 'erasing', [/"kind":"erase"/]);
	own.dev('purge');
	const everywhere = canaries.foundIn(sinksOf(own, { files: true }));
	areThose(everywhere, 'stays');
	for (const [name, places] of Object.entries(everywhere)) assert.ok(places.every((place) => place.startsWith(own.in('pg/'))), `${name}: ${places}`);
});

test('make restore: nor is it in what a backup of before becomes (PR-9)', async () => {
	const ends = endsOfLogs(own);
	const { status, stdout, stderr } = own.tryDev('restore', join(canaries.folder, 'before.dump'));
	assert.equal(status, 0, stderr);
	await until('the certificate', async () => (await certificate()).status === 200, 30_000, 50);
	noneIsLogged(ends, 'restoring', [/"kind":"erase"/]);
	writeFileSync(join(canaries.folder, 'said.txt'), stdout + stderr);
	areThose(canaries.foundIn([join(canaries.folder, 'said.txt')]));
	areThose(canaries.foundIn(canaries.written(own, 'restored')), 'stays');
	own.dev('purge');
	areThose(canaries.foundIn(sinksOf(own, { files: true })), 'stays');
});
