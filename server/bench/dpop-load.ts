import { generateKeyPairSync, sign } from 'node:crypto';
import { fixtures } from './fixtures.ts';
import type { Load } from './load/load.ts';
import { encodeFields, formBytes } from './load/request-bytes.ts';
import { originOf, type Product } from './product.ts';

/** Proofs that are made before a run; more than a core can take during one. */
const ready = 16_384;
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const part = (members: object) => Buffer.from(JSON.stringify(members)).toString('base64url');
const header = part({ typ: 'dpop+jwt', alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) });
let made = 0;

function makeProof(htu: string): string {
  const content = `${header}.${part({ jti: `bench-${process.pid}-${made++}`, htm: 'POST', htu, iat: Math.floor(Date.now() / 1000) })}`;
  return `${content}.${sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** Client credentials as in `cc-es256`, each request with a DPoP proof of its own (RFC 9449 §5), which is made unmeasured and is good for a minute. */
export function dpopLoad(product: Product, concurrency: number): Load {
  const { port, paths } = product;
  const { m2m } = fixtures.clients;
  const body = encodeFields({ grant_type: 'client_credentials', client_id: m2m.id, client_secret: m2m.secret, resource: fixtures.apis.ES256 });
  const proofs: string[] = [];
  return {
    steps: [{ statuses: [200], text: '"token_type":"DPoP"' }],
    talkers: Array.from({ length: concurrency }, () => ({
      say: () => {
        const proof = proofs.pop();
        return proof === undefined ? undefined : formBytes(port, paths.token, { body, headers: { DPoP: proof } });
      },
    })),
    prepare() {
      proofs.length = 0;
      while (proofs.length < ready) proofs.push(makeProof(`${originOf(product)}${paths.token}`));
      return Promise.resolve();
    },
  };
}
