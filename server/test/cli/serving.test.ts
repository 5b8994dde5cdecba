import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { gatehouse, newFolder, startGatehouse } from './gatehouse.ts';

const run = promisify(execFile);
const masterKey = Buffer.alloc(32, 3).toString('base64url');

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function occupy(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((_, response) => { response.setHeader('server', 'somebody-else'); response.end(); }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('gatehouse dev', () => {
  test('starts from nothing, and its curl returns a token for the sample API', async () => {
    const cwd = newFolder();
    const server = await startGatehouse(['dev', '--port', '0'], { cwd });
    const { event, issuer, try: curl } = server.ready as { event: string; issuer: string; try: string };
    assert.equal(event, 'ready');
    assert.match(issuer, /^http:\/\/localhost:\d+\/$/);
    const [program, ...args] = curl.split(' ');
    const { stdout } = await run(program as string, args);
    const { access_token: accessToken, token_type: type } = JSON.parse(stdout) as { access_token: string; token_type: string };
    assert.equal(type, 'Bearer');
    assert.equal(claimsOf(accessToken)['aud'], 'https://appointments.example');
    const api = await fetch(`${issuer}samples/api/appointments`, { headers: { authorization: `Bearer ${accessToken}` } });
    assert.equal(api.status, 200);
    assert.equal(await server.stop(), 0);
    assert.equal(statSync(join(cwd, '.gatehouse', 'samples.json')).mode & 0o777, 0o600);
  });

  test('compiled modules for the next start lie in the data folder, which nobody else may enter', async () => {
    const cwd = newFolder();
    await (await startGatehouse(['dev', '--port', '0'], { cwd, environment: { NODE_COMPILE_CACHE: '' } })).stop();
    const compiled = join(cwd, '.gatehouse', 'compiled');
    assert.ok(readdirSync(compiled, { recursive: true }).length > 20);
    for (const folder of [join(cwd, '.gatehouse'), compiled]) assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  test('SIGTERM and SIGINT end it with 0', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) assert.equal(await (await startGatehouse(['dev', '--port', '0'])).stop(signal), 0);
  });

  test('sample secrets are random, and stay the same in one data folder', async () => {
    const cwd = newFolder();
    const tries: unknown[] = [];
    for (const folder of [cwd, cwd, newFolder()]) {
      const server = await startGatehouse(['dev', '--port', '0'], { cwd: folder });
      tries.push(/client_secret=(\S+)/.exec(String(server.ready['try']))?.[1]);
      await server.stop();
    }
    assert.ok(typeof tries[0] === 'string' && tries[0].length >= 43);
    assert.equal(tries[0], tries[1]);
    assert.notEqual(tries[0], tries[2]);
  });

  test('a taken port is named, the next free one is used, and the issuer follows', async () => {
    const { server: other, port } = await occupy();
    const server = await startGatehouse(['dev', '--port', String(port)]);
    assert.match(server.err(), new RegExp(`Port ${port} is taken by .*somebody-else`));
    assert.ok((server.ready['port'] as number) > port);
    assert.equal(server.ready['issuer'], `http://localhost:${String(server.ready['port'])}/`);
    assert.equal(await server.stop(), 0);
    other.close();
  });

  test('a taken port with an issuer that is set is an error: the issuer could not follow', async () => {
    const { server: other, port } = await occupy();
    const { code, err } = await gatehouse(['dev', '--port', String(port), '--issuer', `http://localhost:${port}/`]);
    other.close();
    assert.equal(code, 1);
    assert.match(err, /is taken by .*\n {2}Next: gatehouse/s);
  });

  test('a second one on the same data folder is refused, and names the first', async () => {
    const cwd = newFolder();
    const server = await startGatehouse(['dev', '--port', '0'], { cwd });
    const second = await gatehouse(['dev', '--port', '0'], { cwd });
    assert.equal(second.code, 1);
    assert.ok(second.err.includes(String(server.ready['issuer'])), second.err);
    await server.stop('SIGKILL');
    const third = await startGatehouse(['dev', '--port', '0'], { cwd });
    assert.equal(await third.stop(), 0, 'the note of a killed server stands in the way');
  });
});

describe('gatehouse dev --https', () => {
  test('serves the issuer over TLS with a certificate of the local authority, which curl, token and doctor know how to trust', async () => {
    const cwd = newFolder();
    const server = await startGatehouse(['dev', '--https', '--port', '0'], { cwd });
    assert.match(String(server.ready['issuer']), /^https:\/\/localhost:\d+\/$/);
    const [program, ...args] = String(server.ready['try']).split(' ');
    assert.match((await run(program as string, args)).stdout, /"access_token"/);
    const token = await gatehouse(['token', 'sample-m2m', '--audience', 'https://appointments.example'], { cwd });
    assert.equal(claimsOf(token.out)['iss'], server.ready['issuer'], token.err);
    const doctor = await gatehouse(['doctor', '--json'], { cwd });
    assert.equal(doctor.code, 0, doctor.out);
    assert.equal(await server.stop(), 0);
  });
});

describe('gatehouse start', () => {
  const environment = { GATEHOUSE_MASTER_KEY: masterKey };

  test('serves production, with an application of GATEHOUSE_BOOTSTRAP_CLIENT_ID made at the first start', async () => {
    const [cwd, port] = [newFolder(), await freePort()];
    const secret = 'a-bootstrap-secret-of-more-than-32-characters';
    const extra = { ...environment, GATEHOUSE_ISSUER: `http://localhost:${port}`, GATEHOUSE_PORT: String(port), GATEHOUSE_BOOTSTRAP_CLIENT_ID: 'boot', GATEHOUSE_BOOTSTRAP_CLIENT_SECRET: secret };
    for (let start = 0; start < 2; start++) {
      const server = await startGatehouse(['start'], { cwd, environment: extra });
      const response = await fetch(`http://localhost:${port}/oauth/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'boot', client_secret: secret, audience: `http://localhost:${port}/api/v2/` }) });
      assert.equal(response.status, 200);
      assert.match(((await response.json()) as { scope: string }).scope, /create:clients/);
      assert.equal((await fetch(`http://localhost:${port}/samples/`)).status, 404);
      assert.equal(await server.stop(), 0);
    }
  });

  test('refuses a database with samples and names them, until they are removed', async () => {
    const [cwd, port] = [newFolder(), await freePort()];
    const both = { ...environment, GATEHOUSE_ISSUER: `http://localhost:${port}/`, GATEHOUSE_PORT: String(port) };
    assert.equal(await (await startGatehouse(['dev'], { cwd, environment: both })).stop(), 0);
    const refused = await gatehouse(['start'], { cwd, environment: both });
    assert.equal(refused.code, 1);
    for (const words of [/application sample-web/, /API https:\/\/appointments\.example/, /user jane@example\.com/, /Next: gatehouse samples remove/]) assert.match(refused.err, words);
    const removed = await gatehouse(['samples', 'remove', '--json'], { cwd, environment: both });
    assert.equal((JSON.parse(removed.out) as { removed: string[] }).removed.length, 9);
    assert.throws(() => readFileSync(join(cwd, '.gatehouse', 'samples.json')), /ENOENT/);
    assert.equal(await (await startGatehouse(['start'], { cwd, environment: both })).stop(), 0);
  });
});
