import type { Awaitable } from '../../kernel/awaitable.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { Client } from '../client/client.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';

/** Parameters by name, without those that are secrets. */
export type ShownParams = Readonly<Record<string, string>>;

/** Who stands at the other end of a request that tokens come of, as rules are told. */
export interface Caller {
  readonly address: string;
  readonly userAgent: string;
  readonly method: string;
  readonly query: ShownParams;
  readonly body: ShownParams;
  /** Auth0: by which way tokens are asked for, `oidc-basic-profile` for example. */
  readonly protocol: string;
}

/** A sign-in, or the renewal of what one led to. */
export interface RuledLogin {
  readonly client: Client;
  readonly userId: string;
  readonly caller: Caller;
  /** `undefined`: no session is behind it. */
  readonly sessionKey: string | undefined;
  readonly authTime: Seconds | undefined;
  readonly amr: readonly string[];
  /** The person was signed in already. */
  readonly sso: boolean;
}

/** What the last rule passed on: JSON, written by the tenant, and judged by nobody yet. `before` is `user` as the first rule was told of it. */
export interface RulesSaid {
  readonly before: Readonly<Record<string, unknown>>;
  readonly user: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** The names of the rules that ran, for the log. */
  readonly names: string;
}

/** Where it is written down, and whose rules run. */
export interface RulesContext { readonly tenant: Tenant; readonly record: DecisionRecord }

/** Auth0: the scripts of a tenant that have a say when somebody signs in. */
export interface LoginRules {
  /** Runs them. `undefined`, and at once: the tenant has none that is enabled. A rule that says no, and one that fails in any way, is a refusal. */
  run(login: RuledLogin, context: RulesContext): Awaitable<RulesSaid | OAuthRefusal | undefined>;
}
