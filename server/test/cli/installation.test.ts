import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
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

  test('conformance makes the tenant, the person and the clients of the suite, and writes its configuration; its credentials work', async () => {
    const file = join(cwd, 'suite.json');
    const { code, err } = await call(['conformance', '--out', file, '--suite', 'https://suite.example:8443', '--alias', 'here']);
    assert.equal(code, 0, err);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const config = JSON.parse(readFileSync(file, 'utf8')) as { readonly server: { readonly discoveryUrl: string }; readonly client: Record<string, string>; readonly fapi: { readonly client: { readonly jwks: { readonly keys: readonly Record<string, string>[] } } } };
    assert.equal(config.server.discoveryUrl, `${issuer}.well-known/openid-configuration`);
    assert.equal(config.client['redirect_uri'], 'https://suite.example:8443/test/a/here/callback');
    assert.equal(typeof config.fapi.client.jwks.keys[0]?.['d'], 'string', 'the suite plays the client, so it gets the private key');
    const basic = Buffer.from(`${config.client['client_id'] ?? ''}:${config.client['client_secret'] ?? ''}`).toString('base64');
    // The running server learns of what another process wrote within a second.
    const until = async (ask: () => Promise<unknown>, expected: unknown) => {
      for (let left = 150; left > 1 && (await ask()) !== expected; left--) await new Promise((resolve) => { setTimeout(resolve, 200); });
      assert.equal(await ask(), expected);
    };
    await until(async () => ((await (await fetch(config.server.discoveryUrl)).json()) as { readonly response_types_supported: readonly string[] }).response_types_supported.length, 7);
    // Authenticated, but client credentials are none of its grants.
    await until(async () => ((await (await fetch(`${issuer}oauth/token`, { method: 'POST', headers: { authorization: `Basic ${basic}` }, body: new URLSearchParams({ grant_type: 'client_credentials' }) })).json()) as { readonly error?: string }).error, 'unauthorized_client');
  });

  test('conformance is refused in production, without a file, and with an address that is none', async () => {
    assert.equal((await call(['conformance'])).code, 2);
    assert.equal((await call(['conformance', '--out', 'x.json', '--suite', 'http://suite.example'])).code, 2);
    assert.equal((await call(['conformance', '--out', 'x.json', '--alias', 'A B'])).code, 2);
  });

  test('registration-token prints an initial access token and how often it is good', async () => {
    const { code, out } = await call(['registration-token', '--uses', '3', '--json']);
    assert.equal(code, 0);
    const made = JSON.parse(out) as Record<string, unknown>;
    assert.match(String(made['initial_access_token']), /^[\w-]{44}$/);
    assert.deepEqual([made['uses'], made['expires_in'], made['registration_endpoint']], [3, 86_400, `${issuer}oidc/register`]);
    assert.match((await call(['registration-token'])).out, /^[\w-]{44}\s*$/);
  });

  test('RFC 9728 §2: api-metadata prints what an API that is hosted elsewhere serves about itself', async () => {
    const { code, out } = await call(['api-metadata', 'https://appointments.example']);
    assert.equal(code, 0);
    const document = JSON.parse(out) as Record<string, unknown>;
    assert.deepEqual([document['resource'], document['authorization_servers'], document['scopes_supported']], ['https://appointments.example', [issuer], ['read:appointments', 'write:appointments', 'offline_access']]);
    const unknown = await call(['api-metadata', 'https://nowhere.example']);
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /https:\/\/appointments\.example/);
  });

  test('RFC 9728 §5.1: the sample API leads who has no token to its metadata, and takes a token for its address', async () => {
    const address = `${issuer}samples/api/appointments`;
    const refused = await fetch(address);
    const metadata = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '')?.[1] ?? '';
    assert.equal(((await (await fetch(metadata)).json()) as Record<string, unknown>)['resource'], address);
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
