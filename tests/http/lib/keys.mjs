/* Keys that sign tokens: having others made, and moving the time at which they do. */
import { randomUUID } from 'node:crypto';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';

import { sql } from './database.mjs';
import { origin, until } from './instance.mjs';

const newest = async () => (await sql`select id from signing_key order by announced_at desc limit 1`)[0]?.id;

/** The kids that are published. */
export const kids = async () => (await sql`select id from signing_key order by announced_at desc`).map((key) => key.id);

/** Another key, as an operator has it made: its kid.  It signs in ten minutes. */
export async function announce() {
	const before = await newest();
	await sql`select signing_key_rotate(false)`;
	return until('another key', async () => {
		const kid = await newest();
		return kid !== before && kid;
	});
}

/** The ten minutes are over: it signs, and no other. */
export async function begin(kid) {
	await sql`update signing_key set signs_until = now() where signs_until > now()`;
	await sql`update signing_key set signs_from = now() where id = ${kid}`;
}

/** As much later that nothing which it signed is good any more: the workers take it away. */
export async function retire(kid) {
	await sql`update signing_key set announced_at = now() - interval '1 day', signs_from = now() - interval '1 day',
		signs_until = now() - interval '16 minutes' where id = ${kid}`;
	await sql`insert into job (id, handler, kind) values (${randomUUID()}, 'auth', 'key')`;
	await until('the key to be gone', async () => !(await kids()).includes(kid));
}

/** Whose private half the test has: announced among the others, and it never signs by itself. */
export async function plantKey() {
	const kid = randomUUID();
	const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
	const pem = `${(await exportSPKI(publicKey)).trim()}\n`;
	await sql`insert into signing_key (id, public_pem, sealed, announced_at, signs_from)
		values (${kid}, ${pem}, ${'A'.repeat(375)}, now() - interval '1 hour', now() + interval '1 day')`;
	return { kid, pem, privateKey, remove: () => sql`delete from signing_key where id = ${kid}` };
}

/** A token as we would sign it, with some things otherwise; undefined takes one away. */
export function forge({ kid, privateKey }, claims, { header = {}, change = {}, key = privateKey } = {}) {
	const now = Math.floor(Date.now() / 1000);
	const said = { iss: origin, aud: `${origin}/api`, iat: now, nbf: now, exp: now + 300, jti: randomUUID(), ...claims, ...change };
	return new SignJWT(JSON.parse(JSON.stringify(said))).setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid, ...header }).sign(key, { crit: { odd: true } });
}
