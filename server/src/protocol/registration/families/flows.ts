import type { LegacyFlow } from '../../../kernel/tenant.ts';
import { findResponseType } from '../../response-types/index.ts';
import type { ResponseType } from '../../response-types/response-type.ts';
import type { GrantTypeName } from '../../vocabulary/names.ts';
import type { Family, Ground } from '../ground.ts';
import type { MetadataReader } from '../metadata-reader.ts';

/** What anybody may have. */
const open: readonly GrantTypeName[] = ['authorization_code', 'refresh_token', 'implicit'];
/** What an administrator lets in: a stranger's device code is a way to phish (RFC 8628 §5.4), and a machine without a person is nobody's guest. */
const admittedToo: readonly GrantTypeName[] = ['client_credentials', 'urn:ietf:params:oauth:grant-type:device_code', 'urn:openid:params:grant-type:ciba'];
/** What an administrator may give: everything that the token endpoint speaks. */
const everyGrantType: readonly GrantTypeName[] = [
  ...open, ...admittedToo, 'password', 'http://auth0.com/oauth/grant-type/password-realm', 'http://auth0.com/oauth/grant-type/passwordless/otp',
  'urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn:ietf:params:oauth:grant-type:token-exchange',
];

/** RFC 7591 §2.1: grant types and response types, and that they go together. Unsafe ones only where the tenant switched them on (RFC 9700 §2.1.2). */
export const flows: Family = (read, ground) => {
  const types = readResponseTypes(read);
  const grants = readGrantTypes(read, ground, types ?? []);
  const asked = types ?? (grants.includes('authorization_code') ? ['code'] : []);
  const known = asked.flatMap((name) => findResponseType(name) ?? []);
  for (const type of known) judgeType(read, { type, grants, ground });
  read.accept('response_types', known.map(({ name }) => name));
  read.accept('grant_types', grants);
  return { grantTypes: grants, responseTypes: known.map(({ name }) => name), legacyFlows: [...new Set(known.flatMap((type) => legacyFlowOf(type) ?? []))] };
};

function readResponseTypes(read: MetadataReader): readonly string[] | undefined {
  const sent = read.texts('response_types', 20);
  const unknown = sent?.find((name) => findResponseType(name) === undefined);
  if (unknown !== undefined) read.fault('registration.not_offered', `response_types: ${unknown.slice(0, 60)}`, 'code, and where the tenant switched them on id_token, id_token token, code id_token, code token, code id_token token');
  return sent?.map((name) => findResponseType(name)?.name ?? name);
}

/**
 * What is not to be had is left out, and the answer tells (RFC 7591 §3.2.1): clients name every grant that they know, for whatever server they meet.
 * Passwords, assertions and token exchange only an administrator gives, for they are unsafe or need a policy (A205 of the attack cases).
 */
function readGrantTypes(read: MetadataReader, { admitted, by }: Ground, types: readonly string[]): readonly GrantTypeName[] {
  if (by === 'administrator') return readAnyGrantTypes(read);
  const sent = read.texts('grant_types', 20) ?? defaultGrants(types);
  const offered = by === 'dynamic' && admitted ? [...open, ...admittedToo] : open;
  const granted = offered.filter((name) => sent.includes(name));
  if (granted.length === 0) read.fault('registration.not_offered', `grant_types: ${sent.join(' ').slice(0, 80)}`, offered.join(', '));
  return granted;
}

/** An administrator is told of what is not to be had: nothing is left out in silence. */
function readAnyGrantTypes(read: MetadataReader): readonly GrantTypeName[] {
  const sent = read.texts('grant_types', 20) ?? [];
  const strange = sent.find((name) => !everyGrantType.includes(name as GrantTypeName));
  if (strange !== undefined) read.fault('registration.not_offered', `grant_types: ${strange.slice(0, 80)}`, everyGrantType.join(', '));
  return everyGrantType.filter((name) => sent.includes(name));
}

/** RFC 7591 §2: authorization_code, and what the response types need. */
function defaultGrants(types: readonly string[]): readonly GrantTypeName[] {
  const known = types.flatMap((name) => findResponseType(name) ?? []);
  if (known.length === 0) return ['authorization_code'];
  return [...(known.some(({ code }) => code) ? ['authorization_code'] as const : []), ...(known.some(isImplicit) ? ['implicit'] as const : [])];
}

const isImplicit = ({ idToken, token }: ResponseType) => idToken || token;

interface Judged { readonly type: ResponseType; readonly grants: readonly GrantTypeName[]; readonly ground: Ground }

function judgeType(read: MetadataReader, { type, grants, ground }: Judged): void {
  // Of an administrator's application the grants decide; an unsafe one works once the tenant is switched on too (protocol/legacy).
  if (ground.by === 'administrator') return;
  const name = `response_types: ${type.name}`;
  if (type.code && !grants.includes('authorization_code')) read.fault('registration.not_together', name, 'grant_types with authorization_code');
  if (isImplicit(type) && !grants.includes('implicit')) read.fault('registration.not_together', name, 'grant_types with implicit');
  const flow = neededSwitch(type);
  if (flow !== undefined && (ground.by === 'metadata_document' || !ground.tenant.settings.legacyFlows.includes(flow))) read.fault('registration.not_offered', name, `code; the ${flow} flow is unsafe and switched off here`);
}

/** The switch of the tenant that the type needs: an ID token alone may go by form_post, which needs none (decision 009). */
const neededSwitch = (type: ResponseType): LegacyFlow | undefined => (type.name === 'id_token' ? undefined : legacyFlowOf(type));

const legacyFlowOf = (type: ResponseType): LegacyFlow | undefined => (type.code ? (type.name === 'code' ? undefined : 'hybrid') : 'implicit');
