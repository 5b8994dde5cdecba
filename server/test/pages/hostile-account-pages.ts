import type { AccountPage } from '../../src/pages/account/account-pages.ts';
import { bare, now } from './sample-pages.ts';

/** The same text in every place of the pages of an account that text can come from. */
export function accountPagesMadeOf(text: string): readonly AccountPage[] {
  const common = { frame: { tenantName: text, language: text, requestId: text, supportEmail: text }, account: text, tokens: { state: text, csrf: text }, problem: { reason: text }, done: true };
  const client = { ...bare, name: text, logoUri: text };
  const seen = { id: text, userAgent: text, address: text, own: false };
  return [
    { name: 'account-profile', ...common, typed: { name: text, nickname: text, picture: text, locale: text }, email: text, emailVerified: false, username: text },
    { name: 'account-security', ...common, hasPassword: true, signedInAt: now, identities: [{ id: text, account: text, connection: text, since: now }] },
    { name: 'account-password', ...common, hasPassword: true, username: text, disowned: true, shortest: 8, asksOthers: true, endOthers: true },
    { name: 'account-devices', ...common, sessions: [{ ...seen, signedInAt: now, lastSeen: now, applications: [text, text] }], devices: [{ id: text, client, device: text, since: now, until: now, own: false }] },
    { name: 'account-apps', ...common, apps: [{ id: text, client, since: now, scopes: [{ value: text, title: text, detail: text }], offlineAccess: true }] },
    { name: 'account-activity', ...common, lines: [{ ...seen, at: now, event: text, allowed: false, disownable: true }] },
    { name: 'account-data', ...common },
    { name: 'account-delete', ...common, hasPassword: false },
    { name: 'account-deleted', frame: common.frame, frames: ['https://piedpiper.example/out?a="b"&c=<d>'] },
  ];
}
