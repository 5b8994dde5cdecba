import Type from 'typebox';
import type { Session } from '../../identity/ports/session-store.ts';
import { isoTime } from '../times.ts';
import { words } from '../words.ts';

/** Auth0: a session. What the server does not know of a device is left out. */
export const view = Type.Object({
  id: Type.String(), user_id: Type.String(), created_at: Type.String(), updated_at: Type.String(), authenticated_at: Type.String(), idle_expires_at: Type.String(), expires_at: Type.String(), last_interacted_at: Type.String(),
  device: Type.Object({ initial_user_agent: Type.String(), initial_ip: Type.String() }), clients: Type.Array(Type.Object({ client_id: Type.String() })), cookie: Type.Object({ mode: Type.String() }), session_metadata: Type.Optional(Type.Record(Type.String(), Type.String())),
});

/** Auth0: the body of `PATCH /sessions/{id}`. */
export const updateBody = Type.Object({ session_metadata: words }, { additionalProperties: false });

/** Auth0: the body of `POST /users/{id}/revoke-access`. */
export const revokeAccessBody = Type.Object({ session_id: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })), preserve_refresh_tokens: Type.Optional(Type.Boolean()) }, { additionalProperties: false });

/** A session in Auth0's names. Its id is the `sid` of ID tokens: it names the session and can not be used as its cookie. */
export const viewOf = (session: Session, clientIds: readonly string[]) => ({
  id: session.sid, user_id: session.userId, created_at: isoTime(session.authTime), updated_at: isoTime(session.lastSeen), authenticated_at: isoTime(session.authTime), idle_expires_at: isoTime(session.idleExpiresAt),
  expires_at: isoTime(session.absoluteExpiresAt), last_interacted_at: isoTime(session.lastSeen), device: { initial_user_agent: session.userAgent, initial_ip: session.address },
  clients: clientIds.map((id) => ({ client_id: id })), cookie: { mode: 'persistent' }, ...(session.metadata === undefined ? {} : { session_metadata: session.metadata }),
});
