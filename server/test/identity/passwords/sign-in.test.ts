import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { defaultConnection } from '../../../src/identity/connections/default-connection.ts';
import { settleSignIn, signIn, type SignInTools } from '../../../src/identity/passwords/sign-in.ts';
import { DecisionRecord } from '../../../src/kernel/decision-record.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { createArgon2Hasher } from '../../../src/hashing/argon2-hasher.ts';
import { foreignHashes } from '../../../src/hashing/foreign/read-custom-hash.ts';
import { tenantOfTest } from '../../endpoints/interaction/visitor.ts';
import { openStores, type Stores } from '../open-stores.ts';
import { CountedHasher, insertPerson, MovableClock } from '../people.ts';

const tenant = tenantOfTest();
const right = 'violet otter lamp';
const opened: Stores[] = [];
after(() => Promise.all(opened.map((stores) => stores.close())));

interface Try { readonly login?: string; readonly password?: string; readonly address?: string; readonly browser?: string }

/** A node with its own connection to the database; `sharing` makes it a second node of the same house. */
async function node(options: { readonly sharing?: Stores; readonly clock?: MovableClock; readonly waiting?: number; readonly inFlight?: number } = {}) {
  const clock = options.clock ?? new MovableClock();
  const stores = await openStores(clock, options.sharing?.file);
  opened.push(stores);
  const hasher = new CountedHasher(createArgon2Hasher({ inFlight: options.inFlight ?? 2, waiting: options.waiting ?? 400 }));
  const tools: SignInTools = { users: stores.storage.users, linkedUsers: stores.storage.linkedUsers, throttles: stores.storage.throttles, passwords: hasher, clock };
  const attempt = async ({ login = 'alice@example.com', password = 'wrong password', address = '192.0.2.1', browser = 'new' }: Try) => {
    const outcome = await signIn({ tenant, connections: [defaultConnection(tenant.id)], login, password, address, browser, record: new DecisionRecord('t') }, tools);
    if (outcome instanceof Refusal) return outcome.reason;
    await settleSignIn(tenant.id, outcome, tools);
    return 'signed in';
  };
  const person = (email: string, password: string | undefined, over = {}) => insertPerson(email, password, { ...tools, over });
  return { stores, clock, hasher, attempt, person, users: tools.users };
}

const times = <T>(count: number, make: (index: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const count = (outcomes: readonly string[], wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;

describe('RFC 6749 §10.10: guesses are counted before they are looked at', () => {
  test('A163: of 200 parallel wrong passwords no more than ten are looked at, and the right one has to wait too', async () => {
    const { attempt, hasher, person, clock } = await node();
    await person('alice@example.com', right);
    const outcomes = await times(200, () => attempt({}));
    assert.equal(hasher.looked, 10);
    assert.equal(count(outcomes, 'login.bad_credentials'), 10);
    assert.equal(count(outcomes, 'login.throttled'), 190);
    assert.equal(await attempt({ password: right }), 'login.throttled');
    clock.pass(900);
    assert.equal(await attempt({ password: right }), 'signed in');
  });

  test('A163, A165: two nodes share the counters', async () => {
    const one = await node();
    const two = await node({ sharing: one.stores, clock: one.clock });
    await one.person('alice@example.com', right);
    await times(200, (index) => (index % 2 === 0 ? one : two).attempt({}));
    assert.equal(one.hasher.looked + two.hasher.looked, 10);
  });

  test('A163: spellings of one name share one counter, and so do guesses at an account that does not exist', async () => {
    const { attempt, hasher } = await node();
    await times(40, (index) => attempt({ login: ['nobody@example.com', 'NOBODY@example.com', ' nobody@example.com', 'ｎobody@example.com'][index % 4] as string }));
    assert.equal(hasher.looked, 10);
  });

  test('A163: one address that tries many accounts gets 50 looks', async () => {
    const { attempt, hasher } = await node();
    await times(80, (index) => attempt({ login: `user${index}@example.com` }));
    assert.equal(hasher.looked, 50);
  });

  test('A163: many addresses that try one account get 100 looks', async () => {
    const { attempt, hasher } = await node();
    await times(150, (index) => attempt({ address: `198.51.100.${index % 30}` }));
    assert.equal(hasher.looked, 100);
  });

  test('one address at its limit for an account adds no more to the counter of the account', async () => {
    const { attempt, person } = await node();
    await person('alice@example.com', right);
    await times(150, () => attempt({ address: '198.51.100.1' }));
    assert.equal(await attempt({ password: right, address: '198.51.100.2' }), 'signed in');
  });
});

describe('A164: nobody locks the owner out', () => {
  test('at a browser where the account was signed in to before, only its own mistakes count', async () => {
    const { attempt, person } = await node();
    await person('alice@example.com', right);
    assert.equal(await attempt({ password: right, browser: 'at home' }), 'signed in');
    await times(150, (index) => attempt({ address: `198.51.100.${index % 30}` }));
    assert.equal(await attempt({ password: right, browser: 'elsewhere', address: '203.0.113.9' }), 'login.throttled');
    assert.equal(await attempt({ password: right, browser: 'at home', address: '203.0.113.9' }), 'signed in');
    assert.equal(await attempt({ password: right, browser: 'at home', address: '198.51.100.1' }), 'signed in');
  });

  test('a known browser has ten tries like others, and is known for its own account alone', async () => {
    const { attempt, hasher, person } = await node();
    await person('alice@example.com', right);
    await person('bob@example.com', right);
    await attempt({ password: right, browser: 'of alice' });
    const before = hasher.looked;
    await times(30, () => attempt({ browser: 'of alice' }));
    assert.equal(hasher.looked - before, 10);
    await times(150, (index) => attempt({ login: 'bob@example.com', address: `198.51.100.${index % 30}` }));
    assert.equal(await attempt({ login: 'bob@example.com', password: right, browser: 'of alice' }), 'login.throttled');
  });

  test('counters survive a restart', async () => {
    const { attempt, stores, clock, person } = await node();
    await person('alice@example.com', right);
    await times(12, () => attempt({}));
    await stores.storage.close();
    const restarted = await node({ sharing: stores, clock });
    assert.equal(await restarted.attempt({ password: right }), 'login.throttled');
  });

  test('the right password clears the mistakes before it', async () => {
    const { attempt, person } = await node();
    await person('alice@example.com', right);
    for (let round = 0; round < 2; round++) {
      for (let mistake = 0; mistake < 9; mistake++) assert.equal(await attempt({ browser: `b${round}` }), 'login.bad_credentials');
      assert.equal(await attempt({ password: right, browser: `b${round}` }), 'signed in');
    }
  });

  test('sign-ins that succeed never use up an address, and one’s own account does not wash away guesses at others', async () => {
    const { attempt, hasher, person } = await node();
    await person('mallory@example.com', right);
    for (let index = 0; index < 60; index++) assert.equal(await attempt({ login: 'mallory@example.com', password: right, browser: `b${index}` }), 'signed in');
    const before = hasher.looked;
    await times(40, (index) => attempt({ login: `user${index}@example.com` }));
    await attempt({ login: 'mallory@example.com', password: right, browser: 'again' });
    await times(40, (index) => attempt({ login: `other${index}@example.com` }));
    assert.equal(hasher.looked - before, 51);
  });

  test('tries that were not looked at because the server was busy do not count', async () => {
    const { attempt, hasher } = await node({ inFlight: 1, waiting: 0 });
    const outcomes = await times(10, () => attempt({}));
    assert.equal(count(outcomes, 'login.busy') + hasher.looked, 10);
    let last = '';
    for (let index = 0; index < 12 && last !== 'login.throttled'; index++) last = await attempt({});
    assert.equal(hasher.looked, 10);
  });
});

describe('A166: nobody learns which accounts exist', () => {
  test('unknown, wrong, blocked and without a password: each costs one look and no more', async () => {
    const { attempt, hasher, person } = await node();
    await person('alice@example.com', right);
    await person('carol@example.com', right, { blocked: true });
    await person('erin@example.com', undefined);
    const outcomes: string[] = [];
    for (const login of ['unknown@example.com', 'alice@example.com', 'carol@example.com', 'erin@example.com', '', 'x'.repeat(5000)]) outcomes.push(await attempt({ login, address: `192.0.2.${outcomes.length}` }));
    assert.deepEqual(outcomes, ['login.unknown_user', 'login.bad_credentials', 'login.bad_credentials', 'login.bad_credentials', 'login.unknown_user', 'login.unknown_user']);
    assert.equal(hasher.looked, outcomes.length);
  });

  test('that an account is blocked is told only to who knows its password', async () => {
    const { attempt, person } = await node();
    await person('carol@example.com', right, { blocked: true });
    assert.equal(await attempt({ login: 'carol@example.com' }), 'login.bad_credentials');
    assert.equal(await attempt({ login: 'carol@example.com', password: right }), 'login.blocked');
  });
});

describe('A168: long passwords', () => {
  test('every byte counts, also after the 72nd', async () => {
    const { attempt, person } = await node();
    const long = 'a passphrase of Ünicode 🐙 '.repeat(8);
    await person('alice@example.com', long);
    assert.equal(await attempt({ password: `${long.slice(0, -1)}!` }), 'login.bad_credentials');
    assert.equal(await attempt({ password: long.slice(0, 72) }), 'login.bad_credentials');
    assert.equal(await attempt({ password: long }), 'signed in');
  });

  test('a password of a megabyte is refused and neither looked at nor counted', async () => {
    const { attempt, hasher, person } = await node();
    await person('alice@example.com', right);
    assert.deepEqual([...new Set(await times(20, () => attempt({ password: 'x'.repeat(1_000_000) })))], ['login.password_too_long']);
    assert.equal(hasher.looked, 0);
    assert.equal(await attempt({ password: right }), 'signed in');
  });
});

test('a hash that was made with weaker parameters is replaced at the next sign-in', async () => {
  const { attempt, person, users } = await node();
  const weak = '$argon2id$v=19$m=1024,t=1,p=1$7E8IMhp+0WOYWJBY+ugKiQ$0ZQ5tzt6OR0O/MmyBExgFrjCjK+FcpL45ufhirDRmJ4';
  const { id } = await person('alice@example.com', right, { passwordHash: weak });
  assert.equal(await attempt({}), 'login.bad_credentials');
  assert.equal((await users.find(tenant.id, id))?.passwordHash, weak);
  assert.equal(await attempt({ password: right }), 'signed in');
  const renewed = (await users.find(tenant.id, id))?.passwordHash;
  assert.match(renewed ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(await attempt({ password: right }), 'signed in');
});

test('Auth0: a hash that came from another system is replaced by ours at the first right password, and not by a wrong one', async () => {
  const { attempt, person, users } = await node();
  const taken = foreignHashes.read({ algorithm: 'sha256', hash: { value: createHash('sha256').update(`salt${right}`).digest('hex'), encoding: 'hex' }, salt: { value: 'salt' } });
  assert.ok('stored' in taken);
  const { id } = await person('alice@example.com', right, { passwordHash: taken.stored });
  assert.equal(await attempt({}), 'login.bad_credentials');
  assert.equal((await users.find(tenant.id, id))?.passwordHash, taken.stored);
  assert.equal(await attempt({ password: right }), 'signed in');
  assert.match((await users.find(tenant.id, id))?.passwordHash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(await attempt({ password: right }), 'signed in');
});

test('a password that was changed while a sign-in made a stronger hash of the old one stays changed', async () => {
  const { person, users } = await node();
  const { id } = await person('alice@example.com', right, { passwordHash: '$changed' });
  await users.renewPasswordHash(tenant.id, id, { seen: '$seen', next: '$stronger' });
  assert.equal((await users.find(tenant.id, id))?.passwordHash, '$changed');
});
