import * as api from '../../api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Guidelines } from '../../parts/guidelines.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { useResource } from '../../parts/resource.ts';

/** How to label, as the job says. */
export function GuidelinesOf({ job, close }: { job: string; close: () => void }) {
	const { value, problem, reload } = useResource(job, (signal) => api.guidelinesOf(job, signal));
	return (
		<Dialog title="Guidelines" close={close}>
			{value ? (
				<Guidelines html={value.html ?? ''} markdown={value.markdown} />
			) : problem ? (
				<Failed problem={problem} retry={reload} />
			) : (
				<Loading what="the guidelines" />
			)}
		</Dialog>
	);
}
