import { Link } from '@tanstack/react-router';
import { useMailWay } from '../messages/message-queries.ts';
import { pageFacts } from '../session/page-facts.ts';
import { useMay } from '../session/session-context.ts';
import { useAddressFindings } from './overview-queries.ts';

/** What was really looked at and is not as it should be; nothing where all is well. */
export function Attention() {
  const findings = useAddressFindings(useMay('read:tenant_settings')).data ?? [];
  const noMail = useMailWay().data?.way === 'none' && !pageFacts.development;
  if (findings.length === 0 && !noMail) return null;
  return (
    <section className="note warn" aria-label="Needs attention">
      <h2>Needs attention</h2>
      <ul className="plain-list">
        {findings.map(({ check, detail }) => <li key={check}><Link to="/domains">{check}</Link>: {detail}</li>)}
        {noMail ? <li><Link to="/messages" search={{ tab: 'sending' }}>Mail</Link>: no SMTP server is set, so mail waits and nobody gets it.</li> : null}
      </ul>
      <p className="small">More is looked at under <Link to="/readiness">Readiness</Link>.</p>
    </section>
  );
}
