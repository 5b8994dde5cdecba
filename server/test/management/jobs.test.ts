import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { ManagementClient } from 'auth0-5';
import { newJob } from '../../src/management/jobs/new-job.ts';
import { authorizeUrl, newPkce, signIn } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';
import { connectionOf, endOf, exportPeople, importPeople, type JobView } from './jobs.ts';

const wait = () => new Promise((resolve) => setTimeout(resolve, 50));

describe('auth0 5: jobs', () => {
  let house: ManagedHouse;
  let management: ManagementClient;
  before(async () => {
    house = await startManagedHouse({ https: true });
    management = new ManagementClient({ domain: new URL(house.running.origin).host, token: await house.token(), maxRetries: 0 });
  });
  after(() => house.stop());
  const ended = async (id: string) => {
    let job = await management.jobs.get(id);
    for (; job.status !== 'completed' && job.status !== 'failed'; job = await management.jobs.get(id)) await wait();
    return job;
  };
  const signsIn = async (email: string, password: string) => pageOf(await signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), { email, password })) === undefined;
  const bcrypt = { custom_password_hash: { algorithm: 'bcrypt', hash: { value: '$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K' } } };

  test('Seed row 214: a file of people is imported, its job tells how it went, and each person signs in', async () => {
    const rows = [
      { email: 'Ida@Example.com', email_verified: true, user_id: 'ida-1', username: 'ida', given_name: 'Ida', family_name: 'Import', name: 'Ida Import', nickname: 'i', picture: 'https://rp.example/ida.png', user_metadata: { a: 1 }, app_metadata: { plan: 'gold' }, ...bcrypt },
      { email: 'joe@example.com', password_hash: bcrypt.custom_password_hash.hash.value },
      { email: 'kim@example.com', blocked: true, ...bcrypt },
    ];
    const taken = await management.jobs.usersImports.create({ users: new Blob([JSON.stringify(rows)]) as never, connection_id: connectionOf(house), external_id: 'ours-1', send_completion_email: false });
    assert.match(taken.id, /^job_[A-Za-z0-9]{16}$/);
    assert.deepEqual([taken.type, taken.status, taken.connection_id, taken.external_id], ['users_import', 'pending', connectionOf(house), 'ours-1']);
    const job = await ended(taken.id);
    assert.deepEqual([job.status, job.percentage_done, job.summary], ['completed', 100, { failed: 0, updated: 0, inserted: 3, total: 3 }]);
    const ida = await management.users.get('auth0|ida-1') as unknown as Readonly<Record<string, unknown>>;
    assert.deepEqual([ida['email'], ida['email_verified'], ida['username'], ida['given_name'], ida['name'], ida['nickname'], ida['user_metadata'], ida['app_metadata'], ida['blocked']], ['Ida@Example.com', true, 'ida', 'Ida', 'Ida Import', 'i', { a: 1 }, { plan: 'gold' }, false]);
    assert.deepEqual([await signsIn('ida@example.com', 'hello'), await signsIn('ida', 'hello'), await signsIn('joe@example.com', 'hello'), await signsIn('joe@example.com', 'hullo'), await signsIn('kim@example.com', 'hello')], [true, true, true, false, false]);
  });

  test('Auth0: a job whose rows were all taken has no errors: 204', async () => {
    const { job } = await importPeople(house, [{ email: 'no-errors@example.com' }]);
    assert.equal((await house.ask('GET', `/jobs/${job.id}/errors`)).status, 204);
    assert.equal(await management.jobs.errors.get(job.id), undefined);
  });

  test('Auth0: rows that can not be taken are told with their reasons, and nothing of a password', async () => {
    const taken = await management.jobs.usersImports.create({ users: new Blob([JSON.stringify([{ email: people.alice.email, ...bcrypt }, { given_name: 'Nobody' }, { email: 'fine@example.com' }])]) as never, connection_id: connectionOf(house) });
    assert.deepEqual((await ended(taken.id)).summary, { failed: 2, updated: 0, inserted: 1, total: 3 });
    const errors = await management.jobs.errors.get(taken.id) as unknown as readonly { readonly user: object; readonly errors: readonly { readonly code: string; readonly path: string }[] }[];
    assert.deepEqual(errors.map(({ user, errors: [first] }) => [user, first?.code, first?.path]), [
      [{ email: people.alice.email, custom_password_hash: { algorithm: 'bcrypt', hash: { value: '*****' } } }, 'DUPLICATED_USER', ''], [{ given_name: 'Nobody' }, 'ANY_OF_MISSING', 'email'],
    ]);
  });

  test('Auth0: of a job that failed as a whole its errors are the job, with the reason', async () => {
    const { storage: { jobs }, clock, defaultTenant } = house.running.house;
    const failed = { ...newJob({ kind: 'users_import', connection: 'gone', upsert: false, externalId: undefined, sendCompletionEmail: false }, 'failed', clock.now()), problem: 'The connection was removed.' };
    assert.equal(await jobs.open(defaultTenant.id, failed, { most: 2, leaseUntil: 0 }), 'opened');
    const errors = await management.jobs.errors.get(failed.id) as unknown as Readonly<Record<string, unknown>>;
    assert.deepEqual([errors['id'], errors['type'], errors['status'], errors['status_details'], errors['connection'], errors['connection_id']], [failed.id, 'users_import', 'failed', 'The connection was removed.', 'gone', undefined]);
    await jobs.remove(defaultTenant.id, failed.id);
  });

  test('of many errors a thousand are told at a time, the next ones after the last row', async () => {
    const { job, errors } = await importPeople(house, Array.from({ length: 1100 }, () => ({})));
    assert.deepEqual([job.summary?.failed, errors.length, errors.at(-1)?.row], [1100, 1000, 1000]);
    const { body: rest } = await house.ask('GET', `/jobs/${job.id}/errors?after=1000`);
    assert.deepEqual([rest.length, rest[0]?.['row'], rest.at(-1)?.['row']], [100, 1001, 1100]);
    assert.equal((await house.ask('GET', `/jobs/${job.id}/errors?after=x`)).status, 400);
  });

  test('Auth0: an upsert changes who is there by address, user name or id, and leaves names and state alone', async () => {
    await importPeople(house, [{ email: 'uma@example.com', username: 'uma', user_id: 'uma-1', user_metadata: { a: 1 }, app_metadata: { b: 1 }, given_name: 'Uma' }]);
    const upsert = (rows: unknown) => importPeople(house, rows, { upsert: 'true' });
    assert.deepEqual((await upsert([{ email: 'UMA@example.com', user_metadata: { c: 2 }, blocked: true, email_verified: true }, { username: 'uma', nickname: 'u' }, { email: 'other@example.com', user_id: 'uma-1', family_name: 'Upsert' }, { email: 'una@example.com' }, { email: 'una@example.com', name: 'Una' }])).job.summary, { failed: 0, updated: 4, inserted: 1, total: 5 });
    const { body: uma } = await house.ask('GET', '/users/auth0%7Cuma-1');
    assert.deepEqual([uma['email'], uma['email_verified'], uma['blocked'], uma['user_metadata'], uma['app_metadata'], uma['given_name'], uma['family_name'], uma['nickname']], ['uma@example.com', true, false, { c: 2 }, { b: 1 }, 'Uma', 'Upsert', 'u']);
    assert.equal((await house.ask('GET', '/users-by-email?email=una%40example.com')).body[0]?.['name'], 'Una');
    const { errors } = await upsert([{ email: 'uma@example.com', username: 'ida' }]);
    assert.equal(errors[0]?.errors[0]?.code, 'CONFLICT', 'two people');
  });

  test('Auth0: an upsert brings a password until its person has signed in, and never afterwards', async () => {
    const md5 = (hash: string) => ({ custom_password_hash: { algorithm: 'md5', hash: { value: hash, encoding: 'hex' } } });
    const [hello, world] = ['5d41402abc4b2a76b9719d911017c592', '7d793037a0760186574b0282f2f435e7'];
    await importPeople(house, [{ email: 'pat@example.com', ...md5(hello) }]);
    await importPeople(house, [{ email: 'pat@example.com', ...md5(world) }], { upsert: 'true' });
    assert.deepEqual([await signsIn('pat@example.com', 'hello'), await signsIn('pat@example.com', 'world')], [false, true]);
    await importPeople(house, [{ email: 'pat@example.com', ...md5(hello) }, { email: people.bob.email, ...md5(hello) }], { upsert: 'true' });
    assert.deepEqual([await signsIn('pat@example.com', 'hello'), await signsIn('pat@example.com', 'world'), await signsIn(people.bob.email, 'hello'), await signsIn(people.bob.email, people.bob.password)], [false, true, false, true]);
  });

  test('A209: an upsert does not change who administers the tenant, whose password it would be', async () => {
    const md5 = { custom_password_hash: { algorithm: 'md5', hash: { value: '5d41402abc4b2a76b9719d911017c592', encoding: 'hex' } } };
    await importPeople(house, [{ email: 'olga@example.com', user_id: 'olga-1', given_name: 'Olga' }]);
    const { storage: { administrators }, defaultTenant, clock } = house.running.house;
    assert.equal(await administrators.change(defaultTenant.id, { userId: 'auth0|olga-1', role: 'owner', at: clock.now() }), 'changed');
    const { job, errors } = await importPeople(house, [{ email: 'olga@example.com', given_name: 'Mallory', ...md5 }], { upsert: 'true' });
    assert.deepEqual([job.summary?.failed, errors[0]?.errors[0]?.code], [1, 'CONFLICT']);
    assert.equal((await house.ask('GET', '/users/auth0%7Colga-1')).body['given_name'], 'Olga');
    assert.equal(await signsIn('olga@example.com', 'hello'), false);
  });

  test('a name of a linked account is not taken for the person that it is linked to', async () => {
    await importPeople(house, [{ email: 'main@example.com', user_id: 'main-1', given_name: 'Main' }, { email: 'second@example.com', user_id: 'second-1' }]);
    assert.equal((await house.ask('POST', '/users/auth0%7Cmain-1/identities', { body: { provider: 'auth0', user_id: 'second-1' } })).status, 201);
    const { job, errors } = await importPeople(house, [{ email: 'second@example.com', given_name: 'Taken over' }, { email: 'new@example.com', user_id: 'second-1' }], { upsert: 'true' });
    assert.deepEqual([job.summary?.failed, errors.map(({ errors: [first] }) => first?.code)], [2, ['CONFLICT', 'CONFLICT']]);
    assert.equal((await house.ask('GET', '/users/auth0%7Cmain-1')).body['given_name'], 'Main');
  });

  test('people are exported with the members that are asked for, through a link that the job tells', async () => {
    const begun = await management.jobs.usersExports.create({ connection_id: connectionOf(house), format: 'json', fields: [{ name: 'user_id' }, { name: 'email' }, { name: 'user_metadata.a', export_as: 'a' }, { name: 'identities[0].connection', export_as: 'from' }] });
    assert.deepEqual([begun.type, begun.format, begun.fields?.[2]], ['users_export', 'json', { name: 'user_metadata.a', export_as: 'a' }]);
    const job = await ended(begun.id);
    const file = await fetch(String(job.location));
    assert.deepEqual([file.status, file.headers.get('content-type'), file.headers.get('content-disposition'), file.headers.get('cache-control')], [200, 'application/gzip', `attachment; filename="${job.id}.json.gz"`, 'no-store']);
    const lines = gunzipSync(Buffer.from(await file.arrayBuffer())).toString().trimEnd().split('\n').map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    assert.equal(lines.length, job.summary?.total);
    assert.deepEqual(lines.find(({ user_id: id }) => id === 'auth0|ida-1'), { user_id: 'auth0|ida-1', email: 'Ida@Example.com', a: 1, from: 'Username-Password-Authentication' });
    assert.ok(lines.some(({ email }) => email === people.alice.email));
  });

  test('what is exported can be imported again, into another house, with everything but the passwords', async () => {
    // The numbers of the fixtures are in no form that is taken from outside.
    const text = (await exportPeople(house, { format: 'json' })).replaceAll('+48 1', '+481');
    const other = await startManagedHouse({ seeded: false });
    try {
      const { job, errors } = await importPeople(other, text);
      assert.deepEqual([job.summary?.failed, errors], [0, []]);
      const withoutTimes = (lines: string) => lines.replaceAll(/"updated_at":"[^"]*"/g, '');
      assert.equal(withoutTimes(await exportPeople(other, { format: 'json' })), withoutTimes(text));
      assert.doesNotMatch(text, /argon2|bcrypt|\$2b|foreign|password/);
    } finally {
      await other.stop();
    }
  });

  test('A130: a table is exported so that no cell is run as a formula', async () => {
    await importPeople(house, [{ email: 'formula@example.com', user_id: 'formula-1', name: "=cmd|'/c calc'!A1", nickname: '+1+1', given_name: '@SUM(1)', family_name: 'a "b", c', phone_number: '+4915112345678' }]);
    const [titles, ...lines] = (await exportPeople(house, { format: 'csv', fields: ['user_id', 'name', 'nickname', 'given_name', 'family_name', 'phone_number', 'username'].map((name) => ({ name, export_as: name.toUpperCase() })) })).split('\r\n');
    assert.equal(titles, 'USER_ID,NAME,NICKNAME,GIVEN_NAME,FAMILY_NAME,PHONE_NUMBER,USERNAME');
    assert.equal(lines.find((line) => line.startsWith('auth0|formula-1')), `auth0|formula-1,'=cmd|'/c calc'!A1,'+1+1,'@SUM(1),"a ""b"", c",+4915112345678,`);
  });

  test('an export ends at its limit, and one of nobody is an empty file', async () => {
    assert.equal((await exportPeople(house, { format: 'json', limit: 3 })).trimEnd().split('\n').length, 3);
    const empty = await startManagedHouse({ seeded: false });
    try {
      assert.equal(await exportPeople(empty, { format: 'json' }), '');
    } finally {
      await empty.stop();
    }
  });

  test('a job that is not there, or is of another tenant, is not found', async () => {
    assert.deepEqual([(await house.ask('GET', '/jobs/job_0000000000000000')).status, (await house.ask('GET', '/jobs/job_0000000000000000/errors')).body['errorCode']], [404, 'inexistent_job']);
    await assert.rejects(management.jobs.get('nothing'), { statusCode: 404 });
  });

  test('who may only make people sees no link to a file of them', async () => {
    const begun = await house.ask('POST', '/jobs/users-exports', { body: { limit: 1 } });
    const job: JobView = await endOf(house, begun.body['id']);
    assert.ok(job['location']);
    assert.equal((await house.ask('GET', `/jobs/${job.id}`, { token: await house.token('create:users') })).body['location'], undefined);
    assert.equal((await house.ask('POST', '/jobs/users-exports', { body: {}, token: await house.token('create:users') })).status, 403);
  });

  test('the log tells of the jobs: who began them, and how they ended', async () => {
    const { records } = await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 500 });
    const events = new Set(records.map(({ event }) => event));
    for (const event of ['management.jobs.usersImports.create', 'management.jobs.usersExports.create', 'users.imported', 'users.exported']) assert.ok(events.has(event), event);
  });
});
