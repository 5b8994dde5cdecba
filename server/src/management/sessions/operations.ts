import Type from 'typebox';
import type { Session } from '../../identity/ports/session-store.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { checkpointOutput, cutPage, parseCheckpoint } from '../key-page.ts';
import { operation } from '../contract.ts';
import { checkpointPaging } from '../paging.ts';
import type { PeopleTools } from '../people-tools.ts';
import { insufficientScope, ManagementRefusal, notFound } from '../refusal.ts';
import { endSession, endSessionsOf } from './end-sessions.ts';
import { revokeAccessBody, updateBody, view, viewOf } from './schema.ts';

const make = operation<PeopleTools>();
const none = Type.Object({});
const missing = () => notFound('The session', 'inexistent_session');
const nobody = () => notFound('The user', 'inexistent_user');

/** A session that is not over. */
async function find({ id }: Tenant, sid: string | undefined, { sessions, clock }: PeopleTools): Promise<Session | undefined> {
  const session = await sessions.findBySid(id, sid ?? '');
  const now = clock.now();
  return session === undefined || session.idleExpiresAt <= now || session.absoluteExpiresAt <= now ? undefined : session;
}

/** The sessions of people. */
export const sessionOperations = [
  make({ id: 'sessions.get', method: 'GET', path: '/sessions/{id}', scopes: ['read:sessions'], status: 200, summary: 'One session.', query: none, body: undefined, output: view }, async ({ tenant, path }, tools) => {
    const session = await find(tenant, path['id'], tools);
    return session === undefined ? missing() : viewOf(session, await tools.sessions.listApplications(tenant.id, session));
  }),
  make({ id: 'sessions.update', method: 'PATCH', path: '/sessions/{id}', scopes: ['update:sessions'], status: 200, summary: 'Writes down words about a session.', query: none, body: updateBody, output: view }, async ({ tenant, path, body, audit, audited }, tools) => {
    const session = await find(tenant, path['id'], tools);
    if (session === undefined || !(await tools.sessions.annotate(tenant.id, session.sid, { metadata: body.session_metadata ?? {}, log: audit() }))) return missing();
    audited();
    const annotated = await find(tenant, session.sid, tools);
    return annotated === undefined ? missing() : viewOf(annotated, await tools.sessions.listApplications(tenant.id, annotated));
  }),
  make({ id: 'sessions.delete', method: 'DELETE', path: '/sessions/{id}', scopes: ['delete:sessions'], status: 202, summary: 'Ends a session; refresh tokens for offline access stay.', query: none, body: undefined, output: undefined }, async (call, tools) => {
    const session = await find(call.tenant, call.path['id'], tools);
    return session === undefined ? missing() : endSession(call, { session, offline: false }, tools);
  }),
  make({ id: 'sessions.revoke', method: 'POST', path: '/sessions/{id}/revoke', scopes: ['delete:sessions'], status: 202, summary: 'Ends a session and every refresh token that came from it; delete:refresh_tokens is needed too.', query: none, body: undefined, output: undefined }, async (call, tools) => {
    if (!call.permit.scopes.has('delete:refresh_tokens')) return insufficientScope(['delete:refresh_tokens']);
    const session = await find(call.tenant, call.path['id'], tools);
    return session === undefined ? missing() : endSession(call, { session, offline: true }, tools);
  }),
  make({ id: 'users.sessions.list', method: 'GET', path: '/users/{user_id}/sessions', scopes: ['read:sessions'], status: 200, summary: 'The sessions of a person, newest first.', query: Type.Object(checkpointPaging), body: undefined, output: checkpointOutput('sessions', view) }, async ({ tenant, path, query }, { users, sessions, clock }) => {
    const page = parseCheckpoint(query);
    if (page instanceof ManagementRefusal) return page;
    const user = await users.find(tenant.id, path['user_id'] ?? '');
    if (user === undefined) return nobody();
    const { items, next } = cutPage(await sessions.pageByUser(tenant.id, user.id, { now: clock.now(), before: page.before, take: page.take + 1 }), page.take);
    return { sessions: await Promise.all(items.map(async (session) => viewOf(session, await sessions.listApplications(tenant.id, session)))), ...next };
  }),
  make({ id: 'users.sessions.delete', method: 'DELETE', path: '/users/{user_id}/sessions', scopes: ['delete:sessions'], status: 202, summary: 'Ends every session of a person.', query: none, body: undefined, output: undefined }, async (call, tools) => {
    const user = await tools.users.find(call.tenant.id, call.path['user_id'] ?? '');
    return user === undefined ? nobody() : endSessionsOf(call, { userId: user.id, offline: false }, tools);
  }),
  make({ id: 'users.revokeAccess', method: 'POST', path: '/users/{id}/revoke-access', scopes: ['delete:sessions'], status: 204, summary: 'Ends the sessions of a person, or one, and the refresh tokens unless they are preserved; without that delete:refresh_tokens is needed too.', query: none, body: revokeAccessBody, output: undefined }, async (call, tools) => {
    const { tenant, body: { session_id: sid, preserve_refresh_tokens: preserved = false } } = call;
    if (!preserved && !call.permit.scopes.has('delete:refresh_tokens')) return insufficientScope(['delete:refresh_tokens']);
    const user = await tools.users.find(tenant.id, call.path['id'] ?? '');
    if (user === undefined) return nobody();
    if (sid !== undefined) {
      const session = await find(tenant, sid, tools);
      return session?.userId === user.id ? endSession(call, { session, offline: !preserved }, tools) : missing();
    }
    if (preserved) return endSessionsOf(call, { userId: user.id, offline: false }, tools);
    return endEverything(call, user.id, tools);
  }),
];

/** Every token of the person ends in one commit; the sessions follow, each with its messages, and take along what they gave meanwhile. */
async function endEverything(call: Parameters<typeof endSessionsOf>[0], userId: string, tools: PeopleTools): Promise<void> {
  await tools.access.revokeAll(call.tenant.id, { userId, reach: 'everything' }, { at: tools.clock.now(), log: call.audit() });
  call.audited();
  await endSessionsOf(call, { userId, offline: true, logged: true }, tools);
}
