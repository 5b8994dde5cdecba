import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { authorizeUrl, newPkce, signIn } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { apps } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';
import { importPeople } from './jobs.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/importing-people.md'), 'utf8');
const blocks = (language: string) => [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, code = '']) => code);

/** The passwords of the people on the page. */
const passwords: Readonly<Record<string, string>> = {
  ann: 'hello', argon2: 'password', bcrypt: 'hello', hmac: 'what do ya want for nothing?', ldap: 'password', md4: 'Password', md5: 'password', sha1: 'abc', sha256: 'abc', sha512: 'abc', pbkdf2: 'password', scrypt: 'pleaseletmein',
};

describe('docs/importing-people.md', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());

  test('every file of the page is imported without an error, and everybody in it signs in', async () => {
    const files = [...blocks('json'), ...blocks('jsonl')];
    assert.equal(files.length, 2);
    for (const file of files) {
      const { job, errors } = await importPeople(house, file);
      assert.deepEqual([job.status, errors], ['completed', []]);
    }
    for (const [name, password] of Object.entries(passwords)) {
      assert.equal(pageOf(await signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), { email: `${name}@example.com`, password })), undefined, name);
    }
    const { body: ann } = await house.ask('GET', '/users/auth0%7Cf3a1');
    assert.deepEqual([ann['created_at'], ann['phone_number'], ann['username'], ann['user_metadata']], ['2021-05-04T03:02:01.000Z', '+4915112345678', 'ann', { colour: 'green' }]);
  });

  test('what the page calls read over is read over, and second factors are refused with their reason', async () => {
    const line = page.split('\n').find((text) => text.includes('are read over')) ?? '';
    const over = [...line.slice(line.indexOf('yet.')).matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    assert.ok(over.length > 5);
    const { job, errors } = await importPeople(house, [{ email: 'over@example.com', ...Object.fromEntries(over.map((name) => [name, 'x'])) }, { email: 'mfa@example.com', mfa_factors: [] }]);
    assert.deepEqual([job.summary?.inserted, errors.map(({ errors: [first] }) => first?.code)], [1, ['MFA_FACTORS_FAILED']]);
  });
});
