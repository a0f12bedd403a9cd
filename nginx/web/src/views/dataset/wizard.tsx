/** A file is chosen, looked at, and sent to fill a dataset. */
import { useMemo, useRef, useState } from 'preact/hooks';
import * as api from '../../api.ts';
import { Denied } from '../../parts/denied.tsx';
import { Form } from '../../parts/form.tsx';
import { Failed, Loading } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { useResource } from '../../parts/resource.ts';
import { size } from '../../parts/words.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../store/may.ts';
import * as place from '../../store/place.ts';
import { say } from '../../store/voice.ts';
import { flawOfHead } from '../../text/cut.ts';
import { guessFields, guessFormat, hasSemicolons } from '../../text/guess.ts';
import { type fields, flaws, hasFields, judged, previewOf } from '../../text/preview.ts';
import type { import_new } from '../../types.gen.ts';
import { ChooseFile } from './choose.tsx';
import { IntoJobs } from './into-jobs.tsx';
import { FieldChoices, FormatChoice } from './meaning.tsx';
import { Preview } from './preview.tsx';
import { startUpload } from './upload.ts';

const HEAD = 256 * 1024;
const FILE_MOST = 2 ** 31;

interface chosen {
	readonly file: File;
	/** Its beginning. */
	readonly bytes: Uint8Array;
	/** Tells it from other choices: two files may have one name and time. */
	readonly choice: number;
}

export function DatasetImport({ id }: { id: string }) {
	const { value, problem, reload } = useResource(id, async (signal) => {
		const dataset = await api.showDataset(id, signal);
		return { dataset, jobs: may('project.write') ? await api.listJobsOn(dataset, signal) : [] };
	});
	const [chosen, setChosen] = useState<chosen | null>(null);
	const [flaw, setFlaw] = useState<string | null>(null);
	const choices = useRef(0);
	const choose = async (file: File): Promise<void> => {
		const choice = ++choices.current;
		const found = await looked(file, choice);
		/* Another was chosen meanwhile, and may have been looked at already. */
		if (choice !== choices.current) return;
		setChosen(typeof found === 'string' ? null : found);
		setFlaw(typeof found === 'string' ? found : null);
		if (typeof found !== 'string') say(`${file.name} was read. Look whether it is understood.`);
	};
	const above = { name: value?.dataset.name ?? 'Dataset', href: `/datasets/${id}` };
	return (
		<Page title="Import a file" above={above}>
			{!may('project.write') ? (
				<Denied need="project.write" what="import files" />
			) : problem ? (
				<Failed problem={problem} retry={reload} />
			) : !value ? (
				<Loading what="the dataset" />
			) : (
				<>
					<IntoJobs jobs={value.jobs} />
					<ChooseFile
						label={chosen ? 'Another file' : 'File'}
						hint="JSON Lines, a JSON array, CSV, TSV or plain text, in UTF-8, up to 2 GiB. It can also be dropped here. Nothing is sent yet."
						chosen={choose}
						flaw={flaw}
					/>
					{chosen && <Meaning key={chosen.choice} dataset={id} chosen={chosen} />}
				</>
			)}
		</Page>
	);
}

/** Its beginning, or what is wrong with it. */
async function looked(file: File, choice: number): Promise<chosen | string> {
	if (file.size === 0) return `${file.name} is empty`;
	if (file.size > FILE_MOST) return `${file.name} has ${size(file.size)}; at most 2 GiB can be sent at once: divide it`;
	try {
		const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
		const found = flawOfHead(bytes);
		return found ? `${file.name}: ${flaws[found]}` : { file, bytes, choice };
	} catch {
		return `${file.name} cannot be read`;
	}
}

function Meaning({ dataset, chosen: { file, bytes } }: { dataset: string; chosen: chosen }) {
	const [format, setFormat] = useState(() => guessFormat(file.name, bytes, file.size));
	const found = useMemo(() => previewOf(bytes, file.size, format), [format]);
	/* Nobody has chosen yet: what is guessed. */
	const [picked, setPicked] = useState<fields | null>(null);
	const fields = picked ?? guessFields(found, format);
	const [isAll, setAll] = useState(false);
	const submit = async (): Promise<void> => {
		if (hasFields(format) && fields.content === null)
			throw new Problem(422, 'invalid', 'Some values are not valid', [
				{ pointer: '#/content_field', detail: 'must be chosen' },
			]);
		const made = await api.createImport(dataset, bodyOf(format, fields, isAll));
		startUpload(made.id, file);
		place.go(`/imports/${made.id}`, { replace: true });
	};
	return (
		<>
			<section class="panel" aria-labelledby="meaning-heading">
				<h2 id="meaning-heading">
					<bdi>{file.name}</bdi>, {size(file.size)}
				</h2>
				<Form
					fields={[]}
					action="Import it"
					doing="Beginning…"
					submit={submit}
					cancel={() => place.go(`/datasets/${dataset}`)}
					shows={['content', 'id', 'group', 'order', 'metadata'].map((f) => `#/${f}_field`)}
					more={(problem) => (
						<>
							<FormatChoice
								format={format}
								change={(now) => {
									setFormat(now);
									setPicked(null);
								}}
							/>
							{hasSemicolons(found, format) && (
								<p class="notice">
									The columns seem to be divided by semicolons. Save the table with commas, or as TSV.
								</p>
							)}
							{hasFields(format) && (
								<FieldChoices columns={found.columns} fields={fields} change={setPicked} problem={problem} />
							)}
							<p class="check">
								<label>
									<input type="checkbox" checked={isAll} onChange={(e) => setAll(e.currentTarget.checked)} />
									All or nothing
								</label>
								<span class="hint">
									If any row is wrong, nothing is added. Otherwise wrong rows are left out, and you are told which.
								</span>
							</p>
						</>
					)}
				/>
			</section>
			<Preview found={judged(found, fields, format)} columns={found.columns} fields={fields} format={format} isWhole={bytes.length >= file.size} />
		</>
	);
}

function bodyOf(format: import_new['format'], f: fields, isAll: boolean): import_new {
	return {
		format,
		...(hasFields(format) && {
			content_field: f.content,
			id_field: f.id,
			group_field: f.group,
			order_field: f.order,
			metadata_field: f.metadata,
		}),
		all_or_nothing: isAll,
	};
}
