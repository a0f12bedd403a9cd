/** A version of the policy, whole or beside another one. */
import * as api from '../../api/policy.ts';
import { Failed } from '../../parts/notice.tsx';
import { Ready } from '../../parts/ready.tsx';
import { useResource } from '../../parts/resource.ts';
import { Problem } from '../../problem.ts';
import * as place from '../../store/place.ts';
import { Compared } from './compare.tsx';
import { Legal } from './frame.tsx';
import { Standing } from './standing.tsx';

export function PolicyVersion({ id }: { id: string }) {
	const number = /^[1-9]\d{0,8}$/.test(id) ? Number(id) : null;
	if (number === null) {
		return (
			<Legal part="A version">
				<Failed problem={new Problem(404, 'not-found', 'There is nothing here')} />
			</Legal>
		);
	}
	return <Version key={number} number={number} />;
}

function Version({ number }: { number: number }) {
	const found = useResource(`policy ${number}`, async (signal) => {
		const [text, log] = await Promise.all([api.showPolicy(number, signal), api.listPolicies(signal)]);
		return { text, log };
	});
	/* It is shown beside the one before, unless it was asked for whole. */
	const isWhole = place.current.value.query.has('whole');
	return (
		<Legal part={`Version ${number}`}>
			<Ready of={found} what="this version">
				{({ text, log }) => (
					<>
						<Standing of={text} />
						<Compared key={`${isWhole}`} text={text} others={log.versions} isWhole={isWhole} show={api.showPolicy} />
					</>
				)}
			</Ready>
		</Legal>
	);
}
