import Type from 'typebox';
import type { StoredSigningKey } from '../../protocol/ports/signing-key-store.ts';
import { operation } from '../contract.ts';
import { conflict, invalidBody, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const missing = () => notFound('The signing key', 'inexistent_signing_key');

const view = Type.Object({
  kid: Type.String({ description: 'RFC 7638: the thumbprint of the key.' }), alg: Type.String(), jwk: Type.Object({}, { description: 'The public half (RFC 7517 §4). There are no certificates: nothing here is verified by one.' }),
  current: Type.Boolean(), next: Type.Boolean(), previous: Type.Boolean(), revoked: Type.Boolean(), current_since: Type.Optional(Type.String()), revoked_at: Type.Optional(Type.String()),
});
const rotated = Type.Object({ kid: Type.String({ description: 'The key of RS256 that is next now.' }), keys: Type.Array(Type.Object({ alg: Type.String(), current: Type.String(), next: Type.String() })) });

/** Keys that sign; those that others encrypt to are not of this list. */
const isSigningKey = ({ publicJwk }: StoredSigningKey) => publicJwk['use'] === 'sig';

const viewOf = ({ kid, alg, state, publicJwk, stateSince }: StoredSigningKey) => {
  const since = new Date(stateSince * 1000).toISOString();
  return {
    kid, alg, jwk: publicJwk, current: state === 'current', next: state === 'next', previous: state === 'previous', revoked: state === 'revoked',
    ...(state === 'current' ? { current_since: since } : {}), ...(state === 'revoked' ? { revoked_at: since } : {}),
  };
};

/** Auth0: the keys with which the tenant signs. */
export const keyOperations = [
  make({ id: 'keys.signing.list', method: 'GET', path: '/keys/signing', scopes: ['read:signing_keys'], status: 200, summary: 'All signing keys of the tenant, one current and one next of each algorithm.', query: none, body: undefined, output: Type.Array(view) }, async ({ tenant }, { keys }) => (await keys.list(tenant)).filter(isSigningKey).map(viewOf)),
  make({ id: 'keys.signing.get', method: 'GET', path: '/keys/signing/{kid}', scopes: ['read:signing_keys'], status: 200, summary: 'One signing key.', query: none, body: undefined, output: view }, async ({ tenant, path }, { keys }) => {
    const key = (await keys.list(tenant)).filter(isSigningKey).find(({ kid }) => kid === path['kid']);
    return key === undefined ? missing() : viewOf(key);
  }),
  make({ id: 'keys.signing.rotate', method: 'POST', path: '/keys/signing/rotate', scopes: ['create:signing_keys', 'update:signing_keys'], status: 201, summary: 'The next keys sign from now on, new next keys are published; what was signed before stays good.', query: none, body: undefined, output: rotated }, async ({ tenant, audit, audited }, { keys }) => {
    const rotation = await keys.rotate(tenant, undefined, audit());
    if (rotation.outcome === 'overtaken') return conflict('Somebody else rotated the keys in this moment.');
    audited();
    return { kid: rotation.keys.find(({ alg }) => alg === 'RS256')?.next ?? '', keys: rotation.keys };
  }),
  make({ id: 'keys.signing.revoke', method: 'PUT', path: '/keys/signing/{kid}/revoke', scopes: ['update:signing_keys'], status: 200, summary: 'Takes a key out of use at once: what it signed is no longer good. A current key has its successor in the same step.', query: none, body: undefined, output: Type.Object({ kid: Type.String() }) }, async ({ tenant, path, audit, audited }, { keys }) => {
    const key = (await keys.list(tenant)).filter(isSigningKey).find(({ kid }) => kid === path['kid']);
    if (key === undefined) return missing();
    if (key.state === 'revoked') return invalidBody('This key is revoked already.');
    await keys.revoke(tenant, key.kid, audit());
    audited();
    return { kid: key.kid };
  }),
];
