import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readSettings, resolveSettings, SettingsRefused, type SettingsInput } from '../../src/settings/read-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-settings-'));
const masterKey = Buffer.alloc(32, 7).toString('base64url');
const development = (input: Partial<SettingsInput> = {}) => readSettings({ mode: 'development', flags: {}, environment: {}, cwd: folder, ...input });
const production = (environment: Record<string, string>) => readSettings({ mode: 'production', flags: {}, environment, cwd: folder });
const sound = { GATEHOUSE_ISSUER: 'https://login.example.com', GATEHOUSE_MASTER_KEY: masterKey };

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function problemsOf(read: () => unknown): readonly string[] {
  try { read(); } catch (error) {
    assert.ok(error instanceof SettingsRefused, String(error));
    return error.problems;
  }
  return assert.fail('the settings were accepted');
}

function onlyProblem(read: () => unknown): string {
  const problems = problemsOf(read);
  assert.equal(problems.length, 1, problems.join('\n'));
  return problems[0] as string;
}

describe('defaults', () => {
  test('development needs nothing and stays on loopback', () => {
    const settings = development();
    assert.equal(settings.issuer, 'http://localhost:4000/');
    assert.equal(settings.host, '127.0.0.1');
    assert.equal(settings.port, 4000);
    assert.equal(settings.data, join(folder, '.gatehouse'));
    assert.equal(settings.databaseUrl, undefined);
    assert.equal(settings.samples, true);
    assert.equal(settings.masterKey, undefined);
  });

  test('settings are frozen', () => {
    const settings = development();
    assert.ok(Object.isFrozen(settings) && Object.isFrozen(settings.trustProxy));
  });

  test('the default issuer follows the port, and a given one does not', () => {
    assert.equal(development({ flags: { port: '4100' } }).issuer, 'http://localhost:4100/');
    assert.equal(development({ flags: { port: '4100', issuer: 'http://localhost:9/' } }).issuer, 'http://localhost:9/');
  });

  test('dev --https makes the issuer https', () => {
    const settings = development({ flags: { https: true } });
    assert.equal(settings.issuer, 'https://localhost:4000/');
    assert.equal(settings.localHttps, true);
  });

  test('an empty variable counts as not set', () => {
    assert.equal(development({ environment: { GATEHOUSE_PORT: '', GATEHOUSE_ISSUER: '  ' } }).port, 4000);
  });
});

describe('precedence', () => {
  const config = file('config.json', JSON.stringify({ port: 1111, host: '127.0.0.3', logLevel: 'error' }));

  test('a flag wins over the environment, the environment over the file, the file over the default', () => {
    const { settings, origins } = resolveSettings({ mode: 'development', flags: { config, port: '3333' }, environment: { GATEHOUSE_PORT: '2222', GATEHOUSE_HOST: '127.0.0.2' }, cwd: folder });
    assert.deepEqual([settings.port, settings.host, settings.logLevel, settings.data], [3333, '127.0.0.2', 'error', join(folder, '.gatehouse')]);
    assert.deepEqual([origins.port, origins.host, origins.logLevel, origins.data, origins.issuer], ['flag --port', 'environment GATEHOUSE_HOST', `config file ${config}`, 'default', 'follows port']);
  });

  test('the file can be named by GATEHOUSE_CONFIG, and the flag wins over it', () => {
    const other = file('other.json', '{"port":5555}');
    assert.equal(development({ environment: { GATEHOUSE_CONFIG: config } }).port, 1111);
    assert.equal(development({ environment: { GATEHOUSE_CONFIG: config }, flags: { config: other } }).port, 5555);
  });

  test('a file that is missing, is no JSON or holds unknown keys is a problem', () => {
    assert.match(onlyProblem(() => development({ flags: { config: 'nowhere.json' } })), /nowhere\.json.*ENOENT/);
    assert.match(onlyProblem(() => development({ flags: { config: file('broken.json', '{port:1}') } })), /not JSON/);
    assert.match(onlyProblem(() => development({ flags: { config: file('list.json', '[]') } })), /one JSON object/);
    assert.match(onlyProblem(() => development({ flags: { config: file('typo.json', '{"prot":1}') } })), /"prot".*Did you mean port\?/);
    assert.match(onlyProblem(() => development({ flags: { config: file('declared.json', '{"clients":[]}') } })), /settings only/);
  });
});

describe('wrong values', () => {
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['GATEHOUSE_PORT', '80a', /port is "80a", but it must be a whole number/],
    ['GATEHOUSE_PORT', '65536', /0 to 65535/],
    ['GATEHOUSE_PORT', '4000.5', /0 to 65535/],
    ['GATEHOUSE_HOST', 'a b', /host name/],
    ['GATEHOUSE_ISSUER', 'login.example.com', /not a URL/],
    ['GATEHOUSE_ISSUER', 'ftp://login.example.com', /https:\/\//],
    ['GATEHOUSE_ISSUER', 'https://login.example.com/auth', /path/],
    ['GATEHOUSE_ISSUER', 'https://login.example.com/?a=1', /query/],
    ['GATEHOUSE_ISSUER', 'https://login.example.com/#a', /fragment/],
    ['GATEHOUSE_ISSUER', 'https://a:b@login.example.com/', /credentials/],
    ['GATEHOUSE_DATABASE_URL', 'mysql://a:secret@b/c', /postgres:\/\//],
    ['GATEHOUSE_LOG_LEVEL', 'loud', /trace, debug, info/],
    ['GATEHOUSE_MASTER_KEY', 'short', /32 random bytes/],
    ['GATEHOUSE_TRUST_PROXY', '10.0.0.0/8,proxy', /CIDR/],
    ['GATEHOUSE_TRUST_PROXY', '10.0.0.0/33', /CIDR/],
    ['GATEHOUSE_OUTBOUND_ALLOW', 'idp.internal, https://idp.internal', /host names, IP addresses or CIDR ranges/],
    ['GATEHOUSE_OUTBOUND_ALLOW', '10.0.0.0/33', /CIDR ranges/],
    ['GATEHOUSE_METRICS_TOKEN', 'short', /bearer token/],
    ['GATEHOUSE_SAMPLES', 'maybe', /true or false/],
    ['GATEHOUSE_HTTPS', '2', /true or false/],
  ];
  for (const [variable, value, words] of wrong) {
    test(`${variable}=${value} is refused in words`, () => {
      const problem = onlyProblem(() => development({ environment: { [variable]: value } }));
      assert.match(problem, words);
      assert.match(problem, new RegExp(variable));
    });
  }

  test('a wrong secret is not repeated', () => {
    assert.doesNotMatch(onlyProblem(() => development({ environment: { GATEHOUSE_DATABASE_URL: 'mysql://a:secret@b/c' } })), /secret@/);
  });

  test('what goes together must come together', () => {
    assert.match(onlyProblem(() => development({ environment: { GATEHOUSE_BOOTSTRAP_CLIENT_ID: 'a' } })), /bootstrapClientSecret/);
    assert.match(onlyProblem(() => development({ flags: { tlsCert: file('c.pem', 'x') } })), /together/);
    const both = { tlsCert: file('c.pem', 'x'), tlsKey: file('k.pem', 'x') };
    assert.match(onlyProblem(() => development({ flags: { ...both, https: true } })), /localHttps/);
    assert.match(onlyProblem(() => development({ flags: { ...both, issuer: 'http://localhost:4000/' } })), /write it with https/);
    assert.match(onlyProblem(() => development({ flags: { tlsCert: both.tlsCert, tlsKey: 'gone.pem' } })), /tlsKey.*can not be read/);
  });

  test('every wrong setting is named at once', () => {
    const problems = problemsOf(() => production({ GATEHOUSE_ISSUER: 'http://login.example.com', GATEHOUSE_PORT: 'x', GATEHOUSE_SMPT_URL: 'x', GATEHOUSE_SAMPLES: 'true', GATEHOUSE_LOG_LEVEL: 'loud' }));
    for (const word of [/plain http/, /port is "x"/, /GATEHOUSE_SMPT_URL/, /refuses samples/, /loud/, /masterKey is missing/]) assert.ok(problems.some((one) => word.test(one)), `${word} in ${problems.join('\n')}`);
    assert.equal(problems.length, 6);
  });
});

describe('unknown and not yet', () => {
  test('an unknown variable says what was probably meant', () => {
    assert.match(onlyProblem(() => development({ environment: { GATEHOUSE_ISUER: 'x' } })), /Did you mean GATEHOUSE_ISSUER\?/);
    assert.match(onlyProblem(() => development({ environment: { GATEHOUSE_DATABSE_URL: 'x' } })), /Did you mean GATEHOUSE_DATABASE_URL\?/);
    assert.doesNotMatch(onlyProblem(() => development({ environment: { GATEHOUSE_FLUX_CAPACITOR: 'x' } })), /Did you mean/);
  });

  test('an unknown flag says what was probably meant', () => {
    assert.match(onlyProblem(() => development({ flags: { prot: '1' } })), /--prot.*Did you mean --port\?/);
    assert.match(onlyProblem(() => development({ flags: { databseUrl: '1' } })), /--databse-url.*Did you mean --database-url\?/);
  });

  test('a mail server is an SMTP address, and the sender one address; what is wrong with it is told without its password', () => {
    for (const smtpUrl of ['smtp://mail.example.com', 'smtps://a%40b:p%2Fw@mail.example.com:465/', 'smtp://[fd00::1]:25']) assert.equal(development({ environment: { GATEHOUSE_SMTP_URL: smtpUrl } }).smtpUrl, smtpUrl);
    for (const smtpUrl of ['http://x', 'smtp://', 'smtp://u:secret-pw@x/path', 'smtp://x?tls=off', 'smtp://u:secret-pw%zz@x', 'smtp://u:secret-pw@x:99999', 'smtp://u:secret-pw@x y']) assert.doesNotMatch(onlyProblem(() => development({ flags: { smtpUrl } })), /secret-pw/);
    for (const mailFrom of ['a@example.com', 'Example <a@example.com>']) assert.equal(development({ flags: { mailFrom } }).mailFrom, mailFrom);
    for (const mailFrom of ['nobody', 'a@b.example, c@d.example', 'A <a@b.example>\r\nBcc: c@d.example', 'A <a b@c.example>']) assert.match(onlyProblem(() => development({ flags: { mailFrom } })), /no-reply@example.com/);
  });

  test('the log is kept for whole days, from one to ten years', () => {
    assert.deepEqual([development({}).logRetention, development({ environment: { GATEHOUSE_LOG_RETENTION: '7' } }).logRetention, development({ flags: { logRetention: '3650' } }).logRetention], [30, 7, 3650]);
    for (const logRetention of ['0', '3651', '1.5', 'week']) assert.match(onlyProblem(() => development({ flags: { logRetention } })), /whole number of days from 1 to 3650/);
  });

  test('variables of other programs are left alone', () => {
    assert.equal(development({ environment: { PATH: '/bin', PORT: '1', DATABASE_URL: 'x' } }).port, 4000);
  });
});

describe('secrets from files', () => {
  test('every secret is also read from the file that <variable>_FILE names', () => {
    const settings = development({ environment: {
      GATEHOUSE_MASTER_KEY_FILE: file('key', `${masterKey}\n`), GATEHOUSE_DATABASE_URL_FILE: file('db', 'postgres://a:b@c/d\n'),
      GATEHOUSE_METRICS_TOKEN_FILE: file('metrics', 'abcdefghijklmnop'), GATEHOUSE_BOOTSTRAP_CLIENT_ID: 'boot', GATEHOUSE_BOOTSTRAP_CLIENT_SECRET_FILE: file('boot', 's3cret'),
    } });
    assert.deepEqual([settings.masterKey, settings.databaseUrl, settings.metricsToken, settings.bootstrapClientSecret], [masterKey, 'postgres://a:b@c/d', 'abcdefghijklmnop', 's3cret']);
  });

  test('a file that can not be read, and a value given twice, are problems', () => {
    assert.match(onlyProblem(() => development({ environment: { GATEHOUSE_MASTER_KEY_FILE: 'gone' } })), /GATEHOUSE_MASTER_KEY_FILE.*ENOENT/);
    assert.match(onlyProblem(() => development({ environment: { GATEHOUSE_MASTER_KEY_FILE: file('key2', masterKey), GATEHOUSE_MASTER_KEY: masterKey } })), /both set/);
  });

  test('what is no secret has no _FILE', () => {
    assert.match(onlyProblem(() => development({ environment: { GATEHOUSE_PORT_FILE: 'x' } })), /no such setting/);
  });
});

describe('production', () => {
  test('an https issuer and a master key are enough, and samples are off', () => {
    const settings = production(sound);
    assert.deepEqual([settings.issuer, settings.samples, settings.logLevel], ['https://login.example.com/', false, 'info']);
  });

  test('plain http is accepted on loopback only', () => {
    for (const issuer of ['http://localhost:4000', 'http://127.0.0.1:4000', 'http://[::1]:4000', 'http://acme.localhost:4000']) assert.ok(production({ ...sound, GATEHOUSE_ISSUER: issuer }).issuer.endsWith('/'));
    for (const issuer of ['http://login.example.com', 'http://localhost.example.com', 'http://127.0.0.1.example.com', 'http://10.0.0.1']) assert.match(onlyProblem(() => production({ ...sound, GATEHOUSE_ISSUER: issuer })), /plain http/);
  });

  test('the issuer and the master key must be given', () => {
    assert.match(onlyProblem(() => production({ GATEHOUSE_MASTER_KEY: masterKey })), /issuer is missing/);
    assert.match(onlyProblem(() => production({ GATEHOUSE_ISSUER: 'https://login.example.com' })), /masterKey is missing/);
  });

  test('samples, the local certificate authority and a short bootstrap secret are refused', () => {
    assert.match(onlyProblem(() => production({ ...sound, GATEHOUSE_SAMPLES: 'true' })), /refuses samples/);
    assert.match(onlyProblem(() => production({ ...sound, GATEHOUSE_HTTPS: 'true' })), /local certificate authority/);
    assert.match(onlyProblem(() => production({ ...sound, GATEHOUSE_BOOTSTRAP_CLIENT_ID: 'a', GATEHOUSE_BOOTSTRAP_CLIENT_SECRET: 'changeme' })), /32 or more/);
  });
});
