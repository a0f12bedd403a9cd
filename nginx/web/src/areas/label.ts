/** What those who label see. One file of the page, fetched when first gone to. */
export { DocumentPage } from '../views/document/page.tsx';
export { LabelPage } from '../views/annotate/page.tsx';
export { WorkPage } from '../views/annotate/work.tsx';
