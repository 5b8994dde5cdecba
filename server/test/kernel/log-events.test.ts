import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { auth0Type, describesOf, logType } from '../../src/kernel/log-type.ts';
import { events } from '../../src/kernel/log-events.ts';

const source = join(import.meta.dirname, '..', '..', 'src');

describe('events', () => {
  test('every event that an endpoint writes is in the catalogue', () => {
    const files = readdirSync(join(source, 'endpoints'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.[jt]s$/.test(name));
    const written = files.flatMap((name) => [...readFileSync(join(source, 'endpoints', name), 'utf8').matchAll(/(?:appendEvent|logRecordOf)\(\w+, '([a-z._]+)'/g)].map(([, event]) => event as string));
    assert.ok(written.length > 5);
    assert.deepEqual(written.filter((event) => !Object.hasOwn(events, event)), []);
  });

  for (const [event, result, detail, expected] of [
    ['login.password', 'allowed', {}, 's'],
    ['login.password', 'refused', { reason: 'login.bad_credentials' }, 'fp'],
    ['login.password', 'refused', { reason: 'login.unknown_user' }, 'fu'],
    ['login.password', 'refused', { reason: 'login.throttled' }, 'limit_wc'],
    ['login.password', 'refused', { reason: 'login.blocked' }, 'f'],
    ['signup.password', 'allowed', {}, 'ss'],
    ['signup.password', 'refused', { reason: 'signup.closed' }, 'fs'],
    ['token.exchange', 'allowed', { grantType: 'authorization_code' }, 'seacft'],
    ['token.exchange', 'refused', { grantType: 'authorization_code', reason: 'code.used' }, 'feacft'],
    ['token.exchange', 'allowed', { grantType: 'client_credentials' }, 'seccft'],
    ['token.exchange', 'refused', { grantType: 'client_credentials', reason: 'client.secret_wrong' }, 'feccft'],
    ['token.exchange', 'allowed', { grantType: 'refresh_token' }, 'sertft'],
    ['token.exchange', 'refused', { grantType: 'refresh_token', reason: 'refresh.expired' }, 'fertft'],
    ['token.exchange', 'refused', { grantType: 'refresh_token', reason: 'refresh.reused' }, 'ferrt'],
    ['token.exchange', 'refused', { grantType: 'constructor', reason: 'grant_type.unknown' }, undefined],
    ['authorize', 'refused', { reason: 'session.login_required' }, 'fsa'],
    ['authorize', 'allowed', { silent: true }, 'ssa'],
    ['authorize', 'allowed', {}, undefined],
    ['authorize', 'refused', { reason: 'redirect_uri.not_registered' }, 'f'],
    ['revocation', 'allowed', {}, 'srrt'],
    ['logout', 'allowed', {}, 'slo'],
    ['admin.changed', 'refused', {}, 'fapi'],
    ['management.clients.create', 'allowed', {}, 'sapi'],
    ['management', 'refused', { reason: 'management.not_found' }, 'fapi'],
    ['userinfo', 'allowed', {}, undefined],
    ['constructor', 'allowed', {}, undefined],
  ] as const) {
    test(`Auth0 calls ${event} ${result} ${JSON.stringify(detail)} ${expected ?? 'nothing'}`, () => assert.equal(auth0Type(event, result, detail), expected));
  }

  test('a line has a type where Auth0 has none, and every event a sentence', () => {
    assert.deepEqual([logType('userinfo', 'allowed'), logType('login', 'allowed'), logType('unheard', 'refused')], ['userinfo', 's', 'unheard']);
    assert.deepEqual([describesOf('management.clients.create'), describesOf('unheard')], ['The Management API was called.', 'unheard']);
  });
});
