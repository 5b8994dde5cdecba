import { Refusal } from '../../kernel/refusal.ts';
import type { Params } from '../params.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import { findTokenType, tokenTypes, type TokenTypeName } from './token-types.ts';

/** A token that a request brings along, and what it says that it is. `role`: the name of the parameter. */
export interface BroughtToken { readonly role: 'subject_token' | 'actor_token'; readonly value: string; readonly type: TokenTypeName }

/** RFC 8693 §2.1: what is to be exchanged for what. */
export interface ExchangeRequest {
  readonly subject: BroughtToken;
  readonly actor: BroughtToken | undefined;
  readonly requested: 'access_token' | 'jwt' | 'id_token';
}

/** RFC 8693 §2.1. The tokens themselves are not looked at yet. */
export function parseExchange(params: Params): ExchangeRequest | OAuthRefusal {
  const value = params.required('subject_token');
  if (value instanceof Refusal) return value;
  const type = parseType(params, 'subject_token_type', ['access_token', 'id_token', 'refresh_token', 'jwt']);
  if (type instanceof Refusal) return type;
  const actor = parseActor(params);
  if (actor instanceof Refusal) return actor;
  const requested = params.optional('requested_token_type') === undefined ? 'access_token' : parseType(params, 'requested_token_type', ['access_token', 'jwt', 'id_token']);
  return requested instanceof Refusal ? requested : { subject: { role: 'subject_token', value, type }, actor, requested };
}

/** RFC 8693 §2.1: actor_token_type goes with actor_token, and with nothing else. */
function parseActor(params: Params): BroughtToken | undefined | OAuthRefusal {
  const value = params.optional('actor_token');
  if (value === undefined) return params.optional('actor_token_type') === undefined ? undefined : invalidRequest('exchange.actor_type_alone');
  const type = parseType(params, 'actor_token_type', ['access_token', 'id_token', 'jwt']);
  return type instanceof Refusal ? type : { role: 'actor_token', value, type };
}

function parseType<Allowed extends TokenTypeName>(params: Params, name: string, allowed: readonly Allowed[]): Allowed | OAuthRefusal {
  const identifier = params.required(name);
  if (identifier instanceof Refusal) return identifier;
  const found = allowed.find((type) => type === findTokenType(identifier));
  return found ?? invalidRequest('exchange.type_not_taken', { expected: `${name} ${allowed.map((type) => tokenTypes[type]).join(' or ')}`, received: identifier.slice(0, 100) });
}
