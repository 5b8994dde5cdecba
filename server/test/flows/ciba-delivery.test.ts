import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { startPlain, type Listener } from '../outbound/listeners.ts';
import { claimsOf, refresh } from './app.ts';
import { answerNewest, ask, setDelivery, startCiba } from './ciba.ts';
import { MovableClock } from './clock.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

interface Told { readonly path: string; readonly authorization: string | undefined; readonly contentType: string | undefined; readonly body: Record<string, string> }

const clock = new MovableClock();
const told: Told[] = [];
const arrivals = new EventEmitter().setMaxListeners(0);
/** How the application answers at a path; 204 where nothing is said. */
const answers = new Map<string, { readonly status: number; readonly headers?: Record<string, string> }>();
let listener: Listener;
let house: RunningHouse;
before(async () => {
  listener = await startPlain((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (bytes: Buffer) => parts.push(bytes)).on('end', () => {
      const path = request.url ?? '';
      told.push({ path, authorization: request.headers.authorization, contentType: request.headers['content-type'], body: JSON.parse(Buffer.concat(parts).toString()) as Told['body'] });
      const { status, headers } = answers.get(path) ?? { status: 204 };
      response.writeHead(status, headers).end();
      arrivals.emit('told');
    });
  });
  house = await startHouse({ clock, outboundAllow: `127.0.0.1:${listener.port}` });
});
after(async () => { await house.stop(); await listener.stop(); });

async function toldAt(path: string, count = 1): Promise<readonly Told[]> {
  const here = () => told.filter((one) => one.path === path);
  while (here().length < count) await once(arrivals, 'told');
  return here();
}
/** Starts a request of an application that listens at a path of its own. */
async function start(mode: 'ping' | 'push', path: string, over: Record<string, string> = {}) {
  await setDelivery(house, apps.ciba, { deliveryMode: mode, notificationEndpoint: `${listener.url}${path.slice(1)}` });
  return startCiba(house.origin, apps.ciba, { client_notification_token: `token-of${path}`, ...over });
}
/** The line of the log about a message, as soon as it is there. */
async function logged(event: string, reason: string): Promise<void> {
  const { storage, defaultTenant } = house.house;
  for (;;) {
    const { records } = await storage.log.list(defaultTenant.id, { take: 50 });
    if (records.some((record) => record.event === event && record.reason === reason)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const hashOf = (value: string | undefined) => createHash('sha256').update(value ?? '').digest().subarray(0, 16).toString('base64url');

describe('OIDC CIBA, ping', () => {
  test('OIDC CIBA §10.2: the application is told with its own token and nothing but the auth_req_id, and asks then', async () => {
    const started = await start('ping', '/ping');
    assert.equal(started.body['interval'], 5);
    await answerNewest(house.browser(), 'accept');
    const [ping] = await toldAt('/ping');
    assert.deepEqual(ping, { path: '/ping', authorization: 'Bearer token-of/ping', contentType: 'application/json', body: { auth_req_id: started.id } });
    assert.equal((await ask(house.origin, apps.ciba, started.id)).status, 200);
  });

  test('OIDC CIBA §10.2: it is told of Decline too, and learns at the token endpoint that it was one', async () => {
    const started = await start('ping', '/declined');
    await answerNewest(house.browser(), 'decline');
    await toldAt('/declined');
    assert.equal((await ask(house.origin, apps.ciba, started.id)).body['error'], 'access_denied');
  });

  for (const [status, name] of [[401, 'ping-with-mtls-ciba-notification-endpoint-response-401-and-require-server-does-not-retry'], [403, 'a 403'], [302, 'a redirect, which is not followed']] as const) {
    test(`OIDC CIBA §10.2: ${name} is the last word`, async () => {
      const path = `/final-${status}`;
      answers.set(path, { status, headers: status === 302 ? { location: '/elsewhere' } : {} });
      await start('ping', path);
      await answerNewest(house.browser(), 'accept');
      await toldAt(path);
      await logged('ciba.pinged', 'ciba.ping_refused');
      clock.advance(100);
      await start('ping', `/after-${status}`);
      await answerNewest(house.browser(), 'accept');
      await toldAt(`/after-${status}`);
      assert.equal((await toldAt(path)).length, 1);
      assert.ok(told.every((one) => one.path !== '/elsewhere'));
    });
  }

  test('OIDC CIBA §10.2: a failure of the endpoint is tried again', async () => {
    answers.set('/down', { status: 503 });
    const started = await start('ping', '/down');
    await answerNewest(house.browser(), 'accept');
    await toldAt('/down');
    answers.delete('/down');
    clock.advance(40);
    const [, again] = await toldAt('/down', 2);
    assert.deepEqual(again?.body, { auth_req_id: started.id });
  });

  test('OIDC CIBA §7.1: without a usable client_notification_token, or without an endpoint, nobody is asked', async () => {
    for (const token of ['', 'with space', 'x'.repeat(1025)]) assert.equal((await start('ping', '/never', { client_notification_token: token })).body['error'], 'invalid_request', token);
    await setDelivery(house, apps.ciba, { deliveryMode: 'ping', notificationEndpoint: undefined });
    assert.equal((await startCiba(house.origin, apps.ciba, { client_notification_token: 't' })).body['error'], 'unauthorized_client');
  });
});

describe('OIDC CIBA, push', () => {
  test('OIDC CIBA §10.3.1: the tokens are pushed, and the ID token vouches for them and for the request; asking for them is refused', async () => {
    const started = await start('push', '/push', { scope: 'openid offline_access' });
    assert.equal(started.body['interval'], undefined);
    assert.equal((await ask(house.origin, apps.ciba, started.id)).body['error'], 'unauthorized_client');
    await answerNewest(house.browser(), 'accept');
    const [push] = await toldAt('/push');
    assert.equal(push?.authorization, 'Bearer token-of/push');
    const body = push?.body ?? {};
    assert.deepEqual([body['auth_req_id'], body['token_type'], body['expires_in']], [started.id, 'Bearer', 86_400]);
    const claims = claimsOf(body['id_token']);
    assert.equal(claims['urn:openid:params:jwt:claim:auth_req_id'], started.id);
    assert.equal(claims['at_hash'], hashOf(body['access_token']));
    assert.equal(claims['urn:openid:params:jwt:claim:rt_hash'], hashOf(body['refresh_token']));
    assert.equal((await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } })).status, 200);
    assert.equal((await refresh(house.origin, apps.ciba, body['refresh_token'] ?? '')).status, 200);
    await setDelivery(house, apps.ciba, { deliveryMode: 'poll' });
    assert.equal((await ask(house.origin, apps.ciba, started.id)).body['error'], 'unauthorized_client');
  });

  test('OIDC CIBA §12: Decline is pushed as access_denied, and silence as expired_token', async () => {
    const declined = await start('push', '/push-declined');
    await answerNewest(house.browser(), 'decline');
    const [no] = await toldAt('/push-declined');
    assert.deepEqual([no?.body['auth_req_id'], no?.body['error']], [declined.id, 'access_denied']);
    const silent = await start('push', '/push-silent', { requested_expiry: '60' });
    clock.advance(61);
    const [late] = await toldAt('/push-silent');
    assert.deepEqual([late?.body['auth_req_id'], late?.body['error']], [silent.id, 'expired_token']);
    assert.equal((await toldAt('/push-declined')).length, 1);
  });

  test('OIDC CIBA §10.3: every try pushes the same tokens, and none of them stands in the database in clear', async () => {
    answers.set('/push-down', { status: 500 });
    await start('push', '/push-down');
    await answerNewest(house.browser(), 'accept');
    const [first] = await toldAt('/push-down');
    const claimed = await house.house.storage.outbox.claim(clock.now() + 86_000, clock.now() + 86_001, 50);
    const waiting = claimed.find(({ data }) => data['expiry'] === undefined);
    assert.ok(waiting !== undefined);
    const stored = JSON.stringify(waiting.data);
    assert.ok(!stored.includes(first?.body['access_token'] ?? 'x') && !stored.includes('token-of') && !stored.includes(first?.body['auth_req_id'] ?? 'x'));
    await house.house.storage.outbox.postpone(waiting, clock.now());
    answers.delete('/push-down');
    const [, second] = await toldAt('/push-down', 2);
    assert.deepEqual(second?.body, first?.body);
  });

  test('RFC 9449 §5: what must be bound to a key is never pushed', async () => {
    const { storage, defaultTenant } = house.house;
    const client = await storage.clients.findClient(defaultTenant.id, apps.ciba.id);
    assert.ok(client);
    await storage.registry.replaceClient({ ...client, senderConstraint: 'dpop', ciba: { ...client.ciba, deliveryMode: 'push', notificationEndpoint: listener.url } });
    assert.equal((await startCiba(house.origin, apps.ciba, { client_notification_token: 't', login_hint: people.bob.email })).body['error'], 'unauthorized_client');
    await storage.registry.replaceClient(client);
  });
});
