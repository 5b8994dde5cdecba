import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';
import { gatehouse } from './gatehouse.ts';
import { newProject, packageJson, read, setup, write } from './setup-project.ts';

describe('gatehouse setup', () => {
  let house: RunningHouse;
  before(async () => { house = await startHouse({ seeded: false }); });
  after(() => house.stop());
  const clients = async () => (await house.house.storage.registry.listClients(house.house.defaultTenant.id)).length;
  const clientOf = async (id: string) => { const client = await house.house.storage.registry.findClient(house.house.defaultTenant.id, id); assert.ok(client); return client; };

  test('sees the framework, registers the application, writes .env and keeps it out of the repository', async () => {
    const cwd = newProject({ 'package.json': packageJson('express', 'express-openid-connect') });
    const { code, out, err } = await setup([], { house, cwd });
    assert.equal(code, 0, err);
    for (const words of ['Express, because of express-openid-connect in package.json', house.issuer, 'shop (', 'http://localhost:3000/callback', 'added ISSUER_BASE_URL, BASE_URL, CLIENT_ID, CLIENT_SECRET, SECRET', 'node --env-file=.env app.mjs', 'http://localhost:3000/login']) assert.ok(out.includes(words), words);
    assert.ok(!out.includes('npm install'), 'its packages are there');
    const environment = read(cwd, '.env');
    const client = await clientOf(/^CLIENT_ID=(.+)$/m.exec(environment)?.[1] ?? '');
    assert.deepEqual([client.name, client.type, client.redirectUris, client.logoutUris], ['shop', 'regular_web', ['http://localhost:3000/callback'], ['http://localhost:3000']]);
    assert.ok(!out.includes(/^CLIENT_SECRET=(.+)$/m.exec(environment)?.[1] ?? 'CLIENT_SECRET'), 'no secret on the screen');
    assert.equal(statSync(join(cwd, '.env')).mode & 0o777, 0o600);
    assert.equal(read(cwd, '.gitignore'), '.env\n');
    assert.deepEqual(readdirSync(cwd).sort(), ['.env', '.gitignore', 'node_modules', 'package.json']);
  });

  test('a second run finds the application and changes nothing; a moved one gets its new addresses beside the old', async () => {
    const cwd = newProject({ 'package.json': packageJson('express'), '.gitignore': 'node_modules\n.env\n' });
    const first = (await setup(['--json'], { house, cwd })).json();
    const [environment, before] = [read(cwd, '.env'), await clients()];
    const again = (await setup(['--json'], { house, cwd })).json();
    assert.deepEqual([again.application.state, again.application.client_id, again.environment.added, again.environment.changed, again.gitignore], ['same', first.application.client_id, [], [], 'same']);
    assert.deepEqual([read(cwd, '.env'), await clients()], [environment, before]);
    const port = await freePort();
    const moved = (await setup(['--json', '--app-url', `http://localhost:${port}/`], { house, cwd })).json();
    assert.deepEqual([moved.application.state, moved.application.changes, moved.environment.changed], ['changed', ['callback URLs', 'logout URLs'], ['BASE_URL']]);
    assert.deepEqual(moved.application.callbacks, ['http://localhost:3000/callback', `http://localhost:${port}/callback`]);
    const rest = (await setup(['--json'], { house, cwd })).json();
    assert.deepEqual([rest.application.state, rest.environment.changed], ['same', []], 'it stays where it was moved to');
    assert.equal(await clients(), before);
  });

  test('lines of somebody else stay as they are; a lost secret is made anew and the old one stays good', async () => {
    const cwd = newProject({ 'package.json': packageJson('express'), '.env': 'PORT=3333\r\nDATABASE_URL="postgres://x" # mine\r\n' });
    const { application } = (await setup(['--json'], { house, cwd })).json();
    const text = read(cwd, '.env');
    assert.ok(text.startsWith('PORT=3333\r\nDATABASE_URL="postgres://x" # mine\r\n\r\n# gatehouse setup\r\n'), text);
    assert.deepEqual(application.callbacks, ['http://localhost:3333/callback']);
    const secret = /^CLIENT_SECRET=(.*?)\r$/m.exec(text)?.[1] ?? '';
    write(cwd, '.env', text.replace(/^CLIENT_SECRET=.*\r\n/m, ''));
    const again = (await setup(['--json'], { house, cwd })).json();
    assert.deepEqual([again.application.client_id, again.application.changes, again.environment.added, again.environment.changed], [application.client_id, ['a new secret'], ['CLIENT_SECRET'], []]);
    const hashes = (await clientOf(application.client_id)).secrets.map(({ hash }) => hash);
    for (const good of [secret, /^CLIENT_SECRET=(.*?)\r$/m.exec(read(cwd, '.env'))?.[1] ?? '']) assert.equal(house.house.secrets.matches(good, hashes), true);
  });

  test('other values in lines of somebody else: nothing is registered or written, and the lines are named without their values', async () => {
    const environment = 'CLIENT_ID=of-another-provider\nSECRET=keep-me\n';
    const cwd = newProject({ 'package.json': packageJson('express'), '.env': environment });
    const before = await clients();
    const { code, out, err } = await setup([], { house, cwd });
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /line 1 {2}CLIENT_ID\n/);
    assert.ok(!err.includes('another-provider') && !err.includes('SECRET'), 'a session secret is followed, not replaced');
    assert.match(err, /Next: gatehouse setup --env-file \.env\.gatehouse/);
    assert.deepEqual([read(cwd, '.env'), existsSync(join(cwd, '.gitignore')), await clients()], [environment, false, before]);
    const other = (await setup(['--env-file', '.env.gatehouse', '--json'], { house, cwd })).json();
    assert.equal(other.run, 'node --env-file=.env.gatehouse app.mjs');
    assert.deepEqual([read(cwd, '.env'), read(cwd, '.gitignore')], [environment, '.env.gatehouse\n']);
  });

  test('an application of a server that was thrown away is registered anew; one of another type, or a sample, is left alone', async () => {
    const cwd = newProject({ 'package.json': packageJson('express') });
    const first = (await setup(['--json'], { house, cwd })).json();
    await house.house.storage.registry.removeClient(house.house.defaultTenant.id, first.application.client_id);
    const second = (await setup(['--json'], { house, cwd })).json();
    assert.deepEqual([second.application.state, second.environment.changed], ['new', ['CLIENT_ID', 'CLIENT_SECRET']]);
    const machine = (await setup(['--json', '--framework', 'machine'], { house, cwd })).json();
    assert.deepEqual([machine.application.state, machine.application.client_id === second.application.client_id], ['new', false]);
    assert.equal((await clientOf(second.application.client_id)).type, 'regular_web');
  });

  test('--client-id connects the application of that name, as the dashboard made it, with a secret that the project knows; one of another type is refused', async () => {
    const { client_id: id } = (await setup(['--json', '--framework', 'express'], { house, cwd: newProject() })).json().application;
    const [cwd, before] = [newProject({ 'package.json': packageJson('express') }), await clients()];
    const { application, environment } = (await setup(['--client-id', id, '--app-url', 'http://localhost:3001', '--json'], { house, cwd })).json();
    assert.deepEqual([application.client_id, application.changes, await clients()], [id, ['callback URLs', 'logout URLs', 'a new secret'], before]);
    assert.deepEqual(application.callbacks, ['http://localhost:3000/callback', 'http://localhost:3001/callback'], 'what it had stays');
    assert.ok(environment.added.includes('CLIENT_SECRET'));
    assert.equal((await setup(['--client-id', id, '--json'], { house, cwd })).json().application.state, 'same');
    assert.match((await setup(['--client-id', id, '--framework', 'react'], { house, cwd: newProject() })).err, /of the type regular_web, and React takes one of the type spa/);
  });

  test('a page in the browser takes an API where one is named: it is registered, and the page gets no grant of its own', async () => {
    const { api, application, environment } = (await setup(['--json', '--framework', 'vue', '--audience', 'https://pages.example'], { house, cwd: newProject() })).json();
    assert.deepEqual([api, environment.added.includes('VITE_AUTH0_AUDIENCE')], [{ identifier: 'https://pages.example', state: 'new' }, true]);
    assert.ok(!(await house.house.storage.registry.listClientGrants(house.house.defaultTenant.id)).some(({ clientId }) => clientId === application.client_id));
  });

  test('--dry-run changes nothing and says so', async () => {
    const cwd = newProject({ 'package.json': packageJson('express-oauth2-jwt-bearer') });
    const before = await clients();
    const { code, out } = await setup(['--dry-run', '--name', 'Dry Run'], { house, cwd });
    assert.equal(code, 0);
    assert.match(out, /Nothing is changed[\s\S]*a new client ID[\s\S]*https:\/\/dry-run\.example: registered/);
    assert.deepEqual([readdirSync(cwd).sort(), await clients()], [['node_modules', 'package.json'], before]);
    assert.equal((await setup(['--dry-run', '--json'], { house, cwd })).json().application.client_id, null);
  });

  test('an API that is registered is used with its permissions, and stays what it is', async () => {
    const cwd = newProject();
    const one = (await setup(['--json', '--framework', 'express-api', '--audience', 'https://one.example'], { house, cwd })).json();
    assert.deepEqual(one.api, { identifier: 'https://one.example', state: 'new' });
    const again = (await setup(['--json', '--framework', 'express-api'], { house, cwd })).json();
    assert.deepEqual([again.api, again.application.state], [{ identifier: 'https://one.example', state: 'same' }, 'same'], 'the file says which API');
    const grants = (await house.house.storage.registry.listClientGrants(house.house.defaultTenant.id)).filter(({ clientId }) => clientId === one.application.client_id);
    assert.deepEqual(grants.map(({ audience }) => audience), ['https://one.example']);
  });

  test('a single-page application gets its web origin; a public one gets no secret', async () => {
    const { application, environment } = (await setup(['--json'], { house, cwd: newProject({ 'package.json': packageJson('react', 'vite') }) })).json();
    assert.deepEqual([application.type, application.callbacks, application.web_origins], ['spa', ['http://localhost:5173'], ['http://localhost:5173']]);
    assert.deepEqual(environment.added, ['VITE_AUTH0_DOMAIN', 'VITE_AUTH0_CLIENT_ID']);
    assert.deepEqual((await clientOf(application.client_id)).secrets, []);
  });

  test('an unclear project: 2 with what was seen and the choices; in a terminal the person is asked', async () => {
    const cwd = newProject({ 'package.json': packageJson('express-openid-connect', 'express-oauth2-jwt-bearer') });
    const unclear = await setup([], { house, cwd });
    assert.equal(unclear.code, 2);
    assert.match(unclear.err, /fit equally well: express \(express-openid-connect in package\.json\), express-api[\s\S]*spring-boot +Spring Boot[\s\S]*Next: gatehouse setup --framework express/);
    const asked = await setup(['--dry-run'], { house, cwd, answers: ['express-api'] });
    assert.equal(asked.code, 0, asked.err);
    assert.match(asked.out, /API in Express, because of your answer/);
    assert.equal((await setup([], { house, cwd, answers: ['cobol'] })).code, 2);
    assert.match((await setup([], { house, cwd: newProject({ 'package.json': packageJson('lodash') }) })).err, /package\.json names none of .*fastify/);
    assert.match((await setup([], { house, cwd: newProject() })).err, /no package\.json, pyproject\.toml/);
  });

  const refusals: readonly (readonly [string, number, RegExp])[] = [
    ['--framework cobol', 2, /no guide "cobol"/],
    ['nowhere', 2, /no folder .*nowhere/],
    ['--framework express --client-id nobody', 2, /no application nobody/],
    ['--framework express --app-url localhost', 2, /without a path/],
    ['--framework express --app-url http://localhost:3000/app', 2, /without a path/],
    ['--framework express --env-file ../.env', 2, /in the project's folder/],
    ['--framework machine --audience a&b=ü', 2, /identifier of an API/],
  ];
  for (const [line, expected, words] of refusals) {
    test(`setup ${line}: ${expected}, and nothing is left behind`, async () => {
      const [cwd, before] = [newProject(), await clients()];
      const { code, out, err } = await setup(line.split(' '), { house, cwd });
      assert.deepEqual([code, out], [expected, '']);
      assert.match(err, words);
      assert.match(err, /\n {2}Next: gatehouse /);
      assert.deepEqual([readdirSync(cwd), await clients()], [['node_modules'], before]);
    });
  }

  test('the Management API is no API of an application: 2', async () => {
    const { code, err } = await setup(['--framework', 'machine', '--audience', `${house.issuer}api/v2/`], { house, cwd: newProject() });
    assert.equal(code, 2);
    assert.match(err, /Next: gatehouse bootstrap/);
  });

  test('files that can not be read or written: 1, and no application is left behind', async () => {
    const before = await clients();
    const broken = await setup([], { house, cwd: newProject({ 'package.json': '{' }) });
    assert.deepEqual([broken.code, /package\.json is not well formed/.test(broken.err)], [1, true]);
    const folder = newProject();
    mkdirSync(join(folder, '.env'));
    assert.match((await setup(['--framework', 'express'], { house, cwd: folder })).err, /\.env can not be read \(EISDIR\)/);
    const ignored = newProject();
    mkdirSync(join(ignored, '.gitignore'));
    assert.equal((await setup(['--framework', 'express'], { house, cwd: ignored })).code, 1);
    // Nobody writes there, root neither.
    const unwritable = await setup(['--framework', 'express'], { house, cwd: '/proc' });
    assert.deepEqual([unwritable.code, /can not be written .*nothing was registered/.test(unwritable.err)], [1, true], unwritable.err);
    assert.equal(await clients(), before);
  });

  test('without a server: 1 with what was looked for, by the program itself', async () => {
    const cwd = newProject({ 'package.json': packageJson('express') });
    const { code, out, err } = await gatehouse(['setup', '--data', '.nothing'], { cwd });
    assert.deepEqual([code, out, existsSync(join(cwd, '.nothing'))], [1, '', false]);
    assert.match(err, /no Gatehouse here: looked for .*\.nothing\/data\.db[\s\S]*Next: gatehouse dev/);
  });
});
