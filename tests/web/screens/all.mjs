/*
 * Every screen in every state: name; who sees it (a function of the world, which may take its time, or
 * null for a stranger); the address; and what to do there until the screen is
 * in the state that is meant. They are checked by screens.test.mjs, and
 * photographed by shots.mjs.
 */
import { newOwner } from '../../http/lib/people.mjs';
import { newColleague, newCrowd } from '../crowd.mjs';
import { LETTER, newDesk, visitAs } from '../steps.mjs';
import { visit } from '../browser.mjs';
import annotate from './annotate.mjs';
import dataset, { dataOf } from './dataset.mjs';
import document from './document.mjs';
import erasure from './erasure.mjs';
import job, { workOf } from './job.mjs';
import legal from './legal.mjs';
import mail from './mail.mjs';
import people from './people.mjs';
import person from './person.mjs';
import policy from './policy.mjs';
import privacy from './privacy.mjs';
import project from './project.mjs';
import request from './request.mjs';
import schema, { schemaOf } from './schema.mjs';

export const SCREENS = [...person, ...legal, ...people, ...privacy, ...mail, ...erasure, ...request, ...policy, ...project, ...dataset, ...schema, ...job, ...document, ...annotate];

export const LOOKS = [
	['light', { colorScheme: 'light' }, { width: 1280, height: 800 }],
	['dark', { colorScheme: 'dark' }, { width: 1280, height: 800 }],
	['light at 360 px', { colorScheme: 'light' }, { width: 360, height: 740 }],
	['dark at 360 px', { colorScheme: 'dark' }, { width: 360, height: 740 }],
	['the reader’s own colours', { forcedColors: 'active' }, { width: 800, height: 740 }],
];

/** The page in one of the looks. */
export async function wear(page, [, media, size]) {
	await page.setViewportSize(size);
	/* Without motion: colours must not be measured on their way. */
	await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce', ...media });
}

/** Who is there, and what they have: {empty, desk, crowd, annotator, data, schema, work}. */
export async function world() {
	const empty = await newOwner();
	const start = LETTER.indexOf('Ludwig');
	const desk = await newDesk(
		`${LETTER}\n\nשלום אנה 👨‍👩‍👧 ${'unbroken'.repeat(30)}\n`,
		([person, place, organisation]) => [
			{ tag: person.id, start: 5, end: 9, text: 'Anna' },
			{ tag: place.id, start: 38, end: 44, text: 'Vienna' },
			{ tag: person.id, start, end: start + 46, text: LETTER.slice(start, start + 46) },
			{ tag: organisation.id, start: start + 28, end: start + 46, text: 'Society of Friends' },
		],
	);
	return {
		empty,
		desk,
		crowd: await newCrowd(),
		annotator: await newColleague(desk),
		data: await dataOf(desk),
		schema: await schemaOf(desk),
		work: await workOf(),
	};
}

/** Opens a screen in a browser of its own, in its state. */
export async function reached(browser, w, [, who, address, reach]) {
	const at = who ? await visitAs(await who(w), browser) : await visit(browser);
	await at.page.goto(typeof address === 'function' ? await address(w) : address);
	await reach(at.page, w);
	return at;
}
