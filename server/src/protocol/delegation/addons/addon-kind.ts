import type { Awaitable } from '../../../kernel/awaitable.ts';
import type { Seconds } from '../../../kernel/time.ts';
import type { Addon } from '../../client/client-policies.ts';
import type { Params } from '../../params.ts';
import type { Outbound } from '../../ports/outbound.ts';
import { invalidTarget, type OAuthRefusal } from '../../vocabulary/errors.ts';

/** What an add-on makes its token from. */
export interface AddonCall {
  readonly settings: Readonly<Record<string, string>>;
  /** Opened for this call. */
  readonly secrets: Readonly<Record<string, string>>;
  /** `user_id` of the person. */
  readonly userId: string;
  /** Free extras of the request, such as `blobName` or `nonce`. */
  readonly params: Params;
  readonly now: Seconds;
  /** Lifetime that the target application is set to. */
  readonly ttl: Seconds;
  /** For credentials that another server makes. */
  readonly outbound: Outbound;
  /** Makes the JWT by which this issuer vouches for the person at another server; `azp` is the target application. */
  vouch(about: { readonly audience: string; readonly ttl: Seconds }): Awaitable<string>;
}

/** One file per add-on, all of this shape: what it answers beside nothing else, or why it can not. */
export interface AddonKind {
  readonly kind: Addon['kind'];
  issue(call: AddonCall): Awaitable<Readonly<Record<string, unknown>> | OAuthRefusal>;
}

/** The values of these names, or the refusal that says which one an administrator has to fill in. */
export function requireNamed<Name extends string>(values: Readonly<Record<string, string>>, what: 'setting' | 'secret', names: readonly Name[]): Readonly<Record<Name, string>> | OAuthRefusal {
  const missing = names.find((name) => (values[name] ?? '') === '');
  return missing === undefined ? values : invalidTarget('addon.incomplete', { expected: `the ${what} ${missing}` });
}

/** Minutes of the setting `expiration`, as seconds; a token of an add-on never lives longer than those of its application. */
export const expirationOf = ({ settings, ttl }: AddonCall, usual: Seconds): Seconds => {
  const minutes = Number(settings['expiration']);
  return Math.min(Number.isFinite(minutes) && minutes > 0 ? Math.floor(minutes * 60) : usual, ttl);
};
