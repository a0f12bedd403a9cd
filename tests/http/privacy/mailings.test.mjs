/* Mail that people asked for: who gets it, once, how it ends, and what is in it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { isProblem } from '../lib/checks.mjs';
import { Client } from '../lib/client.mjs';
import { sql } from '../lib/database.mjs';
import { erase, freeze } from '../lib/erasing.mjs';
import { origin, until } from '../lib/instance.mjs';
import { mailTo, messagesTo } from '../lib/mail.mjs';
import { choose, FORM, linksOf, ONE_CLICK, preferences, sendNews } from '../lib/mail_preferences.mjs';
import { newOwner } from '../lib/people.mjs';

const API = '/api/privacy';
const isOver = () =>
	until('the mailing to be over', async () => {
		const jobs = await sql`select id from job where handler = 'privacy' and state <> 'dead' and coalesce(leased_until, run_at) < now() + interval '5 minutes' and (kind = 'mailing' or id in (select job from mail_delivery))`;
		return jobs.length === 0;
	}, 30_000);

/** Those messages to a person that say this. */
const withText = ({ email }, word) => messagesTo(email).filter((m) => m.text.includes(word));

async function wanting(...categories) {
	const person = await newOwner();
	for (const category of categories) await choose(person.client, category, true);
	return person;
}

test('news go to those who asked for them, once each, with a link that ends them in one click (UP-9, CH-3, CK-2)', async () => {
	const [ada, ben, cleo] = [await wanting('news'), await wanting('feedback'), await wanting('news')];
	await choose(cleo.client, 'news', false);
	const word = randomUUID();
	assert.match(sendNews(`There is a new plot. ${word}\n`, { subject: 'What is new: plots' }), /people asked for news; it is on its way/);
	await isOver();
	const [mail, ...more] = withText(ada, word);
	assert.deepEqual([more, withText(ben, word), withText(cleo, word)], [[], [], []]);
	assert.equal(mail.headers.subject, 'What is new: plots');
	assert.match(mail.headers['content-type'], /^text\/plain/);
	assert.equal(mail.headers['list-unsubscribe-post'], ONE_CLICK);
	const { header, text } = linksOf(mail);
	assert.equal(header, text);
	assert.ok(header.startsWith(`${origin}/u/`), header);
	for (const [link] of mail.text.matchAll(/https?:\/\/\S+/g)) assert.equal(new URL(link).origin, origin);
	/* The same text again is for whoever has asked since. */
	await choose(cleo.client, 'news', true);
	assert.match(sendNews(`There is a new plot. ${word}\n`), /does not get it again/);
	await isOver();
	assert.deepEqual([ada, ben, cleo].map((person) => withText(person, word).length), [1, 0, 1]);
	assert.ok((await preferences(ada.client)).of('news').mailed_at);
});

test('a line that is longer than mail may have arrives whole (UP-9)', async () => {
	const ada = await wanting('news');
	const line = `${randomUUID()} ${'plots = news '.repeat(200)}end`;
	sendNews(`Short.\n${line}\nShort.\n`);
	await isOver();
	const [mail] = withText(ada, line.slice(0, 36));
	assert.ok(mail?.text.includes(`Short.\n${line}\nShort.\n`), mail?.text);
});

test('whoever ended them by the link gets the next no more, and the link of an old mail goes on working (CH-3)', async () => {
	const ada = await wanting('news');
	const words = [randomUUID(), randomUUID()];
	sendNews(words[0]);
	await isOver();
	const link = new URL(linksOf(withText(ada, words[0])[0]).header).pathname;
	const click = () => new Client().send('POST', link, { body: ONE_CLICK, headers: { ...FORM, 'sec-fetch-site': null } });
	assert.equal((await click()).status, 200);
	sendNews(words[1]);
	await isOver();
	assert.deepEqual(withText(ada, words[1]), []);
	/* Switched on again: the old mail's link ends it again. */
	await choose(ada.client, 'news', true);
	assert.equal((await click()).json.wanted, false);
	assert.equal((await preferences(ada.client)).of('news').wanted, false);
});

test('a mail that has not left when it is switched off does not leave any more (CH-3)', async () => {
	const ada = await wanting('news');
	const job = randomUUID();
	const mailing = randomUUID();
	await sql`insert into mailing (id, category, subject, text, sha256) values (${mailing}, 'news', 'x', ${mailing}, encode(sha256(${mailing}::bytea), 'hex'))`;
	await sql`insert into mail_delivery (mailing, person, category, token_hash, job) values (${mailing}, ${ada.client.session.person}, 'news', encode(sha256(${job}::bytea), 'hex'), ${job})`;
	await sql`insert into job (id, handler, kind, payload, run_at) values (${job}, 'privacy', 'mail', '{}', now() + interval '1 hour')`;
	await choose(ada.client, 'feedback', true);
	await choose(ada.client, 'feedback', false);
	assert.equal((await sql`select id from job where id = ${job}`).length, 1, 'another kind of mail is another matter');
	await choose(ada.client, 'news', false);
	assert.deepEqual(await sql`select id from job where id = ${job}`, []);
});

test('nobody is asked for their opinion twice in 90 days (UP-8)', async () => {
	const ada = await wanting('feedback');
	const words = [randomUUID(), randomUUID(), randomUUID()];
	const ask = async (word) => {
		sendNews(`How do you like it? ${word}`, { category: 'feedback', subject: 'A question' });
		await isOver();
		return withText(ada, word).length;
	};
	const age = (days) => sql`update mail_preference set mailed_at = now() - make_interval(days => ${days}) where person = ${ada.client.session.person}`;
	assert.equal(await ask(words[0]), 1);
	await age(89);
	assert.equal(await ask(words[1]), 0);
	await age(91);
	assert.equal(await ask(words[2]), 1);
	/* News are another matter. */
	await choose(ada.client, 'news', true);
	const word = randomUUID();
	sendNews(word);
	sendNews(`${word} again`);
	await isOver();
	assert.equal(withText(ada, word).length, 2);
});

test('a mailing that is run twice at once, or goes on after its worker died, sends nobody anything twice (UP-9)', async () => {
	const people = [await wanting('news'), await wanting('news')];
	const word = randomUUID();
	sendNews(word);
	const [{ id }] = await sql`select id from mailing where text = ${word}`;
	await sql`insert into job (id, handler, kind, payload)
		select gen_random_uuid(), 'privacy', 'mailing', json_build_object('mailing', ${id}::uuid) from generate_series(1, 5)`;
	await isOver();
	assert.deepEqual(people.map((person) => withText(person, word).length), [1, 1]);
});

test('mail about the account comes whatever one has switched off, and has no link that would end it (CH-4)', async () => {
	const ada = await wanting('news', 'feedback');
	for (const category of ['news', 'feedback']) await choose(ada.client, category, false);
	await freeze(ada);
	const mails = messagesTo(ada.email);
	assert.ok(mails.some((m) => m.headers.subject === 'Your account will be erased'));
	for (const { headers, text } of mails) {
		assert.equal(headers['list-unsubscribe'], undefined, headers.subject);
		assert.doesNotMatch(text, /\/u\/|account\/mail/);
	}
});

test('a frozen account gets no news, and has not been sent any when it comes back (UP-9)', async () => {
	const ada = await wanting('news');
	const { token } = await freeze(ada);
	const word = randomUUID();
	sendNews(word);
	await isOver();
	assert.deepEqual(withText(ada, word), []);
	await new Client().post(`${API}/cancellations`, { token });
	sendNews(word);
	assert.ok(await until('the news', () => withText(ada, word)[0]));
	await mailTo(ada.email, 2);
	await isOver();
});

test('with an account goes what it agreed to, and the link in its mail leads to nothing (PR-9)', async () => {
	const ada = await wanting('news', 'feedback');
	const word = randomUUID();
	sendNews(word);
	await isOver();
	const link = new URL(linksOf(withText(ada, word)[0]).header).pathname;
	const { person } = ada.client.session;
	await erase(ada);
	for (const table of ['consent_event', 'mail_preference', 'mail_delivery'])
		assert.deepEqual(await sql([`select person from ${table} where person = '${person}'`]), [], table);
	const reply = await new Client().send('POST', link, { body: ONE_CLICK, headers: FORM });
	isProblem(reply, 404, 'not-found', []);
	sendNews(`${word} once more`);
	await isOver();
	assert.equal(withText(ada, word).length, 1);
});
