import Type from 'typebox';
import type { Tenant } from '../../kernel/tenant.ts';
import type { CertifiedKey } from '../../protocol/ports/key-certificates.ts';
import { operation } from '../contract.ts';
import { conflict, invalidBody, notFound } from '../refusal.ts';
import { isoTime } from '../times.ts';
import type { ManagementTools } from '../tools.ts';
import { formsOf } from './forms.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const missing = () => notFound('The signing key', 'inexistent_signing_key');

const cert = Type.String({ description: 'A certificate of the key by the key itself, PEM, for programs that take keys in no other form.' });
const view = Type.Object({
  kid: Type.String({ description: 'RFC 7638: the thumbprint of the key.' }), alg: Type.String(), jwk: Type.Object({}, { description: 'The public half (RFC 7517 §4).' }), cert, pkcs7: Type.String(), fingerprint: Type.String({ description: 'SHA-1 of the certificate.' }), thumbprint: Type.String(),
  current: Type.Boolean(), next: Type.Boolean(), previous: Type.Boolean(), revoked: Type.Boolean(), current_since: Type.Optional(Type.String()), current_until: Type.Optional(Type.String()), revoked_at: Type.Optional(Type.String()),
});
const moved = Type.Object({ kid: Type.String(), cert });
const rotated = Type.Object({ kid: Type.String({ description: 'The key of RS256 that is next now.' }), cert, keys: Type.Array(Type.Object({ alg: Type.String(), current: Type.String(), next: Type.String() })) });

const viewOf = ({ kid, alg, state, publicJwk: { x5c: _in, ...jwk }, stateSince, certificate }: CertifiedKey) => {
  const since = isoTime(stateSince);
  return {
    kid, alg, jwk, ...formsOf(certificate), current: state === 'current', next: state === 'next', previous: state === 'previous', revoked: state === 'revoked',
    ...(state === 'current' ? { current_since: since } : {}), ...(state === 'previous' ? { current_until: since } : {}), ...(state === 'revoked' ? { revoked_at: since } : {}),
  };
};

const find = async (tenant: Tenant, kid: string | undefined, { certificates }: ManagementTools) => (await certificates.list(tenant)).find((key) => key.kid === kid);

/** Auth0: the keys with which the tenant signs. */
export const keyOperations = [
  make({ id: 'keys.signing.list', method: 'GET', path: '/keys/signing', scopes: ['read:signing_keys'], status: 200, summary: 'All signing keys of the tenant, one current and one next of each algorithm.', query: none, body: undefined, output: Type.Array(view) }, async ({ tenant }, { certificates }) => (await certificates.list(tenant)).map(viewOf)),
  make({ id: 'keys.signing.get', method: 'GET', path: '/keys/signing/{kid}', scopes: ['read:signing_keys'], status: 200, summary: 'One signing key.', query: none, body: undefined, output: view }, async ({ tenant, path }, tools) => {
    const key = await find(tenant, path['kid'], tools);
    return key === undefined ? missing() : viewOf(key);
  }),
  make({ id: 'keys.signing.rotate', method: 'POST', path: '/keys/signing/rotate', scopes: ['create:signing_keys', 'update:signing_keys'], status: 201, summary: 'The next keys sign from now on, new next keys are published; what was signed before stays good.', query: none, body: undefined, output: rotated }, async ({ tenant, audit, audited }, tools) => {
    const rotation = await tools.keys.rotate(tenant, undefined, audit());
    if (rotation.outcome === 'overtaken') return conflict('Somebody else rotated the keys in this moment.');
    audited();
    const next = await find(tenant, rotation.keys.find(({ alg }) => alg === 'RS256')?.next, tools);
    if (next === undefined) throw new Error('A rotation of all keys brings a next one of RS256.');
    return { kid: next.kid, cert: formsOf(next.certificate).cert, keys: rotation.keys };
  }),
  make({ id: 'keys.signing.revoke', method: 'PUT', path: '/keys/signing/{kid}/revoke', scopes: ['update:signing_keys'], status: 200, summary: 'Takes a key out of use at once: what it signed is no longer good. A current key has its successor in the same step.', query: none, body: undefined, output: moved }, async ({ tenant, path, audit, audited }, tools) => {
    const key = await find(tenant, path['kid'], tools);
    if (key === undefined) return missing();
    if (key.state === 'revoked') return invalidBody('This key is revoked already.');
    await tools.keys.revoke(tenant, key.kid, audit());
    audited();
    return { kid: key.kid, cert: formsOf(key.certificate).cert };
  }),
];
