import assert from 'node:assert/strict';
import { createHash, createHmac, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { hash as argon2 } from '@node-rs/argon2';
import { hash as bcrypt } from '@node-rs/bcrypt';
import { md4 } from 'hash-wasm';
import { authorizeUrl, newPkce, signIn } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { apps } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';
import { importPeople } from './jobs.ts';

const password = 'pässword of another system';
const salt = randomBytes(16);
const digest = (name: string, ...parts: readonly (string | Buffer)[]) => parts.reduce((hash, part) => hash.update(part), createHash(name)).digest();
const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
const hex = (value: Buffer | string) => ({ value: typeof value === 'string' ? value : value.toString('hex'), encoding: 'hex' });

/** A person for each way in which Auth0 takes a hash, made by whoever makes such hashes elsewhere. */
const hashes: Readonly<Record<string, () => unknown>> = {
  'argon2': async () => ({ algorithm: 'argon2', hash: { value: await argon2(password, { memoryCost: 4096, timeCost: 3 }), encoding: 'utf8' } }),
  'bcrypt': async () => ({ algorithm: 'bcrypt', hash: { value: await bcrypt(password, 5), encoding: 'utf8' } }),
  'hmac': () => ({ algorithm: 'hmac', hash: { ...hex(createHmac('sha256', 'a key').update(password).digest()), digest: 'sha256', key: { value: 'a key', encoding: 'utf8' } } }),
  'ldap': () => ({ algorithm: 'ldap', hash: { value: `{SSHA}${Buffer.concat([digest('sha1', password, salt), salt]).toString('base64')}` } }),
  'md4': async () => ({ algorithm: 'md4', hash: hex(await md4(Buffer.from(password, 'utf16le'))), password: { encoding: 'utf16le' } }),
  'md5, salt before': () => ({ algorithm: 'md5', hash: hex(digest('md5', salt, password)), salt: { ...hex(salt), position: 'prefix' } }),
  'sha1, salt behind': () => ({ algorithm: 'sha1', hash: { value: digest('sha1', password, 'salt').toString('base64'), encoding: 'base64' }, salt: { value: 'salt', encoding: 'utf8', position: 'suffix' } }),
  'sha256': () => ({ algorithm: 'sha256', hash: hex(digest('sha256', password)) }),
  'sha512, salt in base64': () => ({ algorithm: 'sha512', hash: hex(digest('sha512', salt, password)), salt: { value: salt.toString('base64'), encoding: 'base64' } }),
  'pbkdf2': () => ({ algorithm: 'pbkdf2', hash: { value: `$pbkdf2-sha512$i=1000,l=64$${base64(salt)}$${base64(pbkdf2Sync(password, salt, 1000, 64, 'sha512'))}`, encoding: 'utf8' } }),
  'scrypt': () => ({ algorithm: 'scrypt', hash: hex(scryptSync(password, salt, 64, { N: 1024, r: 8, p: 2 })), salt: hex(salt), keylen: 64, cost: 1024, blockSize: 8, parallelization: 2 }),
};
const names = Object.keys(hashes);
const emailOf = (name: string) => `${name.replaceAll(/[^a-z0-9]/g, '')}@example.com`;

describe('Auth0: people who come with a password of another system', () => {
  let house: ManagedHouse;
  before(async () => {
    house = await startManagedHouse();
    const rows = await Promise.all(names.map(async (name) => ({ email: emailOf(name), custom_password_hash: await hashes[name]?.() })));
    const { job, errors } = await importPeople(house, rows);
    assert.deepEqual([errors, job.summary?.inserted], [[], names.length]);
  });
  after(() => house.stop());
  const signsIn = async (name: string, typed: string) => pageOf(await signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), { email: emailOf(name), password: typed })) === undefined;
  const stored = async (name: string) => (await house.running.house.storage.users.findByLogin(house.running.house.defaultTenant.id, 'Username-Password-Authentication', emailOf(name)))?.passwordHash;

  for (const name of names) {
    test(`${name}: the person signs in with the same password and no other one, and has a hash of ours from then on`, async () => {
      assert.equal(await signsIn(name, `${password}!`), false);
      assert.doesNotMatch(await stored(name) ?? '', /^\$argon2id\$v=19\$m=19456/);
      assert.equal(await signsIn(name, password), true);
      assert.match(await stored(name) ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      assert.equal(await signsIn(name, password), true);
    });
  }
});
