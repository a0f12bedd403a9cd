/** What strangers see besides the log-in, and anyone the privacy policy. One file of the page, fetched when first gone to. */
export { PolicyChanges } from '../views/legal/changes.tsx';
export { PolicyPage } from '../views/legal/policy.tsx';
export { PolicyProof } from '../views/legal/proof.tsx';
export { Practices } from '../views/legal/practices.tsx';
export { PolicyVersion } from '../views/legal/version.tsx';
export { Confirm } from '../views/person/confirm.tsx';
export { Invitation } from '../views/person/invitation.tsx';
export { Reset } from '../views/person/reset.tsx';
export { Cancellation } from '../views/privacy/cancellation.tsx';
export { SignUp } from '../views/person/sign-up.tsx';
export { Unsubscribe } from '../views/privacy/unsubscribe.tsx';
export { RequestAsk } from '../views/request/ask.tsx';
export { RequestFollow } from '../views/request/follow.tsx';
