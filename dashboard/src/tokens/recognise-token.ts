import type { Jwt, Members } from './parse-token.ts';

/** What a JWT is for. */
export type JwtKind =
  | 'id' | 'access' | 'access-rfc9068' | 'management' | 'logout' | 'dpop' | 'jarm' | 'introspection' | 'userinfo' | 'delegated' | 'request' | 'assertion' | 'foreign' | 'unknown';

/** A kind in words. */
export interface KindWords { readonly title: string; readonly words: string; readonly section: string | undefined; /** May an API be called with it? */ readonly opensApi: boolean }

const kind = (title: string, section: string | undefined, words: string): KindWords => ({ title, section, words, opensApi: false });
const opener = (title: string, section: string, words: string): KindWords => ({ title, section, words, opensApi: true });

/** Every kind, in words. */
export const kinds: Readonly<Record<JwtKind, KindWords>> = {
  'id': kind('ID token', 'OIDC Core §2', 'It tells an application who signed in. It is for that application alone: an API must never take it, whatever it says.'),
  'access': opener('Access token', 'RFC 6750 §2.1', 'It opens an API, in the form that Auth0’s SDKs know. The application that holds it need not read it.'),
  'access-rfc9068': opener('Access token, JWT profile', 'RFC 9068 §2', 'It opens an API, in the form of the standard: its type says that it is an access token and nothing else.'),
  'management': opener('Management API token', 'RFC 6750 §2.1', 'It opens this server’s own API, and so administers the tenant, as far as its scopes go. Whoever has it can do that.'),
  'logout': kind('Logout token', 'OIDC Back-Channel Logout §2.4', 'The server told an application by it that a session is over. It is good for two minutes and signs nobody in.'),
  'dpop': kind('DPoP proof', 'RFC 9449 §4.2', 'An application proves by it, for one request, that it holds the key in the header. It is no token, and this server did not make it.'),
  'jarm': kind('Authorization response', 'OAuth JARM §2.1', 'The answer of the authorization endpoint as a JWT: the code, or the error, signed for the application.'),
  'introspection': kind('Introspection response', 'RFC 9701 §5', 'What the server said about another token, signed for the one who asked. It opens nothing.'),
  'userinfo': kind('Userinfo response', 'OIDC Core §5.3.2', 'What the server said about a person, signed for one application. It opens nothing.'),
  'delegated': kind('Delegation token', undefined, 'An older flow made it for another application or API. It is trusted by its target alone.'),
  'request': kind('Request object', 'RFC 9101 §4', 'An authorization request that an application signed. It is no token.'),
  'assertion': kind('Client assertion', 'RFC 7523 §3', 'An application, or another issuer, signed it to prove itself to a server. It is no token, and whoever has it in time can be that application.'),
  'foreign': kind('A JWT of somebody else', 'RFC 7519 §4.1.1', 'Another issuer made it. It can be read here, and nothing of it is proved: this page asks no other server for keys.'),
  'unknown': kind('A JWT of an unknown kind', 'RFC 7519 §4.1', 'It names this server as its issuer, and has the form of nothing that this server makes.'),
};

/** Who this server is, as far as tokens tell it. */
export interface Home { readonly issuer: string; /** The audience of the Management API. */ readonly management: string }

/** RFC 7519 §5.1: media types may leave “application/” out. */
export const typeOf = ({ typ }: Members): string => (typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '');

/** The audiences of a JWT. */
export const audiencesOf = ({ aud }: Members): readonly string[] => (Array.isArray(aud) ? aud.filter((one) => typeof one === 'string') : typeof aud === 'string' ? [aud] : []);

const ofAnyone: Readonly<Record<string, JwtKind>> = { 'dpop+jwt': 'dpop', 'oauth-authz-req+jwt': 'request' };
const ofOurType: Readonly<Record<string, JwtKind>> = { 'logout+jwt': 'logout', 'token-introspection+jwt': 'introspection' };

/** RFC 8725 §3.11: the kind of a JWT, by its type where it has one of its own, and by its claims where not. */
export function recogniseToken({ header, claims }: Jwt, home: Home): JwtKind {
  const type = typeOf(header);
  const known = ofAnyone[type];
  if (known !== undefined) return known;
  if (claims['iss'] !== home.issuer) return isAssertion(claims, home) ? 'assertion' : 'foreign';
  const own = ofOurType[type];
  if (own !== undefined) return own;
  if (isAccessToken(claims) || type === 'at+jwt') return accessKind(type, claims, home);
  return kindOfOther(claims);
}

/** Of an application about itself, or for this server. */
function isAssertion(claims: Members, { issuer }: Home): boolean {
  const { iss, sub } = claims;
  return audiencesOf(claims).some((audience) => audience.startsWith(issuer) || `${audience}/` === issuer) && typeof iss === 'string' && (iss === sub || typeof sub === 'string');
}

const isAccessToken = (claims: Members) => typeof claims['azp'] === 'string' && typeof claims['jti'] === 'string';

function accessKind(type: string, claims: Members, { management }: Home): JwtKind {
  if (audiencesOf(claims).includes(management)) return 'management';
  return type === 'at+jwt' ? 'access-rfc9068' : 'access';
}

function kindOfOther(claims: Members): JwtKind {
  const has = (name: string) => claims[name] !== undefined;
  if (!has('sub')) return has('exp') && ['code', 'error', 'response', 'access_token', 'id_token', 'state'].some(has) ? 'jarm' : 'unknown';
  if (!has('exp')) return 'userinfo';
  return has('azp') ? 'delegated' : 'id';
}
