import type { CibaPolicy } from '../../src/protocol/client/client-policies.ts';
import { call, type App, type Fields, type TokenAnswer } from './app.ts';
import { hiddenFields, pageOf, type Answer, type Browser } from './browser.ts';
import { people } from './fixtures.ts';
import type { RunningHouse } from './house.ts';

export const cibaGrant = 'urn:openid:params:grant-type:ciba';

/** OIDC CIBA §7.3, as an application reads it. */
export interface Acknowledged extends TokenAnswer { readonly id: string }

/** An application asks that Alice be asked, unless the fields say otherwise; a value of '' takes one away. */
export async function startCiba(origin: string, app: App, over: Fields = {}): Promise<Acknowledged> {
  const fields = Object.entries({ scope: 'openid', login_hint: people.alice.email, ...over }).filter(([, value]) => value !== '');
  const answer = await call(origin, '/bc-authorize', { app, fields: Object.fromEntries(fields) });
  return { ...answer, id: answer.body['auth_req_id'] ?? '' };
}

/** The application asks whether the person has answered. */
export const ask = (origin: string, app: App, id: string) => call(origin, '/oauth/token', { app, fields: { grant_type: cibaGrant, auth_req_id: id } });

/** What waits for the person; signs in first if asked. */
export async function openApprovals(browser: Browser, person: { readonly email: string; readonly password: string }): Promise<Answer> {
  const at = await browser.follow(await browser.get('/u/approvals'));
  if (pageOf(at) !== 'login') return at;
  return browser.follow(await browser.post('/u/login', { ...hiddenFields(at.text), username: person.email, password: person.password, action: 'default' }));
}

/** The hidden fields of every form of the page, in its order. */
export const formsOf = ({ text }: Answer) => [...text.matchAll(/<form [^>]*action="\/u\/approvals"[^>]*>.*?<\/form>/gs)].map(([form]) => hiddenFields(form));

/** Presses a button for the newest request of the page. */
export const press = (browser: Browser, page: Answer, action: 'accept' | 'decline') => browser.post('/u/approvals', { ...formsOf(page).at(-1), action });

/** Everything that a person does for a request. */
export const answerNewest = async (browser: Browser, action: 'accept' | 'decline', person = people.alice) => press(browser, await openApprovals(browser, person), action);

/** How an application learns of answers. */
export async function setDelivery({ house }: RunningHouse, app: App, policy: Partial<CibaPolicy>): Promise<void> {
  const { storage, defaultTenant } = house;
  const client = await storage.clients.findClient(defaultTenant.id, app.id);
  if (client === undefined) throw new Error(`No client ${app.id}`);
  await storage.registry.replaceClient({ ...client, ciba: { ...client.ciba, ...policy } });
}
