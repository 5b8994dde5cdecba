import type { Awaitable } from '../../kernel/awaitable.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';

/** Auth0: a script of the tenant that runs when somebody signs in. */
export interface Rule {
  readonly id: string;
  /** Its own within the tenant. */
  readonly name: string;
  /** The source of one function of `(user, context, callback)`. */
  readonly script: string;
  /** Rules run in this order; where it is the same, by id. */
  readonly order: number;
  readonly enabled: boolean;
  /** Auth0 has more, which never ran for sign-ins that went well. */
  readonly stage: 'login_success';
}

/** A value that rules are told under a key, sealed at rest. */
export interface RuleSetting { readonly key: string; readonly sealed: string }

/** What runs at a sign-in: the enabled rules in their order, never none, and the values that they are told. */
export interface ActiveRules { readonly rules: readonly Rule[]; readonly settings: readonly RuleSetting[] }

/** The rules as sign-ins need them. */
export interface ActiveRuleReader {
  /** From memory, as tenants and applications are; `undefined` where no rule is enabled. */
  findActiveRules(tenant: TenantId): Awaitable<ActiveRules | undefined>;
}

/** What administrators change. Every write is durable, and known to every node within a second, when it resolves; `log` is a line of the log that is stored with it, or not at all. */
export interface RuleStore extends ActiveRuleReader {
  /** In the order in which they run. */
  listRules(tenant: TenantId): Promise<readonly Rule[]>;
  findRule(tenant: TenantId, id: string): Promise<Rule | undefined>;
  /** `taken`: another rule has the name. */
  insertRule(tenant: TenantId, rule: Rule, log?: LogRecord): Promise<'inserted' | 'taken'>;
  replaceRule(tenant: TenantId, rule: Rule, log?: LogRecord): Promise<'replaced' | 'taken' | 'unknown'>;
  removeRule(tenant: TenantId, id: string, log?: LogRecord): Promise<'removed' | 'unknown'>;
  /** By key. */
  listRuleSettings(tenant: TenantId): Promise<readonly RuleSetting[]>;
  putRuleSetting(tenant: TenantId, setting: RuleSetting, log?: LogRecord): Promise<void>;
  removeRuleSetting(tenant: TenantId, key: string, log?: LogRecord): Promise<'removed' | 'unknown'>;
}

/** What a sealed value belongs to: it opens in its own place only. */
export const ruleSettingPlace = (tenant: TenantId, key: string): string => `rule setting ${tenant} ${key}`;
