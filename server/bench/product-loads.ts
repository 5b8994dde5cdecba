import { newBrowser } from './browser.ts';
import { dpopLoad } from './dpop-load.ts';
import { fixtures, type BenchClient } from './fixtures.ts';
import { repeat, type Expectation, type Load, type Talker } from './load/load.ts';
import { encodeFields, formBytes, getBytes } from './load/request-bytes.ts';
import type { OperationName } from './operations.ts';
import { devicePollLoad, exchangeLoad, parLoad } from './request-protection-loads.ts';
import { authorizePath, codeBody, loginFields, originOf, type Credentials, type Person, type Product } from './product.ts';

export const concurrency = 16;
/** Logins at once: more would only wait for a core to hash on. */
const loginConcurrency = 4;
/** Login pages that stand open before a run; more than a core can sign in during one. */
const openPages = 640;

const redirect = [302, 303] as const;
const ok = (text: string): Expectation => ({ statuses: [200], text });

/** The measured operations of a product that is signed in to. */
export async function productLoads(product: Product, credentials: Credentials): Promise<ReadonlyMap<OperationName, Load>> {
  const { port, paths } = product;
  const { m2m, web, webRs } = fixtures.clients;
  const machine = { client_id: m2m.id, client_secret: m2m.secret };
  const token = (fields: Readonly<Record<string, string>>) => repeat([formBytes(port, paths.token, { body: encodeFields(fields) })], ok('"access_token"'), concurrency);
  return new Map<OperationName, Load>([
    ['discovery', repeat([getBytes(port, paths.discovery)], ok('"issuer"'), concurrency)],
    ['jwks', repeat([getBytes(port, paths.jwks)], ok('"keys"'), concurrency)],
    ['cc-es256', token({ grant_type: 'client_credentials', ...machine, resource: fixtures.apis.ES256 })],
    ['cc-rs256', token({ grant_type: 'client_credentials', ...machine, resource: fixtures.apis.RS256 })],
    ['cc', token({ grant_type: 'client_credentials', ...machine })],
    ['code', codeCycle(product, web, credentials)],
    ['code-rs256', codeCycle(product, webRs, credentials)],
    ['refresh', refresh(product, web, credentials)],
    ['introspect', repeat(credentials.clientTokens.map((value) => formBytes(port, paths.introspect, { body: encodeFields({ ...machine, token: value }) })), ok('"active":true'), concurrency)],
    ['userinfo', repeat(credentials.userTokens.map((value) => getBytes(port, paths.userinfo, { Authorization: `Bearer ${value}` })), ok('"sub"'), concurrency)],
    ['dpop', dpopLoad(product, concurrency)],
    ['par', parLoad(product, concurrency)],
    ['device-poll', await devicePollLoad(product, concurrency)],
    ['exchange', exchangeLoad(product, credentials, concurrency)],
  ]);
}

function codeCycle(product: Product, client: BenchClient, { cookies }: Credentials): Load {
  const { port, paths } = product;
  const authorize = Buffer.from(getBytes(port, authorizePath(product, client), { Cookie: cookies }));
  const talker = (): Talker => {
    let code = '';
    return {
      say: (step) => (step === 0 ? authorize : formBytes(port, paths.token, { body: codeBody(client, code) })),
      hear(step, answer) { if (step === 0) code = between(answer, 'code=', /[&\r]/); },
    };
  };
  return { steps: [{ statuses: redirect, text: 'code=' }, ok('"id_token"')], talkers: Array.from({ length: concurrency }, talker) };
}

/** Each talker rotates a family of its own, so no token is presented twice. */
function refresh({ port, paths }: Product, client: BenchClient, { refreshTokens }: Credentials): Load {
  const talker = (first: string): Talker => {
    let token = first;
    return {
      say: () => formBytes(port, paths.token, { body: encodeFields({ grant_type: 'refresh_token', client_id: client.id, client_secret: client.secret, refresh_token: token }) }),
      hear(_step, answer) { token = between(answer, '"refresh_token":"', /"/); },
    };
  };
  return { steps: [ok('"id_token"')], talkers: refreshTokens.slice(0, concurrency).map(talker) };
}

function between(answer: Buffer, before: string, end: RegExp): string {
  const text = answer.toString('latin1');
  const from = text.indexOf(before) + before.length;
  return text.slice(from, from + text.slice(from).search(end));
}

/** Who signs in at the page with this number, how many pages are opened before a run, and how many sign in at once. */
export interface Logins { readonly person: (page: number) => Person; readonly openPages: number; readonly concurrency: number }
const usualLogins: Logins = { person: () => fixtures.person, openPages, concurrency: loginConcurrency };

/** Posts the password form of a login page. Every post needs a page of its own, opened before the run and unmeasured. */
export function passwordLogin(product: Product, { person, openPages: wanted, concurrency: atOnce }: Logins = usualLogins): Load {
  const pages: string[] = [];
  let opened = 0;
  return {
    steps: [{ statuses: redirect, text: 'ocation:' }],
    talkers: Array.from({ length: atOnce }, () => ({ say: () => pages.pop() })),
    async prepare() {
      while (pages.length < wanted) pages.push(await openLoginPage(product, person(opened++)));
    },
  };
}

async function openLoginPage(product: Product, person: Person): Promise<string> {
  const browser = newBrowser(originOf(product));
  const halt = await browser.open(`${originOf(product)}${authorizePath(product, fixtures.clients.web)}`);
  if (halt.kind === 'away') throw new Error(`expected a login page, got ${halt.url.href}`);
  const { pathname, search } = new URL(halt.form.action);
  return formBytes(product.port, `${pathname}${search}`, { body: encodeFields(loginFields(halt.form.hidden, person)), headers: { Cookie: browser.cookies(), Origin: originOf(product) } });
}
