import { Refusal } from '../../kernel/refusal.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { Session } from '../../identity/ports/session-store.ts';
import type { UserStore } from '../../identity/ports/user-store.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { csrfToken, type FormTools } from '../interaction/form-proof.ts';
import { clientOfPage } from '../error-page/page-client.ts';
import { frameOf } from '../error-page/render-refusal.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { LogoutRequest } from './request.ts';

/** What the person is about to confirm. It travels in the form, where the csrf token, an HMAC over it, keeps it from being changed. */
export interface PendingLogout {
  readonly sid: string;
  readonly clientId: string | undefined;
  readonly returnTo: string | undefined;
  /** An address was sent that may not be gone to. */
  readonly refused: boolean;
  readonly state: string | undefined;
  readonly expiresAt: Seconds;
}

const pendingTtl: Seconds = 1800;

/** OIDC RP-Initiated Logout §2: the person is asked, with a form that only our page in this browser can send. */
export async function confirmationReply(request: Request, { asked, session }: { readonly asked: LogoutRequest; readonly session: Session }, tools: FormTools & { readonly users: UserStore; readonly clock: { now(): Seconds } }): Promise<Reply> {
  const { client, returnTo, state } = asked;
  const binding = browserBinding(request);
  const pending: PendingLogout = {
    sid: session.sid, clientId: client?.id, state, refused: returnTo instanceof Refusal,
    returnTo: returnTo instanceof Refusal ? undefined : returnTo, expiresAt: tools.clock.now() + pendingTtl,
  };
  const form = Buffer.from(JSON.stringify(pending)).toString('base64url');
  const user = await tools.users.find(request.tenant.id, session.userId);
  return {
    kind: 'page', status: 200, cookies: binding.cookies,
    page: { name: 'logout', frame: frameOf(request), client: client === undefined ? undefined : clientOfPage(client), form: { state: form, csrf: csrfToken(tools.formKey, binding.value, form) }, account: user?.email ?? user?.username },
  };
}

/** Reads what `confirmationReply` wrote. Only for a form whose csrf token was proven; `undefined` for anything of another kind. */
export function parsePending(state: string): PendingLogout | undefined {
  try {
    const value = JSON.parse(Buffer.from(state, 'base64url').toString()) as Partial<PendingLogout> | null;
    return typeof value === 'object' && typeof value?.sid === 'string' && typeof value.expiresAt === 'number' ? (value as PendingLogout) : undefined;
  } catch {
    return undefined;
  }
}
