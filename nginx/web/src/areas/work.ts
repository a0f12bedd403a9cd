/** What managers see: projects and what is in them. One file of the page, fetched when first gone to. */
import { putOn } from '../parts/sheet.ts';
import texts from '../views/project/texts.sheet';
import schema from '../views/schema/schema.sheet';

putOn(texts);
putOn(schema);

export { ImportPage } from '../views/dataset/import.tsx';
export { ProjectDatasets } from '../views/dataset/list.tsx';
export { DatasetPage } from '../views/dataset/page.tsx';
export { DatasetImport } from '../views/dataset/wizard.tsx';
export { JobCreate } from '../views/job/create.tsx';
export { JobList } from '../views/job/list.tsx';
export { JobPage } from '../views/job/page.tsx';
export { Queue } from '../views/job/queue.tsx';
export { ProjectCreate } from '../views/project/create.tsx';
export { ProjectList } from '../views/project/list.tsx';
export { ProjectTexts } from '../views/project/texts.tsx';
export { SchemaCreate } from '../views/schema/create.tsx';
export { ProjectSchemas } from '../views/schema/list.tsx';
export { SchemaPage } from '../views/schema/page.tsx';
