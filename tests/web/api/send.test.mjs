/* A request that has to wait, and who it belongs to. Against a server of one answer a request, on this machine. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createServer } from 'node:http';

import { compiled } from '../compiled.mjs';

const { hooks, sendFile, write } = await compiled('api/send.ts');
let server, site, seen, answer;

before(async () => {
	server = createServer((request, reply) => {
		seen.push(request.headers['x-csrf-token']);
		const [status, body, headers = {}] = answer(seen.length);
		reply.writeHead(status, { 'content-type': 'application/problem+json', ...headers }).end(JSON.stringify(body));
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	site = globalThis.fetch;
	/* The pages ask the site that they come from. */
	globalThis.fetch = (path, options) => site(`http://127.0.0.1:${server.address().port}${path}`, options);
});
after(() => {
	globalThis.fetch = site;
	server.closeAllConnections();
	server.close();
});

const TOO_MANY = [429, { type: '/problems/too-many', title: 'Too many', status: 429 }, { 'retry-after': '1' }];
const EXPIRED = [401, { type: '/problems/unauthorized', title: 'Log in', status: 401 }];
const MADE = [201, { id: 'made' }];

const logIn = (person) => Object.assign(hooks, { csrf: `token of ${person}`, whose: person });

function begin(first) {
	seen = [];
	logIn('ann');
	answer = (n) => (n === 1 ? first : MADE);
}

test('what was too much at once is sent again, by the same person', async () => {
	begin(TOO_MANY);
	assert.deepEqual(await write('POST /annotations/projects', { body: { name: 'Letters' } }), { id: 'made' });
	assert.deepEqual(seen, ['token of ann', 'token of ann']);
});

test('what waited while its person logged out is not sent as the next one’s', async () => {
	begin(TOO_MANY);
	const asked = write('POST /annotations/projects', { body: { name: 'Letters' } });
	answer = (n) => {
		logIn('bob');
		return n === 1 ? TOO_MANY : MADE;
	};
	await assert.rejects(asked, { slug: 'elsewhere', message: /not done: you logged out/ });
	assert.deepEqual(seen, ['token of ann']);
});

test('a log-in over the page goes on for the same person, and for nobody else', async () => {
	for (const person of ['ann', 'bob']) {
		begin(EXPIRED);
		hooks.lost = async () => {
			logIn(person);
			return true;
		};
		const asked = write('POST /annotations/projects', { body: { name: 'Letters' } });
		if (person === 'ann') assert.deepEqual(await asked, { id: 'made' });
		else await assert.rejects(asked, { slug: 'elsewhere' });
		assert.equal(seen.length, person === 'ann' ? 2 : 1);
	}
});

test('a file that is not to be sent any more is not begun', async () => {
	const begun = [];
	globalThis.XMLHttpRequest = class {
		upload = {};
		open = () => {};
		setRequestHeader = () => {};
		send = () => begun.push('sent');
	};
	logIn('ann');
	const signal = AbortSignal.abort(new Error('given up'));
	const sent = sendFile({ method: 'PUT', path: '/api/x', type: 'text/plain', body: new Blob(['x']), progress: () => {}, signal });
	await assert.rejects(Promise.race([sent, new Promise((go) => setImmediate(go))]), /given up/);
	assert.deepEqual(begun, []);
	delete globalThis.XMLHttpRequest;
});
