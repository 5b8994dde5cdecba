import type { User } from '../../identity/ports/user-store.ts';
import { passwordRulesOf } from '../../identity/connections/password-rules.ts';
import { changePassword } from '../../identity/passwords/change-password.ts';
import { proveFresh, type FreshPerson } from '../../identity/sessions/fresh-sign-in.ts';
import { mintSession } from '../../identity/sessions/mint-session.ts';
import { endsSessionsWithPassword } from '../../identity/tickets/mail-rules.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { browserState } from '../../protocol/session-management/session-state.ts';
import { languageOf } from '../error-page/language.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { logRecordOf } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { AccountPage, SentForm, Told, Visit } from './account-endpoint.ts';
import type { AccountTools } from './account-tools.ts';
import { accountName, commonProps, commonReply } from './common-props.ts';
import { endOtherSessions } from './end-others.ts';

const place = 'password';
const event = 'account.password';

/** Another password: whoever changes it signed in a short while ago and knows the one of now. */
export const passwordPage = (tools: AccountTools): AccountPage<FreshPerson> => ({
  place, event, admit: proveFresh,
  show: (visit, told) => show(visit, told, tools),
  take: (form) => take(form, tools),
});

async function show(visit: Visit, told: Told, tools: AccountTools): Promise<Reply> {
  const { request, person: { user } } = visit;
  const connection = await tools.connections.find(request.tenant.id, user.connection);
  const shortest = passwordRulesOf(connection?.options ?? {}).minLength;
  const props = commonProps(visit, { place, told }, tools);
  return {
    ...commonReply(visit, told, tools),
    page: {
      name: 'account-password', ...props, problem: props.problem === undefined ? undefined : { ...props.problem, shortest }, shortest, hasPassword: user.passwordHash !== undefined, username: accountName(user),
      disowned: request.query === 'why=not_me', asksOthers: !endsSessionsWithPassword(visit.request.tenant), endOthers: told.params === undefined || told.params.optional('others') === 'on',
    },
  };
}

/**
 * Password, the new session of this browser and the end of every authorization that was given before are one commit; then the other sessions end.
 * The session of this browser gets a new id, so that a copy of its cookie is worth nothing either.
 */
async function take(form: SentForm<FreshPerson>, tools: AccountTools): Promise<Reply | Refusal> {
  const { request, person, params } = form;
  const { tenant, record, address, userAgent } = request;
  const wish = { tenant, user: person.user, password: params.optional('current_password') ?? '', wanted: params.optional('password') ?? '', address, browser: browserBinding(request).hash, record };
  const changed = await changePassword(wish, tools);
  if (changed instanceof Refusal) return changed;
  // The rule of the tenant stands above what the person wants.
  const all = endsSessionsWithPassword(tenant) || params.optional('others') === 'on';
  record.pass('account.change', { received: all ? 'the password, and the end of everything else' : 'the password alone' });
  const now = tools.clock.now();
  const { session, token, replaced } = mintSession(changed.person, { tenant, address, userAgent, session: person.session }, tools);
  const along = [tools.sessions.prepareStart(tenant.id, session, replaced), tools.throttles.prepareChange(tenant.id, changed.person.counters, now), ...prepareNotice(request, changed.user, tools)];
  const outcome = await tools.users.replace(tenant.id, changed.user, { seen: changed.seen, formerKept: changed.formerKept, log: logRecordOf(request, event, tools), revokedAt: all ? now : undefined, along });
  if (outcome !== 'replaced') return new Refusal('access_denied', 'account.changed_elsewhere');
  const stays = { user: changed.user, session: { ...session, sid: person.session.sid } };
  if (all) await endOtherSessions(tenant, stays, tools);
  const reply = await show({ request, person: stays }, { done: true }, tools);
  const maxAge = tenant.settings.sessionAbsoluteTtl;
  return { ...reply, cookies: [...(reply.cookies ?? []), { name: 'session', value: token, maxAge }, { name: 'browser_state', value: browserState(token), maxAge }] };
}

/** A word to the owner, who may not be the one who did this. */
const prepareNotice = (request: Request, { id, email }: User, { mailer }: AccountTools): readonly PreparedWrite[] =>
  (email === undefined ? [] : [mailer.prepare(request.tenant.id, { template: 'password_changed', to: email, language: languageOf(request), userId: id })]);
