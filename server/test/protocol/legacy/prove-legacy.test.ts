import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecisionRecord } from '../../../src/kernel/decision-record.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';
import type { LegacyFlow, Tenant } from '../../../src/kernel/tenant.ts';
import { proveLegacy } from '../../../src/protocol/legacy/prove-legacy.ts';
import { clientOf } from '../client-of-test.ts';

const flows: readonly LegacyFlow[] = ['implicit', 'hybrid', 'password', 'delegation', 'tokeninfo', 'resource_owner', 'idp_access_token'];
const judge = (flow: LegacyFlow, inTenant: readonly LegacyFlow[], inClient: readonly LegacyFlow[]) => {
  const record = new DecisionRecord('r');
  const outcome = proveLegacy(flow, { tenant: { settings: { legacyFlows: inTenant } } as Tenant, client: clientOf({ legacyFlows: inClient }), record });
  return { outcome, record };
};

describe('Legacy flows', () => {
  for (const flow of flows) {
    test(`RFC 9700 §2.1.2: ${flow} works only where tenant and application both switched it on, and the record says what is better`, () => {
      for (const [tenant, client, reason] of [[[], [], 'legacy.off_in_tenant'], [[], [flow], 'legacy.off_in_tenant'], [[flow], [], 'legacy.off_in_application']] as const) {
        const { outcome } = judge(flow, tenant, client);
        assert.ok(outcome instanceof Refusal);
        assert.deepEqual([outcome.code, outcome.reason], ['unauthorized_client', reason]);
        assert.notEqual(outcome.evidence.expected, undefined);
      }
      const strict = proveLegacy(flow, { tenant: { settings: { legacyFlows: [flow] as readonly LegacyFlow[] } } as Tenant, client: clientOf({ legacyFlows: [flow], profile: 'fapi2' }), record: new DecisionRecord('r') });
      assert.ok(strict instanceof Refusal && strict.reason === 'legacy.off_in_profile', 'FAPI 2.0 has none of them');
      const { outcome, record } = judge(flow, [flow], [flow]);
      assert.equal(outcome, flow);
      assert.match(record.checks[0]?.received ?? '', new RegExp(`^${flow}: better use `));
    });
  }
});
