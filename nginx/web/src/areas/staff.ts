/** What the staff sees. One file of the page, fetched when first gone to. */
export { RequestCase } from '../views/request/case.tsx';
export { RequestQueue } from '../views/request/queue.tsx';
