import assert from 'node:assert/strict';
import { newUserId } from '../../src/kernel/ids.ts';
import type { AdministratorRole } from '../../src/protocol/administration/administrator-role.ts';
import { dashboardClientId } from '../../src/protocol/administration/dashboard-client.ts';
import { managementPermissions } from '../../src/cli/management-api.ts';
import { answerOf, authorizeUrl, exchange, newPkce, signIn, type App, type Fields } from '../flows/app.ts';
import type { Answer, Browser } from '../flows/browser.ts';
import type { RunningHouse } from '../flows/house.ts';

/** Somebody with a password, and the id. */
export interface Person { readonly id: string; readonly email: string; readonly password: string }

/** The dashboard of a house, as the tests of applications need one. */
export const dashboardOf = ({ issuer }: Pick<RunningHouse, 'issuer'>): App => ({ id: dashboardClientId, secret: undefined, redirectUri: `${issuer}dashboard/callback`, method: 'none' });

let made = 0;
/** Makes somebody new in the database that the tenant begins with. */
export async function newPerson({ house: { storage, passwords, clock, defaultTenant } }: RunningHouse, over: { readonly emailVerified?: boolean } = {}): Promise<Person> {
  const person = { id: newUserId(), email: `person${++made}@example.com`, password: 'a long passphrase of somebody' };
  const passwordHash = await passwords.hash(person.password);
  assert.notEqual(passwordHash, 'busy');
  const now = clock.now();
  assert.equal(await storage.users.insert(defaultTenant.id, {
    id: person.id, connection: 'Username-Password-Authentication', email: person.email, canonicalEmail: person.email, emailVerified: over.emailVerified ?? true, username: undefined, blocked: false, passwordHash,
    profile: { name: person.email }, userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now,
  }), 'inserted');
  return person;
}

/** Gives somebody a role, or takes it away. */
export async function setRole({ house: { storage, clock, defaultTenant } }: RunningHouse, userId: string, role: AdministratorRole | undefined): Promise<void> {
  assert.equal(await storage.administrators.change(defaultTenant.id, { userId, role, at: clock.now() }), 'changed');
}

/** Somebody new with a role. */
export async function newAdministrator(running: RunningHouse, role: AdministratorRole): Promise<Person> {
  const person = await newPerson(running);
  await setRole(running, person.id, role);
  return person;
}

/** Every scope that the Management API has. */
export const everyScope = managementPermissions.map(({ value }) => value).join(' ');

/** What the dashboard is answered when somebody signs in there. */
export async function comeToDashboard(running: RunningHouse, person: Person, { browser = running.browser(), fields = {} }: { readonly browser?: Browser; readonly fields?: Fields } = {}): Promise<{ readonly answer: Answer; readonly parameters: URLSearchParams; readonly verifier: string }> {
  const pkce = newPkce();
  const answer = await signIn(browser, authorizeUrl(dashboardOf(running), pkce, { audience: `${running.issuer}api/v2/`, scope: `openid offline_access ${everyScope}`, ...fields }), person);
  return { answer, parameters: answerOf(answer), verifier: pkce.verifier };
}

/** Signs an administrator in; all scopes are asked for where `fields` do not say otherwise. */
export async function tokenOf(running: RunningHouse, person: Person, fields: Fields = {}): Promise<{ readonly token: string; readonly refreshToken: string }> {
  const { parameters, verifier } = await comeToDashboard(running, person, { fields });
  const { status, body } = await exchange(running.origin, dashboardOf(running), { code: parameters.get('code') ?? '', code_verifier: verifier });
  assert.equal(status, 200, `${parameters.toString()} ${JSON.stringify(body)}`);
  return { token: body['access_token'] ?? '', refreshToken: body['refresh_token'] ?? '' };
}
