import { call, type App, type Fields, type TokenAnswer } from './app.ts';
import { hiddenFields, pageOf, type Answer, type Browser } from './browser.ts';

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** RFC 8628 §3.2, as a device reads it. */
export interface DeviceAnswer extends TokenAnswer { readonly device: string; readonly user: string }

/** A device asks for its codes. */
export async function startDevice(origin: string, app: App, fields: Fields = { scope: 'openid profile' }): Promise<DeviceAnswer> {
  const answer = await call(origin, '/oauth/device/code', { app, fields });
  return { ...answer, device: answer.body['device_code'] ?? '', user: answer.body['user_code'] ?? '' };
}

/** A device asks whether its person has answered. */
export const poll = (origin: string, app: App, device: string) => call(origin, '/oauth/token', { app, fields: { grant_type: deviceGrant, device_code: device } });

/** Types a code into the page; gives what follows when all redirects are done. */
export async function typeCode(browser: Browser, user: string): Promise<Answer> {
  const page = await browser.get('/activate');
  return browser.follow(await browser.post('/activate', { ...hiddenFields(page.text), user_code: user, action: 'default' }));
}

/** Types the code, signs in if asked, and comes to the confirmation. */
export async function reachConfirmation(browser: Browser, user: string, person: { readonly email: string; readonly password: string }): Promise<Answer> {
  const at = await typeCode(browser, user);
  if (pageOf(at) !== 'login') return at;
  return browser.follow(await browser.post('/u/login', { ...hiddenFields(at.text), username: person.email, password: person.password, action: 'default' }));
}

/** Presses a button of the confirmation. */
export const pressButton = async (browser: Browser, confirmation: Answer, action: 'accept' | 'decline') => browser.follow(await browser.post('/u/device', { ...hiddenFields(confirmation.text), action }));

/** Everything that a person does for a device. */
export const allowDevice = async (browser: Browser, user: string, person: { readonly email: string; readonly password: string }) => pressButton(browser, await reachConfirmation(browser, user, person), 'accept');
