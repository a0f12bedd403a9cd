/** One's account, and who else is in the workspace. One file of the page, fetched when first gone to. */
export { Profile } from '../views/person/profile.tsx';
export { Sessions } from '../views/person/sessions.tsx';
export { Tokens } from '../views/person/tokens.tsx';
export { Workspaces } from '../views/person/workspaces.tsx';
export { Erasure } from '../views/privacy/erasure.tsx';
export { Frozen } from '../views/privacy/frozen.tsx';
export { Invitations } from '../views/workspace/invitations.tsx';
export { Members } from '../views/workspace/members.tsx';
export { Settings } from '../views/workspace/settings.tsx';
export { Teams } from '../views/workspace/teams.tsx';
export { YourActivity } from '../views/privacy/activity.tsx';
export { YourData } from '../views/privacy/data.tsx';
export { YourMail } from '../views/privacy/mail.tsx';
