import assert from 'node:assert/strict';
import type { Client, ClientId } from '../../src/protocol/client/client.ts';
import { answerOf, authorizeUrl, call, newPkce, signIn, type App, type Fields, type TokenAnswer } from './app.ts';
import { proofOf, type DpopKey, type ProofOf } from './dpop.ts';
import { api, apiEs, apps, people } from './fixtures.ts';
import type { RunningHouse } from './house.ts';
import { addSignedApp, assertionFields, type SignedApp } from './signed-app.ts';

/** Stores a copy of a fixture application that is set otherwise. */
export async function addLike(house: RunningHouse, like: App, over: Partial<Client> & { readonly id: ClientId }): Promise<App> {
  const { storage, defaultTenant } = house.house;
  const client = await storage.clients.findClient(defaultTenant.id, like.id);
  assert.ok(client);
  assert.equal(await storage.registry.insertClient({ ...client, ...over }), 'inserted');
  for (const audience of [api, apiEs]) {
    const grant = await storage.clients.findClientGrant(defaultTenant.id, like.id, audience);
    if (grant !== undefined) await storage.registry.insertClientGrant({ ...grant, id: `${grant.id}_${over.id}`, clientId: over.id });
  }
  return { ...like, id: over.id };
}

/** A client of the profile fapi2, which signs to authenticate, with what `m2m` may call. */
export async function addStrictApp(house: RunningHouse, id: string, over: Partial<Client> = {}): Promise<SignedApp> {
  const app = await addSignedApp(house, id, { profile: 'fapi2', ...over });
  for (const audience of [api, apiEs]) await house.house.storage.registry.insertClientGrant({ tenant: house.house.defaultTenant.id, id: `cgr_${id}_${audience}`, clientId: id, audience, scope: ['read:things'] });
  return app;
}

export const tokenPath = '/oauth/token';

/** A token request with a proof, as an application of `key` sends it. `proof` is what its proof says otherwise. */
export interface DpopRequest { readonly app?: App | SignedApp; readonly key?: DpopKey | undefined; readonly fields: Fields; readonly path?: string; readonly proof?: Partial<ProofOf> }

export function tokenRequest(house: RunningHouse, { app = apps.web, key, fields, path = tokenPath, proof = {} }: DpopRequest): Promise<TokenAnswer> {
  const headers: Fields = key === undefined ? {} : { dpop: proofOf(key, { htu: `${house.origin}${path}`, ...proof }) };
  return 'assertion' in app ? call(house.origin, path, { app: { ...apps.spa, id: app.id }, fields: { ...assertionFields(app.assertion()), ...fields }, headers }) : call(house.origin, path, { app, fields, headers });
}

/** Machine tokens: the shortest way to a bound token. */
export const machineFields: Fields = { grant_type: 'client_credentials' };

/** A code of Alice with the fields of the request that redeems it. */
export async function codeFields(house: RunningHouse, app: App = apps.web, over: Fields = {}): Promise<Fields> {
  const pkce = newPkce();
  const code = answerOf(await signIn(house.browser(), authorizeUrl(app, pkce, { scope: 'openid email offline_access', ...over }), people.alice)).get('code');
  assert.ok(code);
  return { grant_type: 'authorization_code', code, code_verifier: pkce.verifier, redirect_uri: app.redirectUri };
}

/** Tokens of Alice that are bound to the key. */
export async function boundTokens(house: RunningHouse, key: DpopKey, { app = apps.web, over = {}, proof = {} }: { readonly app?: App; readonly over?: Fields; readonly proof?: Partial<ProofOf> } = {}): Promise<{ readonly accessToken: string; readonly refreshToken: string }> {
  const { status, body } = await tokenRequest(house, { app, key, fields: await codeFields(house, app, over), proof });
  assert.deepEqual([status, body['token_type']], [200, 'DPoP'], JSON.stringify(body));
  return { accessToken: body['access_token'] ?? '', refreshToken: body['refresh_token'] ?? '' };
}

/** How /userinfo is asked: `proof` is what the proof says otherwise; `null`: none is sent. */
export interface ResourceRequest { readonly token: string; readonly key: DpopKey; readonly scheme?: string; readonly path?: string; readonly proof?: Partial<ProofOf> | null }

/** Asks /userinfo with a proof. */
export function userinfoWith(house: RunningHouse, { token, key, scheme = 'DPoP', path = '/userinfo', proof = {} }: ResourceRequest): Promise<Response> {
  const dpop = proof === null ? {} : { dpop: proofOf(key, { htm: 'GET', htu: `${house.origin}${path}`, token, ...proof }) };
  return fetch(`${house.origin}${path}`, { headers: { authorization: `${scheme} ${token}`, ...dpop } });
}
