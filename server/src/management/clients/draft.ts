import type { LegacyFlow } from '../../kernel/tenant.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { GrantTypeName, ResponseTypeName } from '../../protocol/vocabulary/names.ts';
import { invalidBody, ManagementRefusal } from '../refusal.ts';
import { compliant } from './compliance.ts';
import { certificateProof, keyProof, nameProof } from './credentials.ts';
import { changedLegacy, findHalfDelegation, withoutLegacy } from './legacy-grants.ts';
import { changedRefresh } from './refresh.ts';
import type { ClientBody } from './schema.ts';

/** What a body makes of an application, not yet judged: what it does not name stays. */
export function draftOf(before: Client, body: ClientBody): Client | ManagementRefusal {
  const authenticated = { ...before, ...shown(before, body), ...addressed(before, body), ...withPolicies(before, body) };
  const half = findHalfDelegation(body.grant_types ?? []);
  if (half !== undefined) return invalidBody(`Payload validation error: grant_types: ${half} are one switch here: send both, or neither.`);
  const proof = proving(authenticated, body);
  if (proof instanceof ManagementRefusal) return proof;
  const client: Client = { ...authenticated, ...proof };
  const refresh = changedRefresh(client, body.refresh_token);
  if (refresh instanceof ManagementRefusal) return refresh;
  return compliant({ ...client, ...flowsOf(client, body), refresh }, body.compliance_level);
}

/** Text that is empty or null takes away what there was. */
const textOf = (sent: string | null | undefined, before: string | undefined) => (sent === undefined ? before : sent === null || sent === '' ? undefined : sent);

const shown = (before: Client, body: ClientBody): Partial<Client> => ({
  name: body.name ?? before.name, description: textOf(body.description, before.description), logoUri: textOf(body.logo_uri, before.logoUri), initiateLoginUri: textOf(body.initiate_login_uri, before.initiateLoginUri),
  type: body.app_type ?? before.type, firstParty: body.is_first_party ?? before.firstParty, notes: notesOf(body.client_metadata, before.notes),
});

/** Auth0: metadata are merged; null takes one away. */
const notesOf = (sent: ClientBody['client_metadata'], before: Client['notes']): Client['notes'] =>
  Object.fromEntries(Object.entries({ ...before, ...sent }).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));

const distinct = (sent: readonly string[] | undefined, before: readonly string[]) => (sent === undefined ? before : [...new Set(sent)]);

const addressed = (before: Client, body: ClientBody): Partial<Client> => ({
  redirectUris: distinct(body.callbacks, before.redirectUris), logoutUris: distinct(body.allowed_logout_urls, before.logoutUris), webOrigins: distinct(body.web_origins, before.webOrigins), allowedOrigins: distinct(body.allowed_origins, before.allowedOrigins),
  logout: body.oidc_logout === undefined ? before.logout : { ...before.logout, backchannelUri: body.oidc_logout?.backchannel_logout_urls[0] },
});

const withPolicies = (before: Client, body: ClientBody): Partial<Client> => ({
  idTokenTtl: body.jwt_configuration?.lifetime_in_seconds ?? before.idTokenTtl, idTokenAlg: (body.jwt_configuration?.alg ?? before.idTokenAlg),
  requests: { ...before.requests, parRequired: body.require_pushed_authorization_requests ?? before.requests.parRequired }, senderConstraint: constraintOf(body.require_proof_of_possession, before.senderConstraint),
  exchange: exchangeOf(body.exchange_policy, before.exchange),
});

/** RFC 8693 §2: what is not named stays. */
const exchangeOf = (sent: ClientBody['exchange_policy'], before: Client['exchange']): Client['exchange'] =>
  ({ audiences: distinct(sent?.targets, before.audiences), delegation: sent?.delegation ?? before.delegation, impersonation: sent?.impersonation ?? before.impersonation });

/** Auth0 asks for a key, whichever. */
function constraintOf(wanted: boolean | undefined, before: Client['senderConstraint']): Client['senderConstraint'] {
  if (wanted === undefined || wanted === (before !== 'none')) return before;
  return wanted ? 'either' : 'none';
}

/** RFC 6749 §2.3: how it proves itself. Without a secret PKCE stands in for one (RFC 9700 §2.1.1). */
function proving(before: Client, body: ClientBody): Partial<Client> | ManagementRefusal {
  const proofs = body.client_authentication_methods ?? {};
  if (proofs.private_key_jwt !== undefined) return keyProof(proofs.private_key_jwt.credentials, before);
  if (proofs.tls_client_auth !== undefined) return nameProof(proofs.tls_client_auth.credentials, before);
  if (proofs.self_signed_tls_client_auth !== undefined) return certificateProof(proofs.self_signed_tls_client_auth.credentials, before);
  const method = (body.token_endpoint_auth_method ?? (body.client_authentication_methods === null ? 'client_secret_post' : before.authenticationMethod));
  return { authenticationMethod: method, certificate: method === 'tls_client_auth' ? before.certificate : undefined, requiresPkce: before.requiresPkce || method === 'none' };
}

/** What a grant type brings with it: response types, and the application's half of the switch of an unsafe flow (the tenant has the other one). */
function flowsOf({ grantTypes, responseTypes, legacyFlows, idTokenAlg }: Client, body: ClientBody): Pick<Client, 'grantTypes' | 'responseTypes' | 'legacyFlows'> {
  const signing = idTokenAlg === 'HS256' ? ['shared_secret_signing' as const] : [];
  const others = changedLegacy(legacyFlows, { grantTypes: body.grant_types, oidcConformant: body.oidc_conformant }).filter((flow) => flow !== 'shared_secret_signing');
  if (body.grant_types === undefined) return { grantTypes, responseTypes, legacyFlows: [...others, ...signing] };
  const grants = withoutLegacy([...new Set(body.grant_types)]) as readonly GrantTypeName[];
  const [code, implicit] = [grants.includes('authorization_code'), grants.includes('implicit')];
  const password = grants.some((name) => name === 'password' || name.endsWith('/password-realm'));
  const types: readonly (readonly [boolean, readonly ResponseTypeName[]])[] = [[code, ['code']], [implicit, ['id_token', 'token', 'id_token token']], [code && implicit, ['code id_token', 'code token', 'code id_token token']]];
  const flows: readonly (readonly [boolean, LegacyFlow])[] = [[implicit, 'implicit'], [code && implicit, 'hybrid'], [password, 'password']];
  return {
    grantTypes: grants, responseTypes: types.flatMap(([on, names]) => (on ? names : [])),
    legacyFlows: [...others.filter((flow) => !flows.some(([, name]) => name === flow)), ...flows.flatMap(([on, flow]) => (on ? [flow] : [])), ...signing],
  };
}
