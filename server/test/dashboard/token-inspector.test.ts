import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import { addApp } from '../flows/arrangements.ts';
import { answerOf, authorizeUrl, claimsOf, newPkce, signIn, tokensFor } from '../flows/app.ts';
import { newDpopKey, proofOf } from '../flows/dpop.ts';
import { api, apiEs, people } from '../flows/fixtures.ts';
import { newAdministrator } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { lookAt } from './look-at.ts';
import { openDashboard, type OpenDashboard } from './open-dashboard.ts';

type Tokens = Readonly<Record<string, string>>;

/** A token of each kind, made by the server itself, all for one application and one person. */
async function everyKind(house: ManagedHouse): Promise<Tokens> {
  const { running } = house;
  const app = await addApp(running, 'every-kind', { formats: { ...clientDefaults.formats, userinfoSigningAlg: 'RS256', responseSigningAlg: 'RS256' } });
  const browser = running.browser();
  const of = async (fields: Readonly<Record<string, string>>) => (await tokensFor(browser, { app, person: people.alice }, fields)).body;
  const { access_token: access = '', id_token: id = '', refresh_token: refresh = '' } = await of({ audience: api, scope: 'openid email offline_access read:things' });
  const { access_token: profile = '' } = await of({ audience: apiEs, scope: 'openid' });
  const { access_token: opaque = '' } = await of({ scope: 'openid' });
  const jarm = answerOf(await signIn(browser, authorizeUrl(app, newPkce(), { response_mode: 'query.jwt' }), people.alice)).get('response') ?? '';
  const introspection = await (await fetch(`${running.origin}/oauth2/introspect`, {
    method: 'POST', headers: { accept: 'application/token-introspection+jwt' }, body: new URLSearchParams({ client_id: app.id, client_secret: app.secret ?? '', token: access }),
  })).text();
  const userinfo = await (await fetch(`${running.origin}/userinfo`, { headers: { authorization: `Bearer ${opaque}` } })).text();
  const { keys, defaultTenant: tenant, clock } = running.house;
  const sign = (typ: string, claims: object) => keys.sign(tenant, 'RS256', { typ, claims: { iss: tenant.issuer, ...claims } });
  const logout = await sign('logout+jwt', { aud: app.id, sub: claimsOf(id)['sub'], iat: clock.now(), exp: clock.now() + 120, jti: 'x', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } });
  const expired = await sign('JWT', { ...claimsOf(access), exp: clock.now() - 7300 });
  const management = String((await house.ask('POST', '/management-tokens', { body: { name: 'looked at', scope: ['read:users'] } })).body['access_token']);
  return { access, id, refresh, profile, opaque, jarm, introspection, userinfo, logout, expired, management, dpop: proofOf(newDpopKey(), { htu: `${running.origin}/userinfo`, htm: 'GET' }) };
}

const partOf = (members: object) => Buffer.from(JSON.stringify(members)).toString('base64url');
/** The same token with other claims, and the signature of before. */
const tampered = (jwt: string) => jwt.replace(/\.[^.]+\./, `.${partOf({ ...claimsOf(jwt), scope: 'write:things' })}.`);
const foreign = `${partOf({ alg: 'RS256', typ: 'JWT', kid: 'k' })}.${partOf({ iss: 'https://other.example/', sub: 'jane', aud: 'me', exp: 1 })}.c2ln`;

describe('The token inspector in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let house: ManagedHouse;
  let dashboard: OpenDashboard;
  let tokens: Tokens;
  before(async () => {
    [browser, house] = await Promise.all([launchChromium(), startManagedHouse()]);
    tokens = await everyKind(house);
    dashboard = await openDashboard(browser, house.running, { person: await newAdministrator(house.running, 'owner'), path: '/tokens' });
  });
  after(async () => { await browser.close(); await house.stop(); });
  const what = () => dashboard.tab.getByRole('region', { name: 'What it is' });
  const paste = async (text: string, kind: string) => {
    await dashboard.tab.getByLabel('Token', { exact: true }).fill(text);
    await what().getByRole('heading', { name: kind, exact: true }).waitFor();
  };
  const question = () => dashboard.tab.getByRole('region', { name: 'Would an API take it?' });

  const verified: readonly (readonly [name: string, kind: string])[] = [
    ['access', 'Access token'], ['profile', 'Access token, JWT profile'], ['id', 'ID token'], ['management', 'Management API token'], ['logout', 'Logout token'], ['jarm', 'Authorization response'],
    ['introspection', 'Introspection response'], ['userinfo', 'Userinfo response'], ['dpop', 'DPoP proof'],
  ];
  test('every kind of JWT of the server is recognised, and its signature verified in the browser', async () => {
    for (const [name, kind] of verified) {
      await paste(tokens[name] ?? '', kind);
      await what().getByText('Signature verified').waitFor();
    }
  });

  test('RFC 6749 §10.10: an opaque token tells nothing; userinfo tells an access token from a refresh token', async () => {
    const { tab } = dashboard;
    for (const [name, words] of [['opaque', 'It is an access token, and it is alive.'], ['refresh', 'It opens nothing']] as const) {
      await paste(tokens[name] ?? '', 'An opaque token');
      await tab.getByRole('button', { name: 'Ask userinfo with it' }).click();
      await tab.getByRole('status').filter({ hasText: words }).waitFor();
    }
  });

  test('RFC 7515 §5.2: claims that were changed after they were signed are found, and an API would refuse them', async () => {
    await paste(tampered(tokens['access'] ?? ''), 'Access token');
    await what().getByText('Signature wrong').waitFor();
    await question().getByText('It would refuse it: 401, invalid_token. The signature does not fit').waitFor();
  });

  test('RFC 9068 §4: an API is chosen, and the token it would take, refuse for its audience, its scope and its end, is told so', async () => {
    const { tab } = dashboard;
    await paste(tokens['access'] ?? '', 'Access token');
    await question().getByText('It would take it.').waitFor();
    assert.equal(await question().getByLabel('API').inputValue(), api);
    await question().getByLabel('The call needs').selectOption('write:things');
    await question().getByText('It would refuse it: 403, insufficient_scope.').waitFor();
    await question().getByLabel('API').selectOption(apiEs);
    await question().getByText('401, invalid_token').waitFor();
    await question().getByRole('listitem').filter({ hasText: 'It is for this API' }).getByText(`Ask for it with audience=${apiEs}`).waitFor();
    await question().getByLabel('API').selectOption(api);
    await paste(tokens['expired'] ?? '', 'Access token');
    await what().getByText('Over since 2 hours').waitFor();
    await question().getByText('401, invalid_token. Get a new one').waitFor();
    await paste(tokens['id'] ?? '', 'ID token');
    await question().getByText('401, invalid_token. Send the access token.').waitFor();
    await tab.getByRole('row', { name: /^aud/ }).getByText('Whom it is for.').waitFor();
    await what().getByText('every-kind').waitFor();
  });

  test('a JWT of another issuer is read and not verified, and what is no token is told what it looks like', async () => {
    await paste(`Bearer ${foreign}`, 'A JWT of somebody else');
    await what().getByText('Not verified').waitFor();
    await paste('-----BEGIN PRIVATE KEY-----', 'Not a token');
    await paste('eyJh.bGci.Oi', 'Not a token');
    await paste(`${partOf({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })}.a.b.c.d`, 'An encrypted token');
    await paste(JSON.stringify({ access_token: tokens['access'], id_token: tokens['id'] }), 'An answer with 2 tokens in it');
    await dashboard.tab.getByRole('button', { name: 'Inspect id_token' }).click();
    await what().getByRole('heading', { name: 'ID token', exact: true }).waitFor();
  });

  test('no token is put into the address, into the storage of the browser, or to another origin', async () => {
    const { tab, problems } = dashboard;
    await paste(tokens['access'] ?? '', 'Access token');
    assert.match(tab.url(), /\/dashboard\/tokens$/);
    assert.doesNotMatch(await tab.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])), /eyJ/);
    assert.deepEqual(problems.filter((problem) => !problem.includes('401')), []);
    problems.length = 0;
  });

  test('no violation in light and dark, wide and narrow; nothing overflows, no control is too small', async () => {
    await paste(tokens['access'] ?? '', 'Access token');
    await what().getByText('Signature verified').waitFor();
    await lookAt(dashboard, 'a JWT');
  });
});
