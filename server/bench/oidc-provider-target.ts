import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptPath, type Target, type Ground } from './target.ts';
import { freePort } from './machine/free-port.ts';
import type { PeerSettings } from './peers/oidc-provider-server.ts';
import { concurrency, productLoads } from './product-loads.ts';
import { collectCredentials, type Product } from './product.ts';

const paths = { authorize: '/auth', token: '/token', introspect: '/token/introspection', userinfo: '/me', jwks: '/jwks', discovery: '/.well-known/openid-configuration', par: '/request', device: '/device/auth' };

/** Made once, before the clock runs: Gatehouse finds its keys in its database too. */
const keys: readonly object[] = [
  { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'bench-rs' },
  { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'bench-es' },
];

/** oidc-provider with one of three stores. */
export async function oidcProviderTarget(storage: PeerSettings['storage'], { folder, postgres }: Ground): Promise<Target> {
  const name = storage === 'postgres' ? 'oidc-pg' : `oidc-${storage}` as const;
  const port = await freePort();
  const location = storage === 'postgres' ? await postgres?.createDatabase('oidc') ?? '' : join(folder, `${name}.db`);
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ port, storage, location, keys } satisfies PeerSettings));
  const product: Product = { port, paths, forOfflineAccess: { prompt: 'consent' } };
  return {
    name,
    launch: { name, script: scriptPath('./peers/oidc-provider-server.js'), args: [file], environment: {}, port, readyPath: paths.discovery },
    loads: async () => productLoads(product, await collectCredentials(product, concurrency)),
    databaseCpu: storage === 'postgres' ? postgres?.cpuMicros : undefined,
  };
}
