/** What those who label see. One file of the page, fetched when first gone to. */
export { LabelPage } from '../views/annotate/page.tsx';
