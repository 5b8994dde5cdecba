import type { Client } from '../../src/protocol/client/client.ts';
import { newPkce, type Fields, type Pkce, type TokenAnswer } from '../flows/app.ts';
import { hiddenFields, pageOf, type Answer, type Browser } from '../flows/browser.ts';
import type { MovableClock } from '../flows/clock.ts';
import { newDpopKey, proofOf, type DpopKey, type ProofOf } from '../flows/dpop.ts';
import { addSignedApp, assertionFields, type Claims, type Said, type SignedApp } from '../flows/signed-app.ts';
import { openSuite, person, type Suite } from './suite.ts';

/** What a module sends otherwise than the happy flow. */
export interface Otherwise {
  readonly fields?: Fields;
  /** The assertion; `undefined` in `without` leaves it away. */
  readonly assertion?: Said | undefined;
  readonly without?: 'assertion' | 'proof' | undefined;
  readonly proof?: Partial<ProofOf>;
  readonly key?: DpopKey;
  readonly as?: FapiClient;
}

/** A client of the profile fapi2 as the suite plays one: it signs, proves its key, and keeps the server's nonce. */
export class FapiClient {
  readonly suite: Suite;
  readonly app: SignedApp;
  readonly key: DpopKey = newDpopKey();
  #nonce: string | undefined;

  readonly #clock: MovableClock;

  constructor(suite: Suite, app: SignedApp, clock: MovableClock) { this.suite = suite; this.app = app; this.#clock = clock; }

  get issuer(): string { return this.suite.house.issuer; }

  /** A request to an endpoint of the server; asked for a nonce, it comes again with one. */
  async call(path: string, base: Fields, { fields = {}, assertion = {}, without, proof = {}, key = this.key }: Otherwise = {}): Promise<TokenAnswer> {
    const send = () => {
      const body = { ...base, ...(without === 'assertion' ? { client_id: this.app.id } : assertionFields(this.app.assertion(assertion))), ...fields };
      const headers: Record<string, string> = without === 'proof' ? {} : { dpop: this.#proof(key, { htu: `${this.suite.house.origin}${path}`, ...proof }) };
      return fetch(`${this.suite.house.origin}${path}`, { method: 'POST', headers, body: new URLSearchParams(Object.entries(body).filter(([, value]) => value !== '')) });
    };
    let response = await send();
    let text = await response.text();
    if (text.includes('use_dpop_nonce') && this.#learn(response)) { response = await send(); text = await response.text(); }
    this.#learn(response);
    return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as TokenAnswer['body'] };
  }

  /** By the server's clock, which a module may have moved. */
  #proof(key: DpopKey, proof: ProofOf): string { return proofOf(key, { nonce: this.#nonce, ...proof, claims: { iat: this.#clock.now(), ...proof.claims } }); }

  #learn(response: Response): boolean {
    const nonce = response.headers.get('dpop-nonce');
    if (nonce !== null) this.#nonce = nonce;
    return nonce !== null;
  }

  parameters(pkce: Pkce): Fields {
    return { client_id: this.app.id, response_type: 'code', redirect_uri: this.app.redirectUri, scope: 'openid offline_access', state: 'st-1', nonce: 'n-1', code_challenge: pkce.challenge, code_challenge_method: 'S256' };
  }

  /** RFC 9126 §2: plain parameters, or a request object around them. */
  push(pkce: Pkce, otherwise: Otherwise = {}): Promise<TokenAnswer> { return this.call('/oauth/par', this.parameters(pkce), otherwise); }

  pushObject(pkce: Pkce, said: Said & { readonly parameters?: Claims } = {}, otherwise: Otherwise = {}): Promise<TokenAnswer> {
    const { client_id: id = '', ...inside } = this.parameters(pkce);
    return this.call('/oauth/par', { client_id: id, request: this.app.requestObject({ ...inside, ...said.parameters }, said) }, otherwise);
  }

  /** The front channel: only the names that RFC 9126 §4 has, and whatever a module adds. */
  authorize(requestUri: string | undefined, browser: Browser = this.suite.house.browser(), over: Fields = {}): Promise<Answer> {
    return passPages(browser, `/authorize?${new URLSearchParams({ client_id: this.app.id, ...(requestUri === undefined ? {} : { request_uri: requestUri }), ...over }).toString()}`);
  }

  /** Pushes, signs in, and answers the code. */
  async code(pkce: Pkce, otherwise: Otherwise = {}): Promise<string> {
    const pushed = await this.push(pkce, otherwise);
    if (pushed.status !== 201) throw new Error(`The push was refused: ${JSON.stringify(pushed.body)}`);
    const answer = await this.authorize(pushed.body['request_uri']);
    const code = parametersOf(answer).get('code');
    if (code === null) throw new Error(`No code: ${answer.location ?? answer.text.slice(0, 300)}`);
    return code;
  }

  redeem(code: string, pkce: Pkce, otherwise: Otherwise = {}): Promise<TokenAnswer> {
    return this.call('/oauth/token', { grant_type: 'authorization_code', code, code_verifier: pkce.verifier, redirect_uri: this.app.redirectUri }, otherwise);
  }

  /** The resource: userinfo, with the token in its own scheme. */
  async resource(token: string, { scheme = 'DPoP', key = this.key, proof = {} }: { readonly scheme?: string; readonly key?: DpopKey; readonly proof?: Partial<ProofOf> | null } = {}): Promise<Response> {
    const send = () => fetch(`${this.suite.house.origin}/userinfo`, {
      headers: { authorization: `${scheme} ${token}`, ...(proof === null ? {} : { dpop: this.#proof(key, { htm: 'GET', htu: `${this.suite.house.origin}/userinfo`, token, ...proof }) }) },
    });
    const first = await send();
    return first.status === 401 && (first.headers.get('www-authenticate') ?? '').includes('use_dpop_nonce') && this.#learn(first) ? send() : first;
  }
}

/** Signs in and allows; comes back with what left the server, or the page that could not be passed. */
export async function passPages(browser: Browser, start: string, action: 'accept' | 'decline' = 'accept'): Promise<Answer> {
  let answer = await browser.follow(await browser.get(start));
  for (let page = pageOf(answer), steps = 0; (page === 'login' || page === 'consent') && steps < 4; page = pageOf(answer), steps++) {
    const form = { ...hiddenFields(answer.text), ...(page === 'login' ? { username: person.email, password: person.password, action: 'default' } : { action }) };
    answer = await browser.follow(await browser.post(`/u/${page}`, form));
  }
  return answer;
}

/** What stands in the address that the browser was sent to. */
export const parametersOf = ({ location }: Answer) => new URLSearchParams(location === undefined ? '' : location.slice(location.search(/[?#]/) + 1));

/** A house with two clients of the profile, the second with a query in its callback, and one that must sign its requests. */
export async function openFapiSuite(clock: MovableClock): Promise<{ readonly suite: Suite; readonly first: FapiClient; readonly second: FapiClient; readonly signing: FapiClient }> {
  const suite = await openSuite({ clock });
  const base: Partial<Client> = { profile: 'fapi2', firstParty: false, senderConstraint: 'dpop', idTokenAlg: 'PS256' };
  const add = async (id: string, over: Partial<Client> & { readonly alg?: string }) => new FapiClient(suite, await addSignedApp(suite.house, id, { ...base, ...over }), clock);
  const signed = { parRequired: true, signedObjectRequired: true, objectSigningAlg: undefined, objectUris: [] };
  return {
    suite,
    first: await add('fapi-1', { redirectUris: ['https://suite.example/test/a/gatehouse/callback'] }),
    second: await add('fapi-2', { alg: 'PS256', redirectUris: ['https://suite.example/test/a/gatehouse/callback?dummy1=lorem&dummy2=ipsum'] }),
    signing: await add('fapi-signing', { requests: signed, redirectUris: ['https://suite.example/test/a/gatehouse/callback'] }),
  };
}

export { newPkce };
