import type { Management } from 'auth0-5';
import Type from 'typebox';
import { closed, fitting, like, nextPage, offsetPage, oneOf, time } from './fitting.ts';

const maybe = Type.Optional;
const text = Type.String();
const metadata = maybe(Type.Union([Type.Record(text, Type.Unknown()), Type.Null()]));

const oneSession = closed({
  id: Type.String({ minLength: 10 }), user_id: text, created_at: time, updated_at: time, authenticated_at: time, idle_expires_at: time, expires_at: time, last_interacted_at: time, device: closed({ initial_user_agent: text, initial_ip: text }),
  clients: Type.Array(closed({ client_id: text })), cookie: closed({ mode: oneOf(['persistent', 'non-persistent']) }), session_metadata: metadata,
});
/** A session. */
export const session = fitting<Management.GetSessionResponseContent>()(oneSession);
/** A page of sessions. */
export const sessions = fitting<Management.ListUserSessionsPaginatedResponseContent>()(nextPage('sessions', oneSession));

const token = closed({
  id: like('^rt_'), user_id: text, created_at: time, expires_at: time, idle_expires_at: maybe(time), client_id: text, session_id: Type.Union([text, Type.Null()]), rotating: Type.Boolean(), resource_servers: Type.Array(closed({ audience: maybe(text), scopes: text })), refresh_token_metadata: metadata,
});
/** A refresh token. */
export const refreshToken = fitting<Management.GetRefreshTokenResponseContent>()(token);
/** A page of refresh tokens. */
export const refreshTokens = fitting<Management.ListRefreshTokensPaginatedResponseContent>()(nextPage('tokens', token));

const credential = closed({ id: like('^dcr_'), device_name: text, device_id: maybe(text), type: oneOf(['public_key', 'refresh_token', 'rotating_refresh_token']), user_id: text, client_id: text });
/** A page of devices. */
export const deviceCredentials = fitting<Management.ListDeviceCredentialsOffsetPaginatedResponseContent>()(offsetPage('device_credentials', credential));
/** A device whose key was registered. */
export const newDevice = fitting<Management.CreatePublicKeyDeviceCredentialResponseContent>()(Type.Object({ id: like('^dcr_') }));

/** What people allowed applications. */
export const userGrants = fitting<Management.ListUserGrantsOffsetPaginatedResponseContent>()(offsetPage('grants', closed({ id: like('^grant_'), clientID: text, user_id: text, audience: maybe(text), scope: Type.Array(text), given_at: time })));
