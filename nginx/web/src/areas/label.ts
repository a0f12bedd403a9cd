/** What those who label see. One file of the page, fetched when first gone to. */
export { DocumentPage } from '../views/document/page.tsx';
