/* The life of a person who leaves a string of their own in every place that takes one. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { bodyOfTexts, Planter } from './canary.mjs';
import { until } from './instance.mjs';
import { messagesTo, tokenOf } from './mail.mjs';

const A = '/api/annotations';

async function made(promise, status = [200, 201, 202, 204]) {
	const reply = await promise;
	assert.ok(status.includes(reply.status), `${reply.status} ${reply.text}`);
	return reply.bytes.length && /^application\/json/.test(reply.headers['content-type'] ?? '') ? reply.json : reply;
}

export class Life {
	constructor(own, canaries, openapi) {
		Object.assign(this, { own, canaries, openapi, planted: new Map() });
		this.w = (name) => canaries.word(name);
		this.stays = (name) => canaries.word(name, 'stays');
		this.was = (name) => canaries.word(name, 'replaced');
		this.never = (name) => canaries.word(name, 'never');
		this.client = this.newClient();
	}

	newClient() {
		return new Planter({ at: this.own.origin }, this.canaries, this.openapi, this.planted);
	}

	/** What the last mail to an address says that has such a link. */
	mailTo(address, words) {
		const link = () => messagesTo(address, this.own.in('mail/new')).filter((m) => m.text.includes(words)).at(-1);
		return until(`"${words}" to ${address}`, link, 30_000);
	}

	async signUp(person) {
		const client = this.newClient();
		await made(client.post('/api/auth/people', person));
		await made(client.post('/api/auth/confirmations', { token: tokenOf(await this.mailTo(person.email, '/confirm#')) }));
		return this.logIn(person, client);
	}

	async logIn({ username, password }, client) {
		const session = await made(client.post('/api/auth/sessions', { username, password }));
		client.session = session;
		return client;
	}

	/** Sign up, have another address and another password, and be known in two browsers. */
	async account() {
		const { w, never } = this;
		this.person = { username: w('user name'), email: `${w('address').toUpperCase()}@Example.org`, password: never('password') };
		await this.signUp(this.person).then((client) => (this.client = client));
		const { client } = this;
		await made(client.post('/api/auth/session/authentications', { password: this.person.password }));
		await made(client.send('PUT', '/api/auth/password', { json: { current: this.person.password, password: never('second password') } }));
		this.person.password = never('second password');
		const address = `${w('second address')}@example.org`;
		await made(client.post('/api/auth/addresses', { email: address }));
		await made(client.post('/api/auth/confirmations', { token: tokenOf(await this.mailTo(address, '/confirm#')) }));
		this.person.email = address;
		await made(this.newClient().post('/api/auth/resets', { email: address }));
		const token = tokenOf(await this.mailTo(address, '/reset#'));
		await made(this.newClient().post('/api/auth/passwords', { token, password: never('third password') }));
		this.person.password = never('third password');
		await this.logIn(this.person, client);
		const token2 = await made(client.post('/api/auth/tokens', { name: w('access token'), scopes: [{ name: 'project.read' }] }));
		this.canaries.add('what the access token is', token2.access_token.slice(4));
		await made(client.get(`${A}/projects`, { headers: { authorization: `Bearer ${token2.access_token}`, cookie: null } }));
		for (const [name, cookie] of [['session', client.cookie], ['known browser', client.known]]) this.canaries.add(`cookie of the ${name}`, cookie.split('=')[1].split('.')[0]);
		await made(client.post('/api/auth/workspaces', { name: w('second workspace') }));
		await made(client.patch('/api/auth/workspace', { name: w('workspace') }, '"1"'));
		const team = await made(client.post('/api/auth/teams', { name: this.was('team') }));
		await made(client.patch(`/api/auth/teams/${team.id}`, { name: w('team, renamed') }, '"1"'));
		await made(client.post('/api/auth/invitations', { email: `${w('invited')}@example.org`, role: 'annotator' }));
		// A name that is taken: the database refuses it.
		assert.equal((await client.post('/api/auth/teams', { name: w('team, renamed') })).status, 409);
	}

	/** Two of a noun: made and changed.  Names of words begin with `as`. */
	async project(as, word, client = this.client) {
		const project = await made(client.post(`${A}/projects`, { name: this.was(`${as} project`), description: this.was(`${as} project's description`),
			tags: [{ name: word(`${as} project's tag`), description: word(`${as} project's tag's description`) }] }));
		await made(client.patch(`${A}/projects/${project.id}`, { name: word(`${as} project, renamed`), description: word(`${as} project's other description`) }, '"1"'));
		const tag = await made(client.post(`${A}/projects/${project.id}/tags`, { name: this.was(`${as} tag`), description: this.was(`${as} tag's description`) }));
		await made(client.patch(`${A}/tags/${tag.id}`, { name: word(`${as} tag, renamed`), description: word(`${as} tag's other description`) }, '"1"'));
		const text = word(`${as} text`);
		const document = await made(client.send('POST', `${A}/projects/${project.id}/documents`,
			{ query: { name: word(`${as} file name`) }, body: text, headers: { 'content-type': 'text/plain; charset=utf-8' } }));
		await made(client.post(`${A}/documents/${document.id}/spans`, { tag: tag.id, start: 0, end: text.length, text }));
		return project;
	}

	async upload(dataset, form, body, client = this.client) {
		const it = await made(client.post(`${A}/datasets/${dataset}/imports`, form));
		await made(client.send('PUT', `${A}/imports/${it.id}/content`, { query: { offset: 0, last: true }, body, headers: { 'content-type': 'application/octet-stream' } }));
		return until('the import', async () => {
			const now = await made(client.get(`${A}/imports/${it.id}`));
			return now.ended_at && now;
		}, 30_000);
	}

	async dataset(project, as, word, client = this.client) {
		const dataset = await made(client.post(`${A}/projects/${project}/datasets`, { name: this.was(`${as} dataset`), description: this.was(`${as} dataset's description`) }));
		assert.equal((await client.post(`${A}/projects/${project}/datasets`, { name: this.was(`${as} dataset`) })).status, 409);
		const changed = { name: word(`${as} dataset, renamed`), description: word(`${as} dataset's other description`) };
		await made(client.patch(`${A}/datasets/${dataset.id}`, changed, '"1"'));
		const fields = ['content', 'id', 'group', 'order', 'metadata'].map((name) => [name, word(`${as} name of member ${name}`)]);
		const [content, id, group, order, metadata] = fields.map(([, name]) => name);
		const row = (n) => ({ [content]: word(`${as} content ${n}`), [id]: word(`${as} id ${n}`), [group]: word(`${as} group`), [order]: `${n}`,
			[metadata]: { [word(`${as} member of metadata`)]: word(`${as} metadata`) } });
		const bad = `{"${word(`${as} bad row`)}": `;
		const file = `${[1, 2, 3].map((n) => JSON.stringify(row(n))).join('\n')}\n${bad}\n${JSON.stringify({ [content]: 7, [id]: word(`${as} id of a bad row`) })}\n`;
		const it = await this.upload(dataset.id, { format: 'jsonl', ...Object.fromEntries(fields.map(([name, value]) => [`${name}_field`, value])) }, file, client);
		assert.deepEqual([it.examples, it.flaws], [3, 2], JSON.stringify(it));
		const flaws = await client.get(`${A}/imports/${it.id}/flaws`);
		assert.ok(flaws.text.includes(word(`${as} bad row`)), flaws.text);
		return dataset;
	}

	/** A job of three examples: one submitted, one skipped, one left as a draft. */
	async labels(project, dataset, as, word, client = this.client) {
		const label = (n) => [{ kind: 'tag', name: word(`${as} label${n}`), description: word(`${as} label's description${n}`) }];
		const schema = await made(client.post(`${A}/projects/${project}/schemas`, { name: this.was(`${as} schema`), description: this.was(`${as} schema's description`),
			overlap: 'none', classes: 'single', labels: label('') }));
		await made(client.send('PUT', `${A}/schemas/${schema.id}`, { match: '"1"', json: { name: word(`${as} schema, renamed`),
			description: word(`${as} schema's other description`), overlap: 'none', classes: 'single', labels: [{ id: schema.labels[0].id, ...label('').at(0) }, ...label(', another')] } }));
		const job = await made(client.post(`${A}/projects/${project}/jobs`, { name: this.was(`${as} job`), guidelines: this.was(`${as} guidelines`),
			dataset, schema: schema.id, annotators: 1 }));
		await made(client.patch(`${A}/jobs/${job.id}`, { name: word(`${as} job, renamed`), guidelines: `*${word(`${as} other guidelines`)}*` }, '"1"'));
		await made(client.get(`${A}/jobs/${job.id}/guidelines`));
		return job;
	}

	async work(job, word, as, client = this.client) {
		const next = async () => {
			for (;;) {
				const got = await made(client.post(`${A}/assignments`, { job: job.id }));
				if (!got.again) return got;
			}
		};
		for (const what of ['submission', 'skip', 'draft']) {
			const one = await next();
			const span = { label: one.labels.find((label) => label.kind === 'tag').id, start: 0, end: one.content.length, text: one.content };
			if (what === 'skip') await made(client.send('PUT', `${A}/assignments/${one.id}/skip`, { json: { reason: word(`${as} reason`) } }));
			else await made(client.send('PUT', `${A}/assignments/${one.id}/${what}`, { json: { schema_version: one.schema_version, spans: [span] } }));
		}
		for (const what of ['labels', 'lighttag', 'skips', 'days']) await made(client.get(`${A}/jobs/${job.id}/${what}`));
	}

	/** A table, whose first row names its columns; one row of it is wrong. */
	async csv(dataset, as, word, client = this.client) {
		const [content, id, more] = ['content', 'id', 'another'].map((name) => word(`${as} name of column ${name}`));
		const bad = word(`${as} bad row of a table`);
		const file = `${content},${id},${more}\n${word(`${as} content of a table`)},${word(`${as} id of a table`)},"${word(`${as} cell`)}\n"\n${bad},,,,\n`;
		const it = await this.upload(dataset, { format: 'csv', content_field: content, id_field: id }, file, client);
		assert.deepEqual([it.examples, it.flaws], [1, 1], JSON.stringify(it));
		assert.ok((await client.get(`${A}/imports/${it.id}/flaws`)).text.includes(bad));
	}

	/** Labels that were made elsewhere, as the person's: one example labelled, one skipped, and one of somebody whom nobody knows. */
	async bring(job, as, word, reason = word, client = this.client) {
		const { username } = this.person;
		const content = word(`${as} name of member content of labels`);
		const [one, two] = [1, 2].map((n) => word(`${as} content of labels ${n}`));
		const spans = [{ name: word(`${as} label`), start: 0, end: one.length, text: one }];
		const nobody = word(`${as} name of nobody`);
		const lines = [{ [content]: one, submissions: [{ annotator_name: username, spans }] }, { [content]: two, skips: [{ annotator_name: username, reason: reason(`${as} reason of labels`) }] },
			{ submissions: [{ annotator_name: nobody, nothing: true }], [content]: word(`${as} content of nobody`) }];
		const it = await this.upload(job.dataset, { format: 'jsonl', content_field: content, job: job.id }, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), client);
		assert.deepEqual([it.examples, it.submissions, it.skips, it.flaws], [2, 1, 1, 1], JSON.stringify(it));
		assert.ok((await client.get(`${A}/imports/${it.id}/flaws`)).text.includes(nobody));
	}
}

/**
 * Someone else's workspace, where the person is a manager.  What they make there is the customer's and stays; what says who they
 * are, or what they say of themselves, goes.
 */
export async function elsewhere(life) {
	const { stays, w, person } = life;
	const other = { username: stays('other user name'), email: `${stays('other address')}@example.org`, password: life.never('other password') };
	const owner = await life.signUp(other);
	await made(owner.post('/api/auth/invitations', { email: person.email.toUpperCase(), role: 'manager' }));
	const token = tokenOf(await life.mailTo(person.email.toUpperCase(), '/invitation#'));
	const { client } = life;
	await made(client.post('/api/auth/acceptances', { token }));
	await made(client.send('PUT', '/api/auth/session/workspace', { json: { workspace: owner.session.workspace } }));
	const project = await life.project('their', stays);
	const dataset = await life.dataset(project.id, 'their', stays);
	const job = await life.labels(project.id, dataset.id, 'their', stays);
	await life.work(job, w, 'their');
	await life.csv(dataset.id, 'their', stays);
	await life.bring(job, 'their', stays, w);
	return owner;
}

/** What the person asks for by the law, as someone without an account does, and what one of the staff answers and notes. */
export async function request(life, staff) {
	const { w, person, own } = life;
	const P = '/api/privacy';
	const stranger = life.newClient();
	await made(stranger.post(`${P}/requests`, { type: 'access', jurisdiction: 'eu', email: person.email, text: w('request by the law') }));
	const token = tokenOf(await life.mailTo(person.email, '/legal/privacy/request/follow#'));
	await made(stranger.post(`${P}/request-links`, { token }));
	await made(stranger.post(`${P}/request-messages`, { token, text: w('message of the request') }));
	own.sql(`insert into staff (person) values ('${staff.session.person}')`);
	const id = own.sql('select id from privacy_request');
	await made(staff.get(`${P}/staff/requests/${id}`, { query: { reason: 'handling' } }));
	const at = `${P}/staff/requests/${id}`;
	await made(staff.post(`${at}/moves`, { to: 'assessing', text: w('note of a move') }));
	await made(staff.post(`${at}/messages`, { text: w('message of the staff') }));
	await made(staff.post(`${at}/extensions`, { reason: w('reason of an extension') }));
	await made(staff.post(`${at}/decisions`, { decision: 'approved', reason: w('reason of a decision') }));
	own.sql('delete from staff');
}

/** What is refused: in every member of every body a word that the body may not have, and wherever else one can send something. */
export async function refused(life) {
	const { openapi, client, never } = life;
	for (const [path, methods] of Object.entries(openapi.paths))
		for (const [method, operation] of Object.entries(methods)) {
			const to = path.replace(/\{\w+\}/g, () => randomUUID());
			const word = never(`refused by ${method} ${path}`);
			const known = (operation.parameters ?? []).map((p) => (p.$ref ? openapi.components.parameters[p.$ref.split('/').at(-1)] : p));
			const query = Object.fromEntries(known.filter((p) => p.in === 'query').map((p) => [p.name, word]));
			const said = known.map((p) => p.name);
			const options = { query, match: `"${word}"`, headers: { 'if-none-match': `"${word}"`, 'x-request-id': word } };
			if (method === 'get') await client.get(to, { ...options, query: { ...query, [word]: word } });
			if (method === 'delete' && said.includes('If-Match')) assert.ok((await client.delete(to, `"${word}"`)).status >= 400);
			for (const [type, { schema }] of Object.entries(operation.requestBody?.content ?? {})) {
				const json = type === 'application/json';
				const body = json ? { ...bodyOfTexts(openapi, schema, word), [word]: word } : word;
				const reply = await client.send(method.toUpperCase(), to, json ? { ...options, json: body } : { ...options, body, headers: { ...options.headers, 'content-type': type } });
				assert.ok(reply.status >= 400, `${method} ${path}: ${reply.status}`);
			}
		}
}

/** … by strangers: names and addresses that are asked for, and what has not the form of a request of ours. */
export async function strangers(life) {
	const { w, never, person } = life;
	const stranger = life.newClient();
	const post = (path, json, options) => stranger.post(path, json, options);
	const login = await post('/api/auth/sessions', { username: person.username, password: never('wrong password') });
	assert.equal(login.status, 401);
	assert.equal((await post('/api/auth/sessions', { username: never('wrong name'), password: never('wrong password of a wrong name') })).status, 401);
	assert.equal((await post('/api/auth/resets', { email: `${life.was('unknown address')}@example.org` })).status, 202);
	assert.equal((await post('/api/auth/people', { username: w('user name'), email: `${never('address of a taken name')}@example.org`, password: never('password of a taken name') })).status, 409);
	// So that nobody learns which addresses have accounts, the name is taken all the same: by an account that is never confirmed, for thirty days.
	assert.equal((await post('/api/auth/people', { username: life.stays('name of a taken address'), email: person.email, password: never('password of a taken address') })).status, 202);
	const headers = Object.fromEntries(['user-agent', 'accept-language', 'x-forwarded-for', 'x-anything', 'forwarded', 'accept', 'from', 'via', 'sec-gpc', 'dnt'].map((name) => [name, never(`header ${name}`)]));
	headers.origin = `https://${never('header origin')}.example`;
	headers.referer = `https://${life.canaries.word('host of the referrer', 'logged')}.example/${never('path of the referrer')}?${never('query of the referrer')}`;
	headers.cookie = `__Host-obelus=${never('cookie of the session')}; __Host-obelus-known=${never('cookie of a browser')}; ${never('name of a cookie')}=${never('value of a cookie')}`;
	const agent = { ...headers, 'user-agent': `Mozilla/5.0 (${never('system')}) Firefox/128.0 ${never('extension')}` };
	for (const path of ['/', '/api/auth/session', '/api/privacy/policy', '/api/annotations/projects']) for (const h of [headers, agent]) await stranger.get(path, { headers: h });
	const { client } = life;
	const foreign = await client.post('/api/annotations/projects', { name: never('name from elsewhere') }, { headers: { origin: `https://${never('origin')}.example`, 'sec-fetch-site': null } });
	assert.equal(foreign.status, 403, foreign.text);
	await client.get('/api/annotations/projects', { headers: { authorization: `Bearer ${never('bearer')}`, cookie: null } });
	for (const path of [`/${never('path')}`, `/api/auth/${never('path of a handler')}`, `/api/annotations/projects/${never('id')}`, `/assets/${never('file')}.js`,
		`/api/annotations/projects?${never('name in a query')}=${never('value in a query')}`, `/legal/privacy?${never('query of a page')}`, `/invitation/${never('path of a page')}`]) {
		await stranger.get(path);
		await client.get(path);
	}
	const A2 = { headers: { 'content-type': 'application/json' } };
	for (const [what, body] of [['cut JSON', (word) => `{"name": "${word}`], ['JSON of another type', (word) => `["${word}"]`], ['bytes that are no text', (word) => Buffer.from(`{"name": "${word}\xff"}`, 'latin1')],
		['an oversize body', (word) => JSON.stringify({ name: word.repeat(70_000) })], ['too long a name', (word) => JSON.stringify({ name: word.repeat(20) })], ['a name with a control', (word) => JSON.stringify({ name: `${word}\u0000` })]]) {
		const reply = await client.send('POST', '/api/annotations/projects', { ...A2, body: body(never(what)) });
		assert.ok(reply.status >= 400, `${what}: ${reply.status}`);
	}
	for (const [path, json] of [['/api/annotations/projects', (word) => ({ name: 'x', tags: word })], [`/api/annotations/projects/${randomUUID()}/jobs`, (word) => ({ name: 'x', annotators: word, dataset: word, schema: word })],
		['/api/auth/invitations', (word) => ({ email: word, role: word })], ['/api/auth/teams', (word) => ({ name: 7, [word]: word })]]) {
		const reply = await client.post(path, json(never(`of another type in ${path.split('/').at(-1)}`)));
		assert.equal(reply.status, 422, reply.text);
	}
	// The values of queries that are numbers, and of headers that are versions.
	assert.equal((await client.get('/api/annotations/projects', { query: { limit: never('limit') } })).status, 422);
	await client.patch('/api/auth/workspace', { name: never('name with a wrong version') }, `"${never('version')}"`);
	assert.equal((await client.patch('/api/auth/workspace', { name: never('name for an old version') }, '"1"')).status, 412);
}
