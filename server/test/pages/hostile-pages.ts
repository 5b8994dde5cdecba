import type { Page } from '../../src/pages/page.ts';
import { accountPagesMadeOf } from './hostile-account-pages.ts';
import { approvals, consent, developer, device, deviceConfirm, error, login, loginCode, passwordlessLink, signup } from './sample-pages.ts';

/** The same text in every place of a page that text can come from: one page of each kind, with every optional part shown. */
export function pagesMadeOf(text: string): readonly Page[] {
  const everywhere = { frame: { tenantName: text, language: text, requestId: text, supportEmail: text }, client: { name: text, logoUri: text, policyUri: text, tosUri: text, homeUri: text }, form: { state: text, csrf: text } };
  const detail = { ...developer, error: text, reason: text, explain: text, expected: text, received: text, fix: [text, text], section: text, checks: [{ check: text, ok: true, holds: text, section: text }, { check: text, ok: false, holds: text, section: text }] };
  const scope = { value: text, title: text, detail: text };
  const fields = { code: text, state: text, iss: text, error_description: text };
  return [
    { ...login, ...everywhere, username: text, problem: { reason: text }, reauthenticate: true },
    { ...loginCode, ...everywhere, username: text, problem: { reason: text } },
    { ...passwordlessLink, ...everywhere, account: text, link: text },
    { ...signup, ...everywhere, email: text, problem: { reason: text } },
    { ...consent, ...everywhere, account: text, returnHost: text, scopes: [scope, { ...scope, title: '' }], alreadyAllowed: [scope], switchAccountPath: text, claim: { host: text, returns: 'elsewhere' } },
    { ...device, ...everywhere, userCode: text, problem: { reason: text } },
    { ...deviceConfirm, ...everywhere, account: text, userCode: text, address: text, scopes: [scope], details: [{ type: text, members: [{ name: text, value: text }] }], switchAccountPath: text },
    { name: 'device-done', ...everywhere, allowed: true },
    { ...approvals, ...everywhere, account: text, answered: { client: everywhere.client, allowed: true }, requests: approvals.requests.map((request) => ({ ...request, client: everywhere.client, form: everywhere.form, bindingMessage: text, scopes: [scope] })) },
    { ...error, ...everywhere, reason: text, developer: detail },
    { name: 'logged-out', ...everywhere, problem: detail, returnRefused: true },
    { name: 'logging-out', ...everywhere, frames: ['https://piedpiper.example/out?a="b"&c=<d>'], to: 'https://piedpiper.example/bye?a="b"&c=<d>' },
    { name: 'logout', ...everywhere, account: text },
    { name: 'form-post', frame: everywhere.frame, action: 'https://piedpiper.example/cb?a="b"&c=<d>', fields },
    { name: 'web-message', frame: everywhere.frame, targetOrigin: 'https://piedpiper.example', fields },
    ...accountPagesMadeOf(text),
  ];
}

/** What the pages are compared with: the same places filled with a word. */
export const harmless = 'word';
