import type { MailOrder } from '../identity/ports/mailer.ts';
import type { TriedMail } from '../identity/ports/mail-trial.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Seconds } from '../kernel/time.ts';

const goodFor: Seconds = 3600;

/** An order as the page would give it, with values that are nobody's: its link opens nothing, its code is no code. */
export function sampleOrder({ issuer, name }: Tenant, { template, to, language, clientId }: TriedMail, now: Seconds): MailOrder {
  const url = `${issuer}?sample=${template}`;
  return {
    template, to, language, clientId, expiresAt: now + goodFor,
    data: {
      url, link: url, code: '123456', connection: { name: 'Username-Password-Authentication' }, organization: { id: 'org_sample', name: 'sample', display_name: `Sample of ${name}` }, inviter: { name: 'Sam Sample' },
      message: 'A sample of what an application asks.', user: { name: 'Sam Sample', given_name: 'Sam', family_name: 'Sample', nickname: 'sam', user_id: 'auth0|sample', email_verified: false, source_ip: '203.0.113.7', city: 'Sampleton', country: 'Nowhere' },
    },
  };
}
