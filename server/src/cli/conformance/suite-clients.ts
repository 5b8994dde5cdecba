import { newClientSecret } from '../../kernel/ids.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { clientDefaults } from '../../protocol/client/client-defaults.ts';
import type { Client, ClientId } from '../../protocol/client/client.ts';
import type { SecretHasher } from '../../protocol/ports/secret-hasher.ts';
import { responseTypes } from '../../protocol/response-types/index.ts';
import type { ResponseTypeName } from '../../protocol/vocabulary/names.ts';
import { makeSuiteKey, type SuiteKey } from './suite-keys.ts';

/** Where the suite runs and under which name it knows this server: its callback is `<suite>/test/a/<alias>/callback`. */
export interface SuiteAddress { readonly suite: string; readonly alias: string }

/** A client of the suite with what only the suite may know of it. */
export interface SuiteClient { readonly client: Client; readonly secret: string | undefined; readonly key: SuiteKey | undefined }

const everyType = [...responseTypes.keys()] as readonly ResponseTypeName[];

/** The static clients of the plans: two for OpenID Connect, one that sends its secret in the body, and two for FAPI 2.0. */
export function suiteClients(tenant: Tenant, address: SuiteAddress, hasher: SecretHasher): Readonly<Record<'first' | 'second' | 'post' | 'fapiFirst' | 'fapiSecond' | 'cibaPoll' | 'cibaPing', SuiteClient>> {
  const base = baseClient(tenant, address);
  const [callback = ''] = base.redirectUris;
  const plain = (id: string, over: Partial<Client> = {}): SuiteClient => {
    const secret = newClientSecret();
    return { secret, key: undefined, client: { ...base, id: id as ClientId, name: `Conformance ${id}`, secrets: [{ hash: hasher.hash(secret), expiresAt: undefined }], ...over } };
  };
  const fapi = (id: string, alg: 'ES256' | 'PS256', callback: string): SuiteClient => {
    const key = makeSuiteKey(alg);
    return {
      secret: undefined, key,
      client: {
        ...base, id: id as ClientId, name: `Conformance ${id}`, secrets: [], authenticationMethod: 'private_key_jwt', profile: 'fapi2', senderConstraint: 'either', requiresPkce: true, responseTypes: ['code'], legacyFlows: [],
        redirectUris: [callback], idTokenAlg: 'PS256', keys: { jwks: [key.publicJwk], jwksUri: undefined }, requests: { ...base.requests, parRequired: true },
      },
    };
  };
  const ciba = (id: string, deliveryMode: 'poll' | 'ping'): SuiteClient => {
    const { client, ...rest } = fapi(id, 'PS256', callback);
    const notificationEndpoint = deliveryMode === 'poll' ? undefined : `${address.suite}/test/a/${address.alias}/ciba-notification-endpoint`;
    return { ...rest, client: { ...client, profile: 'oidc', requests: base.requests, grantTypes: ['urn:openid:params:grant-type:ciba', 'refresh_token'], redirectUris: [], ciba: { ...base.ciba, deliveryMode, notificationEndpoint } } };
  };
  return {
    first: plain('conformance-1'), second: plain('conformance-2'), post: plain('conformance-post', { authenticationMethod: 'client_secret_post' }),
    cibaPoll: ciba('conformance-ciba-poll', 'poll'), cibaPing: ciba('conformance-ciba-ping', 'ping'),
    fapiFirst: fapi('conformance-fapi-1', 'ES256', callback), fapiSecond: fapi('conformance-fapi-2', 'PS256', `${callback}?dummy1=lorem&dummy2=ipsum`),
  };
}

function baseClient(tenant: Tenant, { suite, alias }: SuiteAddress): Client {
  const home = `${suite}/test/a/${alias}`;
  return {
    tenant: tenant.id, id: '' as ClientId, name: '', description: 'Made by gatehouse conformance', logoUri: undefined, policyUri: undefined, tosUri: undefined, initiateLoginUri: undefined, type: 'regular_web', firstParty: false, enabled: true,
    sample: true, authenticationMethod: 'client_secret_basic', secrets: [], redirectUris: [`${home}/callback`], logoutUris: [`${home}/post_logout_redirect`], webOrigins: [], grantTypes: ['authorization_code', 'refresh_token', 'implicit'],
    requiresPkce: false, idTokenTtl: 3600, idTokenAlg: 'RS256', claimsStyle: 'strict', refresh: { leeway: 60, idleTtl: 86_400, absoluteTtl: 2_592_000 }, tokenInQueryAllowed: false,
    ...clientDefaults, profile: 'oidc', responseTypes: everyType, legacyFlows: ['implicit', 'hybrid'], assertions: { signingAlg: undefined, audience: 'endpoints' },
    logout: { backchannelUri: `${home}/backchannel_logout`, backchannelSessionRequired: true, frontchannelUri: `${home}/frontchannel_logout`, frontchannelSessionRequired: true },
  };
}
