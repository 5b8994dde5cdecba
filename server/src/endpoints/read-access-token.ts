import { Refusal } from '../kernel/refusal.ts';
import { Params } from '../protocol/params.ts';
import type { TokenScheme } from '../protocol/resource-access/prove-possession.ts';
import { invalidRequest, invalidToken, type OAuthRefusal } from '../protocol/vocabulary/errors.ts';
import type { Request } from './request.ts';

/** The access token of a request, how it was sent, and whether it stood in the URL. */
export interface SentToken { readonly token: string; readonly scheme: TokenScheme; readonly inQuery: boolean }

/** RFC 6750 §2: the header, a form body, or the query; in exactly one of them. RFC 9449 §7.1: with DPoP the header alone. */
export function readAccessToken(request: Request): SentToken | OAuthRefusal {
  const inHeader = readHeader(request.headers['authorization']);
  if (inHeader instanceof Refusal) return inHeader;
  const query = Params.fromForm(request.query);
  if (query instanceof Refusal) return query;
  const body = request.method === 'POST' && request.body.kind === 'form' ? Params.fromForm(request.body.text) : undefined;
  if (body instanceof Refusal) return body;
  const found = [inHeader, inParameter(body, false), inParameter(query, true)].filter((sent) => sent !== undefined);
  const [sent, ...others] = found;
  if (sent === undefined) return invalidToken('token.missing');
  return others.length > 0 ? invalidRequest('token.sent_twice') : sent;
}

function readHeader(header: string | undefined): SentToken | OAuthRefusal | undefined {
  if (header === undefined) return undefined;
  const [, name, token] = /^(bearer|dpop) +([A-Za-z0-9\-._~+/]+=*)$/i.exec(header) ?? [];
  return token === undefined ? invalidToken('token.malformed', { expected: 'Authorization: Bearer token' }) : { token, scheme: name?.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', inQuery: false };
}

function inParameter(params: Params | undefined, inQuery: boolean): SentToken | undefined {
  const token = params?.optional('access_token');
  return token === undefined ? undefined : { token, scheme: 'Bearer', inQuery };
}

/** The scheme that a request tried, for its challenge: a malformed DPoP token is answered as one. */
export const triedScheme = ({ headers }: Request): TokenScheme => (/^dpop(?: |$)/i.test(headers['authorization'] ?? '') ? 'DPoP' : 'Bearer');
