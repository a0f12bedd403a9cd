/* That the policy changes, as everyone is told of it, and the staff's pages of its versions: played, so that nobody else is told. */
import { Client } from '../../http/lib/client.mjs';
import { POLICY, mode, NEXT } from '../../http/lib/policy.mjs';
import { newWork } from '../labelling.mjs';
import { LETTER } from '../steps.mjs';
import { click, seen } from './steps.mjs';

const DAY_MS = 86_400_000;
const inDays = (n) => new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + n * DAY_MS).toISOString();
const CHANGES = [
	'Who decides whether a change is material is said, and how you are told of one.',
	'What is kept of a telephone call is new: its time, whom it was with, and what was agreed.',
];
const entries = (version) => CHANGES.map((summary) => ({ version, changed_on: inDays(0), origin: 'ours', summary }));

/** What a person is told of the next version. */
export const alertOf = (about = {}) => ({
	number: NEXT,
	class: 'material',
	published_at: inDays(-1),
	effective_from: inDays(35),
	in_force: false,
	changes: entries(NEXT),
	...about,
});

const ALERT = '**/api/privacy/policy/alert';

/** The pages tell of this, until somebody says that they have seen it. */
export async function playAlert(page, alert = alertOf()) {
	let alerts = [alert];
	await page.route(ALERT, (route) => route.fulfill({ json: { alerts } }));
	await page.route('**/api/privacy/policy/dismissals', (route) => {
		alerts = [];
		return route.fulfill({ status: 204 });
	});
}

/** A page on which it is told. */
const told = (address, about, look = async () => {}) => async (page, w) => {
	await playAlert(page, alertOf(about));
	await page.goto(typeof address === 'function' ? address(w) : address);
	await page.getByRole('complementary', { name: 'The privacy policy' }).waitFor();
	await look(page);
};

/** To strangers this version is announced. */
export const playAhead = (page, about = {}) =>
	page.route('**/api/privacy/policy/changes', async (route) => {
		const reply = await route.fetch();
		const log = await reply.json();
		log.versions.unshift({ number: NEXT, class: 'material', sha256: 'e'.repeat(64), effective_from: inDays(35), in_force: false, ...about });
		await route.fulfill({ json: log });
	});

const ahead = (address) => async (page) => {
	await playAhead(page);
	await page.goto(address);
	await seen(page, 'it is a material change');
};

/** A version as the staff has it; the first is in force. */
const FIRST = {
	number: 1,
	language: 'en',
	sha256: 'a'.repeat(64),
	shipped_at: inDays(-200),
	suggested_class: 'material',
	standing: 'in_force',
	proposals: [],
	class: 'material',
	published_at: inDays(-200),
	effective_from: inDays(-200),
	to_tell: null,
	told: null,
};
export const waiting = (about = {}) => ({
	...FIRST,
	number: 2,
	sha256: 'e'.repeat(64),
	shipped_at: inDays(-1),
	standing: 'waiting',
	class: null,
	published_at: null,
	effective_from: null,
	...about,
});
export const proposal = (about = {}) => ({ class: 'material', effective_from: inDays(45), is_mine: false, ...about });
const ANNOUNCED = { standing: 'announced', class: 'material', published_at: inDays(0), effective_from: inDays(45) };

/** The staff's pages as they are with this version. */
export async function playStaff(page, version) {
	const { sentences, ...text } = (await new Client().get(POLICY)).json;
	const [first, second, ...rest] = sentences;
	const newer = [first, { ...second, sentence: `${second.sentence.slice(0, -1)}, at any time.` }, ...rest.slice(1), { ...first, heading: 'This policy', sentence: 'A sentence that is new.' }];
	await page.route('**/api/privacy/staff/policies', (route) => route.fulfill({ json: { versions: [version, FIRST] } }));
	await page.route('**/api/privacy/staff/policy?number=*', (route) => {
		const isFirst = route.request().url().endsWith('=1');
		const { number, suggested_class, class: kind, shipped_at, published_at, effective_from, standing } = isFirst ? FIRST : version;
		const about = { mode, number, suggested_class, class: kind, shipped_at, published_at, effective_from, standing };
		return route.fulfill({
			json: { ...text, in_force: undefined, ...about, supersedes: isFirst ? null : 1, sentences: isFirst ? sentences : newer, changes: entries(number) },
		});
	});
}

const staff = (address, version, look) => async (page) => {
	await playStaff(page, version);
	await page.goto(address);
	await look(page);
};
const me = (w) => w.empty;

export default [
	['policy told', (w) => w.desk, '/account', told('/projects')],
	['policy told, a minor change', (w) => w.desk, '/account', told('/account', { class: 'minor', changes: entries(2).slice(0, 1) })],
	['policy told, in force', (w) => w.desk, '/account', told((w) => `/projects/${w.desk.project.id}`, { in_force: true, effective_from: inDays(-1) })],
	['policy told, on a long page', (w) => w.desk, '/account', told('/legal/privacy')],
	['policy told, beside a text', (w) => w.desk, '/account', told((w) => `/documents/${w.desk.document.id}`, {}, (page) => seen(page, LETTER.slice(0, 10)))],
	['policy told, to who labels', () => newWork(), '/account', told('/label', {}, (page) => page.locator('main.wide').getByRole('textbox').first().waitFor())],
	['policy told, with nothing to label', (w) => w.empty, '/account', told('/label', {}, (page) => seen(page, 'Ask again'))],
	[
		'policy told, and not noted',
		(w) => w.desk,
		'/account',
		told('/projects', {}, async (page) => {
			await page.route('**/api/privacy/policy/dismissals', (route) => route.fulfill({ status: 503, body: '' }));
			await click(page, 'button', 'I have seen it');
			await page.getByRole('alert').waitFor();
		}),
	],
	['policy ahead, at the log-in', null, '/legal/privacy', ahead('/log-in')],
	['policy ahead, at the sign-up', null, '/legal/privacy', ahead('/sign-up')],
	['staff policy', me, '/account', staff('/staff/policy', waiting(), (page) => seen(page, 'Waits for two of the staff'))],
	['staff policy, proposed', me, '/account', staff('/staff/policy', waiting({ proposals: [proposal()] }), (page) => seen(page, 'Someone proposes'))],
	['staff policy, being told', me, '/account', staff('/staff/policy', waiting({ ...ANNOUNCED, to_tell: 1200, told: 400 }), (page) => seen(page, '400 of 1,200'))],
	['staff policy, of someone else', me, '/staff/policy', (page) => seen(page, 'You are not one of them')],
	[
		'staff policy, on a server that fails',
		me,
		'/account',
		async (page) => {
			await page.route('**/api/privacy/staff/policies', (route) => route.fulfill({ status: 503, body: '' }));
			await page.goto('/staff/policy');
			await page.getByRole('button', { name: 'Try again' }).waitFor();
		},
	],
	['staff policy version, that waits', me, '/account', staff('/staff/policy/2', waiting(), (page) => seen(page, 'has 2 sentences that version 1 has not'))],
	[
		'staff policy version, too early',
		me,
		'/account',
		staff('/staff/policy/2', waiting(), async (page) => {
			const errors = [{ pointer: '#/effective_from', detail: 'must be thirty days from now, or later' }];
			await page.route('**/staff/policy/decisions', (route) => route.fulfill({ status: 422, json: { type: '/problems/invalid', title: 'Invalid', errors } }));
			await click(page, 'button', 'Propose');
			await seen(page, 'Day it takes effect must be');
		}),
	],
	['staff policy version, proposed by oneself', me, '/account', staff('/staff/policy/2', waiting({ proposals: [proposal({ is_mine: true })] }), (page) => seen(page, 'You propose'))],
	['staff policy version, proposed', me, '/account', staff('/staff/policy/2', waiting({ proposals: [proposal()] }), (page) => seen(page, 'If you say the same'))],
	[
		'staff policy version, about to be announced',
		me,
		'/account',
		staff('/staff/policy/2', waiting({ proposals: [proposal()] }), async (page) => {
			await click(page, 'button', 'Say the same');
			await page.getByRole('dialog').waitFor();
		}),
	],
	['staff policy version, being told', me, '/account', staff('/staff/policy/2', waiting({ ...ANNOUNCED, to_tell: 1200, told: 400 }), (page) => seen(page, 'The mails are on their way'))],
	['staff policy version, that is none', me, '/staff/policy/999', (page) => page.getByRole('alert').waitFor()],
];
