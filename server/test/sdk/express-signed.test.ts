import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { signIn } from '../flows/app.ts';
import { Browser } from '../flows/browser.ts';
import { people } from '../flows/fixtures.ts';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';
import { addSignedApp } from '../flows/signed-app.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import { express, handler, listen } from './express-server.ts';

const require = createRequire(import.meta.url);
let house: RunningHouse;
before(async () => { house = await startHouse({ https: true }); });
after(() => house.stop());

const requests = { objectSigningAlg: undefined, objectUris: [] };
const pem = strangerOf('RS256').pair.privateKey.export({ format: 'pem', type: 'pkcs8' });
const signing = { requestObjectSigningKey: pem, requestObjectSigningAlg: 'RS256' };
const ways = [
  ['private_key_jwt', {}, { ...requests, parRequired: false, signedObjectRequired: false }],
  ['private_key_jwt and PAR', { pushedAuthorizationRequests: true }, { ...requests, parRequired: true, signedObjectRequired: false }],
  ['private_key_jwt and JAR', signing, { ...requests, parRequired: false, signedObjectRequired: true }],
  ['private_key_jwt, PAR and JAR', { pushedAuthorizationRequests: true, ...signing }, { ...requests, parRequired: true, signedObjectRequired: true }],
] as const;

describe('express-openid-connect that signs, unmodified', () => {
  for (const [index, [name, options, policy]] of ways.entries()) {
    test(`Seed row 102: login and refresh with ${name}`, async () => {
      const { auth } = require('express-openid-connect') as { readonly auth: (options: Record<string, unknown>) => unknown };
      const port = await freePort();
      const baseURL = `http://localhost:${port}`;
      const { id } = await addSignedApp(house, `express-${index}`, { alg: 'RS256', claimsStyle: 'auth0', redirectUris: [`${baseURL}/callback`], logoutUris: [baseURL], requests: policy });
      const app = express();
      app.use(auth({
        issuerBaseURL: house.issuer.slice(0, -1), baseURL, clientID: id, secret: 'a long secret of this test application', authRequired: false, clientAuthMethod: 'private_key_jwt', clientAssertionSigningKey: pem, clientAssertionSigningAlg: 'RS256',
        authorizationParams: { response_type: 'code', scope: 'openid profile email offline_access', response_mode: 'query' }, ...options,
      }));
      app.get('/me', handler((request, response) => response.json({ signedIn: request.oidc.isAuthenticated(), user: request.oidc.user })));
      app.get('/refresh', handler((request, response, next) => { request.oidc.accessToken?.refresh().then((fresh) => response.json({ changed: fresh.access_token }), next); }));
      const running = await listen(app, port);
      try {
        const atApp = new Browser(running.origin);
        const start = await atApp.get('/login');
        const sent = new URL(start.location ?? '').searchParams;
        assert.equal(sent.has('request_uri'), 'pushedAuthorizationRequests' in options);
        assert.equal(sent.has('request'), 'requestObjectSigningKey' in options && !('pushedAuthorizationRequests' in options));
        const back = await signIn(house.browser(), (start.location ?? '').slice(house.origin.length), people.alice);
        await atApp.get(back.location ?? '');
        const me = JSON.parse((await atApp.get('/me')).text) as { signedIn: boolean; user: Record<string, unknown> };
        assert.equal(me.signedIn, true);
        assert.equal(me.user['email'], people.alice.email);
        assert.ok((JSON.parse((await atApp.get('/refresh')).text) as { readonly changed?: string }).changed);
      } finally { await running.stop(); }
    });
  }
});
