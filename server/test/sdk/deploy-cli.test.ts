import assert from 'node:assert/strict';
import { ManagementClient } from 'auth0-5';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { deployCli, domainOf, runNode, spokenFor, workplaceOf, type Workplace } from './deploy-cli.ts';

const orders = 'https://orders.example/';
const script = 'function (user, context, callback) {\n  callback(null, user, context);\n}';
const managing = async (house: ManagedHouse) => new ManagementClient({ domain: domainOf(house), token: await house.token(), maxRetries: 0 });

/** By hand: the tool carries no flag of that name. */
const withRules = async (house: ManagedHouse) => assert.equal((await house.ask('PATCH', '/tenants/settings', { body: { flags: { enable_rules: true } } })).status, 200);

/** A tenant as somebody keeps one. */
async function furnish(house: ManagedHouse): Promise<void> {
  const { resourceServers, clients, clientGrants, roles, rules, tenants, connections, emails, emailTemplates } = await managing(house);
  await resourceServers.create({ identifier: orders, name: 'Orders', scopes: [{ value: 'read:orders', description: 'Read orders' }, { value: 'write:orders' }], allow_offline_access: true, token_lifetime: 3600, enforce_policies: true, token_dialect: 'access_token_authz' });
  await clients.create({
    name: 'Shop', description: 'Sells things', app_type: 'regular_web', callbacks: ['https://shop.example/cb'], allowed_logout_urls: ['https://shop.example/bye'], logo_uri: 'https://shop.example/logo.png', client_metadata: { team: 'shop' },
    oidc_logout: { backchannel_logout_urls: ['https://shop.example/ended'] }, refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 5, token_lifetime: 1_000_000, idle_token_lifetime: 500_000 },
  });
  await clients.create({ name: 'Page', app_type: 'spa', callbacks: ['https://page.example/cb'], web_origins: ['https://page.example'] });
  await connections.create({ name: 'Partners', strategy: 'auth0', options: { disable_signup: true, passwordPolicy: 'good' } });
  await emails.provider.create({ name: 'smtp', enabled: true, default_from_address: 'Hooli <no-reply@hooli.example>', credentials: { smtp_host: 'smtp.hooli.example', smtp_port: 587, smtp_user: 'mailer', smtp_pass: 'a password of a mail server' } });
  await emailTemplates.create({ template: 'verify_email', body: '<p>Hello {{ user.name }}, <a href="{{ url }}">confirm</a></p>', from: 'no-reply@hooli.example', subject: 'Welcome', syntax: 'liquid', enabled: true });
  const nightly = await clients.create({ name: 'Nightly', app_type: 'non_interactive' });
  await clientGrants.create({ client_id: nightly.client_id ?? '', audience: orders, scope: ['read:orders'] });
  const role = await roles.create({ name: 'Clerk', description: 'Sees orders' });
  await roles.permissions.add(role.id ?? '', { permissions: [{ resource_server_identifier: orders, permission_name: 'read:orders' }] });
  await tenants.settings.update({ friendly_name: 'Hooli', support_email: 'help@hooli.example', session_lifetime: 100, idle_session_lifetime: 50 });
  await withRules(house);
  await rules.create({ name: 'Colours', script, order: 1, enabled: true });
}

/** What was written into a folder, with the host of the tenant as one word. */
async function filesOf(folder: string, house: ManagedHouse): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name.slice(folder.length + 1), (await readFile(name, 'utf8')).replaceAll(domainOf(house), 'HOST')] as const)));
}

describe('docs/auth0-tools.md, auth0-deploy-cli', () => {
  let folder: string;
  let [old, fresh]: [Workplace | undefined, Workplace | undefined] = [undefined, undefined];
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/auth0-tools.md'), 'utf8');
  const block = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)?.[1] ?? assert.fail(language);
  /** The arguments of a command of the page. */
  const command = (word: string) => (block('sh').split('\n').find((line) => line.startsWith(`a0deploy ${word} `)) ?? assert.fail(word)).split(' ').slice(1);
  const at = (place: Workplace | undefined) => place ?? assert.fail('There is no such tenant.');
  async function run(place: Workplace | undefined, args: readonly string[]) {
    const { code, said } = await deployCli(at(place), args);
    assert.equal(code, 0, said);
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-deploy-'));
    const placeOf = async (name: string) => workplaceOf(await startManagedHouse({ https: true, seeded: false }), join(folder, name), block('json'));
    old = await placeOf('old');
    fresh = await placeOf('fresh');
    await furnish(old.house);
    await withRules(fresh.house);
  });
  after(async () => {
    await old?.house.stop();
    await fresh?.house.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('what the page does with the SDK makes an application', async () => {
    const place = at(old);
    const file = join(place.folder, 'page.mjs');
    await writeFile(file, spokenFor(place.house, block('js')).replace("'auth0'", `'${import.meta.resolve('auth0-5')}'`).replace("'Shop'", "'Shop of the page'"));
    const { code, said } = await runNode(place, [file]);
    assert.equal(code, 0, said);
    const [id = '', secret = ''] = said.trim().split(' ');
    assert.equal((await place.house.ask('GET', `/clients/${id}`)).body['name'], 'Shop of the page');
    assert.match(secret, /^[\w-]{64}$/);
  });

  /** What the tenant was exported to, once in each format. */
  const exports = new Map<string, Promise<string>>();
  const exported = (format: 'yaml' | 'directory'): Promise<string> => {
    const output = join(at(old).folder, format);
    const known = exports.get(format) ?? run(old, command('export').map((word) => ({ yaml: format, exported: output })[word] ?? word)).then(() => output);
    exports.set(format, known);
    return known;
  };

  for (const format of ['yaml', 'directory'] as const) {
    test(`a tenant is exported (${format}), and everything that Gatehouse has is in it`, async () => {
      const text = Object.values(await filesOf(await exported(format), at(old).house)).join('\n');
      for (const word of ['Shop', 'Page', 'Nightly', orders, 'read:orders', 'Clerk', 'Colours', 'callback(null, user, context)', 'Hooli', 'help@hooli.example', 'Username-Password-Authentication', 'Partners', 'smtp', 'Hello {{ user.name }}', 'https://shop.example/ended']) assert.ok(text.includes(word), word);
    });
  }

  test('an export is imported into an empty tenant, and an export of that one is the same', async () => {
    const from = await exported('yaml');
    const to = join(at(fresh).folder, 'exported');
    await cp(from, to, { recursive: true });
    const file = join(to, 'tenant.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(domainOf(at(old).house), domainOf(at(fresh).house)));
    await run(fresh, command('import'));
    await rm(to, { recursive: true });
    await run(fresh, command('export'));
    assert.deepEqual(await filesOf(to, at(fresh).house), await filesOf(from, at(old).house));
  });
});
