import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { nextStep, type Situation } from '../../../src/protocol/interaction/next-step.ts';

const session = { subject: 'auth0|1', authTime: 900 };
const base: Situation = { prompt: new Set(), maxAge: undefined, consentNeedless: false, consentEachTime: false, scope: ['openid'], session: undefined, otherPersonNamed: false, consentedScope: undefined, done: new Set(), now: 1000 };
const at = (over: Partial<Situation>) => { const step = nextStep({ ...base, ...over }); return step instanceof Refusal ? `${step.code}/${step.reason}` : step; };
const rows: readonly (readonly [string, Partial<Situation>, string])[] = [
  ['OIDC Core §3.1.2.3: nobody is signed in: login', {}, 'login'],
  ['OIDC Core §3.1.2.4: signed in, never asked: consent', { session }, 'consent'],
  ['OIDC Core §3.1.2.4: consent given before: answer', { session, consentedScope: ['openid'] }, 'answer'],
  ['A134 OIDC Core §3.1.2.4: the scope grew: consent again', { session, consentedScope: ['openid'], scope: ['openid', 'email'] }, 'consent'],
  ['OIDC Core §3.1.2.4: a third party that asks for no scope is asked about once', { session, scope: [] }, 'consent'],
  ['Seed row 26: a first-party application skips consent', { session, consentNeedless: true }, 'answer'],
  ['OIDC Core §3.1.2.1: prompt=consent asks a first-party application too', { session, consentNeedless: true, prompt: new Set(['consent']) }, 'consent'],
  ['OIDC Core §3.1.2.1: prompt=consent asks once in a transaction', { session, prompt: new Set(['consent']), done: new Set(['consent']) }, 'answer'],
  ['OIDC Core §3.1.2.1: prompt=login asks although somebody is signed in', { session, consentNeedless: true, prompt: new Set(['login']) }, 'login'],
  ['OIDC Core §3.1.2.1: prompt=login asks once in a transaction', { session, consentNeedless: true, prompt: new Set(['login']), done: new Set(['login']) }, 'answer'],
  ['OIDC Core §3.1.2.1: prompt=select_account shows the login page', { session, prompt: new Set(['select_account']) }, 'login'],
  ['OIDC Core §3.1.2.1: the last sign-in is older than max_age: login', { session, maxAge: 50 }, 'login'],
  ['OIDC Core §3.1.2.1: the last sign-in is young enough', { session, maxAge: 101, consentNeedless: true }, 'answer'],
  ['A150 OIDC Core §3.1.2.1: max_age=0 always asks', { session: { ...session, authTime: 1000 }, maxAge: 0 }, 'login'],
  ['OIDC Core §3.1.2.1: max_age=0 asks once in a transaction', { session, maxAge: 0, consentNeedless: true, done: new Set(['login']) }, 'answer'],
  ['OIDC Core §3.1.2.6: prompt=none without a session', { prompt: new Set(['none']) }, 'login_required/session.login_required'],
  ['A150 OIDC Core §3.1.2.6: prompt=none while another person is signed in', { prompt: new Set(['none']), session, otherPersonNamed: true }, 'login_required/session.other_user'],
  ['OIDC Core §3.1.2.6: prompt=none without consent', { prompt: new Set(['none']), session }, 'consent_required/consent.required'],
  ['OIDC Core §3.1.2.6: prompt=none with an old session and max_age', { prompt: new Set(['none']), session, maxAge: 5 }, 'login_required/session.login_required'],
  ['OIDC Core §3.1.2.1: prompt=none, signed in and allowed: answer', { prompt: new Set(['none']), session, consentedScope: ['openid'] }, 'answer'],
];
for (const [title, over, expected] of rows) test(title, () => assert.equal(at(over), expected));
