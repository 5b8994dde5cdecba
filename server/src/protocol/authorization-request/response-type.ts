import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { LegacyFlow, Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import { rulesOf } from '../client/profiles.ts';
import { proveLegacy } from '../legacy/prove-legacy.ts';
import type { Params } from '../params.ts';
import { findResponseType, responseTypes } from '../response-types/index.ts';
import type { ResponseType } from '../response-types/response-type.ts';
import { chooseResponseMode } from './response-mode.ts';
import { invalidRequest, unauthorizedClient, unsupportedResponseType, type OAuthRefusal } from '../vocabulary/errors.ts';

/** Whose request it is. */
export interface ResponseTypeContext { readonly tenant: Tenant; readonly client: Client; readonly record: DecisionRecord }

/** RFC 6749 §3.1.1: the response type is known, the client is set to it, and where it is an unsafe one, the tenant too. */
export function proveResponseType(params: Params, context: ResponseTypeContext): ResponseType | OAuthRefusal {
  const { record } = context;
  const asked = params.optional('response_type');
  if (asked === undefined) return invalidRequest('response_type.missing');
  const type = findResponseType(asked);
  if (type === undefined) return unsupportedResponseType('response_type.unknown', { expected: [...responseTypes.keys()].join(', '), received: asked.slice(0, 60) });
  const permitted = provePermitted(type, context, params);
  if (permitted instanceof Refusal) return permitted;
  if (type.idToken && params.optional('nonce') === undefined) return invalidRequest('nonce.missing', { received: type.name });
  record.pass('client.response_type_allowed', { received: type.name });
  return type;
}

function provePermitted(type: ResponseType, context: ResponseTypeContext, params: Params): OAuthRefusal | undefined {
  const { client } = context;
  if ((rulesOf(client).codeOnly && type.name !== 'code') || (type.token && client.senderConstraint !== 'none')) return unauthorizedClient('response_type.code_only', { expected: 'code', received: type.name });
  if (!client.responseTypes.includes(type.name)) return unauthorizedClient('response_type.not_registered', { expected: client.responseTypes.join(', '), received: type.name });
  if (type.code && !client.grantTypes.includes('authorization_code')) return unauthorizedClient('client.grant_not_allowed', { expected: client.grantTypes.join(' '), received: 'authorization_code' });
  const flow = legacyFlowOf(type, params);
  const permit = flow === undefined ? undefined : proveLegacy(flow, context);
  return permit instanceof Refusal ? permit : undefined;
}

/**
 * RFC 9700 §2.1.2: access tokens do not belong into the browser's address.
 * An ID token by form_post is no such thing: it needs the application's own setting only ("implicit with form post" of the seeds).
 */
function legacyFlowOf(type: ResponseType, params: Params): LegacyFlow | undefined {
  if (type.code) return type.name === 'code' ? undefined : 'hybrid';
  return type.token || chooseResponseMode(params).mode.name !== 'form_post' ? 'implicit' : undefined;
}
