import { authorizeUrl, newPkce, type App } from './app.ts';
import { hiddenFields, pageOf, type Answer, type Browser } from './browser.ts';

/** Posts the form of a page, with what a person fills in. */
export const submit = (browser: Browser, page: Answer, fields: Readonly<Record<string, string>>): Promise<Answer> => {
  const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1] ?? '';
  return browser.post(action, { ...hiddenFields(page.text), action: 'default', ...fields });
};

/** Where the login page links to. */
export const forgotLink = (login: Answer): string => /href="(\/u\/forgot-password\?state=[^"]+)"/.exec(login.text)?.[1] ?? '';

/** Asks for a mail to set a new password; from the login page of an application, or without any. */
export async function askReset(browser: Browser, email: string, app?: App): Promise<Answer> {
  const start = app === undefined ? '/u/forgot-password' : forgotLink(await browser.follow(await browser.get(authorizeUrl(app, newPkce()))));
  return browser.follow(await submit(browser, await browser.get(start), { email }));
}

/** Presses the button of the page to which a link leads. */
export async function openLink(browser: Browser, path: string): Promise<Answer> {
  const landing = await browser.get(path);
  return pageOf(landing) === 'email-link' && landing.status === 200 ? browser.follow(await submit(browser, landing, {})) : landing;
}

/** The whole reset by a link: the page that comes after the new password. */
export async function resetByLink(browser: Browser, path: string, password: string): Promise<Answer> {
  const form = await openLink(browser, path);
  return pageOf(form) === 'new-password' ? browser.follow(await submit(browser, form, { password })) : form;
}
