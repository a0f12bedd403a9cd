/* What was taken back after a backup, its restore does not bring back: nothing is good that the backup has given out. */
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { until } from '../lib/instance.mjs';
import { messagesTo, tokenOf } from '../lib/mail.mjs';
import { choose, preferences } from '../lib/mail_preferences.mjs';
import { OwnInstance } from '../lib/own_instance.mjs';
import { logIn } from '../lib/people.mjs';

const own = new OwnInstance();
const [, demo, password] = /^-- demo: (\S+) \/ (.+)$/m.exec(readFileSync('sql/seed.sql', 'utf8'));
let ada;
before(() => {
	own.dev('run');
	const [id, home] = [randomUUID(), randomUUID()];
	ada = { id, home, name: `p${id.slice(-12)}`, email: `${id.slice(-12)}@example.org` };
	own.sql(`
		insert into person (id, username, password, email, email_key, confirmed_at)
		select '${id}', '${ada.name}', password, '${ada.email}', '${ada.email}', now() from person where username = '${demo}';
		insert into workspace (id, name) values ('${home}', '${ada.name}');
		insert into member (workspace, person, role) values ('${home}', '${id}', 'owner')`);
});
after(() => own.remove());

const enter = () => logIn({ username: ada.name, password }, new Client({ at: own.origin }));
const stranger = () => new Client({ at: own.origin });
const mailThatSays = (word, to = ada.email) => messagesTo(to, own.in('mail', 'new')).filter((m) => m.text.includes(word));
const eventsOf = async (client) => (await client.get('/api/privacy/consents')).json.items;

/** What an operator mails to all who want it: done as soon as nothing of it waits. */
async function send(text, category) {
	writeFileSync(own.in('news'), text);
	Object.assign(own.environment, { FILE: own.in('news'), SUBJECT: 'What is new', CATEGORY: category });
	own.dev('news');
	const waiting = "select count(*) from job where handler = 'privacy' and (kind = 'mailing' or id in (select job from mail_delivery))";
	await until('the mailing to be over', () => own.sql(waiting) === '0', 30_000);
}

async function makeToken(client, name) {
	const made = await client.post('/api/auth/tokens', { name, scopes: [{ name: 'project.read' }] });
	assert.equal(made.status, 201, made.text);
	return made.json;
}

async function invite(client, name) {
	const [email, invited] = [`${name}-${randomUUID()}@example.org`, '/invitation#'];
	const made = await client.post('/api/auth/invitations', { email, role: 'annotator' });
	assert.equal(made.status, 201, made.text);
	return { id: made.json.id, token: tokenOf(await until(`an invitation to ${email}`, () => mailThatSays(invited, email)[0], 30_000)) };
}

const withToken = ({ access_token: token }) => stranger().get('/api/annotations/projects', { headers: { authorization: `Bearer ${token}` } });
/** What the page shows that an invitation's link opens. */
const follow = ({ token }) => stranger().get('/api/auth/invitation', { query: { digest: createHash('sha256').update(token).digest('hex') } });

test('make restore: access tokens and invitations that were ended after the backup stay so, and the others end (PV-3)', async () => {
	const client = await enter();
	const [one, other] = [await makeToken(client, 'one'), await makeToken(client, 'other')];
	const [first, second] = [await invite(client, 'first'), await invite(client, 'second')];
	for (const token of [one, other]) assert.equal((await withToken(token)).status, 200);
	for (const invitation of [first, second]) assert.equal((await follow(invitation)).status, 200);
	own.dev('backup', own.in('given.dump'));
	assert.equal((await client.delete(`/api/auth/tokens/${one.id}`)).status, 204);
	assert.equal((await client.delete(`/api/auth/invitations/${first.id}`)).status, 204);
	assert.match(own.dev('restore', own.in('given.dump')), /access tokens and invitations have ended/);
	for (const token of [one, other]) assert.equal((await withToken(token)).status, 401);
	for (const invitation of [first, second]) assert.equal((await follow(invitation)).status, 410);
	const again = await enter();
	assert.deepEqual((await again.get('/api/auth/tokens')).json.items, []);
	assert.deepEqual((await again.get('/api/auth/invitations')).json.items, []);
	// Of what was not ended before it is known when it was: by the restore.
	assert.equal(own.sql(`select count(*) from access_token where revoked_at = (select max(at) from restoration) and person = '${ada.id}'`), '2');
	assert.equal(own.sql(`select count(*) from invitation where voided_at = (select max(at) from restoration) and invited_by = '${ada.id}'`), '2');
});

test('make restore: mail that was switched off after the backup is off, as all of it is, and its person is told why (CH-3, UP-9)', async () => {
	const client = await enter();
	for (const category of ['news', 'feedback']) await choose(client, category, true);
	await send('Of before the backup.', 'news');
	assert.equal(mailThatSays('Of before the backup.').length, 1);
	// On its way in the backup, and arrived since.
	const [mailing, job] = [randomUUID(), randomUUID()];
	own.sql(`
		insert into mailing (id, category, subject, text, sha256) values ('${mailing}', 'news', 'News', 'x', encode(sha256('x'), 'hex'));
		insert into mail_delivery (mailing, person, category, token_hash, job)
		values ('${mailing}', '${ada.id}', 'news', '${createHash('sha256').update(job).digest('hex')}', '${job}');
		insert into job (id, handler, kind, payload, run_at) values ('${job}', 'privacy', 'mail', '{}', now() + interval '1 day'),
			(gen_random_uuid(), 'privacy', 'mailing', '{"mailing": "${mailing}"}', now() + interval '1 day')`);
	own.dev('backup', own.in('wanted.dump'));
	own.sql(`delete from job where kind = 'mailing' or id = '${job}'`);
	await choose(client, 'news', false);
	own.dev('restore', own.in('wanted.dump'));

	const again = await enter();
	const shown = await preferences(again);
	assert.deepEqual(shown.categories.map((c) => [c.category, c.wanted, c.set_by]), [['news', false, 'restore'], ['feedback', false, 'restore']]);
	const events = await eventsOf(again);
	const at = Date.parse(own.sql("select to_json(max(at)) #>> '{}' from restoration"));
	for (const category of ['news', 'feedback']) {
		const [last, before] = events.filter((e) => e.category === category);
		assert.deepEqual([last.act, last.method, last.title, before.act, before.method], ['withdrawn', 'restore', null, 'given', 'page']);
		assert.ok(Math.abs(Date.parse(last.at) - at) < 60_000);
		assert.equal(own.sql(`select previous from consent_event where id = '${last.id}'`), before.id);
		assert.equal(own.sql(`select event from mail_preference where person = '${ada.id}' and category = '${category}'`), last.id);
		const receipt = await again.get(`/api/privacy/consents/${last.id}/receipt`);
		assert.deepEqual(JSON.parse(receipt.json.statement).events.map((e) => [e.state, e.method]), [['given', 'page'], ['withdrawn', 'restore']]);
	}
	assert.equal(own.sql(`select count(*) from job where kind = 'mailing' or id = '${job}'`), '0');
	await send('Of after the restore.', 'news');
	assert.equal(mailThatSays('Of after the restore.').length, 0);
	// Whoever wants it says so again.
	await choose(again, 'news', true);
	await send('Of after the choice.', 'news');
	assert.equal(mailThatSays('Of after the choice.').length, 1);
});

test('make restore: who may have been asked for their opinion since the backup is not asked again for 90 days (UP-8)', async () => {
	const client = await enter();
	await choose(client, 'feedback', true);
	await send('What do you think?', 'feedback');
	assert.equal(mailThatSays('What do you think?').length, 0);
	own.sql("update restoration set at = at - interval '90 days'");
	await send('What do you think by now?', 'feedback');
	assert.equal(mailThatSays('What do you think by now?').length, 1);
	// Nor does it keep anyone from being asked who came after it.
	own.sql(`update restoration set at = at + interval '90 days'; update mail_preference set mailed_at = null where person = '${ada.id}';
		update person set created_at = now() where id = '${ada.id}'`);
	await send('And you, who are new?', 'feedback');
	assert.equal(mailThatSays('And you, who are new?').length, 1);
});
