import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { gatehouse, newFolder, startGatehouse, type Running } from './gatehouse.ts';

interface Finding { readonly check: string; readonly state: string; readonly detail: string; readonly fix: string | null }

describe('the commands that work on a running installation', () => {
  const cwd = newFolder();
  let server: Running;
  let port: string;
  let issuer: string;
  before(async () => {
    server = await startGatehouse(['dev', '--port', '0'], { cwd });
    port = String(server.ready['port']);
    issuer = String(server.ready['issuer']);
  });
  after(async () => { await server.stop(); });
  const call = (args: readonly string[], input?: string) => gatehouse([...args, '--port', port], { cwd, ...(input === undefined ? {} : { input }) });

  test('bootstrap --json prints a management application whose credentials get a token', async () => {
    const { code, out, err } = await call(['bootstrap', '--json']);
    assert.equal(code, 0, err);
    const made = JSON.parse(out) as Record<string, string>;
    assert.deepEqual(Object.keys(made), ['domain', 'issuer', 'client_id', 'client_secret', 'audience']);
    assert.deepEqual([made['domain'], made['issuer'], made['audience']], [`localhost:${port}`, issuer, `${issuer}api/v2/`]);
    const token = await untilKnown(() => call(['token', made['client_id'] as string, '--secret', '-', '--audience', made['audience'] as string, '--json'], made['client_secret']));
    const { scope, access_token: accessToken } = JSON.parse(token) as { scope: string; access_token: string };
    assert.match(scope, /read:users.*|create:clients/);
    assert.equal(accessToken.split('.').length, 3);
  });

  /** Another process takes over a new application within a second. */
  async function untilKnown(attempt: () => ReturnType<typeof call>): Promise<string> {
    for (let left = 10; ; left--) {
      const { code, out, err } = await attempt();
      if (code === 0) return out;
      assert.ok(left > 0, err);
    }
  }

  test('token prints nothing but the token, for a sample without its secret', async () => {
    const { code, out } = await call(['token', 'sample-m2m', '--audience', 'https://appointments.example', '--scope', 'read:appointments']);
    assert.equal(code, 0);
    assert.match(out, /^[\w-]+\.[\w-]+\.[\w-]+$/);
    const refused = await call(['token', 'sample-m2m', '--audience', 'https://nowhere.example']);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /invalid_target|access_denied/);
  });

  test('users add makes a person who can not be made twice; a generated password is printed once', async () => {
    const { code, out } = await call(['users', 'add', 'Ann@Example.com', '--json']);
    assert.equal(code, 0);
    const made = JSON.parse(out) as { user_id: string; email: string; password: string };
    assert.match(made.user_id, /^auth0\|[0-9a-f]{24}$/);
    assert.ok(made.password.length >= 18);
    const again = await call(['users', 'add', 'ann@example.com']);
    assert.equal(again.code, 1);
    assert.match(again.err, /exists already/);
  });

  test('users add --password - reads the password and does not print it; a weak one is refused', async () => {
    const { code, out } = await call(['users', 'add', 'bob@example.com', '--password', '-', '--json'], 'correct horse battery\n');
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(JSON.parse(out) as object), ['user_id', 'email']);
    assert.equal((await call(['users', 'add', 'eve@example.com', '--password', '-'], 'password')).code, 1);
  });

  test('keys rotate lets another key sign, and the old one stays published', async () => {
    const kids = async () => ((await (await fetch(`${issuer}.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    const before = await kids();
    const { code, out } = await call(['keys', 'rotate', '--alg', 'RS256', '--json']);
    assert.equal(code, 0);
    const { keys } = JSON.parse(out) as { keys: { kid: string; alg: string; state: string }[] };
    const previous = keys.filter(({ alg, state }) => alg === 'RS256' && state === 'previous');
    assert.equal(previous.length, 1);
    assert.ok(before.includes(previous[0]?.kid ?? ''));
    assert.equal(keys.filter(({ alg, state }) => alg === 'RS256' && state === 'current').length, 1);
    assert.ok((await kids()).includes(previous[0]?.kid ?? ''));
  });

  test('doctor finds a running installation sound: 0', async () => {
    const { code, out } = await call(['doctor', '--json', '--url', issuer]);
    const { healthy, findings } = JSON.parse(out) as { healthy: boolean; findings: Finding[] };
    assert.deepEqual([code, healthy, findings.filter(({ state }) => state === 'fail')], [0, true, []]);
    for (const check of ['settings', 'node', 'clock', 'issuer', 'port', 'database', 'master key', 'public URL']) assert.ok(findings.some((one) => one.check === check && one.state === 'ok'), `${check}: ${out}`);
  });

  test('doctor finds an issuer that differs from the one that is served: 1, with the fix', async () => {
    const { code, out } = await call(['doctor', '--json', '--issuer', 'http://other.localhost:4000/']);
    assert.equal(code, 1);
    const port = (JSON.parse(out) as { findings: Finding[] }).findings.find(({ check }) => check === 'port');
    assert.equal(port?.state, 'fail');
    assert.match(port?.fix ?? '', /GATEHOUSE_ISSUER/);
  });
});

describe('gatehouse doctor, with nothing running', () => {
  test('a port that somebody else holds, a folder that can not be and wrong settings fail', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const taken = await gatehouse(['doctor', '--port', String(port), '--data', '/proc/nowhere', '--json']);
    other.close();
    assert.equal(taken.code, 1);
    const failed = (JSON.parse(taken.out) as { findings: Finding[] }).findings.filter(({ state }) => state === 'fail');
    assert.ok(failed.some(({ check }) => check === 'port') && failed.every(({ fix }) => fix !== null), taken.out);
    const wrong = await gatehouse(['doctor'], { environment: { GATEHOUSE_PORT: 'x' } });
    assert.equal(wrong.code, 1);
    assert.match(wrong.out, /✖ fail +settings +environment GATEHOUSE_PORT/);
  });

  test('an empty folder is sound, and stays empty', async () => {
    const cwd = newFolder();
    const { code, out } = await gatehouse(['doctor', '--port', '0'], { cwd });
    assert.equal(code, 0, out);
    assert.match(out, /database +embedded.*will be made at the first start/);
    assert.equal((await gatehouse(['doctor', '--port', '0'], { cwd })).out.includes('will be made'), true);
  });
});
