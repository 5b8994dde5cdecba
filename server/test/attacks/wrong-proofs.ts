import { createHmac, randomUUID } from 'node:crypto';
import { newDpopKey, proofOf, type ProofOf } from '../flows/dpop.ts';

/** The key of the proofs that are wrong in something else. */
export const key = newDpopKey();
const other = newDpopKey();
const now = () => Math.floor(Date.now() / 1000);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What is wrong with a proof: changes to a right one, or a text of its own. */
export type Wrong = Partial<ProofOf> | ((right: string) => string);

const privateHalf = key.privateKey.export({ format: 'jwk' });
/** The list of the OpenID suite, and what else a proof can be wrong in. */
export const wrongProofs: Readonly<Record<string, Wrong>> = {
  'typ missing': { header: { typ: undefined } },
  'typ JWT': { header: { typ: 'JWT' } },
  'typ in upper case': { header: { typ: 'DPOP+JWT' } },
  'alg none': (right) => `${part({ typ: 'dpop+jwt', alg: 'none', jwk: key.jwk })}.${right.split('.')[1] ?? ''}.`,
  'alg none with a signature': { header: { alg: 'none' } },
  'alg missing': { header: { alg: undefined } },
  'alg HS256 keyed with the public key': (right) => {
    const content = `${part({ typ: 'dpop+jwt', alg: 'HS256', jwk: key.jwk })}.${right.split('.')[1] ?? ''}`;
    return `${content}.${createHmac('sha256', JSON.stringify(key.jwk)).update(content).digest('base64url')}`;
  },
  'alg HS256 with the secret in jwk': (right) => {
    const content = `${part({ typ: 'dpop+jwt', alg: 'HS256', jwk: { kty: 'oct', k: Buffer.alloc(32, 1).toString('base64url') } })}.${right.split('.')[1] ?? ''}`;
    return `${content}.${createHmac('sha256', Buffer.alloc(32, 1)).update(content).digest('base64url')}`;
  },
  'alg of another kind of key': { header: { alg: 'RS256' } },
  'jwk missing': { header: { jwk: undefined } },
  'jwk a list': { header: { jwk: [key.jwk] } },
  'jwk null': { header: { jwk: null } },
  'jwk private': { header: { jwk: privateHalf } },
  'jwk of another key': { header: { jwk: other.jwk } },
  'jwk off the curve': { header: { jwk: { ...key.jwk, y: key.jwk['x'] } } },
  'jwk for encryption': { header: { jwk: { ...key.jwk, use: 'enc' } } },
  'kid and no jwk': { header: { jwk: undefined, kid: 'k' } },
  'crit': { header: { crit: ['exp'] } },
  'signature changed': (right) => `${right.slice(0, -8)}AAAAAAAA`,
  'signature cut': (right) => right.slice(0, -4),
  'payload changed': (right) => { const [head, , signature] = right.split('.'); return `${head ?? ''}.${part({ jti: randomUUID(), htm: 'POST', htu: 'https://login.example/oauth/token', iat: now() })}.${signature ?? ''}`; },
  'two JWTs': (right) => `${right}, ${right}`,
  'padding': (right) => `${right}=`,
  'an empty header': () => ' ',
  'no JWT': () => 'a.b.c',
  'jti missing': { claims: { jti: undefined } },
  'jti empty': { claims: { jti: '' } },
  'jti too long': { claims: { jti: 'j'.repeat(257) } },
  'jti a number': { claims: { jti: 1 } },
  'htm missing': { claims: { htm: undefined } },
  'htm of another method': { htm: 'PUT' },
  'htm in lower case': { htm: 'post' },
  'htu missing': { claims: { htu: undefined } },
  'htu of another endpoint': { claims: { htu: 'PLACE/oauth/revoke' } },
  'htu of another host': { claims: { htu: 'https://evil.example/oauth/token' } },
  'htu with a longer path': { claims: { htu: 'PLACE/oauth/token/' } },
  'htu a path': { claims: { htu: '/oauth/token' } },
  'iat missing': { claims: { iat: undefined } },
  'iat a text': { claims: { iat: String(Math.floor(Date.now() / 1000)) } },
  'iat an hour ago': { claims: { iat: now() - 3600 } },
  'iat in an hour': { claims: { iat: now() + 3600 } },
  'iat a day ago': { claims: { iat: now() - 86_400 } },
  'exp passed': { claims: { exp: now() - 60 } },
  'nbf to come': { claims: { nbf: now() + 120 } },
};

/** The wrong proof for a request to the address of the right one. */
export function wrongProof(wrong: Wrong, right: ProofOf): string {
  if (typeof wrong === 'function') return wrong(proofOf(key, right));
  const htu = wrong.claims?.['htu'];
  const claims = typeof htu === 'string' ? { htu: htu.replace('PLACE', new URL(right.htu).origin) } : wrong.claims;
  return proofOf(key, { ...right, ...wrong, ...(claims === undefined ? {} : { claims }) });
}
