/** What the staff sees. One file of the page, fetched when first gone to. */
export { PolicyCase } from '../views/policy/case.tsx';
export { PolicyList } from '../views/policy/list.tsx';
export { RequestCase } from '../views/request/case.tsx';
export { RequestQueue } from '../views/request/queue.tsx';
