import { Params } from '../protocol/params.ts';
import { invalidRequest, type OAuthRefusal } from '../protocol/vocabulary/errors.ts';
import type { Request } from './request.ts';

/**
 * RFC 6749 §3.2 and RFC 7009 §2.1: parameters of a POST, from the body alone. A query is refused even when it would be right:
 * secrets in a URL stay in logs (RFC 6749 §2.3.1).
 * Auth0: JSON bodies are read as well as forms.
 */
export function readBodyParams(request: Request): Params | OAuthRefusal {
  if (request.query !== '') return invalidRequest('request.parameters_in_query');
  const { body } = request;
  if (body.kind === 'form') return Params.fromForm(body.text);
  if (body.kind === 'json') return Params.fromJson(body.text);
  if (body.kind === 'none') return Params.fromForm('');
  return invalidRequest('request.media_type_unknown', { received: body.mediaType.slice(0, 60) });
}
