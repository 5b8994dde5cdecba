import { useQuery } from '@tanstack/react-query';
import { Unreachable } from '../api/api-failure.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { dashboardClient } from '../session/client.ts';

const place = '.well-known/openid-configuration';

async function fetchEndpoints(): Promise<readonly (readonly [name: string, address: string])[]> {
  const response = await fetch(`/${place}`, { credentials: 'omit' });
  if (!response.ok) throw new Unreachable('The discovery document can not be read.');
  const document = await response.json() as Readonly<Record<string, unknown>>;
  return Object.entries(document).filter((member): member is [string, string] => typeof member[1] === 'string' && (member[0] === 'jwks_uri' || member[0].endsWith('_endpoint')));
}

const titles: Readonly<Record<string, string>> = { jwks_uri: 'Keys (JWKS)', userinfo_endpoint: 'UserInfo', end_session_endpoint: 'Logout', registration_endpoint: 'Registration', pushed_authorization_request_endpoint: 'Pushed requests', device_authorization_endpoint: 'Device authorization', backchannel_authentication_endpoint: 'Backchannel sign-in' };
const plain = (name: string) => { const words = name.replace(/_endpoint$/, '').replaceAll('_', ' '); return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`; };

/** Where the server is spoken to, as its discovery document says (OIDC Discovery §3). */
export function ApplicationEndpoints() {
  const query = useQuery({ queryKey: ['discovery'], queryFn: fetchEndpoints, staleTime: Infinity });
  return (
    <section className="card form-card form" aria-label="Endpoints">
      <h2>Endpoints</h2>
      <Loaded query={query} what="list of endpoints">
        {(endpoints) => (
          <dl className="facts">
            <dt>Discovery</dt><dd><CopyValue value={`${dashboardClient.issuer}${place}`} label="discovery address" /></dd>
            {endpoints.map(([name, address]) => <div className="fact" key={name}><dt>{titles[name] ?? plain(name)}</dt><dd><CopyValue value={address} label={`address: ${titles[name] ?? plain(name)}`} /></dd></div>)}
          </dl>
        )}
      </Loaded>
    </section>
  );
}
