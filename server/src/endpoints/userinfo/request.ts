import { Refusal } from '../../kernel/refusal.ts';
import { Params } from '../../protocol/params.ts';
import { invalidRequest, invalidToken, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';

/** The access token of a request, and whether it stood in the URL. */
export interface Bearer { readonly token: string; readonly inQuery: boolean }

/** RFC 6750 §2: the header, a form body, or the query; in exactly one of them. */
export function readBearer(request: Request): Bearer | OAuthRefusal {
  const header = request.headers['authorization'];
  const inHeader = header === undefined ? undefined : /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(header)?.[1];
  if (header !== undefined && inHeader === undefined) return invalidToken('token.malformed', { expected: 'Authorization: Bearer token' });
  const query = Params.fromForm(request.query);
  if (query instanceof Refusal) return query;
  const body = request.method === 'POST' && request.body.kind === 'form' ? Params.fromForm(request.body.text) : undefined;
  if (body instanceof Refusal) return body;
  const [inQuery, inBody] = [query.optional('access_token'), body?.optional('access_token')];
  const found = [inHeader, inBody, inQuery].filter((token) => token !== undefined);
  const [token, ...others] = found;
  if (token === undefined) return invalidToken('token.missing');
  return others.length > 0 ? invalidRequest('token.sent_twice') : { token, inQuery: inQuery !== undefined };
}
