import { chooseDatabases } from '../../identity/connections/choose-connections.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import type { SessionStore } from '../../identity/ports/session-store.ts';
import type { User, UserStore } from '../../identity/ports/user-store.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Hint } from '../../protocol/ciba/hint.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { FailureWindow } from '../../protocol/ports/failure-window.ts';
import type { SubjectKeys } from '../../protocol/ports/subject-keys.ts';
import { publicSubject } from '../../protocol/subject/public-subject.ts';
import { tooManyRequests, unknownUserId, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';

/** Where people are looked up, and how often in vain. */
export interface AskedPersonTools { readonly users: UserStore; readonly connections: ConnectionDirectory; readonly sessions: SessionStore; readonly failures: FailureWindow; readonly subjectKeys: SubjectKeys; readonly clock: Clock }

/**
 * The person whom a hint names. OIDC CIBA §13 has unknown_user_id for nobody, and Auth0 answers it too; it tells an application who has an account here.
 * Only applications that keep a secret and are registered for this can ask, and each of them only so often in vain. Who is blocked can't answer, and counts as nobody.
 */
export async function findAskedPerson(hint: Hint, { request: { tenant }, client }: { readonly request: Request; readonly client: Client }, tools: AskedPersonTools): Promise<User | OAuthRefusal> {
  const { failures, connections, clock } = tools;
  const key = `ciba|${tenant.id}|${client.id}`;
  const wait = failures.retryAfter(key, clock.now());
  if (wait !== undefined) return tooManyRequests('ciba.throttled', { expected: `a pause of ${wait} seconds` });
  const user = 'subject' in hint ? await findBySubject(hint, { tenant, client }, tools) : await findByLogin(hint.login, { tenant, client }, tools);
  const reachable = user !== undefined && !user.blocked && (await connections.listOfClient(tenant.id, client.id)).some(({ name }) => name === user.connection);
  if (reachable) return user;
  failures.fail(key, clock.now());
  return unknownUserId('ciba.person_unknown');
}

/** The first person of this name in the databases that the application uses. */
async function findByLogin(typed: string, { tenant, client }: { readonly tenant: Tenant; readonly client: Client }, { users, connections }: AskedPersonTools): Promise<User | undefined> {
  const databases = await chooseDatabases({ tenant: tenant.id, clientId: client.id, named: undefined }, connections);
  if (databases instanceof Refusal) return undefined;
  const login = canonicalLogin(typed);
  return (await Promise.all(databases.map(({ name }) => users.findByLogin(tenant.id, name, login)))).find((user) => user !== undefined);
}

/** OIDC Core §8: a pseudonym leads to nobody by itself; the session of an ID token does, as long as it is there, and must be that person's. */
async function findBySubject({ subject, sid }: Extract<Hint, { readonly subject: string }>, { tenant, client }: { readonly tenant: Tenant; readonly client: Client }, { users, sessions, subjectKeys }: AskedPersonTools): Promise<User | undefined> {
  if (client.subject.type === 'public') return users.find(tenant.id, subject);
  const session = sid === undefined ? undefined : await sessions.findBySid(tenant.id, sid);
  return session !== undefined && publicSubject(session.userId, client, { subjectKeys }) === subject ? users.find(tenant.id, session.userId) : undefined;
}
