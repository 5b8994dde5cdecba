import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Brand } from '../../kernel/brand.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { MessageSeal } from '../../protocol/ports/message-seal.ts';
import type { PendingStore } from '../../protocol/ports/pending-store.ts';
import type { UpstreamBinding } from '../../protocol/upstream/authorization-url.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import type { TransactionTools } from '../interaction/transaction.ts';
import type { Request } from '../request.ts';

/** What the way to another provider and back is remembered with. */
export type HopTools = Pick<TransactionTools, 'tokens' | 'clock'> & { readonly pending: PendingStore; readonly messageSeal: MessageSeal };

/** Which sign-in goes which way: the state of its transaction, and the id of the connection. */
export interface Hop { readonly transaction: string; readonly connection: string }

/** Evidence that this browser set out on this way, and comes back from it for the first time. */
export type ProvenHop = Brand<Hop & Omit<UpstreamBinding, 'state'>, 'ProvenHop'>;

interface Waiting { readonly connection: string; readonly browser: string; readonly sealed: string }
const lifetime = 900;
const placeOf = (tenant: TenantId, key: TokenKey) => `upstream sign-in ${tenant} ${key}`;

/** RFC 9700 §4.7: a way to another provider begins, bound to this browser, to the sign-in that waits and to the connection. What it is proved with lies sealed. */
export async function openHop(request: Request, { transaction, connection }: Hop, { tokens, clock, pending, messageSeal }: HopTools): Promise<UpstreamBinding> {
  const { token: state, key } = tokens.mint(clock.nowMs());
  const [nonce, verifier] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  const sealed = messageSeal.seal(JSON.stringify({ transaction, nonce, verifier }), placeOf(request.tenant.id, key));
  const data: Waiting = { connection, browser: browserBinding(request).hash, sealed };
  if (await pending.open(request.tenant.id, [{ kind: 'upstream', key, version: 1, expiresAt: clock.now() + lifetime, data }]) === 'taken') throw new Error('A random key came twice.');
  return { state, nonce, verifier };
}

/** RFC 9700 §4.7.1: a state that was made in another browser, is too old or came back before, is as good as none. Somebody else's browser does not use it up. */
export async function proveHop(request: Request, state: string | undefined, { tokens, clock, pending, messageSeal }: HopTools): Promise<ProvenHop | OAuthRefusal> {
  const tenant = request.tenant.id;
  const key = state === undefined ? undefined : tokens.keyOf(state);
  const waiting = key === undefined ? undefined : await pending.load<Waiting>(tenant, 'upstream', key);
  if (key === undefined || waiting === undefined) return invalidRequest('upstream.state_unknown', { expected: 'a state that waits' });
  if (waiting.expiresAt <= clock.now()) return invalidRequest('upstream.state_unknown', { received: 'a state that is too old' });
  const { connection, browser, sealed } = waiting.data;
  if (!timingSafeEqual(Buffer.from(browserBinding(request).hash), Buffer.from(browser))) return invalidRequest('upstream.state_unknown', { received: 'the cookie of another browser, or none' });
  if (!await pending.remove(tenant, 'upstream', key)) return invalidRequest('upstream.state_unknown', { received: 'a state that was used at this moment' });
  const { transaction, nonce, verifier } = JSON.parse(messageSeal.open(sealed, placeOf(tenant, key))) as Omit<ProvenHop, 'connection'>;
  return { connection, transaction, nonce, verifier } as ProvenHop;
}
