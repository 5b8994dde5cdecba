import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import * as oidc from 'openid-client';
import { everyType, openSuite, person, run, type Suite } from '../conformance/suite.ts';
import { signIn } from '../flows/app.ts';
import { Browser, hiddenFields, pageOf } from '../flows/browser.ts';
import { freePort } from '../flows/house.ts';
import { express, handler, listen } from './express-server.ts';

const require = createRequire(import.meta.url);
let suite: Suite;
before(async () => { suite = await openSuite({ https: true }); });
after(() => suite.stop());

describe('express-openid-connect, unmodified, as it comes', () => {
  test('Seed row 69: its default login is an ID token by form_post', async () => {
    const { auth } = require('express-openid-connect') as { readonly auth: (options: Record<string, unknown>) => unknown };
    const port = await freePort();
    const baseURL = `http://localhost:${port}`;
    await suite.add('eoc', { redirectUris: [`${baseURL}/callback`], responseTypes: ['id_token'], legacyFlows: [], claimsStyle: 'auth0' });
    const app = express();
    app.use(auth({ issuerBaseURL: suite.house.issuer.slice(0, -1), baseURL, clientID: 'eoc', secret: 'a long secret of this test application', authRequired: false }));
    app.get('/me', handler((request, response) => response.json({ signedIn: request.oidc.isAuthenticated(), user: request.oidc.user })));
    const running = await listen(app, port);
    try {
      const atApp = new Browser(running.origin);
      const start = await atApp.get('/login');
      assert.match(start.location ?? '', /response_type=id_token/);
      const page = await signIn(suite.house.browser(), (start.location ?? '').slice(suite.house.origin.length), person);
      assert.equal(pageOf(page), 'form-post');
      await atApp.post('/callback', hiddenFields(page.text));
      const me = JSON.parse((await atApp.get('/me')).text) as { signedIn: boolean; user: Record<string, unknown> };
      assert.deepEqual([me.signedIn, me.user['email']], [true, person.email]);
    } finally { await running.stop(); }
  });
});

describe('openid-client 6, unmodified', () => {
  const configured = async (id: string, authentication: oidc.ClientAuth = oidc.ClientSecretBasic(suite.app.secret ?? '')) => oidc.discovery(new URL(suite.house.issuer), id, undefined, authentication);
  const arrived = (location: string) => new URL(location);

  for (const type of everyType.filter((one) => one === 'code' || one === 'id_token' || one === 'code id_token')) {
    test(`OAuth Multiple Response Types §3: response_type=${type}: the library takes the answer and finds it right`, async () => {
      const config = await configured(suite.app.id);
      const { answer } = await started(type);
      const url = arrived(answer.location ?? '');
      const checks = { expectedState: 'st-1', expectedNonce: 'n-1' };
      if (type === 'id_token') {
        oidc.useIdTokenResponseType(config);
        assert.equal((await oidc.implicitAuthentication(config, url, 'n-1', { expectedState: 'st-1' })).nonce, 'n-1');
        return;
      }
      if (type === 'code id_token') oidc.useCodeIdTokenResponseType(config);
      assert.ok((await oidc.authorizationCodeGrant(config, url, checks)).claims()?.sub);
    });
  }
  const started = (type: (typeof everyType)[number], over: Readonly<Record<string, string>> = {}) => withoutExchange(type, { state: 'st-1', nonce: 'n-1', ...over });
  /** The suite's own exchange would spend the code: it is told of an application that it does not know. */
  const withoutExchange = (type: (typeof everyType)[number], over: Readonly<Record<string, string>>) => run(suite, { type, over: { client_id: suite.app.id, ...over }, app: { ...suite.app, id: 'nobody' } });

  test('OAuth JARM §2.4: the library verifies the answer that came as a JWT', async () => {
    const config = await configured(suite.app.id);
    oidc.useJwtResponseMode(config);
    const { answer } = await started('code', { response_mode: 'jwt' });
    const tokens = await oidc.authorizationCodeGrant(config, arrived(answer.location ?? ''), { expectedState: 'st-1', expectedNonce: 'n-1' });
    assert.ok(tokens.access_token);
  });
});
