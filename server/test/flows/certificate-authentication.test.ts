import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Client } from '../../src/protocol/client/client.ts';
import { jwkOf, makeIdentity, sendWith, type Identity } from './certificates.ts';
import { apps } from './fixtures.ts';
import { freePort, startHouse, type RunningHouse } from './house.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('Client authentication by certificate', () => {
  let house: RunningHouse, mutual: string, authority: Identity, mine: Identity, other: Identity;
  before(async () => {
    authority = await makeIdentity('CN=Test authority', { authority: true });
    const mtlsCa = join(tmpdir(), `gatehouse-ca-auth-${process.pid}.pem`);
    await writeFile(mtlsCa, authority.cert);
    const mtlsPort = await freePort();
    house = await startHouse({ https: true, over: { mtlsPort, mtlsCa } });
    mutual = house.origin.replace(/:\d+$/, `:${mtlsPort}`);
    [mine, other] = await Promise.all([makeIdentity('CN=Mine'), makeIdentity('CN=Other')]);
  });
  after(() => house.stop());
  const register = async (id: string, over: Partial<Client>) => {
    const { storage, defaultTenant } = house.house;
    const known = await storage.clients.findClient(defaultTenant.id, id);
    assert.ok(known !== undefined);
    await storage.registry.replaceClient({ ...known, secrets: [], grantTypes: ['client_credentials'], ...over });
  };
  const ask = (id: string, identity: Identity | undefined, { base = mutual, ...more }: Readonly<Record<string, string>> = {}) => sendWith(identity, `${base}/oauth/token`, { headers: form, body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, ...more }).toString() });

  for (const [id, kind, value, subject, dns] of [
    ['web', 'subject_dn', 'CN=Client,O=Example\\, Inc.', 'O="Example, Inc.", CN=Client', []], ['strict', 'subject_dn', 'cn=Client , o=Example\\, Inc.', 'O="Example, Inc.", CN=Client', []], ['es', 'san_dns', 'Client.Example', 'CN=x', ['client.example']],
  ] as const) {
    test(`RFC 8705 §2.1.2: tls_client_auth by ${kind} ${value}: an authority that is trusted, and this name`, async () => {
      await register(id, { authenticationMethod: 'tls_client_auth', certificate: { kind, value } });
      const ofAuthority = (name: string, names: readonly string[] = dns, over: { readonly notAfter?: Date } = {}) => makeIdentity(name, { issuer: authority, dns: names, ...over });
      const right = await ask(id, await ofAuthority(subject));
      assert.equal(right.status, 200, JSON.stringify(right.body));
      const wrong = [undefined, await ofAuthority('CN=Somebody', ['other.example']), await makeIdentity(subject, { dns }), await makeIdentity(subject, { issuer: await makeIdentity('CN=Test authority', { authority: true }), dns }), await ofAuthority(subject, dns, { notAfter: new Date(Date.now() - 1000) })];
      for (const identity of wrong) {
        const answer = await ask(id, identity);
        assert.deepEqual([answer.status, answer.body['error']], [401, 'invalid_client']);
      }
      assert.equal((await ask(id, await ofAuthority(subject), { base: house.origin })).status, 401, 'the main port asks for no certificate');
    });
  }

  test('RFC 8705 §2.2: self_signed_tls_client_auth: the registered certificate and no other, or the registered key', async () => {
    await register('web3p', { authenticationMethod: 'self_signed_tls_client_auth', keys: { jwks: [jwkOf(mine)], jwksUri: undefined } });
    assert.equal((await ask('web3p', mine)).status, 200);
    for (const identity of [other, undefined]) assert.equal((await ask('web3p', identity)).status, 401);
    const { x5c: _, ...keyOnly } = jwkOf(other);
    await register('web3p', { authenticationMethod: 'self_signed_tls_client_auth', keys: { jwks: [keyOnly], jwksUri: undefined } });
    assert.deepEqual([(await ask('web3p', other)).status, (await ask('web3p', mine)).status], [200, 401]);
  });

  test('RFC 6749 §2.3: a client of another method gains nothing by a certificate, and one of these nothing by a secret', async () => {
    await register('no-pkce', { authenticationMethod: 'client_secret_post' });
    assert.equal((await ask('no-pkce', mine)).status, 401);
    await register('no-pkce', { authenticationMethod: 'self_signed_tls_client_auth', keys: { jwks: [jwkOf(mine)], jwksUri: undefined } });
    const both = await ask('no-pkce', mine, { client_secret: apps.post.secret ?? '' });
    assert.equal(both.status, 401);
  });

  test('OIDC Discovery §3: discovery lists the methods where certificates arrive', async () => {
    const { token_endpoint_auth_methods_supported: methods } = (await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json()) as { readonly token_endpoint_auth_methods_supported: readonly string[] };
    assert.ok(methods.includes('tls_client_auth') && methods.includes('self_signed_tls_client_auth'));
  });
});
