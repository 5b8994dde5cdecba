import { Refusal } from '../../kernel/refusal.ts';
import type { Issuer, Tenant } from '../../kernel/tenant.ts';
import { readIdTokenHint } from '../authorization-request/id-token-hint.ts';
import type { Client } from '../client/client.ts';
import type { Params } from '../params.ts';
import type { IdTokenTools } from '../tokens/verify-id-token.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';

/** Who is meant: by `sub` as the client knows it, perhaps with the session that an ID token tells of, or by what the person signs in with. */
export type Hint = { readonly subject: string; readonly sid: string | undefined } | { readonly login: string };

const names = ['login_hint', 'id_token_hint', 'login_hint_token'] as const;

/** OIDC CIBA §7.1: exactly one hint. Whether anybody is of that name is not judged here. */
export async function parseHint(params: Params, context: { readonly tenant: Tenant; readonly client: Client }, tools: IdTokenTools): Promise<Hint | OAuthRefusal> {
  const sent = names.filter((name) => params.optional(name) !== undefined);
  if (sent.length !== 1) return invalidRequest('ciba.hint_count', { expected: 'one of login_hint and id_token_hint', received: sent.length === 0 ? 'none' : sent.join(' ') });
  if (sent[0] === 'login_hint_token') return invalidRequest('ciba.hint_token_unsupported');
  const token = await readIdTokenHint(params, context, tools);
  if (token instanceof Refusal) return token;
  return token === undefined ? parseLoginHint(params.optional('login_hint') ?? '', context.tenant.issuer) : { subject: token.sub, sid: token.sid };
}

/** Auth0: a JSON object that names issuer and subject. Anything else is what a person types to sign in (OIDC CIBA §7.1). */
function parseLoginHint(text: string, issuer: Issuer): Hint | OAuthRefusal {
  if (!text.trimStart().startsWith('{')) return { login: text };
  const hint = parseObject(text);
  if (hint === undefined) return invalidRequest('ciba.hint_malformed', { received: text.slice(0, 60) });
  if (hint['format'] !== 'iss_sub' || typeof hint['sub'] !== 'string' || hint['sub'] === '') return invalidRequest('ciba.hint_malformed', { expected: 'format iss_sub, with iss and sub' });
  if (hint['iss'] !== issuer) return invalidRequest('ciba.hint_malformed', { expected: `iss ${issuer}`, received: typeof hint['iss'] === 'string' ? hint['iss'].slice(0, 100) : 'none' });
  return { subject: hint['sub'], sid: undefined };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try { return JSON.parse(text) as Readonly<Record<string, unknown>>; } catch { return undefined; }
}
