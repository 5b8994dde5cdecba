import type { Reason } from './reason.ts';

/** Refusals of who administers. */
export const administrationReasons = {
  'administrator.none': { check: 'administrator.role', explain: 'The person is signed in, but is no administrator of this tenant.', fix: ['Ask an owner to add you: in the dashboard under Administrators, or with gatehouse administrators add.', 'Sign in as somebody who is an administrator.'] },
  'administrator.other_api': { check: 'administrator.role', explain: 'The dashboard gets tokens for the Management API of its tenant and for nothing else.', fix: ['Send the audience of the Management API: the issuer followed by api/v2/.'] },
  'administrator.protected': { check: 'administrator.role', explain: 'The person is an administrator, and who changes the account of one could act as that one.', fix: ['Ask an owner, or use a token that has update:administrators.'] },
  'administrator.deed': { check: 'administrator.role', explain: 'The role of the administrator does not allow this, whatever stands in the token.', fix: ['Ask an owner for another role, or somebody who has one.'] },
  'administrator.last_owner': { check: 'administrator.role', explain: 'This is the last owner who can sign in: nobody could administer the tenant any more.', fix: ['Make somebody else an owner first.'] },
  'setup.code_unknown': { check: 'setup.code', explain: 'The code of the set-up link is not the one that counts: it was used, or a newer link took its place.', fix: ['Run gatehouse setup-link where the server runs, and open the link that it prints.'] },
  'setup.code_expired': { check: 'setup.code', explain: 'The set-up link is older than half an hour.', fix: ['Run gatehouse setup-link where the server runs, and open the link that it prints.'] },
  'setup.throttled': { check: 'setup.code', explain: 'Too many wrong set-up codes came from this address, or to this tenant.', fix: ['Wait, and open the link as it was printed.'] },
  'setup.email_taken': { check: 'setup.account', explain: 'There is an account with this address, and its person is no administrator.', fix: ['Choose another address.', 'Make that person an administrator: gatehouse administrators add, with the user_id.'] },
  'setup.not_here': { check: 'setup.account', explain: 'The account of an owner can be skipped on the machine of a development server alone.', fix: ['Give an address and a password.'] },
} as const satisfies Record<string, Reason>;
