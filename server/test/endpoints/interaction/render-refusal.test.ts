import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf } from '../../../src/endpoints/error-page/language.ts';
import { clientOfPage } from '../../../src/endpoints/error-page/page-client.ts';
import { refusalPage } from '../../../src/endpoints/error-page/render-refusal.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { systemClock } from '../../../src/kernel/time.ts';
import { invalidRequest } from '../../../src/protocol/vocabulary/errors.ts';
import { clientOfTest, pageOf, tenantOfTest, Visitor } from './visitor.ts';

const refusal = invalidRequest('redirect_uri.not_registered', { received: 'https://evil.example/', expected: 'https://web.example/cb' });

describe('RFC 6749 §4.1.2.1: a refusal that is told to the person', () => {
  test('a person in production reads no reason of the developer and no registered address', () => {
    const reply = refusalPage(new Visitor(tenantOfTest()).request('/authorize'), refusal, clientOfTest('web'));
    const page = pageOf(reply, 'error');
    assert.deepEqual([page.status, page.reason, page.developer, page.client?.name], [400, 'redirect_uri.not_registered', undefined, 'App web']);
    assert.ok(!JSON.stringify(reply).includes('web.example/cb'));
  });

  test('a tenant of development shows what was sent, what is allowed, the rule and the checks', () => {
    const request = new Visitor(tenantOfTest({ environment: 'development' })).request('/authorize');
    request.record.pass('client.known');
    const { developer } = pageOf(refusalPage(request, refusal), 'error');
    assert.equal(developer?.received, 'https://evil.example/');
    assert.equal(developer?.expected, 'https://web.example/cb');
    assert.equal(developer?.section, 'RFC 9700 §2.1');
    assert.deepEqual(developer?.checks.map(({ check, ok }) => [check, ok]), [['client.known', true], ['redirect_uri.registered', false]]);
  });

  test('RFC 9110 §10.2.3: statuses say whether waiting helps, and for how long', () => {
    const statusAndWait = (given: Refusal) => {
      const reply = refusalPage(new Visitor(tenantOfTest()).request('/authorize'), given);
      return [reply.kind === 'page' ? reply.status : 0, reply.headers?.['retry-after'] !== undefined];
    };
    assert.deepEqual(statusAndWait(invalidRequest('csrf.failed')), [403, false]);
    assert.deepEqual(statusAndWait(new Refusal('too_many_requests', 'login.throttled', { retryAt: systemClock.now() + 60 })), [429, true]);
    assert.deepEqual(statusAndWait(new Refusal('temporarily_unavailable', 'login.busy')), [503, true]);
    assert.deepEqual(statusAndWait(new Refusal('server_error', 'server.failed')), [500, false]);
  });
});

test('A123: links of an application that are no links of the web are not shown', () => {
  const client = clientOfTest('x', { logoUri: 'javascript:alert(1)', policyUri: 'data:text/html,x', tosUri: 'https://x.example/tos', initiateLoginUri: 'JaVaScRiPt:alert(1)', redirectUris: ['javascript:alert(1)'] });
  assert.deepEqual(clientOfPage(client), { name: 'App x', logoUri: undefined, policyUri: undefined, tosUri: 'https://x.example/tos', homeUri: undefined });
});

test('the way back to an application is its start page, or the front door of its site', () => {
  assert.equal(clientOfPage(clientOfTest('x', { initiateLoginUri: 'https://x.example/start' })).homeUri, 'https://x.example/start');
  assert.equal(clientOfPage(clientOfTest('x')).homeUri, 'https://x.example/');
  assert.equal(clientOfPage(clientOfTest('x', { type: 'native', redirectUris: ['http://127.0.0.1/cb'] })).homeUri, undefined);
});

test('A122: ui_locales, cookie and Accept-Language choose among our languages and nothing else', () => {
  const languageFor = (uiLocales: string | undefined, header?: string) => languageOf(new Visitor(tenantOfTest()).request('/u/login', header === undefined ? {} : { headers: { 'accept-language': header } }), uiLocales);
  for (const hostile of ['../../etc/passwd', '<script>', 'xx-XX', '', 'en<b>', 'e'.repeat(10_000)]) assert.equal(languageFor(hostile), 'en', hostile);
  assert.equal(languageFor('tlh en-GB'), 'en-GB');
  assert.equal(languageFor(undefined, 'tlh;q=0.9, en-US;q=0.5, en;q=0.8'), 'en');
});
