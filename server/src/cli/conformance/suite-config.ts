import type { Tenant } from '../../kernel/tenant.ts';
import type { SuiteAddress, SuiteClient, suiteClients } from './suite-clients.ts';

interface Facts { readonly tenant: Tenant; readonly address: SuiteAddress; readonly clients: ReturnType<typeof suiteClients>; readonly person: { readonly username: string; readonly password: string } }

/** The configuration of a test plan as the suite reads it: the server, the static clients with their keys, and how its browser signs in. */
export function suiteConfig({ tenant, address, clients, person }: Facts): Readonly<Record<string, unknown>> {
  return {
    alias: address.alias,
    description: 'Gatehouse, seeded by gatehouse conformance',
    server: { discoveryUrl: `${tenant.issuer}.well-known/openid-configuration`, login_hint: person.username },
    client: clientOf(clients.first), client2: clientOf(clients.second), client_secret_post: clientOf(clients.post),
    fapi: { client: clientOf(clients.fapiFirst), client2: clientOf(clients.fapiSecond), resource: { resourceUrl: `${tenant.issuer}userinfo` } },
    ciba: { client: clientOf(clients.cibaPoll), client2: clientOf(clients.cibaPing), hint: person.username, automated_ciba_approval_url: `${tenant.issuer}conformance/ciba?auth_req_id={auth_req_id}&action={action}` },
    browser: [{
      match: `${tenant.issuer}authorize*`,
      tasks: [
        { task: 'Sign in', match: `${tenant.issuer}u/login*`, optional: true, commands: [['text', 'id', 'username', person.username, 'optional'], ['text', 'id', 'password', person.password], ['click', 'css', 'button[name=action][value=default]']] },
        { task: 'Allow', match: `${tenant.issuer}u/consent*`, optional: true, commands: [['click', 'css', 'button[name=action][value=accept]']] },
        { task: 'Arrive', match: '*/test/*/callback*', commands: [['wait', 'id', 'submission_complete', 10]] },
      ],
    }],
  };
}

const clientOf = ({ client, secret, key }: SuiteClient) => ({
  client_id: client.id, ...(secret === undefined ? {} : { client_secret: secret }), scope: 'openid', redirect_uri: client.redirectUris[0],
  ...(key === undefined ? {} : { jwks: { keys: [key.privateJwk] } }),
});
