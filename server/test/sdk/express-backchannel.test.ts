import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import { signIn } from '../flows/app.ts';
import { Browser } from '../flows/browser.ts';
import { apps, people } from '../flows/fixtures.ts';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';
import { express, handler, listen } from './express-server.ts';

const require = createRequire(import.meta.url);
let house: RunningHouse;
let port: number;
before(async () => {
  port = await freePort();
  house = await startHouse({ https: true, outboundAllow: `localhost:${port}` });
});
after(() => house.stop());

/** A store as express-session has them, that tells when something is put into it. */
class Store extends EventEmitter {
  readonly #kept = new Map<string, unknown>();
  get(key: string, done: (error: null, value: unknown) => void): void { done(null, this.#kept.get(key)); }
  set(key: string, value: unknown, done: (error: null) => void): void { this.#kept.set(key, value); done(null); this.emit('set', key); }
  destroy(key: string, done: (error: null) => void): void { this.#kept.delete(key); done(null); }
}

describe('express-openid-connect, unmodified', () => {
  test('Seed row 226, A152: back-channel logout: signed out at the server, the person is signed out at the application without its browser having been there', async () => {
    const { auth } = require('express-openid-connect') as { readonly auth: (options: Record<string, unknown>) => unknown };
    const baseURL = `http://localhost:${port}`;
    const { storage, defaultTenant } = house.house;
    const client = await storage.clients.findClient(defaultTenant.id, 'web');
    assert.ok(client);
    await storage.registry.replaceClient({ ...client, redirectUris: [`${baseURL}/callback`], logout: { ...clientDefaults.logout, backchannelUri: `${baseURL}/backchannel-logout`, backchannelSessionRequired: true } });
    const store = new Store();
    const app = express();
    app.use(auth({ issuerBaseURL: house.issuer.slice(0, -1), baseURL, clientID: 'web', clientSecret: apps.web.secret, secret: 'a long secret of this test application', authRequired: false, authorizationParams: { response_type: 'code', scope: 'openid email' }, backchannelLogout: { store } }));
    app.get('/me', handler((request, response) => response.json({ signedIn: request.oidc.isAuthenticated() })));
    const running = await listen(app, port);
    const enter = async () => {
      const [atApp, atHouse] = [new Browser(running.origin), house.browser()];
      const back = await signIn(atHouse, ((await atApp.get('/login')).location ?? '').slice(house.origin.length), people.alice);
      await atApp.get(back.location ?? '');
      return { atApp, atHouse };
    };
    const isSignedIn = async (browser: Browser) => (JSON.parse((await browser.get('/me')).text) as { readonly signedIn: boolean }).signedIn;
    try {
      const { atApp, atHouse } = await enter();
      assert.equal(await isSignedIn(atApp), true);
      const told = once(store, 'set');
      await atHouse.get('/v2/logout');
      await told;
      assert.equal(await isSignedIn(atApp), false);
      assert.equal(await isSignedIn((await enter()).atApp), true, 'a new sign-in is not held back');
    } finally { await running.stop(); }
  });
});
