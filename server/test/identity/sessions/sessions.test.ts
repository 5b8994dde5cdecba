import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { closeSession } from '../../../src/endpoints/interaction/close-session.ts';
import { findPersonInSession } from '../../../src/identity/sessions/find-person.ts';
import { findSession } from '../../../src/identity/sessions/find-session.ts';
import { mintSession } from '../../../src/identity/sessions/mint-session.ts';
import { signUp } from '../../../src/identity/users/sign-up.ts';
import { createArgon2Hasher } from '../../../src/hashing/argon2-hasher.ts';
import { DecisionRecord } from '../../../src/kernel/decision-record.ts';
import { opaqueTokens } from '../../../src/kernel/opaque-token.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { tenantOfTest } from '../../endpoints/interaction/visitor.ts';
import { startSession } from '../../storage/records.ts';
import { defaultConnection } from '../../../src/identity/connections/default-connection.ts';
import { noBreachedPasswords } from '../../../src/identity/passwords/no-breached-passwords.ts';
import { openStores, type Stores } from '../open-stores.ts';
import { MovableClock } from '../people.ts';

const tenant = tenantOfTest({ sessionIdleTtl: 3600, sessionAbsoluteTtl: 10_000 });
const opened: Stores[] = [];
after(() => Promise.all(opened.map((stores) => stores.close())));

/** A house with one person; `sit` signs that person in at a browser. */
async function house() {
  const clock = new MovableClock();
  const stores = await openStores(clock);
  opened.push(stores);
  const { users, sessions, throttles, connections } = stores.storage;
  const tools = { users, sessions, throttles, connections, breached: noBreachedPasswords, clock, passwords: createArgon2Hasher(), tokens: opaqueTokens(createSecretKey(Buffer.alloc(32, 1))) };
  const person = await signUp({ tenant, connection: defaultConnection(tenant.id), username: undefined, email: 'alice@example.com', password: 'violet otter lamp', address: '192.0.2.1', record: new DecisionRecord('t') }, tools);
  if (person instanceof Refusal) throw new Error(person.reason);
  const sit = async (previous?: string) => {
    const { session, token, replaced } = mintSession(person, { tenant, address: '192.0.2.1', userAgent: 'Test/1', session: await findSession(tenant, previous, tools) }, tools);
    await startSession(stores.storage, session, { tenant: tenant.id, ...(replaced === undefined ? {} : { replaced }) });
    return { session, token };
  };
  return { stores, clock, tools, person, sit, find: (cookie: string | undefined) => findSession(tenant, cookie, tools) };
}

describe('a session', () => {
  test('A147: ends after an hour without use, by the clock of the server', async () => {
    const { clock, sit, find } = await house();
    const { token, session } = await sit();
    clock.pass(3599);
    assert.equal((await find(token))?.key, session.key);
    clock.pass(3599);
    assert.equal((await find(token))?.key, session.key);
    const forgotten = await sit();
    clock.pass(3600);
    assert.equal(await find(forgotten.token), undefined);
    assert.equal(await find(token), undefined);
  });

  test('A147: ends at its absolute lifetime however much it is used', async () => {
    const { clock, sit, find } = await house();
    const { token } = await sit();
    for (let used = 0; used < 9; used++) {
      clock.pass(1100);
      assert.ok(await find(token));
    }
    clock.pass(99);
    assert.ok(await find(token));
    clock.pass(1);
    assert.equal(await find(token), undefined);
  });

  test('use is written down at most once a minute', async () => {
    const { clock, sit, find } = await house();
    const { token, session } = await sit();
    clock.pass(59);
    assert.equal((await find(token))?.lastSeen, session.lastSeen);
    clock.pass(1);
    assert.equal((await find(token))?.lastSeen, session.lastSeen + 60);
    clock.pass(30);
    assert.equal((await find(token))?.lastSeen, session.lastSeen + 60);
  });

  test('A143: the id is new at every sign-in, and the old one is dead', async () => {
    const { sit, find } = await house();
    const first = await sit();
    const second = await sit(first.token);
    assert.notEqual(second.token, first.token);
    assert.equal(await find(first.token), undefined);
    assert.equal((await find(second.token))?.key, second.session.key);
  });

  test('OIDC Back-Channel Logout §2.1: sid stays when the same person signs in again, and is new after a logout', async () => {
    const { sit, find, tools, stores } = await house();
    const first = await sit();
    const second = await sit(first.token);
    const renewed = await find(second.token);
    assert.deepEqual([renewed?.sid, renewed?.key], [first.session.sid, second.session.key]);
    assert.ok(renewed);
    await closeSession(tenant, renewed, { ...tools, clients: stores.storage.clients, outbox: stores.storage.outbox });
    const third = await sit(second.token);
    assert.equal((await find(third.token))?.sid, third.session.key);
  });

  test('A143: an id that was planted never becomes a session', async () => {
    const { sit, find, tools } = await house();
    const planted = tools.tokens.mint(tools.clock.nowMs()).token;
    await sit(planted);
    assert.equal(await find(planted), undefined);
  });

  test('A146: a session that was ended is over on every node', async () => {
    const { sit, find, tools, stores } = await house();
    const { token, session } = await sit();
    const other = await openStores(tools.clock, stores.file);
    opened.push(other);
    const there = { ...tools, sessions: other.storage.sessions, users: other.storage.users };
    assert.ok(await findSession(tenant, token, there));
    await closeSession(tenant, session, { ...tools, clients: stores.storage.clients, outbox: stores.storage.outbox });
    assert.equal(await find(token), undefined);
    assert.equal(await findSession(tenant, token, there), undefined);
  });

  test('A146: a user who was blocked or removed is nobody from then on', async () => {
    const { sit, tools, person } = await house();
    const { token } = await sit();
    const who = () => findPersonInSession(tenant, token, tools);
    assert.equal((await who())?.user.id, person.user.id);
    await tools.users.setBlocked(tenant.id, person.user.id, true, tools.clock.now());
    assert.equal(await who(), undefined);
    await tools.users.setBlocked(tenant.id, person.user.id, false, tools.clock.now());
    assert.ok(await who());
    await tools.users.remove(tenant.id, person.user.id);
    assert.equal(await who(), undefined);
  });

  test('A149: nothing but a session id is a session cookie, and one of another tenant is none', async () => {
    const { sit, find, tools, person } = await house();
    const { token, session } = await sit();
    const other = tools.tokens.mint(tools.clock.nowMs()).token;
    for (const value of [undefined, '', other, session.key, session.sid, person.user.id, `${token}x`, token.slice(1), 'eyJhbGciOiJub25lIn0.e30.', `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`]) assert.equal(await find(value), undefined, value);
    assert.equal(await findSession(tenantOfTest({}, 'other'), token, tools), undefined);
  });
});
