import type { Tenant } from '../../kernel/tenant.ts';

/** What the page must know before it can ask anything. */
export interface ShellFacts { readonly nonce: string; readonly tenant: Tenant; readonly development: boolean }

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeText = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

/** Puts the nonce of this answer and what is public of the tenant into the page that was built. */
export function renderShell(page: string, { nonce, tenant, development }: ShellFacts): string {
  const facts = JSON.stringify({ issuer: tenant.issuer, name: tenant.name, development });
  return page.replace('__STYLE_NONCE__', nonce).replace('__FACTS__', () => escapeText(facts));
}
