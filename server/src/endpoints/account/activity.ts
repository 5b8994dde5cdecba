import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import { parseTokenKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { closeSessionWith } from '../interaction/close-session.ts';
import { logRecordOf } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import { admitAny, type AccountPage, type SentForm, type Told, type Visit } from './account-endpoint.ts';
import type { AccountTools } from './account-tools.ts';
import { commonProps, commonReply } from './common-props.ts';
import { places } from './places.ts';
import { beginsSession, lineOf, listOwnLines, type OwnLine } from './sign-ins.ts';

const place = 'activity';
const event = 'account.disowned';
const shown = 50;

/** Sign-ins of the last time, and the button for those that were somebody else. */
export const activityPage = (tools: AccountTools): AccountPage<PersonInSession> => ({
  place, event, admit: admitAny,
  show: (visit, told) => show(visit, told, tools),
  take: (form) => take(form, tools),
});

async function show(visit: Visit, told: Told, tools: AccountTools): Promise<Reply> {
  const { request: { tenant }, person } = visit;
  const lines = await listOwnLines(tenant, person.user, { tools, take: shown });
  const own = (line: OwnLine) => line.sessionKey !== undefined && [person.session.key, person.session.sid].some((key) => key === line.sessionKey);
  return {
    ...commonReply(visit, told, tools),
    page: {
      name: 'account-activity', ...commonProps(visit, { place, told }, tools),
      lines: lines.filter(isTold).map((line) => ({ ...line, own: own(line), disownable: beginsSession(line) && !own(line) })),
    },
  };
}

/** What was typed wrong on one's own pages is no news; a wrong password is. */
const isTold = ({ event: what, allowed }: OwnLine): boolean => allowed || !what.startsWith('account.') || what === 'account.password';

/** "Not me": the session that began there ends if it still runs, with what applications got in it, and the person chooses a new password. */
async function take({ request, person, params }: SentForm, tools: AccountTools): Promise<Reply | Refusal> {
  const { tenant, record } = request;
  const key = parseTokenKey(params.optional('not_me') ?? '');
  const found = key === undefined ? undefined : await tools.reader.find(tenant.id, key);
  const line = found === undefined || found.userId !== person.user.id ? undefined : lineOf(found);
  if (line === undefined || !beginsSession(line)) return new Refusal('invalid_request', 'account.gone');
  const sessions = await tools.sessions.listByUser(tenant.id, person.user.id);
  // A session keeps its sid, the key with which it began, when the same person signs in there again.
  const session = sessions.find((one) => one.sid !== person.session.sid && (one.key === line.sessionKey || one.sid === line.sessionKey));
  record.pass('account.change', { received: session === undefined ? 'a session that has ended' : 'the end of a session' });
  const log = logRecordOf(request, event, tools);
  if (session === undefined) tools.log.append(tenant.id, log);
  else await closeSessionWith(tenant, { session, offline: true, log }, tools);
  return { kind: 'redirect', to: places.disowned };
}
