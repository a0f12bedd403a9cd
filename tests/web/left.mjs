/* What a page has left in its browser, compared with sql/registry.txt. */
import { registry, seconds } from '../../scripts/registry.mjs';

const escaped = (text) => text.replace(/[.+^${}()|[\]\\*?]/g, '\\$&');
const KNOWN = registry().filter((one) => ['cookie', 'browser'].includes(one.kind)).map(({ kind, name, words }) => ({
	name: `${kind} ${name}`,
	pattern: new RegExp(`^${escaped(`${kind} ${name}`).replaceAll('\\{id\\}', '[0-9a-f-]{36}')}$`),
	/* Milliseconds, where it has an end of its own. */
	lasts: /^P/.test(words.lasts) ? seconds(words.lasts) * 1000 : null,
}));

/** Names of all that the registry says a browser may hold. */
export const KEPT = KNOWN.map((one) => one.name);

/* A cookie is out of reach of scripts and of other sites, whichever it is. */
const isShut = (c) => c.httpOnly && c.secure && c.sameSite === 'Lax' && c.path === '/';

async function cookiesOf(page) {
	const cookies = await page.context().cookies();
	return cookies.map((c) => ({ name: `cookie ${c.name}`, until: c.expires * 1000, flaw: isShut(c) ? '' : ': within reach of others' }));
}

/* Each {name} of every store that pages have; of what stays when the tab is closed, with its end. */
const storedBy = (page) => page.evaluate(async () => {
	const endOf = (text) => {
		try {
			return JSON.parse(text).until;
		} catch {
			return null;
		}
	};
	const files = async () => {
		const names = [];
		for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
		return names;
	};
	const named = (store, names) => names.map((name) => ({ name: `browser ${store}:${name}`, flaw: '' }));
	const [databases, caches, workers, kept] = await Promise.all([
		window.indexedDB.databases(), window.caches.keys(), navigator.serviceWorker.getRegistrations(), files(),
	]);
	return [
		...Object.entries(window.localStorage).map(([name, text]) => ({ name: `browser localStorage:${name}`, until: endOf(text), flaw: '' })),
		...named('sessionStorage', Object.keys(window.sessionStorage)),
		...named('indexedDB', databases.map((database) => database.name)),
		...named('caches', caches),
		...named('serviceWorker', workers.map((worker) => worker.scope)),
		...named('getDirectory', kept),
	];
});

/** What is there and not in the registry, or for longer than it says; `seen` gets the names of what is in it. */
export async function unregistered(page, seen = new Set()) {
	const flaws = [];
	for (const { name, until, flaw } of [...(await cookiesOf(page)), ...(await storedBy(page))]) {
		const known = KNOWN.find((one) => one.pattern.test(name));
		if (known) seen.add(known.name);
		if (!known) flaws.push(name);
		else if (flaw) flaws.push(name + flaw);
		else if (known.lasts !== null && !(until > 0 && until - Date.now() <= known.lasts)) flaws.push(`${name}: for longer than it says`);
	}
	return flaws;
}
