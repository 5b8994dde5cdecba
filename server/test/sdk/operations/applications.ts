import { api } from '../../flows/fixtures.ts';
import { client, clientGrant, clientGrants, clients, clientWithSecret, resourceServer, resourceServers } from '../schemas/applications.ts';
import { connections } from '../schemas/tenant.ts';
import { given, type DrivenCall } from './driven.ts';

const orders = 'https://orders.example/';

/** Applications, APIs and what one may do at the other. */
export const applicationCalls: readonly DrivenCall[] = [
  { row: 'POST /resource-servers', answer: resourceServer, async run({ management, made }) {
    const answer = await management.resourceServers.create({ identifier: orders, name: 'Orders', scopes: [{ value: 'read:orders', description: 'Read orders' }], signing_alg: 'RS256', allow_offline_access: true, token_lifetime: 3600, token_dialect: 'rfc9068_profile_authz', enforce_policies: true, skip_consent_for_verifiable_first_party_clients: true });
    made.set('api', answer.id ?? '');
    return answer;
  } },
  { row: 'GET /resource-servers', answer: resourceServers, run: async ({ management }) => management.resourceServers.list({ include_fields: true }) },
  { row: 'GET /resource-servers/{id}', answer: resourceServer, run: async ({ management }) => management.resourceServers.get(orders) },
  { row: 'PATCH /resource-servers/{id}', answer: resourceServer, run: async (stage) => stage.management.resourceServers.update(given(stage, 'api'), { name: 'All orders', scopes: [{ value: 'read:orders' }, { value: 'write:orders' }] }) },
  { row: 'POST /clients', answer: clientWithSecret, async run({ management, made }) {
    const answer = await management.clients.create({
      name: 'Shop', app_type: 'regular_web', callbacks: ['https://shop.example/cb'], allowed_logout_urls: ['https://shop.example/bye'], web_origins: ['https://shop.example'], grant_types: ['authorization_code', 'refresh_token', 'client_credentials'], token_endpoint_auth_method: 'client_secret_post',
      refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 3, token_lifetime: 2_592_000, idle_token_lifetime: 1_296_000, infinite_token_lifetime: false, infinite_idle_token_lifetime: false }, jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36_000 }, client_metadata: { team: 'shop' }, oidc_conformant: true,
      cross_origin_authentication: false, sso_disabled: false, organization_usage: 'deny',
    });
    made.set('client', answer.client_id ?? '');
    return answer;
  } },
  { row: 'GET /clients', answer: clients, run: async ({ management }) => management.clients.list({ per_page: 100 }) },
  { row: 'GET /clients/{id}', answer: client, run: async (stage) => stage.management.clients.get(given(stage, 'client')) },
  { row: 'PATCH /clients/{id}', answer: client, run: async (stage) => stage.management.clients.update(given(stage, 'client'), { description: 'Sells things', oidc_logout: { backchannel_logout_urls: ['https://shop.example/backchannel'] }, client_metadata: { team: 'checkout' } }) },
  { row: 'POST /clients/{id}/rotate-secret', answer: clientWithSecret, run: async (stage) => stage.management.clients.rotateSecret(given(stage, 'client')) },
  { row: 'GET /clients/{id}/connections', answer: connections, run: async (stage) => stage.management.clients.connections.get(given(stage, 'client')) },
  { row: 'POST /client-grants', answer: clientGrant, async run(stage) {
    const answer = await stage.management.clientGrants.create({ client_id: given(stage, 'client'), audience: orders, scope: ['read:orders'] });
    stage.made.set('clientGrant', answer.id ?? '');
    return answer;
  } },
  { row: 'GET /client-grants', answer: clientGrants, run: async ({ management }) => management.clientGrants.list({ audience: api, take: 1 }) },
  { row: 'GET /client-grants/{id}', answer: clientGrant, run: async (stage) => stage.management.clientGrants.get(given(stage, 'clientGrant')) },
  { row: 'PATCH /client-grants/{id}', answer: clientGrant, run: async (stage) => stage.management.clientGrants.update(given(stage, 'clientGrant'), { scope: ['write:orders'] }) },
  { row: 'DELETE /client-grants/{id}', answer: undefined, run: async (stage) => stage.management.clientGrants.delete(given(stage, 'clientGrant')) },
  { row: 'DELETE /clients/{id}', answer: undefined, run: async (stage) => stage.management.clients.delete(given(stage, 'client')) },
  { row: 'DELETE /resource-servers/{id}', answer: undefined, run: async (stage) => stage.management.resourceServers.delete(given(stage, 'api')) },
];
