/** Asking for what the law gives one, with an account or without. */
import { useState } from 'preact/hooks';
import { askRequest } from '../../api/request.ts';
import { Select } from '../../parts/choice.tsx';
import { type field, Form, type values } from '../../parts/form.tsx';
import * as session from '../../store/session.ts';
import type { privacy_request_new } from '../../types.gen.ts';
import { Legal } from '../legal/frame.tsx';
import { LookIntoYourMail } from '../person/mailed.tsx';
import './parts.tsx';
import { laws, optionsOf, types } from './words.ts';

const fields: readonly field[] = [
	{
		name: 'email',
		label: 'Your e-mail',
		ask: 'Enter your e-mail',
		hint: 'The address that it is about: we send you a link there, and write to you nowhere else',
		type: 'email',
		autocomplete: 'email',
	},
	{ name: 'text', label: 'What else there is to say', isOptional: true, lines: 5, maxLength: 4000 },
];

export function RequestAsk() {
	const [asked, setAsked] = useState<string | null>(null);
	const [type, setType] = useState<privacy_request_new['type']>('access');
	const [law, setLaw] = useState<privacy_request_new['jurisdiction']>('unknown');
	if (asked !== null)
		return (
			<LookIntoYourMail again={() => setAsked(null)}>
				We have sent a link to <strong>{asked}</strong>. Open it within a day: it shows that the address is yours, and
				afterwards what comes of your request. Three are sent in an hour at most.
			</LookIntoYourMail>
		);
	const submit = async ({ email, text }: values): Promise<void> => {
		await askRequest({ type, jurisdiction: law, email: email!.trim(), text: text!.trim() });
		setAsked(email!.trim());
	};
	return (
		<Legal part="Make a request">
			<section class="request" aria-labelledby="ask-heading">
				<h2 id="ask-heading">Ask for what the law gives you</h2>
				<p>
					You need no account for this. A person looks at what you ask for, two decide, and you see by when we must answer.
				</p>
				{session.current.value ? (
					<p class="hint">
						A copy of your data, and its erasure, are on <a href="/account/data">Your data</a>, without waiting for anybody.
					</p>
				) : (
					<p class="hint">
						If you have an account, <a href="/log-in">log in</a>: a copy of your data, and its erasure, are on the page “Your
						data”, without waiting for anybody.
					</p>
				)}
				<Form
					fields={fields}
					action="Send the request"
					doing="Sending…"
					submit={submit}
					before={() => (
						<>
							<Select label="What do you ask for?" options={optionsOf(types)} value={type} change={setType} />
							<Select
								label="By the law of"
								hint="Where you live, usually. We do not find it out by ourselves."
								options={optionsOf(laws)}
								value={law}
								change={setLaw}
							/>
						</>
					)}
				/>
			</section>
		</Legal>
	);
}
