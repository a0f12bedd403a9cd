/* What one is handed to label, and what one made of it. */
import { sql } from '../../http/lib/database.mjs';
import { addJob, draft, next, reopen, skip, submit } from '../../http/lib/labelling.mjs';
import { newOwner } from '../../http/lib/people.mjs';
import { moveTo, newColleague, newWork, press, textOf } from '../labelling.mjs';
import { clickOn, drag } from '../steps.mjs';
import { click, open, seen } from './steps.mjs';

const GUIDELINES = `# Who is a person\n\nMark **every name** of a person, with what belongs to it:\n\n1. first names and family names\n2. titles (*Herr*, *Dr.*)\n\n| mark | do not mark |\n|---|---|\n| Herr Ludwig | he, she |\n\n> When in doubt, skip the text and say why.\n\nMore in [the handbook](https://example.org/handbook).`;
const LETTER = `Dear Anna,

your letter reached me in Vienna only yesterday. Herr Ludwig van Beethoven of the Society of Friends asks to be remembered.

שלום אנה, ${'unbroken'.repeat(20)} 👨‍👩‍👧

Yours, Johann`;
const METADATA = JSON.stringify({ year: 1790, archive: 'City of Vienna, box 12', hands: ['a', 'b'], from: { name: 'Johann', place: null } });
const SCHEMA = {
	overlap: 'allow',
	classes: 'multi',
	labels: [
		{ kind: 'tag', name: 'Person', key: 'p', description: 'Someone with a name' },
		{ kind: 'tag', name: 'Place', key: 'l' },
		{ kind: 'tag', name: 'Organisation of any kind, however small', key: 'o' },
		{ kind: 'class', name: 'Private', key: 'v' },
		{ kind: 'class', name: 'Official', key: 'f' },
		{ kind: 'class', name: 'Too long a name for so narrow a column' },
	],
};
const TEXT = { content: LETTER, external_id: 'letter-12', metadata: METADATA };

/** Made when it is asked for first. */
const once = (make) => {
	let made;
	return () => (made ??= make());
};

const plain = once(() => newWork());
const untouched = once(() => newWork());
const rich = once(async () => {
	const work = await newWork({ texts: [TEXT, LETTER], schema: SCHEMA, guidelines: GUIDELINES, annotators: 2 });
	const { id } = await next(work.client);
	const { Person, Place, Private } = work.labels;
	const tag = (label, text) => ({ label, start: [...LETTER.slice(0, LETTER.indexOf(text))].length, end: [...LETTER.slice(0, LETTER.indexOf(text))].length + [...text].length, text });
	const organisation = work.labels['Organisation of any kind, however small'];
	const spans = [tag(Person, 'Anna'), tag(Place, 'Vienna'), tag(Person, 'Ludwig van Beethoven of the Society'), tag(organisation, 'Society of Friends')];
	await draft(work.client, id, { schema_version: 1, spans, classes: [{ label: Private }] });
	return work;
});

/** The first text of a job of its own, in somebody's hands: {…work, id}. */
const handed = (options, act = async () => {}) =>
	once(async () => {
		const work = await newWork(options);
		const { id } = await next(work.client);
		const person = { ...work, id };
		await act(person);
		return person;
	});

const skipped = handed({}, ({ client, id }) => skip(client, id, 'Not English'));
const late = handed({}, async (work) => {
	const colleague = await newColleague(work);
	await sql`update assignment set lease_until = now() - interval '1 minute' where id = ${work.id}`;
	const theirs = await next(colleague.client);
	await submit(colleague.client, theirs.id, { schema_version: 1, nothing: true });
});
const twice = handed({});
const away = handed({});
const cut = handed({});
const shared = handed({});
const forgotten = handed({ texts: ['Anna wrote to Johann in Vienna.'] }, async ({ client, id, labels }) => {
	await submit(client, id, { schema_version: 1, nothing: true });
	await draft(client, id, { schema_version: 1, spans: [{ label: labels.Place, start: 24, end: 30, text: 'Vienna' }] }, '"2"');
});
const changed = handed({}, async ({ client, id, job, labels }) => {
	await draft(client, id, { schema_version: 1, spans: [{ label: labels.Place, start: 24, end: 30, text: 'Vienna' }], classes: [{ label: labels.Diary }] });
	const schema = (await client.get(`/api/annotations/schemas/${job.schema}`)).json;
	const { name, overlap, classes } = schema;
	const left = schema.labels.filter((l) => l.name !== 'Place' && l.name !== 'Diary');
	await client.send('PUT', `/api/annotations/schemas/${schema.id}`, { json: { name, overlap, classes, labels: left }, match: '"1"' });
});
const nobodyElse = once(() => newWork({ texts: ['One text.'] }));
const elsewhere = handed({ texts: ['One text.'] }, async (work) => {
	work.colleague = await newColleague(work);
});
const heldBack = handed({}, async ({ client, job }) => {
	const reply = await client.patch(`/api/annotations/jobs/${job.id}`, { state: 'paused' }, '"1"');
	if (reply.status !== 200) throw new Error(reply.text);
});
const bookkeeper = once(async () => {
	const work = await newWork();
	return { ...work, colleague: await newColleague(work, 'billing') };
});
const idle = once(async () => {
	const work = await newWork();
	const set = (id, body, match) => work.client.patch(`/api/annotations/jobs/${id}`, body, match);
	await set(work.job.id, { state: 'paused' }, '"1"');
	const team = (await work.client.post('/api/auth/teams', { name: 'Readers' })).json;
	const other = await addJob(work.client, work.project.id, { examples: 1, teams: [{ id: team.id }] });
	return { ...work, other };
});
const worked = once(async () => {
	const work = await newWork({ texts: [LETTER, ...['Second.', 'Third.', 'Fourth.', 'A fifth text, which is rather long and says nothing at all, but goes on and on until the column ends.']] });
	const { client } = work;
	const nothing = { schema_version: 1, nothing: true };
	await submit(client, (await next(client)).id, nothing);
	await skip(client, (await next(client)).id);
	const third = (await next(client)).id;
	await submit(client, third, nothing);
	await reopen(client, third);
	await client.delete(`/api/annotations/assignments/${third}`);
	await next(client);
	return work;
});

const label = (name, who, reach, address = '/label') => [name, who, address, reach];
const job = (who, of = (work) => work.job) => async () => `/label?job=${of(await who()).id}`;
const one = (who) => async () => `/label/${(await who()).id}`;

export default [
	label('label: a text', rich, async (page) => {
		await textOf(page).waitFor();
		await page.getByText('About this text').click();
	}),
	label('label: a text, with an open mark', rich, async (page) => {
		await page.getByRole('option').nth(2).click();
		await page.getByRole('region', { name: 'The open mark' }).waitFor();
	}),
	label('label: guidelines', rich, async (page) => {
		await click(page, 'button', 'Guidelines');
		await seen(page, 'When in doubt');
	}),
	label('label: keys', rich, async (page) => {
		await textOf(page).waitFor();
		await press(page, '?');
		await seen(page, 'Submit, and go on');
	}),
	label('label: a mark that may not overlap', plain, async (page) => {
		await textOf(page).waitFor();
		await clickOn(page, 'Anna', { clickCount: 2 });
		await drag(page, 'Anna wrote');
		await press(page, 'p');
		await seen(page, 'may not overlap');
	}),
	label('label: nothing labelled, and submitted', untouched, async (page) => {
		await textOf(page).waitFor();
		await page.getByRole('button', { name: 'Submit and next' }).click();
		await seen(page, 'Nothing is labelled yet');
	}),
	label('label: skipping', plain, async (page) => {
		await textOf(page).waitFor();
		await click(page, 'button', 'Skip');
		await click(page, 'button', 'Skip and next');
		await page.getByRole('dialog').getByRole('alert').waitFor();
	}),
	label('label: without the server', away, async (page) => {
		await textOf(page).waitFor();
		await page.context().setOffline(true);
		await clickOn(page, 'Anna');
		await press(page, 'p');
		await seen(page, 'kept on this computer');
	}),
	label('label: submitted without the server', cut, async (page) => {
		await textOf(page).waitFor();
		await page.context().setOffline(true);
		await clickOn(page, 'Anna');
		await press(page, 'p', 'Control+Enter');
		await seen(page, 'submitted when it is back');
	}),
	label('label: open in another tab', shared, async (page) => {
		await textOf(page).waitFor();
		const other = await page.context().newPage();
		await other.goto(`/label/${(await shared()).id}`);
		await textOf(other).waitFor();
		await click(other, 'button', 'Work here instead');
		await seen(page, 'This text is open in another tab.');
		await page.bringToFront();
	}, one(shared)),
	label('label: a change that was not submitted', forgotten, async (page) => {
		await seen(page, 'Changes not submitted: 1 text');
	}, job(forgotten)),
	label('label: two versions', twice, async (page) => {
		await textOf(page).waitFor();
		const { client, id, labels } = await twice();
		await submit(client, id, { schema_version: 1, spans: [{ label: labels.Place, start: 24, end: 30, text: 'Vienna' }] });
		await clickOn(page, 'Anna');
		await press(page, 'p');
		await seen(page, 'There, submitted');
	}),
	label('label: somebody else has the place', late, async (page) => {
		await textOf(page).waitFor();
		await clickOn(page, 'Anna');
		await press(page, 'p');
		await seen(page, 'not in your hands any more');
	}, one(late)),
	label('label: skipped before', skipped, (page) => seen(page, 'You skipped this text'), one(skipped)),
	label('label: the labels have changed', changed, (page) => seen(page, 'Version 2 is shown')),
	label('label: nothing left', nobodyElse, async (page) => {
		await page.getByRole('heading', { name: /Nothing left/ }).or(textOf(page)).first().waitFor();
		await press(page, 'Control+Shift+Enter');
		await page.getByRole('heading', { name: /Nothing left/ }).or(textOf(page)).first().waitFor();
		await press(page, 'Control+Shift+Enter');
		await seen(page, 'Nothing left to label');
	}, job(nobodyElse)),
	label('label: others have the rest', async () => (await elsewhere()).colleague, async (page) => {
		const { workspace } = (await elsewhere()).colleague;
		await moveTo(page, workspace);
		await page.goto('/label');
		await seen(page, 'What is left is in other hands');
	}),
	label('label: a job for others', idle, (page) => seen(page, 'This job is for other people'), job(idle, (w) => w.other)),
	label('label: a job that is paused', idle, (page) => seen(page, 'This job is paused'), job(idle)),
	label('label: in hand of a paused job', heldBack, (page) => seen(page, 'In your hands: 1 text of paused jobs'), job(heldBack)),
	label('label: a text of a paused job', heldBack, (page) => seen(page, 'You can finish this text or give it back'), one(heldBack)),
	label('label: ten in hand', idle, async (page) => {
		const job = (await idle()).job.id;
		const body = { id: null, job: null, again: false, reason: 'ten-in-hand', labels: [], version: 0, schema_version: 0 };
		await page.route('**/assignments', (route) => route.fulfill({ json: body }));
		await page.goto(`/label?job=${job}`);
		await seen(page, 'You have ten texts in your hands');
	}),
	label('label: what is not there', plain, (page) => seen(page, 'There is nothing here'), '/label/018f0000-0000-7000-8000-000000000000'),
	label('label: not for this role', async () => (await bookkeeper()).colleague, async (page) => {
		await moveTo(page, (await bookkeeper()).colleague.workspace);
		await page.goto('/label');
		await seen(page, 'Labelling is not for your role');
	}),
	['own work', worked, '/work', open('table')],
	['own work, with a change that was not submitted', forgotten, '/work', open('table')],
	['own work, without the server', once(() => newOwner()), '/work', async (page) => {
		await seen(page, 'Nothing here yet');
		await page.getByRole('link', { name: /labelling$/ }).click();
		await page.getByRole('heading', { name: 'Nothing for you now' }).waitFor();
		await page.context().setOffline(true);
		await page.getByRole('link', { name: 'Your work', exact: true }).first().click();
		await seen(page, 'No connection');
	}],
	['own work, none yet', once(() => newOwner()), '/work', (page) => seen(page, 'Nothing here yet')],
	['own work, some of it kept on this computer', away, '/label', async (page) => {
		await textOf(page).waitFor();
		await page.route('**/draft', (route) => route.abort());
		await clickOn(page, 'Johann');
		await press(page, 'l');
		await seen(page, 'kept on this computer');
		await page.getByRole('link', { name: 'Your work', exact: true }).click();
		await seen(page, 'Kept on this computer: 1 text');
	}],
	['log in, with labels that wait', away, '/label', async (page) => {
		await textOf(page).waitFor();
		await page.route('**/draft', (route) => route.abort());
		await clickOn(page, 'Johann');
		await press(page, 'l');
		await seen(page, 'kept on this computer');
		await click(page, 'button', 'Log out');
		await seen(page, 'that are not saved yet');
	}],
];
