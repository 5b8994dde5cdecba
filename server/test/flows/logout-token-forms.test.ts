import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { jwtVerify } from 'jose';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import type { Client } from '../../src/protocol/client/client.ts';
import { addApp, switchOn } from './arrangements.ts';
import { claimsOf, tokensFor, type App } from './app.ts';
import { recipientOf } from './encryption-keys.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { startLogoutReceiver, type LogoutReceiver } from './logout-receiver.ts';

let receiver: LogoutReceiver;
let house: RunningHouse;
before(async () => {
  receiver = await startLogoutReceiver();
  house = await startHouse({ outboundAllow: `127.0.0.1:${receiver.port}` });
  await switchOn(house, 'shared_secret_signing');
});
after(async () => { await house.stop(); await receiver.stop(); });

const add = (id: string, over: Partial<Client>) => addApp(house, id, { ...over, logout: { ...clientDefaults.logout, backchannelUri: `${receiver.url}${id}`, backchannelSessionRequired: true } });
/** Signs Alice in at the application, and out again at another one; what the application got, and what it knew. */
async function toldAt(app: App) {
  const browser = house.browser();
  const known = (await tokensFor(browser, { app, person: people.alice })).body['id_token'];
  const { body } = await tokensFor(browser, { app: apps.web, person: people.alice });
  await browser.follow(await browser.get(`/oidc/logout?id_token_hint=${body['id_token'] ?? ''}`));
  const [told] = await receiver.tokensAt(`/${app.id}`, 1);
  return { known, token: told?.token ?? '' };
}

describe('OIDC Back-Channel Logout §2.4: a logout token has the form of the ID token', () => {
  test('OIDC Core §8: it names the person as the application knows them', async () => {
    const { known, token } = await toldAt(await add('bl-pairwise', { subject: { type: 'pairwise', sector: 'bl.example', sectorIdentifierUri: undefined } }));
    assert.equal(claimsOf(token)['sub'], claimsOf(known)['sub']);
    assert.match(String(claimsOf(token)['sub']), /^[A-Za-z0-9_-]{43}$/);
  });

  test('OIDC Core §10.1: HS256 with the secret of the application', async () => {
    const app = await add('bl-hs', { idTokenAlg: 'HS256', legacyFlows: ['shared_secret_signing'] });
    const { token } = await toldAt(app);
    const { payload } = await jwtVerify(token, Buffer.from(app.secret ?? ''), { audience: app.id, typ: 'logout+jwt', algorithms: ['HS256'] });
    assert.equal(typeof payload['sid'], 'string');
  });

  test('OIDC Core §10.2: encrypted to the key of the application', async () => {
    const ec = await recipientOf('ECDH-ES');
    const { token } = await toldAt(await add('bl-enc', { keys: { jwks: [ec.jwk], jwksUri: undefined }, formats: { ...clientDefaults.formats, idTokenEncryption: { alg: 'ECDH-ES', enc: 'A128GCM' } } }));
    const { header, text } = await ec.open(token);
    assert.deepEqual([header['cty'], claimsOf(text)['aud']], ['JWT', 'bl-enc']);
  });
});
