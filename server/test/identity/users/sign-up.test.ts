import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { ConnectionOptions } from '../../../src/identity/connections/connection-options.ts';
import { defaultConnection } from '../../../src/identity/connections/default-connection.ts';
import { noBreachedPasswords } from '../../../src/identity/passwords/no-breached-passwords.ts';
import { signIn } from '../../../src/identity/passwords/sign-in.ts';
import { signUp } from '../../../src/identity/users/sign-up.ts';
import { createArgon2Hasher } from '../../../src/hashing/argon2-hasher.ts';
import { DecisionRecord } from '../../../src/kernel/decision-record.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { tenantOfTest } from '../../endpoints/interaction/visitor.ts';
import { openStores, type Stores } from '../open-stores.ts';
import { MovableClock } from '../people.ts';

const opened: Stores[] = [];
after(() => Promise.all(opened.map((stores) => stores.close())));

async function house(options: ConnectionOptions = {}) {
  const tenant = tenantOfTest();
  const clock = new MovableClock();
  const stores = await openStores(clock);
  opened.push(stores);
  const connection = { ...defaultConnection(tenant.id), options };
  await stores.storage.connectionRegistry.replace(connection, []);
  const tools = { users: stores.storage.users, linkedUsers: stores.storage.linkedUsers, connections: stores.storage.connections, breached: noBreachedPasswords, throttles: stores.storage.throttles, passwords: createArgon2Hasher({ inFlight: 2, waiting: 100 }), clock };
  const base = { tenant, connection, username: undefined as string | undefined, address: '192.0.2.1', password: 'violet otter lamp' };
  const join = (email: string, over: Partial<typeof base> = {}) => signUp({ ...base, ...over, email, record: new DecisionRecord('t') }, tools);
  const outcomeOf = async (joining: ReturnType<typeof join>) => {
    const outcome = await joining;
    return outcome instanceof Refusal ? outcome.reason : 'signed up';
  };
  return { tenant, clock, tools, base, join, outcomeOf };
}

describe('sign-up', () => {
  test('makes an unverified account, found again under every spelling of its address', async () => {
    const { join, tools, base } = await house();
    const made = await join('Jane.Doe@Example.com');
    assert.ok(!(made instanceof Refusal));
    const { user } = made;
    assert.match(user.id, /^auth0\|[0-9a-f]{24}$/);
    assert.deepEqual([user.email, user.canonicalEmail, user.emailVerified, user.blocked], ['Jane.Doe@Example.com', 'jane.doe@example.com', false, false]);
    assert.deepEqual(user.profile, { name: 'Jane.Doe@Example.com', nickname: 'jane.doe', email: 'Jane.Doe@Example.com', email_verified: false });
    const back = await signIn({ ...base, connections: [base.connection], login: ' JANE.doe@example.com', browser: 'b', record: new DecisionRecord('t') }, tools);
    assert.ok(!(back instanceof Refusal));
    assert.equal(back.user.id, user.id);
  });

  test('an address is one account, however it is spelled and however many ask at once', async () => {
    const { join, outcomeOf } = await house();
    const outcomes = await Promise.all(['a@example.com', 'A@example.com', 'ａ@example.com', 'a@EXAMPLE.com '].map((email) => outcomeOf(join(email))));
    assert.deepEqual(outcomes.sort(), ['signed up', 'signup.email_taken', 'signup.email_taken', 'signup.email_taken'].sort());
  });

  test('a connection that is closed takes nobody, and says so before anything else', async () => {
    const { join, outcomeOf } = await house({ disable_signup: true });
    assert.equal(await outcomeOf(join('a@example.com')), 'signup.closed');
    assert.equal(await outcomeOf(join('not an address')), 'signup.closed');
  });

  test('A169: the address, its first part and the name of the tenant are no passwords', async () => {
    const { join, outcomeOf } = await house();
    for (const password of ['JaneMarieDoe@example.com', 'janemariedoe', 'password123']) assert.equal(await outcomeOf(join('janemariedoe@example.com', { password })), 'signup.password_weak', password);
    assert.equal(await outcomeOf(join('janemariedoe@example.com', { password: 'x'.repeat(1025) })), 'login.password_too_long');
  });

  test('A166: an address can ask for 20 accounts in an hour, taken or not, also in parallel', async () => {
    const { join, outcomeOf, clock } = await house();
    const outcomes = await Promise.all(Array.from({ length: 30 }, (_, index) => outcomeOf(join(`user${index % 5}@example.com`))));
    assert.equal(outcomes.filter((outcome) => outcome === 'signup.throttled').length, 10);
    assert.equal(outcomes.filter((outcome) => outcome === 'signed up').length, 5);
    assert.equal(await outcomeOf(join('elsewhere@example.com', { address: '192.0.2.2' })), 'signed up');
    clock.pass(3600);
    assert.equal(await outcomeOf(join('later@example.com')), 'signed up');
  });
});
