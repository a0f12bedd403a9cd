/** What managers see: projects and what is in them. One file of the page, fetched when first gone to. */
export { ProjectCreate } from '../views/project/create.tsx';
export { ProjectList } from '../views/project/list.tsx';
export { ProjectPage } from '../views/project/page.tsx';
