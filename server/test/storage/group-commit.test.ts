import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { migrate } from '../../src/storage/migration/migrate.ts';
import { findMigrations, readMigrations } from '../../src/storage/migration/read-migrations.ts';
import { tokens } from '../../src/storage/hot-tables.ts';
import { GroupCommit } from '../../src/storage/drivers/sqlite/group-commit.ts';
import type { SqliteConnection } from '../../src/storage/drivers/sqlite/connection.ts';
import { migratedSqlite, openConnection } from '../../src/storage/drivers/sqlite/open-sqlite.ts';
import { StorageUnavailable } from '../../src/storage/storage-unavailable.ts';

const row = (key: string) => tokens.row({ tenant_id: 't', key, kind: 'access_token', grant_key: null, client_id: 'c', user_id: null, scope: '', audience: null, issued_at: 1, expires_at: 2, detail: null });
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('Group commit', () => {
  let folder: string;
  let file: string;
  let connection: SqliteConnection;
  let syncs: { readonly resolve: () => void; readonly reject: (error: Error) => void; readonly rows: number }[] = [];
  let fatal: Error[] = [];
  const rows = () => Number(connection.first<{ n: number }>({ sql: 'select count(*) as n from tokens', values: [] })?.n);
  const newCommits = () => {
    syncs = [];
    fatal = [];
    return new GroupCommit({
      connection, node: 'node', committed: () => undefined, fatal: (error) => { fatal.push(error); },
      sync: () => new Promise((resolve, reject) => { syncs.push({ resolve, reject, rows: rows() }); }),
    });
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-group-'));
    file = join(folder, 'data.db');
    connection = openConnection(file);
    await migrate(migratedSqlite(connection), readMigrations('sqlite', findMigrations()));
    connection.exec('pragma busy_timeout = 0');
  });
  after(async () => {
    connection.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('what comes in one turn shares one sync, nobody is answered before it ended, and what comes meanwhile shares the next one', async () => {
    const commits = newCommits();
    const answered: string[] = [];
    const write = (name: string) => commits.write({ rows: [row(name)] }).then(() => { answered.push(name); });
    const first = ['a', 'b', 'c'].map(write);
    await turn();
    assert.deepEqual([syncs.length, syncs[0]?.rows, answered], [1, 3, []]);
    const second = ['d', 'e'].map(write);
    await turn();
    assert.equal(syncs.length, 1);
    syncs[0]?.resolve();
    await Promise.all(first);
    assert.deepEqual(answered, ['a', 'b', 'c']);
    await turn();
    assert.deepEqual([syncs.length, syncs[1]?.rows], [2, 5]);
    syncs[1]?.resolve();
    await Promise.all(second);
    await commits.close();
  });

  test('a loser waits for the sync too: what he is told must be as durable as what the winner is told', async () => {
    const commits = newCommits();
    const spend = { tenant: 't', kind: 'code', key: 'k', spentAt: 1, keepUntil: 2, outcome: 'successor' };
    const answers: boolean[] = [];
    const both = Promise.all([1, 2].map(() => commits.write({ spend }).then(({ won }) => { answers.push(won); })));
    await turn();
    assert.deepEqual(answers, []);
    syncs[0]?.resolve();
    await both;
    assert.deepEqual(answers, [true, false]);
    await commits.close();
  });

  test('a failed sync is the end: all that wait are refused, all that come are refused, and the house is told once', async () => {
    const commits = newCommits();
    const waiting = commits.write({ rows: [row('f')] });
    await turn();
    const queued = commits.write({ rows: [row('g')] });
    syncs[0]?.reject(new Error('EIO'));
    await assert.rejects(waiting, StorageUnavailable);
    await assert.rejects(queued, StorageUnavailable);
    await assert.rejects(commits.write({ rows: [row('h')] }), StorageUnavailable);
    assert.equal(fatal.length, 1);
    assert.match(commits.problem ?? '', /EIO/);
    await commits.close();
  });

  test('a failed sync of the checkpointer refuses the group that waits, even when its own sync goes well', async () => {
    const commits = newCommits();
    const waiting = commits.write({ rows: [row('i')] });
    await turn();
    commits.fail(new Error('EIO in a checkpoint'));
    syncs[0]?.resolve();
    await assert.rejects(waiting, StorageUnavailable);
    assert.equal(fatal.length, 1);
    await commits.close();
  });

  test('a line whose time came while a sync was under way is written without anybody\'s write after it', async () => {
    const commits = newCommits();
    const written = commits.write({ rows: [row('late-1')] });
    await turn();
    commits.append(row('late-2'));
    // Longer than a line waits for company.
    await new Promise((resolve) => setTimeout(resolve, 200));
    syncs[0]?.resolve();
    await written;
    for (let turns = 0; turns < 400 && syncs.length < 2; turns++) await turn();
    assert.equal(syncs.length, 2);
    syncs[1]?.resolve();
    await commits.close();
  });

  test('an error of one unit fails that unit alone', async () => {
    const commits = newCommits();
    const before = rows();
    const outcomes = Promise.allSettled([commits.write({ rows: [row('j')] }), commits.write({ rows: [row('k'), row('a')] }), commits.write({ rows: [row('l')] })]);
    await turn();
    syncs[0]?.resolve();
    assert.deepEqual((await outcomes).map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled']);
    assert.equal(rows(), before + 2);
    await commits.close();
  });

  test('while another process writes the event loop goes on, and the write follows', async () => {
    const commits = newCommits();
    const stranger = new DatabaseSync(file);
    stranger.exec('begin immediate');
    const written = commits.write({ rows: [row('m')] });
    for (let turns = 0; turns < 5; turns++) await turn();
    assert.equal(syncs.length, 0);
    stranger.exec('commit');
    stranger.close();
    while (syncs.length === 0) await turn();
    syncs[0]?.resolve();
    assert.equal((await written).won, true);
    await commits.close();
  });

  test('a unit with hundreds of rows, written or removed, brings the next checkpoint as near as that many small ones', async () => {
    const counted: number[] = [];
    const commits = new GroupCommit({ connection, node: 'node', committed: (units) => { counted.push(units); }, fatal: assert.fail, sync: () => Promise.resolve() });
    await commits.write({ rows: [row('one-1'), row('one-2')] });
    await commits.write({ rows: Array.from({ length: 400 }, (_, i) => row(`many-${i}`)) });
    await commits.write({ guard: { name: '', sql: "delete from tokens where key like 'many-%'", values: [] } });
    assert.equal(counted[0], 1);
    assert.ok(counted.slice(1).every((units) => units >= 50), String(counted));
    await commits.close();
  });

  test('a heap of lines that nobody waits for is written a few at a time, between other turns, and synced once', async () => {
    const sizes: number[] = [];
    let synced = 0;
    const commits = new GroupCommit({ connection, node: 'node', committed: (units) => { sizes.push(units); }, fatal: assert.fail, sync: () => { synced++; return Promise.resolve(); } });
    const before = rows();
    for (let i = 0; i < 70; i++) commits.append(row(`line-${i}`));
    while (rows() < before + 70) await turn();
    assert.deepEqual(sizes, [32, 32, 6]);
    while (synced === 0) await turn();
    await turn();
    assert.equal(synced, 1);
    await commits.close();
  });

  test('who waits is answered after a sync, although lines are left', async () => {
    const commits = newCommits();
    for (let i = 0; i < 40; i++) commits.append(row(`more-${i}`));
    let answered = false;
    const written = commits.write({ rows: [row('n')] }).then(() => { answered = true; });
    while (syncs.length === 0) await turn();
    assert.equal(answered, false);
    syncs[0]?.resolve();
    await written;
    while (syncs.length < 2) await turn();
    syncs[1]?.resolve();
    await commits.close();
  });

  test('closing writes every line that is left', async () => {
    const commits = newCommits();
    const before = rows();
    for (let i = 0; i < 70; i++) commits.append(row(`last-${i}`));
    const closed = commits.close();
    while (syncs.length === 0) await turn();
    syncs[0]?.resolve();
    await closed;
    assert.equal(rows(), before + 70);
  });
});
