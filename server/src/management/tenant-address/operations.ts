import Type from 'typebox';
import { operation } from '../contract.ts';
import { invalidQuery } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { judgeArrival } from './judge-arrival.ts';

const make = operation<ManagementTools>();
const text = Type.Optional(Type.String());

/** What the issuer is, and whether this call arrived as it says. */
export const addressView = Type.Object({
  issuer: Type.String(), environment: Type.String(), address: Type.String({ description: 'Who is held for the caller.' }),
  findings: Type.Array(Type.Object({ check: Type.String(), configured: text, received: text, state: Type.Union([Type.Literal('ok'), Type.Literal('warn'), Type.Literal('fail')]), detail: Type.String(), fix: Type.Optional(Type.String({ description: 'The exact line to change, or what to do.' })) })),
});

/** D37: the doctor of the address. This server's own; Auth0 has none. */
export const tenantAddressOperations = [
  make({
    id: 'tenants.address.get', method: 'GET', path: '/tenants/address', scopes: ['read:tenant_settings'], status: 200, body: undefined, output: addressView,
    summary: 'The issuer beside Host and X-Forwarded headers as this very call brought them, with the line to change where they do not go together.',
    query: Type.Object({ seen_at: Type.Optional(Type.String({ maxLength: 500, description: 'The address in the bar of the browser, where there is one.' })) }),
  }, async ({ tenant: { issuer, settings: { environment } }, arrival, query: { seen_at: seen } }) => {
    const seenAt = seen === undefined ? undefined : parseWebAddress(seen);
    if (seen !== undefined && seenAt === undefined) return invalidQuery('seen_at is no http address.');
    return { issuer, environment, address: arrival.address, findings: judgeArrival({ issuer, production: environment === 'production', seenAt }, arrival) };
  }),
];

function parseWebAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}
