import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecisionRecord } from '../../src/kernel/decision-record.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { countOutcome } from '../../src/metrics/outcomes.ts';
import { invalidGrant, tooManyRequests } from '../../src/protocol/vocabulary/errors.ts';

const finished = (path: string, prepare: (record: DecisionRecord) => void = () => undefined, method = 'POST') => {
  const record = new DecisionRecord('req_test');
  prepare(record);
  return { method, path, record };
};

describe('metrics', () => {
  test('a timer writes under its method, route and status', async () => {
    const metrics = createMetrics({ withProcess: false });
    const timer = metrics.requestTimer('POST', '/oauth/token');
    timer(200, 0.004); timer(200, 0.2); timer(400, 0.001);
    metrics.requestTimer('GET', '/userinfo')(200, 11);
    const { mediaType, text } = await metrics.render();
    assert.match(mediaType, /^text\/plain; version=0\.0\.4/);
    assert.match(text, /gatehouse_http_request_duration_seconds_bucket\{le="0.005",method="POST",route="\/oauth\/token",status="200"\} 1/);
    assert.match(text, /gatehouse_http_request_duration_seconds_count\{method="POST",route="\/oauth\/token",status="200"\} 2/);
    assert.match(text, /gatehouse_http_request_duration_seconds_count\{method="POST",route="\/oauth\/token",status="400"\} 1/);
    assert.match(text, /gatehouse_http_request_duration_seconds_bucket\{le="10",method="GET",route="\/userinfo",status="200"\} 0/);
  });

  test('token requests are counted by grant type and error code, sign-ins by reason', async () => {
    const metrics = createMetrics({ withProcess: false });
    countOutcome(finished('/oauth/token', (record) => { record.facts.grantType = 'refresh_token'; }), metrics);
    countOutcome(finished('/oauth/token', (record) => { record.facts.grantType = 'refresh_token'; record.refuse(invalidGrant('refresh.reused')); }), metrics);
    countOutcome(finished('/oauth/token', (record) => record.refuse(invalidGrant('refresh.reused'))), metrics);
    countOutcome(finished('/u/login'), metrics);
    countOutcome(finished('/u/login', (record) => record.refuse(tooManyRequests('login.throttled'))), metrics);
    countOutcome(finished('/u/login', undefined, 'GET'), metrics);
    countOutcome(finished('/userinfo'), metrics);
    const { text } = await metrics.render();
    assert.match(text, /gatehouse_token_requests_total\{grant_type="refresh_token",result="success",error=""\} 1/);
    assert.match(text, /gatehouse_token_requests_total\{grant_type="refresh_token",result="error",error="invalid_grant"\} 1/);
    assert.match(text, /gatehouse_token_requests_total\{grant_type="unknown",result="error",error="invalid_grant"\} 1/);
    assert.match(text, /gatehouse_logins_total\{result="success",reason=""\} 1/);
    assert.match(text, /gatehouse_logins_total\{result="failure",reason="login\.throttled"\} 1/);
  });

  test('hashing times are there, and the measures of the process', async () => {
    const metrics = createMetrics();
    metrics.passwordHash(0.02);
    const { text } = await metrics.render();
    assert.match(text, /gatehouse_password_hash_duration_seconds_bucket\{le="0.025"\} 1/);
    assert.match(text, /^process_cpu_seconds_total /m);
  });

  test('two servers in one process count apart', async () => {
    const [one, other] = [createMetrics({ withProcess: false }), createMetrics({ withProcess: false })];
    one.login(undefined);
    assert.doesNotMatch((await other.render()).text, /gatehouse_logins_total\{/);
  });
});
