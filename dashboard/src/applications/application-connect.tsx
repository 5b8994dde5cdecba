import type { Application } from '../api/records.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { CopyValue } from '../pieces/copy-value.tsx';
import { dashboardClient as client } from '../session/client.ts';
import { isForPeople } from './application-types.ts';
import { linesForApp, machineCall } from './connect-lines.ts';
import { WaitingForApp } from './waiting-for-app.tsx';

/** Everything an app must be told, with the values of this one in it. */
export function ApplicationConnect({ application }: { readonly application: Application }) {
  const people = isForPeople(application.app_type);
  return (
    <div className="form">
      <WaitingForApp application={application} />
      <section className="card form-card" aria-label="Values">
        <h2>Values</h2>
        <dl className="facts">
          <dt>Domain</dt><dd><CopyValue value={new URL(client.issuer).host} label="domain" /></dd>
          <dt>Issuer</dt><dd><CopyValue value={client.issuer} label="issuer" /></dd>
          <dt>Client ID</dt><dd><CopyValue value={application.client_id ?? ''} label="client ID" /></dd>
          <dt>Discovery</dt><dd><CopyValue value={`${client.issuer}.well-known/openid-configuration`} label="discovery address" /></dd>
          <dt>Authorize</dt><dd><CopyValue value={`${client.issuer}authorize`} label="authorization endpoint" /></dd>
          <dt>Token</dt><dd><CopyValue value={`${client.issuer}oauth/token`} label="token endpoint" /></dd>
        </dl>
      </section>
      <section className="card form-card" aria-label="Configuration">
        <h2>{people ? 'Configuration' : 'A token, now'}</h2>
        <p className="muted">{people ? 'Every certified OpenID Connect client, and Auth0’s own SDKs, take these values.' : 'Put the secret and an API of yours in their places.'}</p>
        <CopyBlock label={people ? 'configuration' : 'command'} text={people ? linesForApp(application) : machineCall(application)} />
      </section>
    </div>
  );
}
