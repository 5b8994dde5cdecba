import Type from 'typebox';
import type { Connection } from '../../identity/connections/connection.ts';
import { proveOutboundUrl } from '../../protocol/outbound/prove-outbound-url.ts';
import type { OutboundPolicy } from '../../protocol/ports/outbound.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';
import { clientSecret, maybe, secretMethod, told, url } from './upstream-members.ts';

const closed = { additionalProperties: false } as const;
const path = Type.String({ pattern: '^[A-Za-z0-9_:@-]{1,80}(\\.[A-Za-z0-9_:@-]{1,80}){0,4}$' });
const own = {
  ...told, token_endpoint_auth_method: maybe({ ...secretMethod, description: 'client_secret_post where nothing is said.' }), pkce_enabled: maybe(Type.Boolean({ description: 'RFC 7636; true where nothing is said. false only for a provider that can not do with it.' })),
  issuer: maybe({ ...url, description: 'RFC 9207: how the provider names itself in its answers, where it does.' }),
  authorizationURL: { ...url, description: 'Where people sign in (RFC 6749 §3.1).' }, tokenURL: { ...url, description: 'Where codes become tokens (RFC 6749 §3.2). It stays on its host.' }, userinfo_url: { ...url, description: 'Answers in JSON whose the access token is. It stays on its host.' },
  fieldsMap: maybe(Type.Record(Type.String({ pattern: '^[a-z_]{1,40}$' }), path, { additionalProperties: false, maxProperties: 50, description: 'Claim to member of that answer, with dots between members of members. user_id is the id of the person: sub where nothing is said, and the same for ever.' })),
};
const preset = { ...told, email: maybe(Type.Boolean()), profile: maybe(Type.Boolean()) };

/** Auth0: the options of any provider of OAuth 2.0. Where Auth0 runs a script, a map of names says what its answer means. */
export const oauth2Options = Type.Object({ ...own, ...clientSecret }, closed);
/** Auth0: the options of a provider that is known by name; its addresses are fixed. */
export const presetOptions = Type.Object({ ...preset, ...clientSecret }, closed);
/** The same as they are answered: nobody gets the secret. */
export const shownPlainOptions = [Type.Object(own, closed), Type.Object(preset, closed)] as const;

/** Refuses addresses that may not be asked, and any change that would make other people of those who are known. */
export function refuseAddresses({ options: before }: Connection, { strategy, options }: Connection, policy: OutboundPolicy): ManagementRefusal | undefined {
  if (strategy !== 'oauth2') return undefined;
  for (const name of ['authorizationURL', 'tokenURL', 'userinfo_url'] as const) {
    const proved = proveOutboundUrl(options[name] ?? '', policy);
    if (typeof proved === 'object') return invalidBody(`Payload validation error: options.${name}: ${proved.detail}.`);
  }
  if (before.tokenURL === undefined) return undefined;
  const moved = (['tokenURL', 'userinfo_url'] as const).find((name) => originOf(before[name]) !== originOf(options[name]));
  if (moved !== undefined) return invalidBody(`Payload validation error: options.${moved}: it can not move to another host, for the people of the connection are known by what it says: make a new connection.`);
  return (before.fieldsMap?.['user_id'] ?? 'sub') === (options.fieldsMap?.['user_id'] ?? 'sub') ? undefined : invalidBody('Payload validation error: options.fieldsMap.user_id can not be changed, for the people of the connection are known by it: make a new connection.');
}

const originOf = (text: string | undefined) => (text === undefined ? undefined : new URL(text).origin);
