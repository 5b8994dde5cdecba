import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { newJob } from '../../src/management/jobs/new-job.ts';
import { MovableClock } from '../flows/clock.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { connectionOf, endOf, importForm, importPeople, sendImport, type RowErrors } from '../management/jobs.ts';

const limit = 200_000;

describe('Attacks on imports and exports', () => {
  const clock = new MovableClock();
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse({ over: { importLimit: limit }, clock }); });
  after(() => house.stop());
  const store = () => house.running.house.storage.jobs;
  const tenant = () => house.running.house.defaultTenant.id;
  const codes = (errors: readonly RowErrors[]) => errors.map(({ errors: [first] }) => `${first?.code} ${first?.path}`);
  const isThere = async (email: string) => (await house.ask('GET', `/users-by-email?email=${encodeURIComponent(email)}`)).body.length > 0;

  /** No place is taken, and so nothing of any upload is left. */
  async function assertNothingLeft(): Promise<void> {
    const now = clock.now();
    const both = [0, 1].map(() => newJob({ kind: 'users_import', connection: 'x', upsert: false, externalId: undefined, sendCompletionEmail: false }, 'uploading', now));
    const opened = await Promise.all(both.map((job) => store().open(tenant(), job, { most: 2, leaseUntil: now + 60 })));
    for (const { id } of both) await store().remove(tenant(), id);
    assert.deepEqual(opened, ['opened', 'opened']);
  }

  /** A form whose every byte is chosen. */
  const raw = (parts: readonly string[], boundary = 'b0', end = '--b0--\r\n') => sendImport(house, [...parts.map((part) => `--b0\r\n${part}\r\n`), end].join(''), { 'content-type': `multipart/form-data; boundary=${boundary}` });
  const field = (name: string, value: string) => `content-disposition: form-data; name="${name}"\r\n\r\n${value}`;
  const file = (content: string, { name = 'users', filename = 'users.json' } = {}) => `content-disposition: form-data; name="${name}"; filename="${filename}"\r\ncontent-type: application/json\r\n\r\n${content}`;
  const connection = () => field('connection_id', connectionOf(house));

  test('A213: a form that is cut off, has fields or files twice, unknown ones or none is refused, and nothing of it is left', async () => {
    const people = '[{"email":"form@example.com"}]';
    const answers = await Promise.all([
      raw([file(people), connection()], 'b0', ''), raw([file(people), connection()], 'other'), raw([file(people), connection(), connection()]), raw([file(people), file(people), connection()]), raw([file(people, { name: 'other' }), connection()]),
      raw([connection()]), raw([file(people), connection(), field('role', 'admin')]), raw([file(people), connection(), field('upsert', 'yes')]), raw([file(people), connection(), field('__proto__', 'x')]), raw([file(people)]),
    ].map((answer) => answer.then(({ status }) => status)));
    // Two at a time are let in; who comes third is told to wait.
    assert.deepEqual(answers.filter((status) => status !== 400 && status !== 429), []);
    for (const parts of [[file(people), connection(), connection()], [file(people), file(people), connection()], [file(people, { name: 'other' }), connection()], [connection()], [file(people), connection(), field('role', 'admin')], [file(people), connection(), field('__proto__', 'x')], [file(people)], [file(''), connection()]]) {
      assert.equal((await raw(parts)).status, 400, parts.join());
    }
    assert.equal((await raw([file(people), connection()], 'b0', '')).status, 400, 'cut off');
    assert.equal((await raw([file(people), field('connection_id', 'con_nothing')])).body['errorCode'], 'inexistent_connection');
    await assertNothingLeft();
    assert.equal(await isThere('form@example.com'), false);
  });

  test('A213: what is larger than the limit is refused with 413, however it is sent, and nothing of it is left', async () => {
    const big = JSON.stringify([{ email: 'big@example.com', user_metadata: { a: 'x'.repeat(limit) } }]);
    assert.deepEqual(await sendImport(house, importForm(house, big)).then(({ status, body }) => [status, body['errorCode']]), [413, 'payload_too_large']);
    assert.equal((await raw([field('external_id', 'x'.repeat(10_000)), file('[{}]'), connection()])).status, 413);
    assert.equal((await raw([...Array.from({ length: 100 }, (_, i) => field(`f${i}`, 'x')), file('[{}]'), connection()])).status, 400);
    await assertNothingLeft();
  });

  test('A213: nothing is unpacked: a compressed body is refused before it is read, a compressed file is no list of people', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    const packed = await fetch(`${house.running.origin}/api/v2/jobs/users-imports`, { method: 'POST', headers: { authorization: `Bearer ${await house.token()}`, 'content-encoding': 'gzip', 'content-type': 'multipart/form-data; boundary=b0' }, body: bomb });
    assert.equal(packed.status, 415);
    const { status, body } = await sendImport(house, importForm(house, bomb.subarray(0, limit - 1)));
    assert.deepEqual([status, /compressed/.test(String(body['message']))], [400, true]);
    await assertNothingLeft();
  });

  test('A213: who may not make people is told so before the file is read, whatever is in it', async () => {
    const send = async (headers: Readonly<Record<string, string>>) => (await fetch(`${house.running.origin}/api/v2/jobs/users-imports`, { method: 'POST', headers, body: importForm(house, 'x'.repeat(10 * limit)) })).status;
    assert.deepEqual([await send({}), await send({ authorization: 'Bearer nothing' }), await send({ authorization: `Bearer ${await house.token('read:users')}` })], [401, 401, 403]);
    assert.equal((await house.ask('POST', '/jobs/users-imports', { body: { connection_id: connectionOf(house) } })).status, 400, 'no form');
    assert.equal((await fetch(`${house.running.origin}/api/v2/users`, { method: 'POST', headers: { authorization: `Bearer ${await house.token()}` }, body: importForm(house, '[]') })).status, 400, 'a form is taken nowhere else');
    await assertNothingLeft();
  });

  test('A213: who goes away in the middle of an upload leaves nothing', async () => {
    const token = await house.token();
    const { hostname, port } = new URL(house.running.origin);
    await new Promise<void>((resolve) => {
      const request = httpRequest({ hostname, port, path: '/api/v2/jobs/users-imports', method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=b0' } });
      request.on('error', () => { resolve(); });
      request.write(`--b0\r\n${file(`[${'{"email":"gone@example.com"},'.repeat(2000)}`)}`);
      setTimeout(() => { request.destroy(new Error('gone')); }, 200);
    });
    for (let tries = 0; ; tries++) {
      try { await assertNothingLeft(); break; } catch (error) { if (tries > 600) throw error; }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal(await isThere('gone@example.com'), false);
  });

  test('A213: two imports at a time, the third is told to wait', async () => {
    const held = [0, 1].map(() => newJob({ kind: 'users_import', connection: 'x', upsert: false, externalId: undefined, sendCompletionEmail: false }, 'uploading', clock.now()));
    for (const job of held) assert.equal(await store().open(tenant(), job, { most: 2, leaseUntil: clock.now() + 60 }), 'opened');
    assert.deepEqual(await sendImport(house, importForm(house, [{ email: 'third@example.com' }])).then(({ status, body }) => [status, body['errorCode']]), [429, 'too_many_requests']);
    for (const { id } of held) await store().remove(tenant(), id);
  });

  test('A213: hostile rows are told with their reasons, and the others are taken: names, ids, metadata, hashes, depth, second factors', async () => {
    const hash = (value: object) => ({ custom_password_hash: value });
    const { job, errors } = await importPeople(house, [
      '{"email":"r1@example.com","user_id":"../../etc/passwd"}', '{"email":"r2@example.com\\u0000"}', '{"email":"r3@example.com","__proto__":{"blocked":false}}', '{"email":"r4@example.com","user_metadata":{"__proto__":{"a":1}}}', '{"email":"r5@example.com","app_metadata":{"user_id":"auth0|1"}}',
      JSON.stringify({ email: 'r6@example.com', ...hash({ algorithm: 'rot13', hash: { value: 'x' } }) }), JSON.stringify({ email: 'r7@example.com', ...hash({ algorithm: 'bcrypt', hash: { value: '$2b$31$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K' } }) }),
      `{"email":"r8@example.com","user_metadata":{"a":${'['.repeat(100)}${']'.repeat(100)}}}`, '{"email":"r9@example.com","mfa_factors":[{"totp":{"secret":"JBSWY3DPEHPK3PXP"}}]}', '{"email":"r10@example.com","password":"in clear"}', '{email:r11}', '{"username":"a b"}', '{"email":7}', '{"email":"r14@example.com","created_at":"9999-01-01T00:00:00Z"}', '{}',
      '{"email":"=cmd@example.com","name":"=1+1"}', '{"email":"nulls@example.com","username":null,"user_id":null,"password_hash":null}',
    ].join('\n'));
    assert.deepEqual(codes(errors), [
      'PATTERN user_id', 'FORMAT email', 'OBJECT_ADDITIONAL_PROPERTIES ', 'FORMAT user_metadata', 'NOT_PASSED app_metadata.user_id', 'ENUM_MISMATCH custom_password_hash.algorithm', 'MAXIMUM custom_password_hash.hash.value', 'FORMAT ', 'MFA_FACTORS_FAILED mfa_factors',
      'OBJECT_ADDITIONAL_PROPERTIES ', 'FORMAT ', 'PATTERN username', 'INVALID_TYPE email', 'FORMAT created_at', 'ANY_OF_MISSING email',
    ]);
    assert.deepEqual([job.summary, await isThere('=cmd@example.com'), await isThere('r3@example.com')], [{ failed: 15, updated: 0, inserted: 2, total: 17 }, true, false]);
    const told = JSON.stringify(errors);
    for (const secret of ['in clear', 'JBSWY3DPEHPK3PXP', 'nFguVi9LsCAcvTZF', '$2b$']) assert.ok(!told.includes(secret), secret);
    assert.equal(JSON.stringify((await house.running.house.storage.log.list(tenant(), { take: 500 })).records).includes('in clear'), false);
  });

  test('A213: an upsert changes nobody\'s password, names or blocks', async () => {
    const before = (await house.ask('GET', '/users-by-email?email=alice%40example.com')).body[0];
    const { job } = await importPeople(house, [{ email: 'ALICE@example.com', blocked: true, username: 'root', password_hash: '$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K' }], { upsert: 'true' });
    assert.equal(job.summary?.updated, 1);
    const stored = await house.running.house.storage.users.find(tenant(), String(before?.['user_id']));
    assert.deepEqual([stored?.blocked, stored?.username, stored?.email, stored?.passwordHash?.startsWith('$argon2id$')], [false, undefined, 'alice@example.com', true]);
  });

  test('A213: the link to an export is of one job, one tenant and one minute, and can not be changed; all else is told in the same words', async () => {
    const jobs = await Promise.all([1, 2].map(async (count) => (await house.ask('POST', '/jobs/users-exports', { body: { limit: count } })).body['id']));
    const [one, two] = [String((await endOf(house, jobs[0]))['location']), String((await endOf(house, jobs[1]))['location'])];
    assert.match(one, /^http:\/\/localhost:\d+\/exports\/job_[A-Za-z0-9]{16}\.\d+\.[A-Za-z0-9_-]{43}$/);
    const at = (url: string) => fetch(url).then(async (answer) => [answer.status, answer.status === 200 ? '' : await answer.text()]);
    const [id, time, signature] = one.slice(one.lastIndexOf('/') + 1).split('.') as [string, string, string];
    const base = one.slice(0, one.lastIndexOf('/') + 1);
    const nothing = await at(`${base}nothing`);
    assert.equal(nothing[0], 404);
    const forged = [`${id}.${time}`, `${id}.${Number(time) + 1}.${signature}`, `${two.slice(base.length).split('.')[0]}.${time}.${signature}`, `${id}.${time}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`, `${id}.${time}.${signature}/..`, `${id}.${time}.${signature}%00`, ''];
    for (const segment of forged) assert.equal((await at(base + segment))[0], 404, segment);
    assert.equal((await fetch(one, { method: 'POST' })).status, 405);
    assert.equal((await at(one))[0], 200);
    clock.advance(61);
    assert.deepEqual(await at(one), nothing, 'its minute is over');
    const again = String((await house.ask('GET', `/jobs/${id}`)).body['location']);
    assert.deepEqual([again === one, (await at(again))[0]], [false, 200]);
    clock.advance(86_400);
    assert.equal((await fetch(again)).status, 404);
  });
});
