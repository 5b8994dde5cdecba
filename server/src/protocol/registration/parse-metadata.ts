import { encryptionsOf, isBySecret } from '../client/answer-encryptions.ts';
import type { Client } from '../client/client.ts';
import { invalidRedirectUri, type OAuthRefusal } from '../vocabulary/errors.ts';
import { addresses } from './families/addresses.ts';
import { authentication } from './families/authentication.ts';
import { ciba } from './families/ciba.ts';
import { defaults } from './families/defaults.ts';
import { display } from './families/display.ts';
import { flows } from './families/flows.ts';
import { formats } from './families/formats.ts';
import { keys } from './families/keys.ts';
import { logout } from './families/logout.ts';
import { requests } from './families/requests.ts';
import { subject } from './families/subject.ts';
import type { Family, Ground } from './ground.ts';
import { metadataReader, type Members, type MetadataReader } from './metadata-reader.ts';

/** In the order in which problems are told. */
const families: readonly Family[] = [addresses, flows, authentication, keys, display, requests, formats, subject, logout, defaults, ciba];

/** What metadata make of a client, and how they stand in an answer. */
export interface ParsedMetadata { readonly settings: Partial<Client>; readonly accepted: Members }

/**
 * RFC 7591 §2: what a client says of itself, member by member. Nothing unknown is refused, and nothing unknown has an effect:
 * what is not of a family (A205 of the attack cases: tenant, lifetimes, first-party, skipped consent) can not be set.
 */
export function parseMetadata(members: Members, ground: Ground): ParsedMetadata | OAuthRefusal {
  const read = metadataReader(members);
  const settings = families.reduce<Partial<Client>>((before, family) => ({ ...before, ...family(read, ground) }), {});
  if (ground.by !== 'administrator' && (settings.responseTypes ?? []).length > 0 && (settings.redirectUris ?? []).length === 0) read.refuse(invalidRedirectUri('registration.redirect_uri_missing'));
  judgeTogether(read, settings);
  return read.problem ?? { settings, accepted: read.accepted };
}

/** What several families say together. */
function judgeTogether(read: MetadataReader, settings: Partial<Client>): void {
  const { responseTypes = [], senderConstraint = 'none' } = settings;
  const needs = findNeedOfKeys(settings);
  if (needs !== undefined) read.fault('registration.not_together', needs, 'jwks or jwks_uri');
  if (settings.authenticationMethod === 'none') judgeWithoutSecret(read, settings);
  // A token through the browser can be bound to nothing.
  if (senderConstraint !== 'none' && responseTypes.some((type) => type.split(' ').includes('token'))) read.fault('registration.not_together', 'bound access tokens', 'response types without token');
}

/** OIDC Core §10.1, OIDC Core §10.2: what takes a secret is not for an application that has none. */
function judgeWithoutSecret(read: MetadataReader, { formats, idTokenAlg, requests }: Partial<Client>): void {
  if (formats !== undefined && encryptionsOf(formats).some(isBySecret)) read.fault('registration.not_together', 'an answer that is encrypted with the client secret', 'a token_endpoint_auth_method with a secret');
  if (idTokenAlg === 'HS256') read.fault('registration.not_together', 'id_token_signed_response_alg = HS256', 'RS256, PS256, ES256 or EdDSA: an application without a secret has nothing to verify HS256 with (OIDC Core §10.1)');
  if (requests?.objectSigningAlg === 'HS256') read.fault('registration.not_together', 'request_object_signing_alg = HS256', 'an algorithm with a key pair: an application without a secret has nothing to sign HS256 with (OIDC Core §10.1)');
}

function findNeedOfKeys({ authenticationMethod, formats: answers, keys: found }: Partial<Client>): string | undefined {
  if (found?.jwks !== undefined || found?.jwksUri !== undefined) return undefined;
  if (authenticationMethod === 'private_key_jwt' || authenticationMethod === 'self_signed_tls_client_auth') return `token_endpoint_auth_method ${authenticationMethod}`;
  return answers !== undefined && encryptionsOf(answers).some((to) => !isBySecret(to)) ? 'an encrypted answer' : undefined;
}
