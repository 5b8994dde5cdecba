import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, verify } from 'node:crypto';
import { describe, test } from 'node:test';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { addonKinds } from '../../../src/protocol/delegation/addons/index.ts';
import type { AddonCall } from '../../../src/protocol/delegation/addons/addon-kind.ts';
import { Params } from '../../../src/protocol/params.ts';

const now = 1_700_000_000;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

function issue(kind: string, { form = '', ...over }: Partial<AddonCall> & { readonly form?: string }): Readonly<Record<string, unknown>> | Refusal {
  const params = Params.fromForm(form);
  if (params instanceof Refusal) throw new Error('The form is not well formed.');
  const outbound = { send: () => assert.fail('Tokens of this add-on are made here.') };
  const made = addonKinds.get(kind)?.issue({ settings: {}, secrets: {}, userId: 'auth0|123456', params, now, ttl: 36_000, outbound, vouch: () => assert.fail('Nobody is told who it is.'), ...over }) ?? assert.fail(`There is no add-on ${kind}.`);
  return made instanceof Promise ? assert.fail('Nothing is waited for.') : made;
}
const good = (answer: Readonly<Record<string, unknown>> | Refusal) => {
  assert.ok(!(answer instanceof Refusal), answer instanceof Refusal ? answer.description : '');
  return answer;
};
/** The parts of a JWT after its signature was verified with the public key that belongs to the stored one. */
function opened(jwt: unknown) {
  const [header = '', payload = '', signature = ''] = String(jwt).split('.');
  assert.ok(verify('sha256', Buffer.from(`${header}.${payload}`), rsa.publicKey, Buffer.from(signature, 'base64url')));
  const part = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
  return { header: part(header), claims: part(payload) };
}

describe('Seed row 150: tokens of add-ons by their public formats', () => {
  test('Seed row 150: Firebase gets a custom token by its service account, an hour long at most', () => {
    const settings = { client_email: 'firebase-adminsdk@project.iam.gserviceaccount.com', private_key_id: 'abc' };
    const answer = good(issue('firebase', { settings, secrets: { private_key: pem.replaceAll('\n', '\\n') } }));
    const { header, claims } = opened(answer['id_token']);
    assert.deepEqual(header, { alg: 'RS256', typ: 'JWT', kid: 'abc' });
    assert.deepEqual(claims, { iss: settings.client_email, sub: settings.client_email, aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit', iat: now, exp: now + 3600, uid: 'auth0|123456' });
    assert.equal(answer['expires_in'], 3600);
    assert.equal(opened(good(issue('firebase', { settings, secrets: { private_key: pem }, ttl: 60 }))['id_token']).claims['exp'], now + 60);
  });

  test('Seed row 150: Layer gets an external identity token that answers its nonce', () => {
    const settings = { providerId: 'layer:///providers/1', keyId: 'layer:///keys/2' };
    const { header, claims } = opened(good(issue('layer', { settings, secrets: { privateKey: pem }, form: 'nonce=n-1' }))['id_token']);
    assert.deepEqual(header, { typ: 'JWT', alg: 'RS256', cty: 'layer-eit;v=1', kid: 'layer:///keys/2' });
    assert.deepEqual(claims, { iss: 'layer:///providers/1', prn: 'auth0|123456', iat: now, exp: now + 300, nce: 'n-1' });
    const without = issue('layer', { settings, secrets: { privateKey: pem } });
    assert.ok(without instanceof Refusal && /Expected: nonce/.test(without.description));
  });

  test('Seed row 150: Azure Service Bus gets a shared access signature for one entity', () => {
    const settings = { namespace: 'Contoso', sasKeyName: 'Send Only', entityPath: 'my_Queue', expiration: '10' };
    const answer = String(good(issue('azure_sb', { settings, secrets: { sasKey: 'k1==' } }))['azure_sb_sas']);
    assert.match(answer, /^SharedAccessSignature /);
    const fields = new URLSearchParams(answer.slice('SharedAccessSignature '.length));
    assert.deepEqual([fields.get('sr'), fields.get('se'), fields.get('skn')], ['http://contoso.servicebus.windows.net/my_queue', String(now + 600), 'Send Only']);
    assert.equal(fields.get('sig'), createHmac('sha256', 'k1==').update(`http%3A%2F%2Fcontoso.servicebus.windows.net%2Fmy_queue\n${now + 600}`).digest('base64'));
  });

  test('Seed row 150: Azure Blob storage gets a service SAS whose signature covers everything that it says', () => {
    const key = Buffer.from('a key of a storage account');
    const secrets = { storageAccessKey: key.toString('base64') };
    const settings = { accountName: 'acme', containerName: 'reports', container_read: 'true', container_list: 'true', blob_read: 'true', blob_write: 'true', blob_delete: 'false', expiration: '5' };
    const [start, end] = ['2023-11-14T22:08:20Z', '2023-11-14T22:18:20Z'];
    const expected = (sp: string, resource: string, { sr, si = '' }: { readonly sr: string; readonly si?: string }) => createHmac('sha256', key).update(`${sp}\n${start}\n${end}\n${resource}\n${si}\n\nhttps\n2020-12-06\n${sr}\n\n\n\n\n\n\n`).digest('base64');
    const container = new URLSearchParams(String(good(issue('azure_blob', { settings, secrets }))['azure_blob_sas']));
    assert.deepEqual(Object.fromEntries(container), { sv: '2020-12-06', spr: 'https', st: start, se: end, sr: 'c', sp: 'rl', sig: expected('rl', '/blob/acme/reports', { sr: 'c' }) });
    const blob = new URLSearchParams(String(good(issue('azure_blob', { settings, secrets, form: 'blobName=2023%2Fq1.pdf' }))['azure_blob_sas']));
    assert.deepEqual(Object.fromEntries(blob), { sv: '2020-12-06', spr: 'https', st: start, se: end, sr: 'b', sp: 'rw', sig: expected('rw', '/blob/acme/reports/2023/q1.pdf', { sr: 'b' }) });
    const pinned = new URLSearchParams(String(good(issue('azure_blob', { settings: { ...settings, blobName: 'only.txt', signedIdentifier: 'p1' }, secrets, form: 'blobName=other.txt' }))['azure_blob_sas']));
    assert.deepEqual([pinned.get('si'), pinned.get('sig')], ['p1', expected('rw', '/blob/acme/reports/only.txt', { sr: 'b', si: 'p1' })], 'what the settings name can not be chosen by the caller');
  });

  test('Seed row 30: an add-on that lacks a setting, a secret, a permission or a usable key says which', () => {
    const cases: readonly (readonly [string, Partial<AddonCall>, RegExp])[] = [
      ['firebase', {}, /Expected: the setting client_email/],
      ['firebase', { settings: { client_email: 'a@b' } }, /Expected: the secret private_key/],
      ['firebase', { settings: { client_email: 'a@b' }, secrets: { private_key: 'garbage' } }, /private key of the add-on can not be used/],
      ['firebase', { settings: { client_email: 'a@b' }, secrets: { private_key: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string } }, /RSA private key/],
      ['layer', { settings: { providerId: 'p' } }, /the setting keyId/],
      ['azure_sb', { settings: { namespace: 'n', sasKeyName: 'k', entityPath: '' } }, /the setting entityPath/],
      ['azure_sb', { settings: { namespace: 'n', sasKeyName: 'k', entityPath: 'e' } }, /the secret sasKey/],
      ['azure_blob', { settings: { accountName: 'a', containerName: 'c' } }, /the secret storageAccessKey/],
      ['azure_blob', { settings: { accountName: 'a', containerName: 'c', blob_read: 'true' }, secrets: { storageAccessKey: 'a2V5' } }, /a permission for the container/],
    ];
    for (const [kind, over, text] of cases) {
      const answer = issue(kind, over);
      assert.ok(answer instanceof Refusal && answer.code === 'invalid_target');
      assert.match(answer.description, text);
    }
  });

});
