import type { Jwt, Members } from './parse-token.ts';
import { audiencesOf, kinds, typeOf, type JwtKind } from './recognise-token.ts';
import { farFrom, isTime } from './token-time.ts';
import type { SignatureVerdict } from './verify-signature.ts';

/** The API that asks itself whether to take a token. */
export interface AskedApi { readonly identifier: string; readonly alg: string | undefined; /** It takes the JWT profile of RFC 9068 alone. */ readonly wantsProfile: boolean; /** What the call needs; '' for nothing. */ readonly scope: string }

/** Everything that a verdict comes from. `now` in seconds. */
export interface Ground { readonly jwt: Jwt; readonly kind: JwtKind; readonly signature: SignatureVerdict | undefined; readonly issuer: string; readonly now: number }

/** One thing that an API has to see to. `passed` is `undefined` where it can not be said here. */
export interface Judged { readonly rule: string; readonly passed: boolean | undefined; readonly section: string; readonly received?: string | undefined; readonly expected?: string | undefined; /** What to do about it, and why it matters. */ readonly fix?: string | undefined }

const told = (value: unknown): string => (value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value));

/** RFC 9068 §4, RFC 8725 §3: what an API sees to, in its order. */
export function judgeForApi(api: AskedApi, ground: Ground): readonly Judged[] {
  const { header } = ground.jwt;
  return [
    judgeKind(ground),
    ...(api.wantsProfile ? [{ rule: 'Its type says that it is an access token', passed: typeOf(header) === 'at+jwt', section: 'RFC 9068 §2.1', received: told(header['typ']), expected: 'at+jwt', fix: 'The API has the JWT profile, and takes no other form. It was changed since, or the token is for another API.' }] : []),
    ...(api.alg === undefined ? [] : [{ rule: 'It is signed as this API expects', passed: header['alg'] === api.alg, section: 'RFC 8725 §3.1', received: told(header['alg']), expected: api.alg, fix: 'An API that takes whatever the token names can be told anything. Ask for a token for this API.' }]),
    judgeSignature(ground.signature),
    ...judgeClaims(api, ground),
  ];
}

function judgeKind({ kind }: Ground): Judged {
  const base = { rule: 'It is an access token', section: 'RFC 8725 §3.11', received: kinds[kind].title };
  if (kind === 'foreign' || kind === 'unknown') return { ...base, passed: undefined };
  return { ...base, passed: kinds[kind].opensApi, fix: kind === 'id' ? 'Send the access token. The ID token is for the application that asked for it.' : 'Send the access token.' };
}

const judgeSignature = (signature: SignatureVerdict | undefined): Judged => ({
  rule: 'A key of this server signed it', passed: signature === undefined || signature.state === 'unknown' ? undefined : signature.state === 'good', section: 'RFC 7515 §5.2', fix: signature?.words,
});

function judgeClaims({ identifier, scope }: AskedApi, { jwt: { claims }, issuer, now }: Ground): readonly Judged[] {
  const audiences = audiencesOf(claims);
  return [
    { rule: 'This server made it', passed: claims['iss'] === issuer, section: 'RFC 9068 §4', received: told(claims['iss']), expected: issuer, fix: 'The issuer is compared character for character, with the slash at its end.' },
    { rule: 'It is for this API', passed: audiences.includes(identifier), section: 'RFC 7519 §4.1.3', received: audiences.join(' ') || 'nothing', expected: identifier, fix: `Ask for it with audience=${identifier}.` },
    judgeEnd(claims, now),
    ...(claims['nbf'] === undefined ? [] : [judgeBegin(claims, now)]),
    ...(scope === '' ? [] : [judgeScope(claims, scope)]),
    ...(claims['cnf'] === undefined ? [] : [{ rule: 'Whoever shows it has the key that it is bound to', passed: undefined, section: 'RFC 7800 §3.1', fix: 'That is proved with each request, by a DPoP proof or a certificate, and can not be seen in the token.' }]),
  ];
}

function judgeEnd({ exp }: Members, now: number): Judged {
  const base = { rule: 'It is not over', section: 'RFC 7519 §4.1.4' };
  if (!isTime(exp)) return { ...base, passed: false, received: told(exp), expected: 'a time', fix: 'A token without an end would be good for ever.' };
  return { ...base, passed: exp > now, received: `ends ${farFrom(exp, now)}`, fix: 'Get a new one, by the refresh token or as this one was got.' };
}

const judgeBegin = ({ nbf }: Members, now: number): Judged => ({ rule: 'Its time has come', passed: isTime(nbf) && nbf <= now, section: 'RFC 7519 §4.1.5', received: isTime(nbf) ? `begins ${farFrom(nbf, now)}` : told(nbf), fix: 'Clocks of servers may differ; more than a minute is a wrong clock.' });

function judgeScope({ scope, permissions }: Members, wanted: string): Judged {
  const has = [...(typeof scope === 'string' ? scope.split(' ') : []), ...(Array.isArray(permissions) ? permissions.map(String) : [])];
  return { rule: 'It allows this call', passed: has.includes(wanted), section: 'RFC 6750 §3.1', received: [...new Set(has)].join(' ') || 'no scope', expected: wanted, fix: `Ask for it with scope=${wanted}; the application, or the person, must be allowed that.` };
}

/** The answer of an API that found this. */
export function answerOfApi(judged: readonly Judged[]): { readonly state: 'ok' | 'bad' | 'warn'; readonly words: string } {
  const failed = judged.filter(({ passed }) => passed === false);
  const [first] = failed;
  if (first === undefined) return judged.some(({ passed }) => passed === undefined) ? { state: 'warn', words: 'It would take it, if what can not be seen here holds.' } : { state: 'ok', words: 'It would take it.' };
  if (failed.every(({ section }) => section === 'RFC 6750 §3.1')) return { state: 'bad', words: `It would refuse it: 403, insufficient_scope. ${first.fix ?? ''}` };
  return { state: 'bad', words: `It would refuse it: 401, invalid_token. ${first.fix ?? ''}` };
}
