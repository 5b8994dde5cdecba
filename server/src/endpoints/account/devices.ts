import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import type { Session } from '../../identity/ports/session-store.ts';
import { parseTokenKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { AccountDevice, AccountSession } from '../../pages/account/account-pages.ts';
import type { Grant } from '../../protocol/tokens/records.ts';
import { tenantOfPage } from '../error-page/page-client.ts';
import { closeSessionWith } from '../interaction/close-session.ts';
import { logRecordOf } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import { admitAny, type AccountPage, type SentForm, type Told, type Visit } from './account-endpoint.ts';
import type { AccountTools } from './account-tools.ts';
import { commonProps, commonReply } from './common-props.ts';
import { endOtherSessions } from './end-others.ts';
import { nameClient, nameClients } from './name-clients.ts';

const place = 'devices';
const event = 'account.sessions';
const mostShown = 100;

/** Where somebody is signed in with this account, and which devices hold access that lasts: refresh tokens, by application. */
export const devicesPage = (tools: AccountTools): AccountPage<PersonInSession> => ({
  place, event, admit: admitAny,
  show: (visit, told) => show(visit, told, tools),
  take: (form) => take(form, tools),
});

async function show(visit: Visit, told: Told, tools: AccountTools): Promise<Reply> {
  const { request: { tenant }, person } = visit;
  const owner = { userId: person.user.id };
  const now = tools.clock.now();
  const [sessions, grants] = await Promise.all([tools.sessions.pageByUser(tenant.id, owner.userId, { now, take: mostShown }), tools.access.listOffline(tenant.id, owner, { now, take: mostShown })]);
  return {
    ...commonReply(visit, told, tools),
    page: {
      name: 'account-devices', ...commonProps(visit, { place, told }, tools), sessions: await Promise.all(sessions.map((session) => sessionOf(session, visit, tools))),
      devices: await Promise.all(grants.map((grant) => deviceOf(grant, visit, tools))),
    },
  };
}

async function sessionOf(session: Session, { request: { tenant }, person }: Visit, tools: AccountTools): Promise<AccountSession> {
  const applications = await nameClients(tenant, await tools.sessions.listApplications(tenant.id, session), tools);
  return { id: session.sid, userAgent: session.userAgent, address: session.address, signedInAt: session.authTime, lastSeen: session.lastSeen, own: session.sid === person.session.sid, applications };
}

async function deviceOf(grant: Grant, { request: { tenant }, person }: Visit, tools: AccountTools): Promise<AccountDevice> {
  const client = await nameClient(tenant, grant.clientId, tools);
  return { id: grant.key, client: client ?? tenantOfPage(tenant), device: grant.device, since: grant.createdAt, until: grant.absoluteExpiresAt, own: grant.sessionKey === person.session.sid };
}

/** The button that was pressed says what ends: `others`, `session.` with a sid, or `device.` with the key of a grant. Only what is the person's own is found. */
async function take(form: SentForm, tools: AccountTools): Promise<Reply | Refusal> {
  const end = form.params.optional('end') ?? '';
  const [kind, id] = [end.slice(0, end.indexOf('.')), end.slice(end.indexOf('.') + 1)];
  const refusal = end === 'others' ? await endEverythingElse(form, tools) : kind === 'session' ? await endSession(form, id, tools) : await endDevice(form, kind === 'device' ? id : '', tools);
  return refusal ?? show(form, { done: true }, tools);
}

const gone = () => new Refusal('invalid_request', 'account.gone');

async function endSession({ request, person }: SentForm, sid: string, tools: AccountTools): Promise<Refusal | undefined> {
  const { tenant, record } = request;
  const session = await tools.sessions.findBySid(tenant.id, sid);
  // This browser is left by signing out.
  if (session === undefined || session.userId !== person.user.id || session.sid === person.session.sid) return gone();
  record.pass('account.change', { received: 'the end of a session' });
  await closeSessionWith(tenant, { session, offline: true, log: logRecordOf(request, event, tools) }, tools);
  return undefined;
}

async function endDevice({ request, person }: SentForm, id: string, tools: AccountTools): Promise<Refusal | undefined> {
  const { tenant, record } = request;
  const key = parseTokenKey(id);
  const found = key === undefined ? undefined : await tools.grants.findGrant(tenant.id, key);
  if (found === undefined || found.grant.userId !== person.user.id) return gone();
  record.facts.clientId = found.grant.clientId;
  record.pass('account.change', { received: 'the end of the access of a device' });
  return await tools.access.revoke(tenant.id, found.grant.key, { at: tools.clock.now(), log: logRecordOf(request, event, tools) }) ? undefined : gone();
}

/** Everything but this browser, and what applications got in it. The line of the log comes first: what is begun is told. */
async function endEverythingElse({ request, person }: SentForm, tools: AccountTools): Promise<undefined> {
  const { tenant, record } = request;
  record.pass('account.change', { received: 'the end of everything else' });
  tools.log.append(tenant.id, logRecordOf(request, event, tools));
  await endOtherSessions(tenant, person, tools);
  for (;;) {
    const now = tools.clock.now();
    const others = (await tools.access.listOffline(tenant.id, { userId: person.user.id }, { now, take: 1000 })).filter(({ sessionKey }) => sessionKey !== person.session.sid);
    if (others.length === 0) return undefined;
    for (const { key } of others) await tools.access.revoke(tenant.id, key, { at: now });
  }
}
