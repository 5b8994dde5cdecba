import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../../protocol/client/client.ts';
import { managementAudience } from '../../protocol/client/management-audience.ts';
import { findWebOriginFlaw } from '../../protocol/client/web-origin-rule.ts';
import { parseMetadata } from '../../protocol/registration/parse-metadata.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { membersOf } from './members.ts';

/** The places of a registration in Auth0's names, the longer ones first. */
const places: readonly (readonly [member: string, place: string])[] = [
  ['post_logout_redirect_uris', 'allowed_logout_urls'], ['redirect_uris', 'callbacks'], ['client_name', 'name'], ['application_type', 'app_type native'], ['id_token_signed_response_alg', 'jwt_configuration.alg'],
  ['backchannel_logout_uri', 'oidc_logout.backchannel_logout_urls'], ['jwks_uri', 'client_authentication_methods'], ['jwks', 'client_authentication_methods'],
];

/** What an application may be is decided where those that register themselves are judged; here are only the names of the places. */
export function proveClient(draft: Client, { before, tenant }: { readonly before: Client; readonly tenant: Tenant }, { outboundPolicy, methods }: ManagementTools): Client | ManagementRefusal {
  const parsed = parseMetadata(membersOf(draft, before), { tenant, policy: outboundPolicy, by: 'administrator', admitted: true, methods });
  if (parsed instanceof Refusal) return explained(parsed);
  // A token that a person gave away for something else must not come to administer the tenant.
  if (draft.exchange.audiences.includes(managementAudience(tenant))) return invalidBody('Payload validation error: exchange_policy.targets: there is no exchange for the Management API.');
  const origin = findWrongOrigin(draft, before);
  if (origin !== undefined) return origin;
  const { registration } = draft;
  return registration === undefined ? draft : { ...draft, registration: { ...registration, metadata: { ...registration.metadata, ...parsed.accepted } } };
}

function explained({ reason, evidence: { received = '', expected = '' } }: Refusal): ManagementRefusal {
  const place = reason === 'registration.redirect_uri_not_taken' ? 'callbacks: ' : '';
  return invalidBody(`Payload validation error: ${place}${inPlaces(received)}. Expected: ${inPlaces(expected)}.`);
}

const inPlaces = (text: string) => places.reduce((told, [member, place]) => told.replaceAll(member, place), text);

function findWrongOrigin(draft: Client, before: Client): ManagementRefusal | undefined {
  for (const [place, now, old] of [['web_origins', draft.webOrigins, before.webOrigins], ['allowed_origins', draft.allowedOrigins, before.allowedOrigins]] as const) {
    for (const [index, origin] of now.entries()) {
      const flaw = old.includes(origin) ? undefined : findWebOriginFlaw(origin);
      if (flaw !== undefined) return invalidBody(`Payload validation error: ${place}.${index} = '${origin.slice(0, 120)}': ${flaw}.`);
    }
  }
  return undefined;
}
