/** What strangers see besides the log-in. One file of the page, fetched when first gone to. */
export { Confirm } from '../views/person/confirm.tsx';
export { Invitation } from '../views/person/invitation.tsx';
export { Reset } from '../views/person/reset.tsx';
export { SignUp } from '../views/person/sign-up.tsx';
