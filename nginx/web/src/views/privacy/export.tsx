/** A copy of what is stored about oneself: asked for, waited for, taken along, deleted. */
import { useEffect, useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Confirm, useHeading } from '../../parts/confirm.tsx';
import { Heads } from '../../parts/heads.tsx';
import { Flash } from '../../parts/notice.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { counted, moment, size, upper } from '../../parts/words.ts';
import { asProblem, orGone } from '../../problem.ts';
import { say } from '../../store/voice.ts';
import type { personal_export } from '../../types.gen.ts';
import { isUnderWay, save, useCopies } from './copies.ts';

export function Export() {
	const found = useResource('copies', (signal) => api.listCopies(signal));
	return (
		<Ready of={found} what="your copies">
			{(copies) => <Copies copies={copies} replace={found.replace} />}
		</Ready>
	);
}

interface props {
	copies: readonly personal_export[];
	replace: (copies: personal_export[]) => void;
}

function Copies({ copies, replace }: props) {
	const [asked, setAsked] = useState<personal_export | null>(null);
	const { isBusy, flaw, run } = useDeed();
	const { heading, focus } = useHeading();
	useCopies(copies, replace);
	useNews(copies);
	const isWaiting = copies.some(isUnderWay);
	const ask = async (): Promise<void> => {
		const made = await api.askCopy();
		replace([...copies, made]);
		say('Your copy is being made.');
		focus();
	};
	const remove = async (): Promise<void> => {
		await orGone(api.deleteCopy(asked!.id));
		replace(await api.listCopies());
		setAsked(null);
		focus();
		say('The copy is deleted.');
	};
	return (
		<section class="listed copies" aria-labelledby="copies-heading">
			<div class="headline">
				<h2 id="copies-heading" tabIndex={-1} ref={heading}>
					A copy to take along
				</h2>
				{!isWaiting && (
					<button type="button" class="main" aria-disabled={isBusy} onClick={() => run(ask)}>
						{isBusy ? 'Asking…' : 'Ask for a copy'}
					</button>
				)}
			</div>
			<p class="hint">
				All that is stored about you in one zip file: a page to read, and files for programs. We make it in the background, tell
				you by mail when it is there, and destroy it after seven days. A new copy takes the place of the one before.
			</p>
			{flaw && <Flash kind="bad">{flaw}</Flash>}
			{copies.length > 0 && (
				<table class="table">
					<Heads of={['Asked for', 'State', 'Size', 'Until']} acts />
					<tbody>
						{[...copies].reverse().map((copy) => (
							<Row key={copy.id} copy={copy} remove={() => setAsked(copy)} changed={async () => replace(await api.listCopies())} />
						))}
					</tbody>
				</table>
			)}
			{asked && (
				<Confirm title="Delete this copy" action="Delete the copy" doing="Deleting…" run={remove} close={() => setAsked(null)}>
					<p>The copy that you asked for on {moment(asked.asked_at)} can then not be downloaded any more. What is stored stays as it is.</p>
				</Confirm>
			)}
		</section>
	);
}

/** Something that a button does, and why it could not. */
function useDeed() {
	const [isBusy, setBusy] = useState(false);
	const [flaw, setFlaw] = useState<string | null>(null);
	const run = async (deed: () => Promise<void>): Promise<void> => {
		if (isBusy) return;
		setBusy(true);
		setFlaw(null);
		try {
			await deed();
		} catch (thrown) {
			const found = asProblem(thrown);
			/* Who did not type the password again knows that nothing was done. */
			setFlaw(found.slug === 'reauthenticate' ? null : `${upper(found.message)}.`);
		}
		setBusy(false);
	};
	return { isBusy, flaw, run };
}

/** What only eyes would notice: that one is there, or could not be made. */
function useNews(copies: readonly personal_export[]): void {
	const waiting = useRef(new Set<string>());
	useEffect(() => {
		for (const copy of copies) {
			const was = waiting.current.delete(copy.id);
			if (isUnderWay(copy)) waiting.current.add(copy.id);
			else if (was && copy.state === 'available') say('Your copy is there.');
			else if (was && copy.state === 'failed') say('Your copy could not be made.');
		}
	}, [copies]);
}

interface row {
	copy: personal_export;
	remove: () => void;
	changed: () => Promise<void>;
}

function Row({ copy, remove, changed }: row) {
	const { isBusy, flaw, run } = useDeed();
	const asked = moment(copy.asked_at);
	const isThere = copy.state === 'available';
	const download = async (): Promise<void> => {
		await save(copy);
		await changed();
	};
	return (
		<tr>
			<th scope="row">{asked}</th>
			<td data-name="State">
				<State copy={copy} />
				{flaw && <Flash kind="bad">{flaw}</Flash>}
			</td>
			<td data-name="Size">{isThere ? size(copy.bytes) : ''}</td>
			<td data-name="Until">{isThere && copy.expires_at ? moment(copy.expires_at) : ''}</td>
			<td class="act">
				{isThere && (
					<button type="button" aria-disabled={isBusy} onClick={() => run(download)}>
						{isBusy ? 'Downloading…' : 'Download'}
						<span class="unseen"> the copy of {asked}</span>
					</button>
				)}
				{(isThere || isUnderWay(copy)) && (
					<button type="button" class="quiet" onClick={remove}>
						{isThere ? 'Delete' : 'Cancel'}
						<span class="unseen"> the copy of {asked}</span>
					</button>
				)}
			</td>
		</tr>
	);
}

function State({ copy }: { copy: personal_export }) {
	switch (copy.state) {
		case 'queued':
			return <>Waits to be made</>;
		case 'building':
			return (
				<>
					<progress value={copy.percent} max={100} aria-label="Being made" /> <span>{copy.percent} %</span>
				</>
			);
		case 'available':
			return <>{copy.downloads === 0 ? 'There' : `There, downloaded ${copy.downloads === 1 ? 'once' : counted(copy.downloads, 'time')}`}</>;
		case 'failed':
			return <>Could not be made; nothing of it is kept</>;
		default:
			return <>Destroyed{copy.ended_at && ` on ${moment(copy.ended_at)}`}</>;
	}
}
