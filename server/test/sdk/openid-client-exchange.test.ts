import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as client from 'openid-client';
import { tokensFor, type App } from '../flows/app.ts';
import { addApi, addApp, switchOn } from '../flows/arrangements.ts';
import { people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

const orders = 'https://orders.example';
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
let house: RunningHouse;
let app: App;
let config: client.Configuration;
before(async () => {
  house = await startHouse({ https: true });
  await switchOn(house, 'password');
  await addApi(house, orders);
  app = await addApp(house, 'exchanging', { grantTypes: ['authorization_code', 'password', exchangeGrant], legacyFlows: ['password'], exchange: { audiences: [orders], delegation: false, impersonation: true } });
  config = await client.discovery(new URL(house.issuer), app.id, undefined, client.ClientSecretPost(app.secret));
});
after(() => house.stop());

test('RFC 8693 §2: openid-client 6 exchanges a token, and reads the refusal of an unknown target', async () => {
  const { body } = await tokensFor(house.browser(), { app, person: people.alice }, { scope: 'openid read:things', audience: orders });
  const asked = { subject_token: body['access_token'] ?? '', subject_token_type: 'urn:ietf:params:oauth:token-type:access_token' };
  const answer = await client.genericGrantRequest(config, exchangeGrant, { ...asked, audience: orders, scope: 'read:things' });
  assert.deepEqual([answer.token_type, answer['issued_token_type'], answer.scope], ['bearer', 'urn:ietf:params:oauth:token-type:access_token', 'read:things']);
  await assert.rejects(client.genericGrantRequest(config, exchangeGrant, { ...asked, resource: 'https://nowhere.example' }), (error: client.ResponseBodyError) => error.error === 'invalid_target');
});

test('RFC 6749 §4.3: openid-client 6 signs a person in with a password, where that is switched on', async () => {
  assert.ok(config.serverMetadata().grant_types_supported?.includes('password'));
  const answer = await client.genericGrantRequest(config, 'password', { username: people.alice.email, password: people.alice.password, scope: 'openid email' });
  const userinfo = await client.fetchUserInfo(config, answer.access_token, client.skipSubjectCheck);
  assert.equal(userinfo.email, people.alice.email);
});
