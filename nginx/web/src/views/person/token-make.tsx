/** A new access token: what it may do and for how long; then it is shown, this once. */
import { useEffect, useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Checks, Select } from '../../parts/choice.tsx';
import { type field, Form, type values } from '../../parts/form.tsx';
import { Flash } from '../../parts/notice.tsx';
import { abilities, scopes, type scope } from '../../parts/roles.ts';
import { useUnsaved } from '../../parts/unsaved.ts';
import { date } from '../../parts/words.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import * as session from '../../store/session.ts';
import { say } from '../../store/voice.ts';
import type { token_made } from '../../types.gen.ts';

const nameField: field = {
	name: 'name',
	label: 'Name',
	hint: 'What you will know it by: the program, or the machine it runs on',
	maxLength: 100,
};

const lives = [
	['7', 'a week'],
	['30', '30 days'],
	['90', '90 days'],
	['180', 'half a year'],
	['365', 'a year'],
].map(([value, name]) => ({ value: value!, name: name! }));

export function MakeToken({ close }: { close: (made?: token_made) => void }) {
	const [chosen, setChosen] = useState<ReadonlySet<scope>>(new Set(['project.read']));
	const [days, setDays] = useState('90');
	const panel = useRef<HTMLElement>(null);
	useEffect(() => panel.current?.querySelector<HTMLElement>('input')?.focus(), []);
	const offered = scopes.filter((s) => may(s)).map((s) => ({ value: s, name: abilities[s], about: s }));
	const submit = async ({ name }: values): Promise<void> => {
		const wanted = offered.filter((o) => chosen.has(o.value)).map((o) => ({ name: o.value }));
		if (wanted.length === 0) {
			const detail = 'needs at least one mark';
			throw new Problem(422, 'invalid', 'Say what it may do', [{ pointer: '#/scopes', detail }]);
		}
		close(await api.makeToken({ name: name!.trim(), scopes: wanted, days: Number(days) }));
	};
	return (
		<section class="panel" aria-label="New access token" ref={panel}>
			<Form
				fields={[nameField]}
				action="Make the token"
				doing="Making it…"
				submit={submit}
				cancel={() => close()}
				shows={['#/scopes']}
				more={(problem) => (
					<>
						<Checks
							label="What it may do"
							hint={`In the workspace ${session.current.value?.workspace_name}. Less is safer.`}
							options={offered}
							values={chosen}
							change={setChosen}
							flaw={problem?.at('#/scopes') ?? null}
						/>
						<Select label="Good for" options={lives} value={days} change={setDays} />
					</>
				)}
			/>
		</section>
	);
}

/** Until it was copied, leaving asks first: nobody can show it again. */
export function Made({ token, close }: { token: token_made; close: () => void }) {
	const [isCopied, setCopied] = useState(false);
	const box = useRef<HTMLElement>(null);
	const input = useRef<HTMLInputElement>(null);
	useEffect(() => box.current?.querySelector('h3')?.focus(), []);
	useUnsaved(() => !isCopied, 'The token is not copied and cannot be shown again. Leave all the same?');
	const copy = async (): Promise<void> => {
		try {
			await navigator.clipboard.writeText(token.access_token);
			setCopied(true);
		} catch {
			/* Not every browser lets a page write there: it is selected, for a key to copy it. */
			input.current?.select();
			say('The token is selected. Copy it by key.');
		}
	};
	const example = `curl -H "Authorization: Bearer $OBELUS_TOKEN" ${window.location.origin}/api/annotations/projects`;
	return (
		<section class="panel made" aria-labelledby="made-heading" ref={box}>
			<h3 id="made-heading" tabIndex={-1}>
				Keep “{token.name}” now
			</h3>
			<p>
				This is the only time that the token is shown. It is good until {date(token.expires_at)}, for whoever has
				it: put it where passwords are kept, not into a program.
			</p>
			<div class="field">
				<label for="made-token">Token</label>
				<div class="control">
					<input
						id="made-token"
						ref={input}
						readOnly
						value={token.access_token}
						spellcheck={false}
						autocomplete="off"
						onCopy={() => setCopied(true)}
						onFocus={(e) => e.currentTarget.select()}
					/>
					<button type="button" class="main" onClick={copy}>
						Copy
					</button>
				</div>
			</div>
			{isCopied && <Flash kind="good">Copied.</Flash>}
			<p>A program sends it with each request, for instance:</p>
			<pre tabIndex={0} aria-label="Example">
				<code>{`export OBELUS_TOKEN=…\n${example}`}</code>
			</pre>
			<div class="buttons">
				<button type="button" onClick={() => (isCopied || place.mayGo()) && close()}>
					Done
				</button>
				<a href="/api/openapi.json" target="_blank" rel="noopener">
					All requests (OpenAPI)
				</a>
			</div>
		</section>
	);
}
