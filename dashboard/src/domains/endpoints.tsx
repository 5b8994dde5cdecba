import { useQuery } from '@tanstack/react-query';
import { ApiFailure, failureOf, Unreachable } from '../api/api-failure.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { dashboardClient } from '../session/client.ts';

type Discovery = Readonly<Record<string, unknown>>;

const path = '/.well-known/openid-configuration';
const names: readonly (readonly [member: string, title: string])[] = [
  ['authorization_endpoint', 'Authorization'], ['token_endpoint', 'Token'], ['userinfo_endpoint', 'Userinfo'], ['jwks_uri', 'Keys (JWKS)'], ['end_session_endpoint', 'Logout'], ['revocation_endpoint', 'Revocation'], ['introspection_endpoint', 'Introspection'],
  ['pushed_authorization_request_endpoint', 'Pushed requests'], ['device_authorization_endpoint', 'Devices'], ['backchannel_authentication_endpoint', 'CIBA'], ['registration_endpoint', 'Registration'],
];

/** Discovery is public: it is asked for as every client does. */
async function discover(): Promise<Discovery> {
  const response = await fetch(path, { credentials: 'omit' }).catch((error: unknown) => { throw new Unreachable('The server can not be reached.', { cause: error }); });
  const text = await response.text();
  if (!response.ok) throw new ApiFailure(failureOf(response, text, { method: 'GET', path }));
  return JSON.parse(text) as Discovery;
}

/** Every address of the tenant, as its discovery document has it (OIDC Discovery §3). */
export function Endpoints() {
  const query = useQuery({ queryKey: ['tenant', 'discovery'], queryFn: discover });
  return (
    <section className="card form-card" aria-label="Endpoints">
      <h2>Endpoints</h2>
      <Loaded query={query} what="endpoints">
        {(document) => (
          <dl className="facts">
            <dt>Discovery</dt><dd><CopyValue value={`${dashboardClient.issuer}${path.slice(1)}`} label="discovery address" /></dd>
            {names.map(([member, title]) => <One key={member} title={title} value={document[member]} />)}
            <dt>Management API</dt><dd><CopyValue value={dashboardClient.audience} label="address of the Management API" /></dd>
          </dl>
        )}
      </Loaded>
    </section>
  );
}

function One({ title, value }: { readonly title: string; readonly value: unknown }) {
  return typeof value === 'string' ? <><dt>{title}</dt><dd><CopyValue value={value} label={`${title} endpoint`} /></dd></> : null;
}
