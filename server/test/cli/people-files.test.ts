import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gatehouse, newFolder, startGatehouse, type Running } from './gatehouse.ts';

describe('files of people', () => {
  const cwd = newFolder();
  let server: Running;
  let port: string;
  before(async () => {
    server = await startGatehouse(['dev', '--port', '0', '--no-samples'], { cwd });
    port = String(server.ready['port']);
  });
  after(async () => { await server.stop(); });
  const call = (...args: readonly string[]) => gatehouse([...args, '--port', port], { cwd });
  const file = (name: string, content: unknown) => {
    writeFileSync(join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content));
    return name;
  };
  const hash = { algorithm: 'sha256', hash: { value: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824', encoding: 'hex' } };

  test('users import adds people while the server runs, 0 says that all were taken', async () => {
    const { code, out, err } = await call('users', 'import', file('people.json', [{ email: 'ann@example.com', custom_password_hash: hash }, { email: 'bob@example.com' }]), '--connection', 'Username-Password-Authentication');
    assert.deepEqual([code, out, err], [0, '2 added, 0 changed, 0 left out', '']);
  });

  test('users import ends with 1 where a row was left out, and names it; --upsert changes who is there', async () => {
    const again = file('again.jsonl', '{"email":"ann@example.com","given_name":"Ann"}\n{"email":"cy@example.com"}\n');
    const first = await call('users', 'import', again);
    assert.deepEqual([first.code, first.out, first.err], [1, '1 added, 0 changed, 1 left out', 'row 1 (ann@example.com): The user already exists.']);
    const { code, out } = await call('users', 'import', again, '--upsert', '--json');
    const told = JSON.parse(out) as Readonly<Record<string, unknown>>;
    assert.deepEqual([code, { ...told, job_id: '' }], [0, { job_id: '', status: 'completed', failed: 0, updated: 2, inserted: 0, total: 2, errors: [] }]);
    const refused = JSON.parse((await call('users', 'import', again, '--json')).out) as { readonly errors: readonly { readonly row: number; readonly user: object }[] };
    assert.deepEqual(refused.errors.map(({ row, user }) => [row, user]), [[1, { email: 'ann@example.com', given_name: 'Ann' }], [2, { email: 'cy@example.com' }]]);
  });

  test('users import refuses a file that is no list, is not there, or an unknown connection, and keeps nothing of it', async () => {
    const broken = await call('users', 'import', file('broken.json', '[{"email":"dee@example.com"},'));
    assert.deepEqual([broken.code, broken.out], [1, '']);
    assert.match(broken.err, /The file ends in the middle\./);
    const missing = await call('users', 'import', 'nowhere.json');
    assert.deepEqual([missing.code, missing.out], [2, '']);
    assert.match(missing.err, /nowhere\.json can not be read \(ENOENT\)/);
    const unknown = await call('users', 'import', 'people.json', '--connection', 'con_nothing');
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /no connection con_nothing/);
    assert.equal((await call('users', 'import')).code, 2);
  });

  test('users export writes everybody into a new file that only its owner reads, and never over another one', async () => {
    const { code, out } = await call('users', 'export', 'out.json', '--json');
    assert.deepEqual([code, JSON.parse(out)], [0, { file: 'out.json', format: 'json', users: 3 }]);
    const lines = readFileSync(join(cwd, 'out.json'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    assert.deepEqual(lines.map(({ email }) => email).sort(), ['ann@example.com', 'bob@example.com', 'cy@example.com']);
    assert.equal(lines.find(({ email }) => email === 'ann@example.com')?.['given_name'], 'Ann');
    assert.equal(statSync(join(cwd, 'out.json')).mode & 0o777, 0o600);
    const again = await call('users', 'export', 'out.json');
    assert.deepEqual([again.code, /is there already/.test(again.err)], [1, true]);
    assert.equal((await call('users', 'export', 'no/such/folder/out.json')).code, 2);
  });

  test('users export writes a table, and what was exported is imported again', async () => {
    assert.deepEqual([(await call('users', 'export', 'out.csv')).out, readFileSync(join(cwd, 'out.csv'), 'utf8').split('\r\n').length], ['3 people in out.csv', 5]);
    assert.equal((await call('users', 'import', 'out.json', '--upsert')).out, '0 added, 3 changed, 0 left out');
  });
});
