import * as api from '../../api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';
import { unreachable } from '../../problem.ts';

/** What shows them comes with them, and not with each text. */
async function read(job: string, signal: AbortSignal) {
	const part = import('../../parts/guidelines.tsx').catch(() => Promise.reject(unreachable()));
	const [value, { Guidelines }] = await Promise.all([api.guidelinesOf(job, signal), part]);
	return { value, Guidelines };
}

/** How to label, as the job says. */
export function GuidelinesOf({ job, close }: { job: string; close: () => void }) {
	const { value: found, problem, reload } = useResource(job, (signal) => read(job, signal));
	return (
		<Dialog title="Guidelines" close={close}>
			{found ? (
				<found.Guidelines html={found.value.html ?? ''} markdown={found.value.markdown} />
			) : problem ? (
				<Failed problem={problem} retry={reload} />
			) : (
				<Loading what="the guidelines" />
			)}
		</Dialog>
	);
}
