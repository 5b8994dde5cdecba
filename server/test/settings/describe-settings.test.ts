import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { closestName, editDistance } from '../../src/settings/closest-name.ts';
import { describeEffective, describeSettings, renderSettingsReference } from '../../src/settings/describe-settings.ts';
import { resolveSettings } from '../../src/settings/read-settings.ts';

test('docs/reference/settings.md is what the schema says', () => {
  const page = readFileSync(new URL('../../../../docs/reference/settings.md', import.meta.url), 'utf8');
  assert.equal(page, renderSettingsReference(), 'run: gatehouse config reference > docs/reference/settings.md');
});

test('no two settings share a flag or a variable, and every one is described', () => {
  const all = describeSettings();
  for (const names of [all.map((one) => one.flag), all.map((one) => one.environment)]) {
    const given = names.filter((name) => name !== undefined);
    assert.equal(new Set(given).size, given.length);
  }
  for (const one of all) assert.ok(one.description.length > 10 && one.fallback !== '' && (one.flag ?? one.environment) !== undefined, one.name);
});

test('what is in force is shown with its origin and without secrets', () => {
  const masterKey = Buffer.alloc(32, 9).toString('base64url');
  const environment = { GATEHOUSE_MASTER_KEY: masterKey, GATEHOUSE_DATABASE_URL: 'postgres://user:hidden-word@db/gatehouse?password=other-word', GATEHOUSE_METRICS_TOKEN: 'metrics-token-1234' };
  const shown = describeEffective(resolveSettings({ mode: 'development', flags: { port: '4100' }, environment, cwd: '/' }));
  const byName = new Map(shown.map((one) => [one.name, one]));
  assert.deepEqual(byName.get('port'), { name: 'port', value: '4100', origin: 'flag --port' });
  assert.deepEqual(byName.get('masterKey'), { name: 'masterKey', value: '********', origin: 'environment GATEHOUSE_MASTER_KEY' });
  assert.match(byName.get('databaseUrl')?.value ?? '', /^postgres:\/\/user:\*+@db\/gatehouse$/);
  const text = JSON.stringify(shown);
  for (const secret of [masterKey, 'hidden-word', 'other-word', 'metrics-token-1234']) assert.ok(!text.includes(secret), secret);
});

test('the distance of two names counts slips of the finger, a swap as one', () => {
  assert.deepEqual([editDistance('port', 'port'), editDistance('prot', 'port'), editDistance('', 'abc'), editDistance('kitten', 'sitting')], [0, 1, 3, 3]);
  assert.equal(closestName('--prot', ['--host', '--port']), '--port');
  assert.equal(closestName('--zzzz', ['--host', '--port']), undefined);
});
