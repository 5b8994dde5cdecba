import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { judgeArrival, type AddressFinding } from '../../src/management/tenant-address/judge-arrival.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const row = (findings: readonly AddressFinding[], check: string) => findings.find((one) => one.check === check) ?? assert.fail(check);

describe('Management API v2: the doctor of the address', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse({ over: { trustProxy: ['127.0.0.1', '::1'] } }); });
  after(() => house.stop());
  /** Node's fetch sets some of these headers itself. */
  const ask = async (headers: Readonly<Record<string, string>>, token?: string, query = '') => {
    const bearer = token ?? await house.token();
    return new Promise<{ readonly status: number; readonly findings: readonly AddressFinding[]; readonly body: Readonly<Record<string, unknown>> }>((resolve, reject) => {
      request(`${house.running.origin}/api/v2/tenants/address${query}`, { headers: { authorization: `Bearer ${bearer}`, ...headers } }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
          const body = JSON.parse(Buffer.concat(pieces).toString()) as { readonly findings: readonly AddressFinding[] };
          resolve({ status: response.statusCode ?? 0, findings: body.findings, body: body as unknown as Readonly<Record<string, unknown>> });
        }).on('error', reject);
      }).on('error', reject).end();
    });
  };

  test('without a proxy all is well, and the issuer stands beside what came', async () => {
    const { status, findings, body } = await ask({}, undefined, `?seen_at=${encodeURIComponent(`${house.running.origin}/dashboard/domains`)}`);
    assert.equal(status, 200);
    assert.deepEqual([body['issuer'], body['environment'], body['address']], [house.running.issuer, 'development', '127.0.0.1']);
    assert.deepEqual(findings.map(({ check, state }) => [check, state]), [['Address in the browser', 'ok'], ['Host', 'ok'], ['X-Forwarded-Host', 'ok'], ['X-Forwarded-Proto', 'ok'], ['X-Forwarded-For', 'ok']]);
    assert.deepEqual([row(findings, 'Host').configured, row(findings, 'Host').received], [new URL(house.running.issuer).host, new URL(house.running.issuer).host]);
  });

  test('what a proxy says of this very call is seen, with the exact line to change', async () => {
    const { findings } = await ask({ 'x-forwarded-host': 'login.example.com', 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' });
    assert.deepEqual([row(findings, 'X-Forwarded-Host').state, row(findings, 'X-Forwarded-Host').fix], ['warn', 'GATEHOUSE_ISSUER=https://login.example.com/']);
    assert.deepEqual([row(findings, 'X-Forwarded-Proto').state, row(findings, 'X-Forwarded-Proto').fix], ['fail', `GATEHOUSE_ISSUER=https://${new URL(house.running.issuer).host}/`]);
    assert.match(row(findings, 'X-Forwarded-For').detail, /believed: the caller is 203\.0\.113\.9/);
    const elsewhere = await ask({}, undefined, '?seen_at=https%3A%2F%2Fwww.example%2Fdashboard%2F');
    assert.deepEqual([row(elsewhere.findings, 'Address in the browser').state, row(elsewhere.findings, 'Address in the browser').fix], ['fail', 'GATEHOUSE_ISSUER=https://www.example/']);
  });

  test('a proxy that is not believed, plain http in public, and what is no name are told', () => {
    const judged = (issuer: string, headers: Readonly<Record<string, string>>, production = true) => judgeArrival({ issuer, production, seenAt: undefined }, { headers, address: '10.0.0.5' });
    assert.deepEqual([row(judged('https://a.example/', { 'x-forwarded-for': '203.0.113.9' }), 'X-Forwarded-For').state, row(judged('https://a.example/', { 'x-forwarded-for': '203.0.113.9' }), 'X-Forwarded-For').fix], ['warn', 'GATEHOUSE_TRUST_PROXY=10.0.0.5']);
    assert.match(row(judged('https://a.example/', { forwarded: 'for=203.0.113.9' }), 'X-Forwarded-For').fix ?? '', /X-Forwarded-For/);
    assert.deepEqual([row(judged('http://a.example/', {}), 'X-Forwarded-Proto').state, row(judged('http://a.example/', {}, false), 'X-Forwarded-Proto').state, row(judged('http://localhost:4000/', {}), 'X-Forwarded-Proto').state], ['fail', 'warn', 'ok']);
    assert.deepEqual([row(judged('https://a.example/', { 'x-forwarded-proto': 'http' }), 'X-Forwarded-Proto').state, row(judged('https://a.example/', { 'x-forwarded-proto': 'https, http' }), 'X-Forwarded-Proto').state], ['fail', 'ok']);
    assert.deepEqual([row(judged('https://a.example/', { 'x-forwarded-host': 'A.example' }), 'X-Forwarded-Host').state, row(judged('https://a.example/', { 'x-forwarded-host': 'not a name' }), 'X-Forwarded-Host').fix], ['ok', 'Let the proxy send the host name alone.']);
  });

  test('it takes read:tenant_settings, and an address that is one', async () => {
    assert.equal((await ask({}, await house.token('read:clients'))).status, 403);
    for (const seen of ['x', 'javascript:1']) assert.equal((await ask({}, undefined, `?seen_at=${encodeURIComponent(seen)}`)).status, 400, seen);
  });
});
