/** Every request that the pages make, by noun. */
export * from './api/document.ts';
export * from './api/project.ts';
export { hooks } from './api/send.ts';
export * from './api/session.ts';
