import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { ImportAssignment, Job } from '../../src/identity/ports/job-store.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend, TestDatabase } from './backend.ts';
import { acme, logRecord, other, userRecord } from './records.ts';

const assignment: ImportAssignment = { kind: 'users_import', connection: 'more', upsert: true, externalId: undefined, sendCompletionEmail: false };
const job = (id: string, over: Partial<Job> = {}): Job => ({
  id, assignment, status: 'uploading', version: 1, attempts: 0, createdAt: 100, expiresAt: 10_000, size: 0, problem: undefined,
  progress: { position: 0, shape: undefined, after: '', chunks: 0, summary: { failed: 0, updated: 0, inserted: 0, total: 0 } }, ...over,
});
const place = { most: 2, leaseUntil: 500 };

/** What every database must do with bulk work. */
export function jobSuite(backend: () => Backend): void {
  describe('jobs', () => {
    let database: TestDatabase;
    let storage: Storage;
    let second: Storage;
    before(async () => {
      database = await backend().newDatabase();
      [storage, second] = [await database.open(), await database.open()];
    });
    const ready = async (id: string, over: Partial<Job> = {}) => {
      assert.equal(await storage.jobs.open(acme, job(id, over), place), 'opened');
      assert.equal(await storage.jobs.submit(acme, job(id, { size: 7, ...over })), 'submitted');
    };

    test('A213: of twenty that come at once on two nodes two get a place, and each tenant and kind has its own', async () => {
      const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? storage : second).jobs.open(acme, job(`job_${i}`), { ...place, log: logRecord({ event: 'job-test' }) })));
      assert.equal(outcomes.filter((outcome) => outcome === 'opened').length, 2);
      assert.equal((await storage.log.list(acme, { take: 100 })).records.filter(({ event }) => event === 'job-test').length, 2, 'the line of the log is stored with the job, or not at all');
      assert.equal(await storage.jobs.open(other, job('job_x'), place), 'opened');
      assert.equal(await storage.jobs.open(acme, job('job_e', { assignment: { kind: 'users_export', connection: undefined, format: 'csv', limit: 3, fields: undefined }, status: 'pending' }), place), 'opened');
      for (const id of [...outcomes.keys()].map((i) => `job_${i}`).concat('job_e')) await storage.jobs.remove(acme, id);
      await storage.jobs.remove(other, 'job_x');
    });

    test('a file comes in pieces while it is uploaded, and not afterwards', async () => {
      assert.equal(await storage.jobs.open(acme, job('job_up'), place), 'opened');
      for (const number of [0, 1]) assert.equal(await storage.jobs.upload(acme, 'job_up', { number, bytes: Buffer.from([number, 255, 0]), leaseUntil: 600 }), 'stored');
      assert.equal(await storage.jobs.claim(1000, 2000), undefined, 'nobody works on half a file');
      assert.equal(await storage.jobs.upload(other, 'job_up', { number: 2, bytes: Buffer.from('x'), leaseUntil: 600 }), 'gone');
      assert.equal(await storage.jobs.submit(acme, job('job_up', { size: 6, assignment: { ...assignment, externalId: 'mine' } })), 'submitted');
      assert.equal(await storage.jobs.upload(acme, 'job_up', { number: 2, bytes: Buffer.from('x'), leaseUntil: 600 }), 'gone');
      assert.equal(await storage.jobs.submit(acme, job('job_up')), 'gone');
      assert.deepEqual(await storage.jobs.readChunk(acme, 'job_up', { side: 'input', number: 1 }), Buffer.from([1, 255, 0]));
      assert.equal(await storage.jobs.readChunk(acme, 'job_up', { side: 'output', number: 1 }), undefined);
      assert.equal(await storage.jobs.find(other, 'job_up'), undefined);
      const { status, size, assignment: stored } = await storage.jobs.find(acme, 'job_up') as Job;
      assert.deepEqual([status, size, 'externalId' in stored && stored.externalId], ['pending', 6, 'mine']);
      await storage.jobs.dropChunks(acme, 'job_up', 'input');
      assert.equal(await storage.jobs.readChunk(acme, 'job_up', { side: 'input', number: 0 }), undefined);
      await storage.jobs.remove(acme, 'job_up');
      assert.equal(await storage.jobs.find(acme, 'job_up'), undefined);
    });

    test('of ten who claim at once on two nodes each job has one, and it comes back when its lease is over', async () => {
      await ready('job_1', { createdAt: 1 });
      await ready('job_2', { createdAt: 2 });
      assert.equal(await storage.jobs.anyDue(1000), true);
      const claimed = (await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? storage : second).jobs.claim(1000, 1010)))).filter((one) => one !== undefined);
      assert.deepEqual(claimed.map(({ job: { id } }) => id).sort(), ['job_1', 'job_2']);
      assert.equal(await storage.jobs.anyDue(1009), false);
      assert.equal(await storage.jobs.claim(1009, 1020), undefined);
      const again = await second.jobs.claim(1010, 1020);
      assert.deepEqual([again?.job.id, again?.job.attempts, again?.job.version], ['job_1', 2, 4]);
      for (const id of ['job_1', 'job_2']) await storage.jobs.remove(acme, id);
    });

    test('a step and what it stores are one commit: who lost the job stores nothing, and a name that was taken stops all of it', async () => {
      await ready('job_s');
      const { job: held } = await storage.jobs.claim(1000, 1010) as { job: Job };
      const { job: newer } = await second.jobs.claim(1010, 1020) as { job: Job };
      const people = ['ann', 'bob'].map((name) => userRecord({ id: `auth0|${name}`, email: `${name}@example.com`, canonicalEmail: `${name}@example.com`, username: undefined }));
      const next = (before: Job, over: Partial<Job['progress']> = {}): Job => ({ ...before, version: before.version + 1, progress: { ...before.progress, position: 5, ...over } });
      assert.equal(await storage.jobs.advance(acme, next(held), { leaseUntil: 1020, people }), 'lost');
      assert.equal(await storage.users.find(acme, 'auth0|ann'), undefined);
      assert.equal(await second.jobs.advance(acme, next(newer, { chunks: 1 }), { leaseUntil: 1030, people, errors: [{ number: 3, data: { a: 1 } }, { number: 1, data: { b: 2 } }], chunk: Buffer.from('out'), log: logRecord({ event: 'step-test' }) }), 'advanced');
      assert.equal((await storage.users.findByLogin(acme, people[0]?.connection ?? '', 'ann@example.com'))?.id, 'auth0|ann');
      assert.deepEqual(await storage.jobs.listErrors(acme, 'job_s', { after: 0, take: 10 }), [{ number: 1, data: { b: 2 } }, { number: 3, data: { a: 1 } }]);
      assert.deepEqual(await storage.jobs.listErrors(acme, 'job_s', { after: 1, take: 10 }), [{ number: 3, data: { a: 1 } }]);
      assert.deepEqual(await storage.jobs.readChunk(acme, 'job_s', { side: 'output', number: 0 }), Buffer.from('out'));
      const now = await storage.jobs.find(acme, 'job_s') as Job;
      assert.deepEqual([now.progress.position, now.attempts], [5, 0]);
      const twin = userRecord({ id: 'auth0|twin', email: 'bob@example.com', canonicalEmail: 'bob@example.com', username: undefined });
      const carl = userRecord({ id: 'auth0|carl', email: 'carl@example.com', canonicalEmail: 'carl@example.com', username: undefined });
      assert.equal(await storage.jobs.advance(acme, next(now), { leaseUntil: 1040, people: [carl, twin], errors: [{ number: 9, data: {} }] }), 'taken');
      assert.deepEqual(await storage.jobs.find(acme, 'job_s'), now);
      assert.equal(await storage.users.find(acme, 'auth0|carl'), undefined);
      assert.equal(await storage.jobs.advance(acme, { ...next(now), status: 'completed' }, { leaseUntil: 0 }), 'advanced');
      assert.equal(await storage.jobs.claim(9000, 9010), undefined, 'an ended job is nobody\'s turn');
      assert.equal(await storage.jobs.open(acme, job('job_t'), { ...place, most: 1 }), 'opened', 'and its place is free');
    });

    test('names that are taken are found, of one connection, with whose they are; ids of any', async () => {
      const { connection } = userRecord({});
      const found = await storage.users.listTaken(acme, connection, { logins: ['ann@example.com', 'nobody@example.com', "o'hara\"@example.com"], ids: ['auth0|bob', 'auth0|nobody'] });
      assert.deepEqual([...found].sort((a, b) => a.id.localeCompare(b.id)), [{ login: 'ann@example.com', id: 'auth0|ann' }, { login: undefined, id: 'auth0|bob' }]);
      assert.deepEqual(await storage.users.listTaken(acme, 'elsewhere', { logins: ['ann@example.com'], ids: [] }), []);
      assert.deepEqual(await storage.users.listTaken(other, connection, { logins: ['ann@example.com'], ids: ['auth0|bob'] }), []);
    });

    test('people are walked in the order of their ids', async () => {
      const { connection } = userRecord({});
      const ids = async (after: string, of?: string) => (await storage.users.listAfter(acme, { connection: of, after, take: 1 })).map(({ id }) => id);
      assert.deepEqual([await ids(''), await ids('auth0|ann'), await ids('auth0|bob'), await ids('', connection), await ids('', 'elsewhere')], [['auth0|ann'], ['auth0|bob'], [], ['auth0|ann'], []]);
    });

    test('an upload that stopped loses its place and is removed; so is everything of a job whose time is over', async () => {
      assert.equal((await storage.jobs.find(acme, 'job_t'))?.status, 'uploading');
      await storage.jobs.upload(acme, 'job_t', { number: 0, bytes: Buffer.from('x'), leaseUntil: 600 });
      await storage.jobs.clear(599);
      assert.notEqual(await storage.jobs.find(acme, 'job_t'), undefined);
      await storage.jobs.clear(600);
      assert.equal(await storage.jobs.find(acme, 'job_t'), undefined);
      assert.equal(await storage.jobs.readChunk(acme, 'job_t', { side: 'input', number: 0 }), undefined);
      assert.notEqual(await storage.jobs.find(acme, 'job_s'), undefined);
      assert.equal(await storage.jobs.anyDue(10_000), true);
      await storage.jobs.clear(10_000);
      assert.deepEqual([await storage.jobs.find(acme, 'job_s'), await storage.jobs.listErrors(acme, 'job_s', { after: 0, take: 10 }), await storage.jobs.readChunk(acme, 'job_s', { side: 'output', number: 0 })], [undefined, [], undefined]);
      assert.equal(await storage.jobs.anyDue(10_000), false);
    });
  });
}
