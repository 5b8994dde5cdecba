import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzManagement } from './fuzz-management.ts';

test('A212: whatever is sent to the Management API, no answer is 5xx and none is outside of its OpenAPI document', async () => {
  const { byStatus, findings, operations } = await fuzzManagement({ requests: 1200, seed: 20_261_121 });
  assert.deepEqual(findings, []);
  assert.ok(operations > 80, `${operations} operations`);
  // Requests that do something, that make no sense, and that name what does not exist.
  for (const [status, fewest] of [['200', 10], ['201', 2], ['400', 10], ['404', 10]] as const) assert.ok((byStatus[status] ?? 0) >= fewest, JSON.stringify(byStatus));
});
