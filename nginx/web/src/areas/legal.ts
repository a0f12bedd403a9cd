/** The privacy policy, for everyone. One file of the page, fetched when first gone to. */
export { PolicyChanges } from '../views/legal/changes.tsx';
export { PolicyPage } from '../views/legal/policy.tsx';
export { PolicyProof } from '../views/legal/proof.tsx';
export { PolicyVersion } from '../views/legal/version.tsx';
