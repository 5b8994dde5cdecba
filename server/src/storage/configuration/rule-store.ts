import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { ActiveRules, Rule, RuleStore } from '../../protocol/ports/rule-store.ts';
import type { Queries } from '../queries/every-query.ts';
import { logRow } from '../stores/log-rows.ts';
import { UniqueViolation } from '../unique-violation.ts';
import { recordOf, recordsOf, type ConfigTools } from './config-stores.ts';

/** What the store of rules works with. */
export interface RuleStoreTools extends Pick<ConfigTools, 'cache' | 'read' | 'change'> { readonly queries: Queries['rules'] }

const lines = (tenant: TenantId, log: LogRecord | undefined) => (log === undefined ? [] : [logRow(tenant, log)]);

/** Rules, from memory where somebody signs in. */
export const ruleStore = (tools: RuleStoreTools): RuleStore => ({ ...rules(tools), ...settings(tools) });

const inOrder = (all: readonly Rule[]) => all.toSorted((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));

function rules({ queries, cache, read, change }: RuleStoreTools): Omit<RuleStore, keyof ReturnType<typeof settings>> {
  const listRules = async (tenant: TenantId) => inOrder(recordsOf<Rule>(await read(queries.rules({ tenant }))));
  return {
    listRules,
    findActiveRules: (tenant) => cache.find<ActiveRules>(`u\n${tenant}`, async () => {
      const active = (await listRules(tenant)).filter(({ enabled }) => enabled);
      return active.length === 0 ? undefined : { rules: active, settings: await read(queries.settings({ tenant })) };
    }),
    async findRule(tenant, id) { return recordOf(await read(queries.rule({ tenant, id }))); },
    async insertRule(tenant, rule, log) {
      const { won } = await change({ guard: queries.insertRule({ tenant, id: rule.id, name: rule.name, data: JSON.stringify(rule) }), rows: lines(tenant, log) });
      return won ? 'inserted' : 'taken';
    },
    async replaceRule(tenant, rule, log) {
      const { id, name } = rule;
      try {
        // The name is unique: what stands among the queries tells a duplicate from an outage.
        const { won } = await change({ guard: queries.holdRule({ tenant, id }), queries: [queries.replaceRule({ tenant, id, name, data: JSON.stringify(rule) })], rows: lines(tenant, log) });
        return won ? 'replaced' : 'unknown';
      } catch (error) {
        if (error instanceof UniqueViolation) return 'taken';
        throw error;
      }
    },
    async removeRule(tenant, id, log) {
      const { won } = await change({ guard: queries.removeRule({ tenant, id }), rows: lines(tenant, log) });
      return won ? 'removed' : 'unknown';
    },
  };
}

const settings = ({ queries, read, change }: RuleStoreTools): Pick<RuleStore, 'listRuleSettings' | 'putRuleSetting' | 'removeRuleSetting'> => ({
  listRuleSettings: (tenant) => read(queries.settings({ tenant })),
  async putRuleSetting(tenant, { key, sealed }, log) { await change({ queries: [queries.putSetting({ tenant, key, sealed })], rows: lines(tenant, log) }); },
  async removeRuleSetting(tenant, key, log) {
    const { won } = await change({ guard: queries.removeSetting({ tenant, key }), rows: lines(tenant, log) });
    return won ? 'removed' : 'unknown';
  },
});
