/* Several people in one workspace, as the tests of the pages need them. */
import { addMember, addTeam, setRole, sql } from '../http/lib/database.mjs';
import { logIn, newOwner } from '../http/lib/people.mjs';
import { newToken } from '../http/lib/programs.mjs';
import { hashOf, redis } from '../http/lib/redis.mjs';

/** Someone who belongs to the owner's workspace alone, and can log in: {…stranger, id, client}. */
export async function newColleague(owner, role = 'annotator') {
	const person = await newOwner();
	const { workspace, person: id } = person.client.session;
	await setRole(workspace, id, null);
	await setRole(owner.client.session.workspace, id, role);
	return Object.assign(person, { id, client: await logIn(person) });
}

/** What a test calls the workspace, which is named after its owner until then. */
export async function rename(owner, name) {
	await owner.client.patch('/api/auth/workspace', { name }, '"1"');
	return owner;
}

/** The password was typed so many minutes ago in the browser of this context. */
export async function age(context, minutes) {
	const { value } = (await context.cookies()).find((c) => c.name === '__Host-obelus');
	await sql`update session set authenticated_at = authenticated_at - ${`${minutes} minutes`}::interval where token_hash = ${hashOf(value)}`;
	await redis('operator', ['DEL', `s:${hashOf(value)}`]);
}

/** Someone who belongs to no workspace any more. */
async function newLeaver() {
	const person = await newOwner();
	const { workspace, person: id } = person.client.session;
	await setRole(workspace, id, null);
	return person;
}

/** A workspace with people of all kinds, and one who is in none: {owner, annotator, manager, billing, left}. */
export async function newCrowd() {
	const owner = await rename(await newOwner(), 'Letters of the century');
	const { workspace } = owner.client.session;
	for (const role of ['owner', 'admin', 'reviewer', 'annotator']) await addMember(workspace, role);
	const annotator = await newColleague(owner, 'annotator');
	const manager = await newColleague(owner, 'manager');
	const billing = await newColleague(owner, 'billing');
	await owner.client.post('/api/auth/teams', { name: 'Nobody’s' });
	const { id } = (await owner.client.post('/api/auth/teams', { name: 'Readers of old hands' })).json;
	for (const person of [annotator.id, manager.id]) await owner.client.post(`/api/auth/teams/${id}/teammates`, { person });
	await addTeam(workspace);
	for (const role of ['reviewer', 'admin'])
		await owner.client.post('/api/auth/invitations', { email: `${role}.${owner.username}@example.org`, role });
	await owner.client.post('/api/auth/workspaces', { name: 'Try-outs' });
	await newToken(owner.client, ['project.read', 'span.read', 'export.read'], { name: 'Nightly download' });
	await newToken(owner.client, ['project.write'], { name: 'Laptop', days: 7 });
	return { owner, annotator, manager, billing, left: await newLeaver() };
}
