/** Texts that one comes back to: the list of what one was handed, and texts that people mark together. Who is handed a text needs none of it. */
export { DocumentPage } from '../views/document/page.tsx';
export { WorkPage } from '../views/annotate/work.tsx';
