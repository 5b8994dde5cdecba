import { createSecretKey } from 'node:crypto';
import { authorizationEndpoint, declineTransaction, resumeEndpoint } from '../../../src/endpoints/authorization/endpoint.ts';
import { consentEndpoint } from '../../../src/endpoints/consent/endpoint.ts';
import { confirmLogoutEndpoint, endSessionEndpoint } from '../../../src/endpoints/end-session/endpoint.ts';
import { loginEndpoint } from '../../../src/endpoints/login/endpoint.ts';
import { logoutEndpoint } from '../../../src/endpoints/logout/endpoint.ts';
import { signupEndpoint } from '../../../src/endpoints/signup/endpoint.ts';
import type { Endpoint, Reply } from '../../../src/endpoints/reply.ts';
import { noBreachedPasswords } from '../../../src/identity/passwords/no-breached-passwords.ts';
import { createArgon2Hasher } from '../../../src/hashing/argon2-hasher.ts';
import { parseAllowList } from '../../../src/outbound/allow-list.ts';
import { createOutbound } from '../../../src/outbound/create-outbound.ts';
import { remoteDocuments } from '../../../src/protocol/documents/remote-documents.ts';
import { joseJws } from '../../../src/jose/jose-jws.ts';
import { jweOpener } from '../../../src/jose/open-jwe.ts';
import { newKey, opaqueTokens } from '../../../src/kernel/opaque-token.ts';
import type { TenantSettings } from '../../../src/kernel/tenant.ts';
import { cryptographyOf } from '../../../src/compose/cryptography.ts';
import { createKeyRing } from '../../../src/keys/key-ring.ts';
import { createSealing } from '../../../src/keys/sealing.ts';
import type { FormTokens } from '../../../src/pages/page.ts';
import type { Client } from '../../../src/protocol/client/client.ts';
import { resourceServerDefaults, type ResourceServer } from '../../../src/protocol/client/resource-server.ts';
import type { LogRecord } from '../../../src/kernel/log-record.ts';
import { createMessageSeal } from '../../../src/keys/message-seal.ts';
import { createLoginRules } from '../../../src/sandbox/rules/create-login-rules.ts';
import { ScriptPool } from '../../../src/sandbox/script-pool.ts';
import { openStores } from '../../identity/open-stores.ts';
import { createTicketTemplates } from '../../../src/mail/ticket-templates.ts';
import { createMailer } from '../../../src/mail/create-mailer.ts';
import { CountedHasher, insertPerson, MovableClock, tenantId } from '../../identity/people.ts';
import { clientOfTest, locationOf, tenantOfTest, Visitor } from './visitor.ts';

export const right = 'violet otter lamp';
export const api = 'https://api.example';

const apiOfTest: ResourceServer = {
  tenant: tenantId, id: 'api_1', identifier: api, name: 'Appointments', permissions: [{ value: 'read:appointments', description: 'See your appointments' }, { value: 'write:appointments', description: 'Change your appointments' }],
  tokenTtl: 86_400, signingAlg: 'ES256', dialect: 'auth0', allowOfflineAccess: true, skipConsentForFirstParty: true, introspectors: [], ...resourceServerDefaults, enabled: true, sample: false,
};

/** The endpoints of a person's steps with the authorization endpoint, on real parts: SQLite, argon2id, keys. */
export async function openSteps(settings: Partial<TenantSettings> = {}, clients: readonly Client[] = [clientOfTest('web', { firstParty: true }), clientOfTest('third'), clientOfTest('other')]) {
  const tenant = tenantOfTest(settings);
  const clock = new MovableClock();
  const stores = await openStores(clock);
  const { storage } = stores;
  const passwords = new CountedHasher(createArgon2Hasher({ inFlight: 2, waiting: 300 }));
  const sealing = createSealing(Buffer.alloc(32, 5));
  const keys = createKeyRing({ store: storage.signingKeys, sealing, clock, jws: joseJws, jwe: jweOpener });
  const outbound = createOutbound({ allowed: parseAllowList([]) });
  const secret = (fill: number) => createSecretKey(Buffer.alloc(32, fill));
  const parts = {
    ...storage, loginRules: createLoginRules({ ...storage, messageSeal: createMessageSeal(sealing), runner: new ScriptPool() }), clients: storage.clients, passwords, breached: noBreachedPasswords, clock, ...cryptographyOf({ keys, sealing, documents: remoteDocuments({ outbound, clock }) }), tokens: opaqueTokens(secret(1)), formKey: secret(2), ticketCodeKey: secret(3), ticketTemplates: createTicketTemplates({ mail: storage.mail, clients: storage.clients }), mailer: createMailer({ outbox: storage.outbox, messageSeal: createMessageSeal(sealing), clock }), outbound,
  };
  const tools = { ...parts, declineTransaction: (...[request, transaction]: Parameters<Parameters<typeof consentEndpoint>[0]['declineTransaction']>) => declineTransaction(request, transaction, parts) };
  for (const client of clients) await storage.registry.insertClient(client);
  await storage.registry.insertResourceServer(apiOfTest);
  const endpoints = {
    authorize: authorizationEndpoint(tools), resume: resumeEndpoint(tools), login: loginEndpoint(tools), signup: signupEndpoint(tools), consent: consentEndpoint(tools),
    endSession: endSessionEndpoint(tools), confirmLogout: confirmLogoutEndpoint(tools), logout: logoutEndpoint(tools),
  };
  const byPath = new Map<string, Endpoint>(Object.values(endpoints).map((endpoint) => [endpoint.path, endpoint]));

  /** Follows redirects as long as they stay on this server. */
  const follow = async (visitor: Visitor, reply: Reply): Promise<Reply> => {
    if (reply.kind !== 'redirect' || !reply.to.startsWith('/')) return reply;
    const url = new URL(reply.to, 'https://login.example');
    const endpoint = byPath.get(url.pathname);
    if (endpoint === undefined) throw new Error(`Nothing is at ${url.pathname}`);
    return follow(visitor, await visitor.visit(endpoint, { query: Object.fromEntries(url.searchParams) }));
  };
  const begin = async (visitor: Visitor, client = 'web', more: Readonly<Record<string, string>> = {}) => {
    const query = { response_type: 'code', client_id: client, redirect_uri: `https://${client}.example/cb`, scope: 'openid', state: 'rp-state', ...more };
    return follow(visitor, await visitor.visit(endpoints.authorize, { query }));
  };
  const submitLogin = (visitor: Visitor, form: FormTokens, fields: Readonly<Record<string, string>> = {}) => visitor.visit(endpoints.login, { form: { ...form, username: 'alice@example.com', password: right, action: 'default', ...fields } });
  return {
    stores, storage, tenant, clock, passwords, keys, tools, endpoints, follow, begin, submitLogin,
    visitor: (address?: string) => new Visitor(tenant, address),
    person: (email: string, password: string | undefined = right, over = {}) => insertPerson(email, password, { ...parts, over }),
    /** Signs in at the first-party application and gives the reply that leaves the server. */
    enter: async (visitor: Visitor, login = 'alice@example.com') => {
      const page = await begin(visitor);
      if (page.kind !== 'page' || page.page.name !== 'login') throw new Error('The login page was expected.');
      return follow(visitor, await submitLogin(visitor, page.page.form, { username: login }));
    },
    /** Who is signed in, asked as an application would: with prompt=none. `code` or the error. */
    silently: async (visitor: Visitor) => {
      const answer = new URL(locationOf(await begin(visitor, 'web', { prompt: 'none' })));
      return answer.searchParams.get('error') ?? 'code';
    },
    /** The lines of the log that some work left, as they are stored. */
    linesOf: async (work: () => Promise<unknown>): Promise<readonly LogRecord[]> => {
      const stored = async () => {
        // Lines that nobody waits for go with the next commit.
        await storage.consume(tenant.id, { kind: 'jti', key: newKey(clock.nowMs()), keepUntil: clock.now() + 60 });
        return (await storage.log.list(tenant.id, { take: 1000 })).records;
      };
      const before = new Set((await stored()).map(({ key }) => key));
      await work();
      return (await stored()).filter(({ key }) => !before.has(key));
    },
    close: () => stores.close(),
  };
}

export type Steps = Awaited<ReturnType<typeof openSteps>>;
