import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gatehouse } from './gatehouse.ts';

describe('gatehouse, used rightly and wrongly', () => {
  test('--version prints the version of the package, --help every command: 0', async () => {
    const version = await gatehouse(['--version']);
    const { version: expected } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };
    assert.deepEqual([version.code, version.out, version.err], [0, expected, '']);
    const help = await gatehouse(['--help']);
    assert.equal(help.code, 0);
    for (const command of ['dev', 'start', 'setup', 'bootstrap', 'token', 'registration-token', 'users', 'keys', 'samples', 'doctor', 'config']) assert.match(help.out, new RegExp(`^  ${command} `, 'm'));
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['strat', /Did you mean start\?/],
    ['dev --prot 1', /Did you mean --port\?/],
    ['users ad x', /Did you mean add\?/],
    ['users', /A command is missing/],
    ['token', /client-id/],
    ['keys rotate --alg HS256', /RS256, ES256/],
    ['dev one two', /too many arguments/],
    ['users add nobody', /email address/],
    ['users add a@example.com --password secret', /standard input/],
    ['token unknown-app', /client secret of unknown-app/],
    ['doctor --url nowhere', /must be a URL/],
    ['dev --smtp-url http://x', /smtp:/],
    ['dev --mail-from nobody', /no-reply@example.com/],
    ['dev --port 70000', /0 to 65535/],
    ['registration-token --uses 0', /from 1 to 10000/],
    ['registration-token --days never', /from 1 to 365/],
  ];
  for (const [line, words] of wrong) {
    test(`gatehouse ${line}: 2, nothing on stdout, and the next command to run`, async () => {
      const { code, out, err } = await gatehouse(line.split(' '));
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, words);
      assert.match(err, /\n {2}Next: .*gatehouse /);
    });
  }

  test('wrong settings are all named at once, also as JSON', async () => {
    const { code, err } = await gatehouse(['start', '--json', '--port', 'x'], { environment: { GATEHOUSE_ISUER: 'https://a.example' } });
    assert.equal(code, 2);
    const { error, next } = JSON.parse(err) as { error: string; next: string };
    for (const words of [/port is "x"/, /Did you mean GATEHOUSE_ISSUER/, /issuer is missing/, /masterKey is missing/]) assert.match(error, words);
    assert.match(next, /^gatehouse /);
  });

  test('config show tells values and origins, and no secret', async () => {
    const masterKey = Buffer.alloc(32, 5).toString('base64url');
    const { code, out } = await gatehouse(['config', 'show', '--json', '--port', '4100'], { environment: { GATEHOUSE_MASTER_KEY: masterKey } });
    assert.equal(code, 0);
    const { mode, settings } = JSON.parse(out) as { mode: string; settings: { name: string; value: string | null; origin: string }[] };
    assert.equal(mode, 'development');
    assert.deepEqual(settings.find(({ name }) => name === 'issuer'), { name: 'issuer', value: 'http://localhost:4100/', origin: 'follows port' });
    assert.deepEqual(settings.find(({ name }) => name === 'masterKey'), { name: 'masterKey', value: '********', origin: 'environment GATEHOUSE_MASTER_KEY' });
    assert.ok(!out.includes(masterKey));
  });

  test('config show takes the rules of production where a master key and a public issuer are set', async () => {
    const environment = { GATEHOUSE_MASTER_KEY: Buffer.alloc(32, 5).toString('base64url'), GATEHOUSE_ISSUER: 'https://login.example.com' };
    assert.match((await gatehouse(['config', 'show'], { environment })).out, /^mode +production/);
    assert.match((await gatehouse(['config', 'show', '--mode', 'development'], { environment })).out, /^mode +development/);
  });

  test('config reference prints the page of the documentation', async () => {
    const page = readFileSync(new URL('../../../../docs/reference/settings.md', import.meta.url), 'utf8');
    assert.equal(`${(await gatehouse(['config', 'reference'])).out}\n`, page);
  });
});
