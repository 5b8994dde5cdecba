import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { api, apps } from './fixtures.ts';
import { claimsOf } from './app.ts';
import { makeIdentity, sendWith, thumbprintOf, type Identity } from './certificates.ts';
import { newDpopKey, proofOf } from './dpop.ts';
import { freePort, startHouse, type RunningHouse } from './house.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const machine = new URLSearchParams({ grant_type: 'client_credentials', client_id: apps.m2m.id, client_secret: apps.m2m.secret ?? '', audience: api }).toString();

describe('Client certificates', () => {
  let house: RunningHouse, mutual: string, authority: Identity, mine: Identity, other: Identity, caFile: string;
  before(async () => {
    authority = await makeIdentity('CN=Test authority', { authority: true });
    caFile = join(tmpdir(), `gatehouse-ca-${process.pid}.pem`);
    await writeFile(caFile, authority.cert);
    const mtlsPort = await freePort();
    house = await startHouse({ https: true, over: { mtlsPort, mtlsCa: caFile } });
    mutual = house.origin.replace(/:\d+$/, `:${mtlsPort}`);
    mine = await makeIdentity('CN=Mine, O=Example');
    other = await makeIdentity('CN=Other, O=Example');
    const { storage, defaultTenant } = house.house;
    const known = await storage.clients.findClient(defaultTenant.id, apps.m2m.id);
    assert.ok(known !== undefined);
    await storage.registry.replaceClient({ ...known, senderConstraint: 'mtls' });
  });
  after(() => house.stop());
  const token = (identity: Identity | undefined, base = mutual) => sendWith(identity, `${base}/oauth/token`, { headers: form, body: machine });

  test('RFC 8705 §3: the token is bound to the certificate of the connection that it was asked for on', async () => {
    const answer = await token(mine);
    assert.equal(answer.status, 200);
    assert.deepEqual(claimsOf(String(answer.body['access_token']))['cnf'], { 'x5t#S256': thumbprintOf(mine) });
    assert.equal(answer.body['token_type'], 'Bearer');
  });

  test('RFC 8705 §3: without a certificate, and on the port that asks for none, such a client gets no token', async () => {
    for (const answer of [await token(undefined), await token(mine, house.origin)]) assert.deepEqual([answer.status, answer.body['error']], [400, 'invalid_request']);
  });

  test('RFC 8705 §5: discovery names the same endpoints on the port for certificates, and the issuer stays', async () => {
    const main = (await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    const aliases = main['mtls_endpoint_aliases'] as Record<string, string>;
    assert.equal(aliases['token_endpoint'], `${mutual}/oauth/token`);
    assert.equal(aliases['authorization_endpoint'], undefined);
    assert.equal(main['tls_client_certificate_bound_access_tokens'], true);
    const there = await sendWith(undefined, `${mutual}/.well-known/openid-configuration`, { method: 'GET' });
    assert.equal(there.body['issuer'], main['issuer']);
  });

  test('RFC 9449 §4.3, RFC 8705 §5: a DPoP proof names the address on the port for certificates where that was called', async () => {
    const key = newDpopKey();
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: apps.post.id, client_secret: apps.post.secret ?? '', audience: api }).toString();
    const ask = (htu: string) => sendWith(mine, `${mutual}/oauth2/token`, { headers: { ...form, dpop: proofOf(key, { htu }) }, body });
    assert.deepEqual(claimsOf(String((await ask(`${mutual}/oauth2/token`)).body['access_token']))['cnf'], { jkt: key.jkt });
    for (const htu of [`${house.origin}/oauth2/token`, `${mutual}/oauth/token`]) assert.equal((await ask(htu)).body['error'], 'invalid_dpop_proof', htu);
  });

  test('A070: a certificate in a header of an untrusted peer is never looked at', async () => {
    const header = `:${Buffer.from(mine.cert.replace(/-----[^-]+-----|\s/g, ''), 'base64').toString('base64')}:`;
    for (const name of ['client-cert', 'x-ssl-client-cert', 'x-forwarded-client-cert']) {
      const answer = await sendWith(undefined, `${house.origin}/oauth/token`, { headers: { ...form, [name]: header }, body: machine });
      assert.equal(answer.body['error'], 'invalid_request', name);
    }
    assert.deepEqual(claimsOf(String((await sendWith(other, `${mutual}/oauth/token`, { headers: { ...form, 'client-cert': header }, body: machine })).body['access_token']))['cnf'], { 'x5t#S256': thumbprintOf(other) });
  });
});

describe('Client certificates from a trusted proxy', () => {
  let house: RunningHouse, mine: Identity;
  before(async () => {
    house = await startHouse({ over: { trustProxy: ['127.0.0.1', '::1'], clientCertificateHeader: 'client-cert' } });
    mine = await makeIdentity('CN=Mine');
    const { storage, defaultTenant } = house.house;
    const known = await storage.clients.findClient(defaultTenant.id, apps.m2m.id);
    assert.ok(known !== undefined);
    await storage.registry.replaceClient({ ...known, senderConstraint: 'mtls' });
  });
  after(() => house.stop());
  const ask = async (headers: Readonly<Record<string, string>>) => (await (await fetch(`${house.origin}/oauth/token`, { method: 'POST', headers: { ...form, ...headers }, body: machine })).json()) as Record<string, string>;

  test('RFC 9440 §2.1: the header of a trusted proxy binds the token; percent-encoded PEM is read too', async () => {
    const der = mine.cert.replace(/-----[^-]+-----|\s/g, '');
    for (const value of [`:${der}:`, encodeURIComponent(mine.cert), der]) assert.deepEqual(claimsOf((await ask({ 'client-cert': value }))['access_token'])['cnf'], { 'x5t#S256': thumbprintOf(mine) });
  });

  test('A header that holds no certificate is no certificate', async () => {
    for (const value of ['', ':x:', '%E0%A4%A', 'A'.repeat(20_000).slice(0, 7000)]) assert.equal((await ask({ 'client-cert': value }))['error'], 'invalid_request');
  });
});
