import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import type { Reply } from '../reply.ts';
import { admitAny, type AccountPage, type Told, type Visit } from './account-endpoint.ts';
import type { AccountTools } from './account-tools.ts';
import { accountName, commonProps, commonReply } from './common-props.ts';

const place = 'security';

/** How the person signs in, and the way to change it. */
export const securityPage = (tools: AccountTools): AccountPage<PersonInSession> => ({ place, event: 'account.opened', admit: admitAny, show: (visit, told) => show(visit, told, tools) });

async function show(visit: Visit, told: Told, tools: AccountTools): Promise<Reply> {
  const { request: { tenant }, person: { user, session } } = visit;
  const linked = await tools.linkedUsers.listOf(tenant.id, user.id);
  return {
    ...commonReply(visit, told, tools),
    page: {
      name: 'account-security', ...commonProps(visit, { place, told }, tools), hasPassword: user.passwordHash !== undefined, signedInAt: session.authTime,
      identities: linked.map((identity) => ({ id: identity.id, account: accountName(identity), connection: identity.connection, since: identity.linkedAt })),
    },
  };
}
