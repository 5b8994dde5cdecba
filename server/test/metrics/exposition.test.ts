import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { counter, histogram } from '../../src/metrics/exposition.ts';
import { measureProcess } from '../../src/metrics/process-measures.ts';

describe('Prometheus text', () => {
  test('a bucket holds what is not above its border, and every later one holds it too', () => {
    const waits = histogram({ name: 'waits', help: 'Waits.', labelNames: ['kind'], buckets: [1, 5] });
    const observe = waits.member('long');
    observe(1); observe(1.5); observe(5); observe(6);
    assert.equal(waits.render(), [
      '# HELP waits Waits.', '# TYPE waits histogram',
      'waits_bucket{le="1",kind="long"} 1', 'waits_bucket{le="5",kind="long"} 3', 'waits_bucket{le="+Inf",kind="long"} 4', 'waits_count{kind="long"} 4', 'waits_sum{kind="long"} 13.5', '',
    ].join('\n'));
  });

  test('the same labels are the same member, and characters that end a label are escaped', () => {
    const calls = counter({ name: 'calls_total', help: 'Calls.', labelNames: ['by', 'at'] });
    calls.member('a', 'x')(); calls.member('a', 'x')(); calls.member('"\\\n', '')();
    assert.equal(calls.render(), '# HELP calls_total Calls.\n# TYPE calls_total counter\ncalls_total{by="a",at="x"} 2\ncalls_total{by="\\"\\\\\\n",at=""} 1\n');
  });

  test('the measures of the process are numbers, each with its type', () => {
    const text = measureProcess()();
    const values = [...text.matchAll(/^((?:process|nodejs)_[a-z0-9_]+)(?:\{[^}]*\})? (.+)$/gm)];
    assert.ok(values.length >= 12);
    for (const [, name = '', value] of values) {
      assert.ok(Number.isFinite(Number(value)), `${name} is ${value}`);
      assert.match(text, new RegExp(`^# TYPE ${name.replace(/_(?:bucket|count|sum)$/, '')} `, 'm'));
    }
  });
});
