import type { Application } from '../api/records.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { dashboardClient } from '../session/client.ts';

/** What any other OpenID Connect client, and Auth0's own SDKs, must be told. */
export function ConnectionValues({ application }: { readonly application: Application }) {
  const { issuer } = dashboardClient;
  return (
    <section className="card form-card" aria-label="With anything else">
      <h2>With anything else</h2>
      <p className="muted">Every certified OpenID Connect client, and Auth0’s own SDKs, take these values. Most need the issuer alone and find the rest.</p>
      <dl className="facts">
        <dt>Domain</dt><dd><CopyValue value={new URL(issuer).host} label="domain" /></dd>
        <dt>Issuer</dt><dd><CopyValue value={issuer} label="issuer" /></dd>
        <dt>Client ID</dt><dd><CopyValue value={application.client_id ?? ''} label="client ID" /></dd>
        <dt>Discovery</dt><dd><CopyValue value={`${issuer}.well-known/openid-configuration`} label="discovery address" /></dd>
        <dt>Authorize</dt><dd><CopyValue value={`${issuer}authorize`} label="authorization endpoint" /></dd>
        <dt>Token</dt><dd><CopyValue value={`${issuer}oauth/token`} label="token endpoint" /></dd>
      </dl>
    </section>
  );
}
