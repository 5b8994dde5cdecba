import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { AccountApp } from '../../pages/account/account-pages.ts';
import type { ConsentRecord } from '../../protocol/tokens/issuance.ts';
import { scopeLines } from '../interaction/scope-lines.ts';
import { logRecordOf } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import { admitAny, type AccountPage, type SentForm, type Told, type Visit } from './account-endpoint.ts';
import type { AccountTools } from './account-tools.ts';
import { commonProps, commonReply } from './common-props.ts';
import { nameClient } from './name-clients.ts';

const place = 'apps';
const event = 'account.access';
const mostShown = 500;

/** What the person allowed applications on the consent page, in words, and the way to take it back (OIDC Core §11). */
export const appsPage = (tools: AccountTools): AccountPage<PersonInSession> => ({
  place, event, admit: admitAny,
  show: (visit, told) => show(visit, told, tools),
  take: (form) => take(form, tools),
});

async function show(visit: Visit, told: Told, tools: AccountTools): Promise<Reply> {
  const { request: { tenant }, person } = visit;
  const consents = await tools.access.listConsents(tenant.id, { userId: person.user.id }, { offset: 0, take: mostShown });
  const byClient = new Map<string, ConsentRecord[]>();
  for (const consent of consents) byClient.set(consent.clientId, [...(byClient.get(consent.clientId) ?? []), consent]);
  const apps = await Promise.all([...byClient].map(([clientId, given]) => appOf(clientId, given, { tenant, tools })));
  return { ...commonReply(visit, told, tools), page: { name: 'account-apps', ...commonProps(visit, { place, told }, tools), apps } };
}

async function appOf(clientId: string, consents: readonly ConsentRecord[], { tenant, tools }: { readonly tenant: Tenant; readonly tools: AccountTools }): Promise<AccountApp> {
  const lines = await Promise.all(consents.map(async ({ audience, scope }) => {
    const api = audience === undefined ? undefined : await tools.clients.findResourceServer(tenant.id, audience);
    return scopeLines({ scope, allowed: [], api, details: undefined });
  }));
  const scopes = new Map(lines.flatMap((one) => one.scopes.map((line) => [JSON.stringify([line.value, line.detail]), line] as const)));
  return { id: clientId, client: await nameClient(tenant, clientId, tools), since: Math.min(...consents.map(({ givenAt }) => givenAt)), scopes: [...scopes.values()], offlineAccess: lines.some(({ offlineAccess }) => offlineAccess) };
}

/** The consents go with the grants that they stood behind; then whatever else this application still has of the person ends too. */
async function take(form: SentForm, tools: AccountTools): Promise<Reply | Refusal> {
  const { request, person: { user }, params } = form;
  const { tenant, record } = request;
  const filter = { userId: user.id, clientId: params.optional('remove') ?? '' };
  if (await tools.access.countConsents(tenant.id, filter) === 0) return new Refusal('invalid_request', 'account.gone');
  record.facts.clientId = filter.clientId;
  record.pass('account.change', { received: 'the end of what an application was allowed' });
  const at = tools.clock.now();
  await tools.access.withdrawConsents(tenant.id, filter, { at, log: logRecordOf(request, event, tools) });
  await tools.access.revokeAll(tenant.id, { ...filter, reach: 'everything' }, { at });
  return show(form, { done: true }, tools);
}
