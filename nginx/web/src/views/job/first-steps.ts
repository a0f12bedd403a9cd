/**
 * From nothing to a first example: a project, texts, a schema and a job. Each
 * step looks first for what it would make, so that it can be done again after
 * a failure of which nobody knows what came before it.
 */
import * as api from '../../api.ts';
import type { label_schema_content, page } from '../../types.gen.ts';
import { importSamples } from '../dataset/samples.ts';

export interface made {
	project?: string;
	dataset?: string;
	schema?: string;
	job?: string;
}

export interface step {
	/** What is being done; and what is said when it is. */
	readonly doing: string;
	readonly done: string;
	readonly run: (made: made) => Promise<made>;
}

const PROJECT = 'Try it';
const DATASET = 'Sample texts';
const SCHEMA = 'People, places, organisations';
const JOB = 'Try it with sample texts';

const schema: label_schema_content = {
	name: SCHEMA,
	overlap: 'none',
	classes: 'single',
	labels: [
		{ kind: 'tag', name: 'Person', key: 'a', description: 'Somebody, with their title' },
		{ kind: 'tag', name: 'Place', key: 's', description: 'A town, a country, a river, a street' },
		{ kind: 'tag', name: 'Organisation', key: 'd', description: 'A company, a school, a society' },
	],
};

const guidelines = `Mark every **person**, **place** and **organisation** in the text.

- Select a name and press its key: *a* for Person, *s* for Place, *d* for Organisation.
- A title belongs to the name: *Herr Johann Reiter*.
- When there is nothing to mark, say so.`;

interface named {
	readonly id: string;
	readonly name: string;
}

async function foundOrMade<T extends named>(list: Promise<page<T>>, name: string, make: () => Promise<T>): Promise<T> {
	return (await list).items.find((x) => x.name === name) ?? make();
}

export const steps: readonly step[] = [
	{
		doing: 'Making a project',
		done: `Project “${PROJECT}” is there`,
		run: async (made) => {
			const project = await foundOrMade(api.listProjects(null), PROJECT, () =>
				api.createProject({ name: PROJECT, description: 'Sample texts, to see how labelling goes' }),
			);
			return { ...made, project: project.id };
		},
	},
	{
		doing: 'Filling a dataset with sample texts',
		done: 'Sample texts are in a dataset',
		run: async (made) => {
			const dataset = await foundOrMade(api.listDatasets(made.project!, null), DATASET, () =>
				api.createDataset(made.project!, { name: DATASET, description: 'Made up for trying things out' }),
			);
			await importSamples(dataset.id);
			return { ...made, dataset: dataset.id };
		},
	},
	{
		doing: 'Making a schema',
		done: 'A schema has Person (a), Place (s) and Organisation (d)',
		run: async (made) => {
			const found = await foundOrMade<named>(api.listSchemas(made.project!, null), SCHEMA, () =>
				api.createSchema(made.project!, schema),
			);
			return { ...made, schema: found.id };
		},
	},
	{
		doing: 'Making a job',
		done: 'A job asks one annotator for each text',
		run: async (made) => {
			const job = await foundOrMade<named>(api.listJobs(made.project!, null), JOB, () =>
				api.createJob(made.project!, {
					name: JOB,
					dataset: made.dataset!,
					schema: made.schema!,
					annotators: 1,
					guidelines,
					sample: true,
				}),
			);
			return { ...made, job: job.id };
		},
	},
];
