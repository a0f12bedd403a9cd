/** The workspace's queue as one person sees and changes it, while others do, too. */
import { signal } from '@preact/signals';
import * as api from '../../api.ts';
import { asProblem, Problem } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { annotation_job_change, annotation_job_row } from '../../types.gen.ts';
import { moved, placeOf } from './order.ts';
import { type state, states } from './states.ts';

type jobs = readonly annotation_job_row[];

const idsOf = (jobs: jobs): string => jobs.map((j) => j.id).join();

/** Those that have a place in the line: what is archived is handed out no more. */
const standing = (jobs: jobs): jobs => jobs.filter((j) => j.state !== 'archived');

export class Line {
	readonly jobs = signal<jobs>([]);
	readonly archived = signal(0);
	/** What went otherwise than the person meant, or what others have changed. */
	readonly news = signal<{ readonly kind: 'good' | 'bad'; readonly text: string } | null>(null);

	/* Changes leave one after the other: each names the version that the one before has made. */
	#sending: Promise<void> = Promise.resolve();
	#waiting = 0;
	/** Counts what was read: a change that was meant for an older list is dropped. */
	#turn = 0;

	constructor(read: jobs) {
		this.#show(read);
	}

	#show(read: jobs): void {
		this.#turn++;
		this.jobs.value = standing(read);
		this.archived.value = read.length - this.jobs.value.length;
	}

	/** As it is on the server; whether that is news. Never while something of ours is on its way. */
	async refresh(signal?: AbortSignal): Promise<boolean> {
		if (this.#waiting > 0) return false;
		const turn = this.#turn;
		const read = await api.listQueue(signal);
		if (this.#waiting > 0 || turn !== this.#turn) return false;
		const isNews = JSON.stringify(standing(read)) !== JSON.stringify(this.jobs.value);
		if (isNews && idsOf(standing(read)) !== idsOf(this.jobs.value))
			this.#tell('good', 'Someone else has changed the queue: this is how it stands now.');
		if (isNews) this.#show(read);
		return isNews;
	}

	move(id: string, to: number): void {
		const from = this.jobs.value.findIndex((j) => j.id === id);
		if (from < 0 || to < 0 || to >= this.jobs.value.length || from === to) return;
		const now = moved(this.jobs.value, from, to);
		this.jobs.value = now;
		this.news.value = null;
		say(`${now[to]!.name}: place ${to + 1} of ${now.length}`);
		this.#send(id, placeOf(now, to));
	}

	turn(id: string, to: state): void {
		this.news.value = null;
		this.#send(id, { state: to }, (name) => `${name} ${states[to].done}`);
	}

	#send(id: string, change: annotation_job_change, done?: (name: string) => string): void {
		const turn = this.#turn;
		this.#waiting++;
		this.#sending = this.#sending.then(async () => {
			const job = this.jobs.value.find((j) => j.id === id);
			try {
				if (turn !== this.#turn || !job) return;
				const { version, state } = await api.updateJob(id, job.version, change);
				this.jobs.value = this.jobs.value.map((j) => (j.id === id ? { ...j, version, state } : j));
				if (done) say(done(job.name));
			} catch (thrown) {
				await this.#failed(job!.name, asProblem(thrown));
			} finally {
				this.#waiting--;
				if (this.#waiting === 0) await this.refresh().catch(() => false);
			}
		});
	}

	/** The list is read anew: what the person sees must be what there is. */
	async #failed(name: string, problem: Problem): Promise<void> {
		/* 412: changed; 404 and 422: it, or the one that it was to stand before, is there no more. */
		const isOvertaken = [404, 412, 422].includes(problem.status);
		const why = isOvertaken ? `Someone else changed ${name} or its neighbours meanwhile` : `${name} was not changed: ${problem.message}`;
		const read = await api.listQueue().catch(() => null);
		if (read) this.#show(read);
		this.#tell('bad', read ? `${why}. This is the queue as it stands now.` : `${why}. The queue could not be read anew.`);
	}

	#tell(kind: 'good' | 'bad', text: string): void {
		this.news.value = { kind, text };
	}
}
