/* The privacy policy, its history and its proof. */
import { NEXT, POLICY, publish, SHIPPED, takeEffect, unpublish } from '../../http/lib/policy.mjs';
import { Client } from '../../http/lib/client.mjs';
import { seen } from './steps.mjs';

/** Another version, published and in force: what the one before says, but for a few sentences. */
export async function secondVersion() {
	unpublish();
	const { sentences } = (await new Client().get(POLICY)).json;
	const [first, second, ...rest] = sentences;
	publish({
		number: NEXT,
		sentences: [first, { ...second, sentence: `${second.sentence.slice(0, -1)}, at any time.` }, ...rest.slice(1), { heading: 'This policy', clauses: 'CG-2', sentence: 'A sentence that is new.' }],
		changes: ['Where to ask is said more plainly, and a sentence is new.'],
	});
	takeEffect(NEXT);
}

const cut = (route) => async (page) => {
	await page.route(route, (r) => r.abort());
	await page.reload();
	await page.getByRole('alert').waitFor();
};

export default [
	['privacy policy', null, '/legal/privacy', (page) => seen(page, 'Every version has an entry')],
	['privacy policy, as someone who is logged in', (w) => w.desk, '/legal/privacy', (page) => seen(page, 'Every version has an entry')],
	['privacy policy, one sentence', null, '/legal/privacy#CK-1', (page) => seen(page, 'There are two cookies')],
	['privacy policy, without a connection', null, '/legal/privacy', cut('**/api/privacy/policy*')],
	['privacy policy, change log', null, '/legal/privacy/changes', (page) => seen(page, 'Automattic edition')],
	['privacy policy, change log without a connection', null, '/legal/privacy/changes', cut('**/api/privacy/policy/changes')],
	['privacy policy, the version in force', null, `/legal/privacy/versions/${SHIPPED}`, (page) => seen(page, `Version ${SHIPPED}, in force`)],
	['privacy policy, a version that is none', null, '/legal/privacy/versions/999', (page) => page.getByRole('alert').waitFor()],
	[
		'privacy policy, what differs',
		null,
		`/legal/privacy/versions/${SHIPPED}`,
		async (page) => {
			await secondVersion();
			await page.goto(`/legal/privacy/versions/${NEXT}`);
			await seen(page, `has 2 sentences that version ${SHIPPED} has not`);
			unpublish();
		},
	],
	['privacy policy, proof', null, '/legal/privacy/proof', (page) => seen(page, 'What we do not promise')],
	[
		'privacy policy, proof of one sentence',
		null,
		'/legal/privacy/proof#PV-3',
		async (page) => {
			await seen(page, 'What we do not promise');
			await page.getByText('person.email', { exact: true }).first().waitFor();
		},
	],
	['what is stored', null, '/legal/privacy/practices', (page) => seen(page, 'Table by table')],
	[
		'what is stored, a table open',
		null,
		'/legal/privacy/practices',
		(page) => page.getByRole('group').filter({ hasText: 'Someone with an account' }).locator('summary').click(),
	],
	['privacy policy, proof without a connection', null, '/legal/privacy/proof', cut('**/legal/proof.json')],
];
