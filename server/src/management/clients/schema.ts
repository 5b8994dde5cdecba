import Type, { type Static } from 'typebox';
import { fixed } from '../fixed.ts';
import { addonsBody } from './addons.ts';
import { fixedMembers, silentMembers } from './fixed-members.ts';

const appType = Type.Union([Type.Literal('native'), Type.Literal('spa'), Type.Literal('regular_web'), Type.Literal('non_interactive')], { description: 'What the application is; it decides the defaults.' });
const addresses = (description: string) => Type.Array(Type.String({ minLength: 1, maxLength: 2048 }), { maxItems: 50, description });
const orNothing = (longest: number, description: string) => Type.Union([Type.String({ maxLength: longest }), Type.Null()], { description });
const lifetime = (maximum: number) => Type.Optional(Type.Integer({ minimum: 1, maximum }));

const refreshToken = Type.Object({
  rotation_type: Type.Optional(Type.Union([Type.Literal('rotating'), Type.Literal('non-rotating')])), expiration_type: Type.Optional(Type.Union([Type.Literal('expiring'), Type.Literal('non-expiring')])),
  leeway: Type.Optional(Type.Integer({ minimum: 0, maximum: 60 })), token_lifetime: lifetime(157_788_000), idle_token_lifetime: lifetime(157_788_000), infinite_token_lifetime: Type.Optional(Type.Boolean()), infinite_idle_token_lifetime: Type.Optional(Type.Boolean()),
}, { additionalProperties: false, description: 'How refresh tokens live, in seconds. Infinite stands for a hundred years. A token that does not rotate has no idle lifetime.' });

const known = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200, description: 'One that is there already.' }) }, { additionalProperties: false });
const credentialName = Type.Optional(Type.String({ minLength: 1, maxLength: 128, description: 'For people.' }));
const pem = (description: string) => Type.String({ minLength: 1, maxLength: 20_000, description });
const credential = Type.Union([
  Type.Object({ credential_type: Type.Literal('public_key'), name: credentialName, pem: pem('A public key: BEGIN PUBLIC KEY, or a certificate.'), alg: Type.Optional(Type.Union(['RS256', 'RS384', 'PS256', 'ES256'].map((alg) => Type.Literal(alg)), { description: 'The one algorithm that it signs with.' })), parse_expiry_from_cert: fixed(false, 'a key stays until it is taken away') }, { additionalProperties: false }), known,
]);
const nameCredential = Type.Union([Type.Object({ credential_type: Type.Literal('cert_subject_dn'), name: credentialName, subject_dn: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'RFC 4514: CN=shop,O=Hooli.' })), pem: Type.Optional(pem('A certificate, of which the name is taken.')) }, { additionalProperties: false }), known]);
const certificateCredential = Type.Union([Type.Object({ credential_type: Type.Literal('x509_cert'), name: credentialName, pem: pem('A certificate.') }, { additionalProperties: false }), known]);
const proofs = {
  private_key_jwt: Type.Optional(Type.Object({ credentials: Type.Array(credential, { minItems: 1, maxItems: 2 }) }, { additionalProperties: false, description: 'RFC 7523: a key pair, of which the public half stands here.' })),
  tls_client_auth: Type.Optional(Type.Object({ credentials: Type.Array(nameCredential, { minItems: 1, maxItems: 1 }) }, { additionalProperties: false, description: 'RFC 8705 §2.1: a certificate with this name.' })),
  self_signed_tls_client_auth: Type.Optional(Type.Object({ credentials: Type.Array(certificateCredential, { minItems: 1, maxItems: 2 }) }, { additionalProperties: false, description: 'RFC 8705 §2.2: one of these certificates.' })),
};

const writable = {
  name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^<>]*$' }), description: orNothing(140, 'For people.'), logo_uri: orNothing(2048, 'An https URL.'), initiate_login_uri: orNothing(2048, 'An https URL where a person starts to sign in (OIDC Core §4).'),
  app_type: appType, is_first_party: Type.Boolean({ description: 'The same house: consent is not asked for where the API says so.' }), oidc_conformant: Type.Boolean({ description: 'false is the application’s half of the switch of /tokeninfo and of scopes that are named like claims; true unless somebody says so.' }),
  callbacks: addresses('Redirect URIs, compared character for character: no wildcards (RFC 9700 §2.1).'), allowed_logout_urls: addresses('Where a browser may be sent after logout.'), web_origins: addresses('Origins of pages that get answers by web_message, and may read answers.'), allowed_origins: addresses('More origins that may read answers (CORS).'),
  grant_types: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 20, description: 'Unsafe ones (implicit, password, and http://auth0.com/oauth/legacy/grant-type/… for the older endpoints) work only where the tenant switched them on too.' }),
  jwt_configuration: Type.Object({ alg: Type.Optional(Type.Union(['RS256', 'PS256', 'ES256', 'EdDSA', 'HS256'].map((name) => Type.Literal(name)))), lifetime_in_seconds: lifetime(31_557_600), secret_encoded: Type.Optional(Type.Literal(false)) }, { additionalProperties: false, description: 'Of ID tokens.' }),
  token_endpoint_auth_method: Type.Union([...['none', 'client_secret_post', 'client_secret_basic'].map((name) => Type.Literal(name)), Type.Null()], { description: 'null where client_authentication_methods says it.' }),
  client_authentication_methods: Type.Union([Type.Object(proofs, { additionalProperties: false, minProperties: 1, maxProperties: 1 }), Type.Null()], { description: 'How the application proves itself, where that takes no secret.' }),
  compliance_level: Type.Union([Type.Literal('none'), Type.Literal('fapi2_sp_pkj_mtls'), Type.Literal('fapi2_sp_mtls_mtls'), Type.Null()], { description: 'FAPI 2.0 §5.3.2, with what it rests on; FAPI 1 is not here.' }), addons: Type.Union([addonsBody, Type.Null()]),
  refresh_token: Type.Union([refreshToken, Type.Null()]),
  exchange_policy: Type.Object({
    targets: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 600 }), { maxItems: 50, uniqueItems: true, description: 'APIs, by identifier, and applications, by id. Empty: there is no exchange.' })),
    delegation: Type.Optional(Type.Boolean({ description: 'With an actor_token: the new token names who acts.' })), impersonation: Type.Optional(Type.Boolean({ description: 'Without one: nobody can tell that it is not the person.' })),
  }, { additionalProperties: false, description: 'Ours: what the application may have in exchange for a token that it was brought (RFC 8693), and for which targets it may call /delegation.' }),
  client_metadata: Type.Record(Type.String({ minLength: 1, maxLength: 255 }), Type.Union([Type.String({ maxLength: 255 }), Type.Null()]), { maxProperties: 50, description: 'Words of your own. In a change null takes one away.' }),
  oidc_logout: Type.Union([Type.Object({ backchannel_logout_urls: Type.Array(Type.String({ minLength: 1, maxLength: 2048 }), { maxItems: 1 }) }, { additionalProperties: false }), Type.Null()]),
  require_pushed_authorization_requests: Type.Boolean({ description: 'RFC 9126 §6.' }), require_proof_of_possession: Type.Boolean({ description: 'Tokens are bound to a key, by DPoP (RFC 9449) or mTLS (RFC 8705).' }),
};
const secret = Type.Optional(Type.String({ minLength: 32, maxLength: 255, pattern: '^[\\x21-\\x7e]*$', description: 'A secret of your own choice, of at least 32 characters; made here where none is sent. A change needs update:client_keys.' }));
const optional = Type.Partial(Type.Object(writable));
const others = { client_secret: secret, ...fixedMembers, ...silentMembers };

/** Auth0: the body of `POST /clients`. */
export const createBody = Type.Object({ ...optional.properties, ...others, name: writable.name }, { additionalProperties: false });
/** Auth0: the body of `PATCH /clients/{id}`. */
export const updateBody = Type.Object({ ...optional.properties, ...others }, { additionalProperties: false });
/** What a body may set. */
export type ClientBody = Static<typeof updateBody>;
/** The keys that a body may bring. */
export type Credential = Static<typeof credential>;
/** The name of a certificate. */
export type NameCredential = Static<typeof nameCredential>;
/** The certificates that a body may bring. */
export type CertificateCredential = Static<typeof certificateCredential>;
/** One that is there already. */
export type KnownCredential = Static<typeof known>;

const ids = Type.Object({ credentials: Type.Array(Type.Object({ id: Type.String() })) });

/** Auth0: an application as it is answered. */
export const view = Type.Partial(Type.Object({
  ...writable, tenant: Type.String(), client_id: Type.String(), global: Type.Boolean(),
  client_secret: Type.String({ description: 'Only in the answer that made it, and only with read:client_keys: afterwards it is kept as a hash, and nobody can read it. POST /clients/{id}/rotate-secret makes a new one.' }),
  client_authentication_methods: Type.Partial(Type.Object({ private_key_jwt: ids, tls_client_auth: ids, self_signed_tls_client_auth: ids })), ...fixedMembers,
}));
