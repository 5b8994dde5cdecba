import assert from 'node:assert/strict';
import { hiddenFields, pageOf, type Answer, type Browser } from '../../flows/browser.ts';
import type { RunningHouse } from '../../flows/house.ts';

/** Somebody with a name and a password. */
export interface Known { readonly email: string; readonly password: string }

/** Opens a page of an account, through the sign-in where that is asked for. */
export async function visit(browser: Browser, path: string, { email, password }: Known): Promise<Answer> {
  const at = await browser.follow(await browser.get(path));
  if (pageOf(at) !== 'login') return at;
  return browser.follow(await browser.post('/u/login', { ...hiddenFields(at.text), username: email, password, action: 'default' }));
}

/** Sends the form of a page that is open, from our own origin as a browser does. */
export const send = ({ browser, page }: { readonly browser: Browser; readonly page: Answer }, path: string, fields: Readonly<Record<string, string>>): Promise<Answer> =>
  browser.post(path, { ...hiddenFields(page.text), ...fields }, { origin: browser.origin, 'sec-fetch-site': 'same-origin' });

/** Opens a page and sends its form. */
export async function change(browser: Browser, { path, person, fields }: { readonly path: string; readonly person: Known; readonly fields: Readonly<Record<string, string>> }): Promise<Answer> {
  const page = await visit(browser, path, person);
  assert.equal(page.status, 200, page.text.slice(0, 300));
  return send({ browser, page }, path, fields);
}

/** A person of one's own, for what changes them. */
export async function newPerson({ house }: RunningHouse, name: string): Promise<Known & { readonly id: string }> {
  const { storage, passwords, clock, defaultTenant } = house;
  const [email, password, id] = [`${name}@example.com`, `the long password of ${name}`, `auth0|${name}`];
  const passwordHash = await passwords.hash(password);
  await storage.users.insert(defaultTenant.id, {
    id, connection: 'Username-Password-Authentication', email, canonicalEmail: email, emailVerified: true, username: undefined, blocked: false, passwordHash,
    profile: { name, nickname: name }, userMetadata: { theme: 'dark' }, appMetadata: { plan: 'secret-plan' }, createdAt: clock.now(), updatedAt: clock.now(),
  });
  return { email, password, id };
}

/** The newest lines of the log under one name. */
export async function linesOf({ house: { storage, defaultTenant } }: RunningHouse, event: string) {
  return (await storage.log.list(defaultTenant.id, { take: 1000 })).records.filter((line) => line.event === event);
}
