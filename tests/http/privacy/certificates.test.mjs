/* A certificate is checked by who has it, without asking us. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { Client } from '../lib/client.mjs';
import { erase } from '../lib/erasing.mjs';
import { root } from '../lib/instance.mjs';
import { newOwner } from '../lib/people.mjs';

test('GET /certificates/{id}: scripts/verify-certificate accepts it, and not after a byte was changed (PR-9)', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'obelus-certificate-'));
	const file = (name, text) => {
		writeFileSync(join(folder, name), text);
		return join(folder, name);
	};
	const check = (...files) => spawnSync(join(root, 'scripts/verify-certificate'), files, { encoding: 'utf8' });
	try {
		const { certificate } = await erase(await newOwner());
		const whole = (await new Client().get(`/api/privacy/certificates/${certificate}`)).json;
		const key = file('key', (await new Client().get('/api/privacy/certificate-key')).text);
		const good = check(file('good', JSON.stringify(whole)), key);
		assert.equal(good.status, 0, good.stderr);
		assert.equal(JSON.parse(good.stdout).certificate, certificate);
		for (const [i] of [...whole.statement].entries()) {
			if (i % 150) continue; // a process each
			const letters = [...whole.statement];
			letters[i] = letters[i] === ' ' ? '\t' : letters[i] === '1' ? '2' : '1';
			const bad = check(file('bad', JSON.stringify({ ...whole, statement: letters.join('') })), key);
			assert.deepEqual([bad.status, bad.stdout], [1, ''], `byte ${i}`);
			assert.match(bad.stderr, /^not valid: it was changed/);
		}
		const another = { ...whole, signature: `${whole.signature[0] === 'A' ? 'B' : 'A'}${whole.signature.slice(1)}` };
		assert.equal(check(file('bad', JSON.stringify(another)), key).status, 1);
		assert.match(check(file('bad', JSON.stringify({ ...whole, key: 'A'.repeat(43) })), key).stderr, /another key/);
		assert.equal(check(file('bad', 'nothing'), key).status, 1);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
