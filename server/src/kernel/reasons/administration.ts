import type { Reason } from './reason.ts';

/** Refusals of who administers. */
export const administrationReasons = {
  'administrator.none': { check: 'administrator.role', explain: 'The person is signed in, but is no administrator of this tenant.', fix: ['Ask an owner to add you: in the dashboard under Administrators, or with gatehouse administrators add.', 'Sign in as somebody who is an administrator.'] },
  'administrator.other_api': { check: 'administrator.role', explain: 'The dashboard gets tokens for the Management API of its tenant and for nothing else.', fix: ['Send the audience of the Management API: the issuer followed by api/v2/.'] },
  'administrator.protected': { check: 'administrator.role', explain: 'The person is an administrator, and who changes the account of one could act as that one.', fix: ['Ask an owner, or use a token that has update:administrators.'] },
  'administrator.deed': { check: 'administrator.role', explain: 'The role of the administrator does not allow this, whatever stands in the token.', fix: ['Ask an owner for another role, or somebody who has one.'] },
  'administrator.last_owner': { check: 'administrator.role', explain: 'This is the last owner who can sign in: nobody could administer the tenant any more.', fix: ['Make somebody else an owner first.'] },
} as const satisfies Record<string, Reason>;
