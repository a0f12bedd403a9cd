/*
 * Are acknowledged writes kept?  Writers mark single characters of one long
 * text, each position once; meanwhile a nemesis breaks things.  Afterwards
 * the text's spans are read and compared with what the writers were told.
 */
import { addText } from './world.mjs';

export const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const API = '/api/annotations';
const MADE = 201;

/** What a status tells: it was done, it was not, or nobody knows. */
const told = (status) => (status === MADE ? 'ok' : status >= 400 && status < 500 ? 'fail' : 'unknown');

export class SpansChecker {
	constructor(world, text, document) {
		Object.assign(this, { world, text, document, history: [] });
	}

	static async begin(world, positions) {
		const text = Array.from({ length: positions }, (_, i) => LETTERS[i % LETTERS.length]).join('');
		const { id } = await addText(world.client, world.project.id, text, 'for the checker');
		return new SpansChecker(world, text, id);
	}

	/** Mark the next position, and keep what we were told. */
	async write(client) {
		const start = this.history.length;
		const entry = { start, told: 'unknown' };
		this.history.push(entry);
		try {
			const reply = await client.post(`${API}/documents/${this.document}/spans`, {
				tag: this.world.tag.id,
				start,
				end: start + 1,
				text: this.text[start],
			});
			entry.told = told(reply.status);
			entry.status = reply.status;
			if (entry.told === 'ok') entry.id = reply.json.id;
		} catch (error) {
			entry.status = error.code ?? error.message;
		}
		return entry;
	}

	async readBack() {
		const spans = [];
		let after;
		do {
			const reply = await this.world.client.get(`${API}/documents/${this.document}/spans`, {
				query: { limit: 1000, after },
			});
			if (reply.status !== 200) throw new Error(reply.text);
			spans.push(...reply.json.items);
			after = reply.json.next ?? undefined;
		} while (after);
		return spans;
	}

	/** {lost, doubled, ghosts, renamed}: positions that break the promise, and all spans there are. */
	async verdict() {
		const spans = await this.readBack();
		const at = new Map();
		for (const span of spans) at.set(span.start, [...(at.get(span.start) ?? []), span.id]);
		const of = (what) => this.history.filter(what).map((e) => e.start);
		const found = (e) => at.get(e.start) ?? [];
		return {
			spans,
			lost: of((e) => e.told === 'ok' && found(e).length === 0),
			doubled: of((e) => found(e).length > 1),
			ghosts: of((e) => e.told === 'fail' && found(e).length > 0),
			renamed: of((e) => e.told === 'ok' && found(e).length > 0 && !found(e).includes(e.id)),
		};
	}

	count(what) {
		return this.history.filter((e) => e.told === what).length;
	}
}
