import { proveOwnPassword } from '../../identity/passwords/prove-own-password.ts';
import { proveFresh, type FreshPerson } from '../../identity/sessions/fresh-sign-in.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { isLastOwner } from '../../protocol/administration/last-owner.ts';
import { findFrontchannelAddress } from '../../protocol/logout/frontchannel-address.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { closeSessionWith } from '../interaction/close-session.ts';
import { logRecordOf } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import type { AccountPage, SentForm, Told, Visit } from './account-endpoint.ts';
import type { AccountTools } from './account-tools.ts';
import { accountName, commonProps, commonReply } from './common-props.ts';

const place = 'delete';
const event = 'account.deleted';

/** The end of the account, for good: confirmed with the password, or with the name of the account where there is none. */
export const deletePage = (tools: AccountTools): AccountPage<FreshPerson> => ({
  place, event, admit: proveFresh,
  show: (visit, told) => show(visit, told, tools),
  take: (form) => take(form, tools),
});

const show = (visit: Visit, told: Told, tools: AccountTools): Reply => ({
  ...commonReply(visit, told, tools), page: { name: 'account-delete', ...commonProps(visit, { place, told }, tools), hasPassword: visit.person.user.passwordHash !== undefined },
});

/** Every session ends first, so that each application is told; then the person is gone with everything that was theirs. */
async function take(form: SentForm<FreshPerson>, tools: AccountTools): Promise<Reply | Refusal> {
  const { request, person: { user, session: own } } = form;
  const { tenant, record } = request;
  const refusal = await proveWish(form, tools);
  if (refusal !== undefined) return refusal;
  if (await isLastOwner(tenant.id, user.id, tools)) return new Refusal('access_denied', 'administrator.last_owner');
  record.pass('account.change', { received: 'the end of the account' });
  const { frame } = commonProps(form, { place, told: {} }, tools);
  const told = new Map<string, string>();
  for (const session of await tools.sessions.listByUser(tenant.id, user.id)) {
    const applications = await closeSessionWith(tenant, { session, offline: true }, tools);
    if (session.sid !== own.sid) continue;
    for (const client of applications) told.set(client.id, findFrontchannelAddress(client, { issuer: tenant.issuer, sid: session.sid }) ?? '');
  }
  await tools.users.remove(tenant.id, user.id, logRecordOf(request, event, tools));
  return {
    kind: 'page', status: 200, cookies: [{ name: 'session', value: undefined }, { name: 'browser_state', value: undefined }],
    page: { name: 'account-deleted', frame, frames: [...told.values()].filter((address) => address !== '') },
  };
}

async function proveWish({ request, person: { user }, params }: SentForm<FreshPerson>, tools: AccountTools): Promise<Refusal | undefined> {
  const { tenant, record, address } = request;
  if (user.passwordHash === undefined) return canonicalLogin(params.optional('confirmation') ?? '') === canonicalLogin(accountName(user)) ? undefined : new Refusal('access_denied', 'account.confirmation_wrong');
  const person = await proveOwnPassword({ tenant, user, password: params.optional('current_password') ?? '', address, browser: browserBinding(request).hash, record }, tools);
  return person instanceof Refusal ? person : undefined;
}
