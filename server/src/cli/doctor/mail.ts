import type { Settings } from '../../settings/settings.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

/** The mail server of the settings: does it answer, with TLS where it must, and does it let us in? No mail is sent. */
export async function judgeMail({ smtpUrl, outboundAllow, issuer, mode }: Settings): Promise<Finding> {
  if (smtpUrl === undefined) {
    return mode === 'development' ? ok('mail', 'kept in the outbox of development, /u/outbox') : warn('mail', 'no mail server is set: mail of tenants without one of their own waits', 'Set GATEHOUSE_SMTP_URL.');
  }
  const [{ trySmtp }, { parseSmtpUrl }, { smtpProblems }, { createOutboundHosts }, { parseAllowList }] = await Promise.all([
    import('../../mail/smtp.ts'), import('../../mail/smtp-server.ts'), import('../../mail/smtp-problems.ts'), import('../../outbound/outbound-hosts.ts'), import('../../outbound/allow-list.ts'),
  ]);
  const server = parseSmtpUrl(smtpUrl);
  const outcome = await trySmtp(server, { hosts: createOutboundHosts({ allowed: parseAllowList(outboundAllow) }), ownName: new URL(issuer).hostname });
  if (outcome.outcome === 'delivered') return ok('mail', `${server.host}:${server.port} answers${server.user === undefined ? '' : ' and lets us in'}`);
  const { explain, fix } = smtpProblems[outcome.problem];
  return fail('mail', `${explain} (${outcome.detail})`, fix.join(' '));
}
