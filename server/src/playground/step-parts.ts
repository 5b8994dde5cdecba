import { audience, challenge, challengeMethod, clientId, clientSecret, codeResponse, nonce, prompt, redirectUri, scope, state } from './field-purposes.ts';
import type { Break, CallStep, Comparison, Field, MakeStep, Making, ProveStep, VisitStep } from './flow.ts';

const made: Readonly<Record<'state' | 'nonce' | 'code_verifier' | 'code_challenge', Making>> = {
  state: { name: 'state', how: 'random', purpose: 'Ties the answer to this request and to this browser.' },
  nonce: { name: 'nonce', how: 'random', purpose: 'Ties the ID token to this sign-in.' },
  code_verifier: { name: 'code_verifier', how: 'random', purpose: 'A secret for this one sign-in. It is kept back until the code is there (RFC 7636 §4.1).' },
  code_challenge: { name: 'code_challenge', how: 's256', of: 'code_verifier', purpose: 'Its SHA-256, which may be seen by everybody (RFC 7636 §4.2).' },
};

/** The values that a sign-in begins with. */
export const makeValues = (...names: readonly (keyof typeof made)[]): MakeStep => ({
  id: 'make', kind: 'make', title: `Make ${names.join(', ').replace(/, ([^,]*)$/, ' and $1')}`,
  words: 'The application makes random values and keeps them with this one sign-in. Nothing is sent yet.', makes: names.map((name) => made[name]),
});

const signIn = { title: 'Sign in', words: 'The person signs in on the pages of this server, or is known by a session. The application never sees a password. Where it belongs to somebody else, the person is asked what it may do.' } as const;

/** The request that leads the browser to the sign-in. */
export const authorize = ({ fields, ...over }: Pick<VisitStep, 'words' | 'fields' | 'back' | 'coming'> & Partial<VisitStep>): VisitStep => ({ id: 'authorize', kind: 'visit', title: 'GET /authorize', address: 'authorize', there: signIn, fields: [...fields, prompt], ...over });

/** The parameters of a sign-in by code. */
export const codeFields: readonly Field[] = [codeResponse, clientId, redirectUri, scope, audience, state];
/** The same with PKCE. */
export const pkceFields: readonly Field[] = [...codeFields, nonce, challenge, challengeMethod];

/** A sign-in that ends in a code in the address. */
export const authorizeForCode = (fields: readonly Field[], words: string): VisitStep => authorize({
  words, fields, back: 'query',
  coming: { title: '302 to redirect_uri with the code', words: 'The server sends the browser back to the application. The code is in the address, where others may see it: it lives for a minute, is good once, and is worth nothing without what the application kept back.' },
});

const iss: Comparison = { name: 'iss', received: '{{back.iss}}', expected: '{{issuer}}', purpose: 'The answer comes from the server that was asked (RFC 9207 §2.4). It matters to who uses more than one.' };
const stateComes: Comparison = { name: 'state', received: '{{back.state}}', expected: '{{state}}', purpose: 'The answer belongs to the request of this browser (RFC 6749 §10.12).' };

/** What an application compares when the browser comes back. */
export const compareAnswer: ProveStep = { id: 'compare', kind: 'prove', title: 'Compare state and iss', words: 'Before the code is used the application looks whether it asked for this answer. One that it did not ask for is thrown away.', proves: [stateComes, iss] };

/** What an application compares in an ID token. `name`: the value that it is. */
export const compareIdToken = (name: string, more: readonly Comparison[] = []): ProveStep => ({
  id: 'compare-id-token', kind: 'prove', title: 'Validate the ID token', words: 'The application validates the ID token before it believes who signed in. Its signature is verified with the keys at /.well-known/jwks.json; these claims are compared (OIDC Core §3.1.3.7).',
  proves: [
    { name: 'iss', received: `{{${name}.iss}}`, expected: '{{issuer}}', purpose: 'It was made by this server.' },
    { name: 'aud', received: `{{${name}.aud}}`, expected: '{{client_id}}', purpose: 'It is for this application, and for no other.' },
    { name: 'nonce', received: `{{${name}.nonce}}`, expected: '{{nonce}}', purpose: 'It belongs to this sign-in.' },
    ...more,
  ],
});

/** The call of the token endpoint. */
export const tokenCall = (over: Pick<CallStep, 'title' | 'words' | 'fields' | 'coming'> & Partial<CallStep>): CallStep => ({ id: 'token', kind: 'call', to: 'server', method: 'POST', address: 'oauth/token', ...over });

/** The parameters that exchange a code. */
export const exchangeFields: readonly Field[] = [
  ['grant_type', 'authorization_code', 'Says that a code is exchanged.'], clientId, ['code', '{{back.code}}', 'The code that came with the browser.'],
  ['redirect_uri', '{{redirect_uri}}', 'The same as in the request. It proves that the code was not made for another address (RFC 6749 §4.1.3).'],
];
/** The secret of PKCE, which is sent now. */
export const verifier: Field = ['code_verifier', '{{code_verifier}}', 'The secret that was made at the beginning. The server hashes it and compares it with the code_challenge.'];
/** For applications that keep a secret. */
export const withSecret = (fields: readonly Field[]): readonly Field[] => [...fields, clientSecret];

/** The call of the API, with the token of a value. */
export const callApi = (over: Partial<CallStep> = {}): CallStep => ({
  id: 'api', kind: 'call', to: 'api', method: 'GET', address: 'samples/api/appointments', bearer: '{{access_token}}', fields: [], title: 'GET /appointments',
  words: 'The application calls the API with the access token. The API verifies signature, issuer, audience, time and permission by itself; it asks nobody.',
  coming: { title: '200 with the appointments', words: 'The API tells who called and what the token allows, and answers.' }, under: 'api', ...over,
});

/** An ID token where an access token belongs. */
export const idTokenAtApi = (step = 'api'): Break => ({
  id: 'id-token-to-api', title: 'Send the ID token to the API', bearers: [{ step, to: '{{id_token}}' }], refused: { step, by: 'api', error: 'invalid_token', reason: 'api.id_token' },
  proves: 'An ID token tells an application who signed in. An API that took it would let every application in that the person ever signed in to.',
});

/** A token that is for another API. */
export const otherAudience: Break = {
  id: 'wrong-audience', title: 'Bring a token that is for another API', changes: [{ step: 'authorize', field: 'audience', to: '{{issuer}}api/v2/' }], refused: { step: 'api', by: 'api', error: 'invalid_token', reason: 'api.audience_wrong' },
  proves: 'A token opens the API that its audience names, and no other. Whoever operates one API can not use its tokens at the next.',
};

/** Somebody else’s answer. */
export const forgedState: Break = {
  id: 'state-mismatch', title: 'Slip in an answer with another state', forges: [{ after: 'authorize', value: 'back.state', to: '{{random}}' }], refused: { step: 'compare', by: 'app', error: '', reason: 'app.state' },
  proves: 'Nobody can sign a browser in to an account that is not its own: the application takes no answer that it did not ask for (RFC 6749 §10.12).',
};

/** An address that is not registered. */
export const otherAddress: Break = {
  id: 'redirect-uri', title: 'Send the browser to an address that is not registered', changes: [{ step: 'authorize', field: 'redirect_uri', to: '{{redirect_uri}}/elsewhere' }], refused: { step: 'authorize', by: 'server', error: '', reason: 'redirect_uri.not_registered' },
  proves: 'No code goes to an address that the application did not register. The browser is not sent anywhere: the person sees why (RFC 9700 §2.1).',
};

/** The address of the code exchange differs. */
export const changedAddress: Break = {
  id: 'redirect-uri-differs', title: 'Exchange the code with another redirect_uri', changes: [{ step: 'token', field: 'redirect_uri', to: '{{redirect_uri}}/elsewhere' }], refused: { step: 'token', by: 'server', error: 'invalid_grant', reason: 'redirect_uri.differs' },
  proves: 'A code that was caught at another address can not be exchanged: the address is a part of the code (RFC 6749 §4.1.3).',
};

/** One code, two exchanges. */
export const codeTwice: Break = {
  id: 'code-twice', title: 'Use the code twice', repeats: 'token', refused: { step: 'token', by: 'server', error: 'invalid_grant', reason: 'code.used' },
  proves: 'A code is good once. Whoever brings it again may be a thief, so the tokens of the first exchange are revoked, too (RFC 6749 §4.1.2).',
};

/** A code that is too old. */
export const codeTooLate: Break = {
  id: 'code-expired', title: 'Wait until the code is over', waits: { before: 'token', seconds: 61 }, refused: { step: 'token', by: 'server', error: 'invalid_grant', reason: 'code.expired' },
  proves: 'A code lives for a minute: one from a log or a history is worth nothing.',
};

/** Somebody who does not know the secret. */
export const wrongSecret = (step = 'token'): Break => ({
  id: 'wrong-secret', title: 'Send a wrong client secret', changes: [{ step, field: 'client_secret', to: '{{random}}' }], refused: { step, by: 'server', error: 'invalid_client', reason: 'client.secret_wrong' },
  proves: 'A name is no proof: whoever does not know the secret gets nothing, and too many tries from one address must wait.',
});

/** Another secret than the one of the beginning. */
export const wrongVerifier: Break = {
  id: 'wrong-verifier', title: 'Send a wrong code_verifier', changes: [{ step: 'token', field: 'code_verifier', to: '{{random}}' }], refused: { step: 'token', by: 'server', error: 'invalid_grant', reason: 'pkce.verifier_wrong' },
  proves: 'Whoever catches the code on its way can not use it: only the application that began the sign-in has the verifier (RFC 7636 §4.6).',
};
