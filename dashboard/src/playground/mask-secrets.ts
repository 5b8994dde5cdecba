import type { HttpExchange } from './http-message.ts';

/** What opens nothing but for a moment, and what opens everything: none of it is handed on. */
const secretNames = ['client_secret', 'password', 'code', 'code_verifier', 'access_token', 'id_token', 'refresh_token', 'subject_token', 'device_code', 'auth_req_id', 'id_token_hint', 'request_uri'] as const;
const names = secretNames.join('|');
const inForms = new RegExp(`((?:^|[?&#\\s])(?:${names})=)[^&\\s]+`, 'g');
const inJson = new RegExp(`("(?:${names})"\\s*:\\s*")[^"]+`, 'g');
const mask = '***';

/** A text without the values of secrets. */
export const maskText = (text: string): string => text.replaceAll(inForms, `$1${mask}`).replaceAll(inJson, `$1${mask}`).replaceAll(/((?:Bearer|DPoP) )[\w.-]+/g, `$1${mask}`);

/** What is shown in the page itself: the two things that outlive a run. */
export const maskLasting = (text: string): string => text.replaceAll(/((?:^|[?&\s])(?:client_secret|password)=)[^&\s]+/g, '$1••••••••');

/** An exchange that can be handed to somebody. */
export const maskExchange = ({ request, answer, ...rest }: HttpExchange): HttpExchange => ({
  ...rest, request: { ...request, url: maskText(request.url), headers: masked(request.headers), body: request.body === undefined ? undefined : maskText(request.body) },
  answer: answer === undefined ? undefined : { ...answer, headers: masked(answer.headers), body: maskText(answer.body) },
});

const masked = (headers: HttpExchange['request']['headers']) => headers.map(([name, value]) => [name, maskText(value)] as const);
