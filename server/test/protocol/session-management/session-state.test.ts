import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { browserState, issueSessionState } from '../../../src/protocol/session-management/session-state.ts';

const watched = { clientId: 'web', redirectUri: 'https://web.example:8443/cb?x=1', browserState: browserState('c'.repeat(44)) };

test('OIDC Session Management §2: SHA-256 of client id, origin, browser state and salt, then the salt, without a blank', () => {
  const [value = '', salt = ''] = (issueSessionState(watched) ?? '').split('.');
  assert.match(salt, /^[A-Za-z0-9_-]{22}$/);
  assert.equal(value, createHash('sha256').update(`web https://web.example:8443 ${watched.browserState} ${salt}`).digest('base64url'));
  assert.notEqual(issueSessionState(watched), issueSessionState(watched));
});

test('OIDC Session Management §3.2: the browser state changes with the session and shows nothing of it', () => {
  const [one, two] = [browserState('a'.repeat(44)), browserState(`${'a'.repeat(43)}b`)];
  assert.notEqual(one, two);
  assert.match(one, /^[A-Za-z0-9_-]{43}$/);
  assert.equal(browserState('a'.repeat(44)), one);
});

test('OIDC Session Management §2: an address of a native application has no origin, and no state', () => {
  assert.equal(issueSessionState({ ...watched, redirectUri: 'com.example.app:/cb' }), undefined);
  assert.ok(issueSessionState({ ...watched, redirectUri: 'http://127.0.0.1:51004/cb' }));
});
