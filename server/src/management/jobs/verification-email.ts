import Type from 'typebox';
import { prepareTicketMail } from '../../identity/tickets/issue-ticket.ts';
import { newId } from '../../kernel/ids.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { operation } from '../contract.ts';
import { invalidBody, ManagementRefusal, notFound } from '../refusal.ts';
import { findAddressed } from '../tickets/find-person.ts';
import { identity } from '../tickets/schema.ts';
import { isoTime } from '../times.ts';
import type { ManagementTools } from '../tools.ts';
import { jobTtl } from './new-job.ts';
import { view } from './schema.ts';

const id = Type.String({ minLength: 1, maxLength: 250 });
const body = Type.Object({ user_id: id, client_id: Type.Optional(id), identity: Type.Optional(identity) }, { additionalProperties: false });

interface MailJob { readonly createdAt: number }

const viewOf = (name: string, createdAt: number) => ({ id: name, type: 'verification_email', status: 'completed', created_at: isoTime(createdAt) });

/** The job of a mail, which is done with its answer: the mail is in the outbox. `undefined`: there is none of this name. */
export async function findMailJob(tenant: TenantId, name: string, { pending, clock }: Pick<ManagementTools, 'pending' | 'clock'>): Promise<Readonly<Record<string, unknown>> | undefined> {
  const found = await pending.load<MailJob>(tenant, 'mail_job', name);
  return found === undefined || found.expiresAt <= clock.now() ? undefined : viewOf(name, found.data.createdAt);
}

/** Auth0: a mail is a job, whose answer does not wait for the mail to leave. */
export const verificationMailOperation = operation<ManagementTools>()({
  id: 'jobs.verificationEmail.create', method: 'POST', path: '/jobs/verification-email', scopes: ['update:users'], status: 201, summary: 'Sends a person the mail that proves the address.', query: Type.Object({}), body, output: view,
}, async ({ tenant, body: { user_id: userId, client_id: clientId, identity: named }, record, audit, audited }, tools) => {
  const user = await findAddressed(tenant.id, userId, tools);
  if (user instanceof ManagementRefusal) return user;
  if (named !== undefined && `auth0|${named.user_id}` !== user.id) return invalidBody('identity: only the first identity of a user has an address that is verified.');
  if (clientId !== undefined && await tools.clients.findClient(tenant.id, clientId) === undefined) return notFound('The client', 'inexistent_client');
  record.facts.userId = user.id;
  const now = tools.clock.now();
  const name = newId('job');
  const detail = { verifiesEmail: true, ...(clientId === undefined ? {} : { clientId }) };
  const mail = prepareTicketMail({ tenant, user, purpose: 'verify_email', detail, language: tenant.settings.locales[0] ?? 'en', templated: await tools.ticketTemplates.find(tenant, 'verify_email', clientId) }, tools);
  const job = { kind: 'mail_job', key: name, version: 1, expiresAt: now + jobTtl, data: { createdAt: now } satisfies MailJob } as const;
  await tools.pending.open(tenant.id, [job], [...mail, tools.log.prepareLine(tenant.id, audit())]);
  audited();
  return viewOf(name, now);
});
