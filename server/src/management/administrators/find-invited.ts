import type { Connection } from '../../identity/connections/connection.ts';
import type { User } from '../../identity/ports/user-store.ts';
import { prepareTicketMail } from '../../identity/tickets/issue-ticket.ts';
import { newUserId } from '../../kernel/ids.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { dashboardClientId } from '../../protocol/administration/dashboard-client.ts';
import { conflict, invalidBody, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { readEmail } from '../users/account.ts';
import { profileOf } from '../users/create-user.ts';
import type { CreateBody } from './schema.ts';

/** The person whom a body means; somebody who has no account yet gets one without a password, and a mail to choose one. */
export async function findInvited(tenant: Tenant, { user_id: id, email }: CreateBody, tools: ManagementTools): Promise<string | ManagementRefusal> {
  if ((id === undefined) === (email === undefined)) return invalidBody('Payload validation error: user_id or email is needed, and one of them alone.');
  const databases = await tools.connections.listOfClient(tenant.id, dashboardClientId);
  if (email !== undefined) return ofEmail(tenant, { email, databases }, tools);
  const user = await tools.users.find(tenant.id, id ?? '');
  if (user === undefined) return notFound('The user', 'inexistent_user');
  return databases.some(({ name }) => name === user.connection) ? user.id : invalidBody(`user_id: people of ${user.connection} can not sign in at the dashboard; enable the connection for ${dashboardClientId}, or choose somebody of ${databases.map(({ name }) => name).join(', ')}.`);
}

async function ofEmail(tenant: Tenant, { email, databases }: { readonly email: string; readonly databases: readonly Connection[] }, tools: ManagementTools): Promise<string | ManagementRefusal> {
  const address = readEmail(email);
  if (address instanceof ManagementRefusal) return address;
  const [connection] = databases;
  if (connection === undefined) return invalidBody('email: there is no database for administrators.');
  const known = await tools.users.findByLogin(tenant.id, connection.name, address.canonical);
  // Whoever wrote somebody else's address into a sign-up first must not become the administrator.
  if (known !== undefined) return known.emailVerified && known.linkedId === undefined ? known.id : conflict(`There is an account with this address that nobody has proved: look at ${known.id}, and add it by user_id where it is the right one.`, 'email_not_verified');
  const now = tools.clock.now();
  const user: User = {
    id: newUserId(), connection: connection.name, email: address.written, canonicalEmail: address.canonical, emailVerified: false, username: undefined, blocked: false, passwordHash: undefined,
    profile: profileOf(address, {}), userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now,
  };
  const detail = { verifiesEmail: true, clientId: dashboardClientId, resultUrl: `${tenant.issuer}dashboard/` };
  const mail = prepareTicketMail({ tenant, user, purpose: 'invitation', detail, language: tenant.settings.locales[0] ?? 'en', templated: await tools.ticketTemplates.find(tenant, 'invitation', dashboardClientId) }, tools);
  return (await tools.users.insert(tenant.id, user, undefined, mail)) === 'taken' ? conflict('Somebody else made this account just now: try again.') : user.id;
}
