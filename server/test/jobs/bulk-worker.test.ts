import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ExportAssignment, ImportAssignment, Job } from '../../src/identity/ports/job-store.ts';
import { createBulkWorker } from '../../src/jobs/bulk-worker.ts';
import { defaultConnection } from '../../src/identity/connections/default-connection.ts';
import { passwordConnection as connection } from '../../src/identity/connections/password-connection.ts';
import { newJob } from '../../src/management/jobs/new-job.ts';
import { FileProblem } from '../../src/management/jobs/scan-rows.ts';
import { chunkBytes, storeFile } from '../../src/management/jobs/store-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { MovableClock } from '../flows/clock.ts';
import { sqliteBackend, type Backend } from '../storage/backend.ts';
import { acme, tenantRecord, userRecord } from '../storage/records.ts';

const assignment: ImportAssignment = { kind: 'users_import', connection, upsert: false, externalId: undefined, sendCompletionEmail: false };
const clock = new MovableClock();
const silent = { error: (facts: object) => { throw new Error(JSON.stringify(facts)); } };
const workerOf = (storage: Storage) => createBulkWorker({ ...storage, clock, logger: silent });

describe('bulk work', () => {
  let backend: Backend;
  let storage: Storage;
  let second: Storage;
  before(async () => {
    backend = await sqliteBackend();
    const database = await backend.newDatabase();
    storage = await database.open();
    await storage.tenants.insert(tenantRecord(acme));
    second = await database.open();
  });
  after(() => backend.stop());

  async function submit(text: string, over: Partial<ImportAssignment> = {}): Promise<Job> {
    const job = newJob({ ...assignment, ...over }, 'uploading', clock.now());
    assert.equal(await storage.jobs.open(acme, job, { most: 100, leaseUntil: clock.now() + 60 }), 'opened');
    const size = await storeFile((async function* pieces() { for (let at = 0; at < text.length; at += 50_000) yield await Promise.resolve(Buffer.from(text.slice(at, at + 50_000))); })(), { tenant: acme, id: job.id }, { jobs: storage.jobs, clock });
    if (size instanceof FileProblem) throw size;
    assert.equal(await storage.jobs.submit(acme, { ...job, size }), 'submitted');
    return { ...job, size };
  }
  const found = async ({ id }: Job) => await storage.jobs.find(acme, id) as Job;
  const summaryOf = async (job: Job) => (await found(job)).progress.summary;
  const rows = (count: number, mark: string) => JSON.stringify(Array.from({ length: count }, (_, i) => ({ email: `${mark}${i}@example.com`, user_metadata: { filling: 'x'.repeat(500) } })));

  test('two nodes at once import a file of several pieces once, row by row', async () => {
    const job = await submit(rows(1500, 'two'));
    assert.ok(job.size > 3 * chunkBytes);
    await Promise.all([workerOf(storage).run(), workerOf(second).run(), workerOf(second).run()]);
    const { status, progress } = await found(job);
    assert.deepEqual([status, progress.summary, progress.position], ['completed', { failed: 0, updated: 0, inserted: 1500, total: 1500 }, job.size]);
    assert.equal(await storage.jobs.readChunk(acme, job.id, { side: 'input', number: 0 }), undefined, 'the file with its hashes is thrown away');
  });

  test('a node that leaves puts its job down after a step, and another one takes it up at once', async () => {
    const job = await submit(rows(400, 'leave'));
    const leaving = workerOf(storage);
    const running = leaving.run();
    while ((await summaryOf(job)).total === 0) await new Promise((resolve) => { setTimeout(resolve, 1); });
    leaving.leave();
    await running;
    const put = await found(job);
    assert.deepEqual([put.status, put.progress.summary.total < 400], ['processing', true]);
    await workerOf(second).run();
    assert.deepEqual(await summaryOf(job), { failed: 0, updated: 0, inserted: 400, total: 400 });
  });

  test('a node that was held up and lost its job stores nothing more', async () => {
    const job = await submit(rows(300, 'late'));
    const claimed = await storage.jobs.claim(clock.now(), clock.now() + 5);
    assert.equal(claimed?.job.id, job.id);
    await workerOf(second).run();
    assert.equal((await found(job)).status, 'processing', 'it is in the first hand');
    clock.advance(6);
    await workerOf(second).run();
    assert.deepEqual(await summaryOf(job), { failed: 0, updated: 0, inserted: 300, total: 300 });
    assert.equal(await storage.jobs.advance(acme, { ...claimed.job, version: claimed.job.version + 1 }, { leaseUntil: 0, people: [userRecord({ id: 'auth0|late', email: 'x@late.example', canonicalEmail: 'x@late.example', username: undefined })] }), 'lost');
    assert.equal(await storage.users.find(acme, 'auth0|late'), undefined);
  });

  test('a job that is taken up again and again without coming further is given up', async () => {
    const job = await submit(rows(10, 'stuck'));
    for (let times = 0; times < 5; times++) {
      assert.equal((await storage.jobs.claim(clock.now(), clock.now() + 5))?.job.id, job.id);
      clock.advance(5);
    }
    await workerOf({ ...storage }).run();
    const { status, problem, progress } = await found(job);
    assert.deepEqual([status, progress.summary.total, /taken up 5 times/.test(problem ?? '')], ['failed', 0, true]);
  });

  test('somebody who signs up while the rows are looked at is found there, and the row is told as taken', async () => {
    const job = await submit(rows(100, 'race'));
    const inTheWay = userRecord({ id: 'auth0|faster', connection, email: 'race50@example.com', canonicalEmail: 'race50@example.com', username: undefined });
    let insert: (() => Promise<unknown>) | undefined = () => storage.users.insert(acme, inTheWay);
    const users: Storage['users'] = { ...second.users, async listTaken(...asked) {
      const taken = await second.users.listTaken(...asked);
      await insert?.();
      insert = undefined;
      return taken;
    } };
    await createBulkWorker({ ...second, users, clock, logger: silent }).run();
    assert.deepEqual(await summaryOf(job), { failed: 1, updated: 0, inserted: 99, total: 100 });
    assert.deepEqual((await storage.jobs.listErrors(acme, job.id, { after: 0, take: 10 })).map(({ number }) => number), [51]);
  });

  test('an import into a connection that was removed meanwhile fails, and leaves nobody there', async () => {
    const other = { ...defaultConnection(acme), id: 'con_other', name: 'other' };
    assert.equal(await storage.connectionRegistry.insert(other, []), 'inserted');
    const job = await submit(rows(10, 'removed'), { connection: 'other' });
    assert.equal(await storage.connectionRegistry.remove(acme, other.id), 'removed');
    await workerOf(storage).run();
    const { status, problem } = await found(job);
    assert.deepEqual([status, problem, await storage.users.listAfter(acme, { connection: 'other', after: '', take: 1 })], ['failed', 'The connection was removed.', []]);
  });

  test('Auth0: user names are as the options of the connection say', async () => {
    const named = { ...defaultConnection(acme), id: 'con_named', name: 'named', options: { requires_username: true, validation: { username: { min: 3, max: 5 } } } };
    assert.equal(await storage.connectionRegistry.insert(named, []), 'inserted');
    const job = await submit(JSON.stringify([{ email: 'n1@example.com' }, { username: 'ab' }, { username: 'abcdef' }, { username: 'abcd' }]), { connection: 'named' });
    await workerOf(storage).run();
    assert.deepEqual([await summaryOf(job), (await storage.jobs.listErrors(acme, job.id, { after: 0, take: 9 })).map(({ number }) => number)], [{ failed: 3, updated: 0, inserted: 1, total: 4 }, [1, 2, 3]]);
  });

  test('an empty list is an import of nobody', async () => {
    const job = await submit(' [ ] ');
    await workerOf(storage).run();
    assert.deepEqual([(await found(job)).status, await summaryOf(job)], ['completed', { failed: 0, updated: 0, inserted: 0, total: 0 }]);
  });

  test('an export goes on where another node left it, with everybody once', async () => {
    const exported: ExportAssignment = { kind: 'users_export', connection, format: 'csv', limit: undefined, fields: [{ name: 'user_id', title: 'id' }] };
    const job = newJob(exported, 'pending', clock.now());
    assert.equal(await storage.jobs.open(acme, job, { most: 100, leaseUntil: 0 }), 'opened');
    const leaving = workerOf(storage);
    const running = leaving.run();
    while ((await found(job)).progress.chunks === 0) await new Promise((resolve) => { setTimeout(resolve, 1); });
    leaving.leave();
    await running;
    await workerOf(second).run();
    const { status, progress: { chunks, summary } } = await found(job);
    const { gunzipSync } = await import('node:zlib');
    const pieces = await Promise.all(Array.from({ length: chunks }, (_, number) => storage.jobs.readChunk(acme, job.id, { side: 'output', number })));
    const lines = gunzipSync(Buffer.concat(pieces.flatMap((piece) => piece ?? []))).toString().trimEnd().split('\r\n');
    assert.deepEqual([status, lines[0], lines.length, new Set(lines).size], ['completed', 'id', summary.total + 1, summary.total + 1]);
    assert.ok(chunks > 2);
  });
});
