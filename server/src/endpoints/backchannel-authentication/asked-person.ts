import { passwordConnection } from '../../identity/connections/password-connection.ts';
import type { User, UserStore } from '../../identity/ports/user-store.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Hint } from '../../protocol/ciba/hint.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { FailureWindow } from '../../protocol/ports/failure-window.ts';
import { tooManyRequests, unknownUserId, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';

/**
 * The person whom a hint names. OIDC CIBA §13 has unknown_user_id for nobody, and Auth0 answers it too; it tells an application who has an account here.
 * Only applications that keep a secret and are registered for this can ask, and each of them only so often in vain. Who is blocked can't answer, and counts as nobody.
 */
export async function findAskedPerson(hint: Hint, { request: { tenant }, client }: { readonly request: Request; readonly client: Client }, { users, failures, clock }: { readonly users: UserStore; readonly failures: FailureWindow; readonly clock: Clock }): Promise<User | OAuthRefusal> {
  const key = `ciba|${tenant.id}|${client.id}`;
  const wait = failures.retryAfter(key, clock.now());
  if (wait !== undefined) return tooManyRequests('ciba.throttled', { expected: `a pause of ${wait} seconds` });
  const user = 'subject' in hint ? await users.find(tenant.id, hint.subject) : await users.findByLogin(tenant.id, passwordConnection, canonicalLogin(hint.login));
  if (user !== undefined && !user.blocked) return user;
  failures.fail(key, clock.now());
  return unknownUserId('ciba.person_unknown');
}
