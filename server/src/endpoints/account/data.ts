import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { appendEvent } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import { admitAny, type AccountPage, type SentForm, type Told, type Visit } from './account-endpoint.ts';
import type { AccountTools } from './account-tools.ts';
import { commonProps, commonReply } from './common-props.ts';
import { ownData } from './own-data.ts';

const place = 'data';
const event = 'account.downloaded';

/** Everything that is kept about the person, to take along; and the way to the end of the account. */
export const dataPage = (tools: AccountTools): AccountPage<PersonInSession> => ({
  place, event, admit: admitAny,
  show: (visit, told) => show(visit, told, tools),
  take: (form) => take(form, tools),
});

const show = (visit: Visit, told: Told, tools: AccountTools): Reply => ({ ...commonReply(visit, told, tools), page: { name: 'account-data', ...commonProps(visit, { place, told }, tools) } });

async function take({ request, person }: SentForm, tools: AccountTools): Promise<Reply | Refusal> {
  const body = await ownData(request.tenant, person.user, tools);
  request.record.pass('account.change', { received: 'a copy of everything' });
  appendEvent(request, event, tools);
  return { kind: 'json', status: 200, body, headers: { 'content-disposition': 'attachment; filename="account.json"' } };
}
