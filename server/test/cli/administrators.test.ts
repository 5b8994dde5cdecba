import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gatehouse, newFolder, startGatehouse, type Running } from './gatehouse.ts';

describe('administrators on the command line', () => {
  const cwd = newFolder();
  let server: Running;
  let port: string;
  before(async () => {
    server = await startGatehouse(['dev', '--port', '0', '--no-samples'], { cwd });
    port = String(server.ready['port']);
  });
  after(async () => { await server.stop(); });
  const call = (...args: readonly string[]) => gatehouse([...args, '--port', port], { cwd });
  const open = async (link: string) => (await fetch(link, { headers: { host: `localhost:${port}` } })).text();

  test('the start tells the dashboard, and a set-up link while nobody administers', async () => {
    assert.equal(server.ready['dashboard'], `http://localhost:${port}/dashboard/`);
    assert.match(String(server.ready['setup']), new RegExp(`^http://localhost:${port}/dashboard\\?setup=[A-Z2-9]{4}-[A-Z2-9]{4}$`));
    assert.match(await open(String(server.ready['setup'])), /data-page="setup"/);
  });

  test('setup-link prints a new one while the server runs, and the one of before counts no more', async () => {
    const { code, out, err } = await call('setup-link');
    assert.equal(code, 0, err);
    assert.match(err, /once, for 30 minutes/);
    assert.match(await open(out), /data-page="setup"/);
    assert.match(await open(String(server.ready['setup'])), /data-reason="setup.code_unknown"/);
    const told = JSON.parse((await call('setup-link', '--json')).out) as Readonly<Record<string, unknown>>;
    assert.match(String(told['setup']), /\?setup=/);
  });

  test('add makes an account where there is none, list tells all, remove takes the role, and the last owner stays', async () => {
    const added = await call('administrators', 'add', 'ann@example.com', '--json');
    const ann = JSON.parse(added.out) as Readonly<Record<string, string>>;
    assert.deepEqual([added.code, ann['email'], ann['role'], (ann['password'] ?? '').length > 10], [0, 'ann@example.com', 'owner', true]);
    assert.equal((await call('administrators', 'add', 'bob@example.com', '--role', 'support')).code, 0);
    const again = JSON.parse((await call('administrators', 'add', 'bob@example.com', '--role', 'editor', '--json')).out) as Readonly<Record<string, string>>;
    assert.deepEqual([again['role'], again['password']], ['editor', undefined]);
    const all = JSON.parse((await call('administrators', 'list', '--json')).out) as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual(all.map(({ email, role }) => `${String(email)} ${String(role)}`).sort(), ['ann@example.com owner', 'bob@example.com editor']);
    assert.match((await call('administrators', 'list')).out, /owner +ann@example\.com/);
    assert.deepEqual([(await call('administrators', 'remove', 'bob@example.com')).code, (await call('administrators', 'remove', 'bob@example.com')).code], [0, 1]);
    const last = await call('administrators', 'remove', 'ann@example.com');
    assert.deepEqual([last.code, /last owner/.test(last.err)], [1, true]);
  });

  test('an address that somebody only claims is named by its id', async () => {
    const made = JSON.parse((await call('users', 'add', 'cy@example.com', '--json')).out) as Readonly<Record<string, string>>;
    const refused = await call('administrators', 'add', 'cy@example.com');
    assert.deepEqual([refused.code, refused.err.includes(made['user_id'] ?? '-')], [1, true]);
    assert.equal((await call('administrators', 'add', made['user_id'] ?? '', '--role', 'read-only')).code, 0);
    assert.equal((await call('administrators', 'add', 'auth0|nobody')).code, 1);
    assert.equal((await call('administrators', 'add', 'cy@example.com', '--role', 'king')).code, 2);
  });
});
