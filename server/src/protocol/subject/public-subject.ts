import { createHmac } from 'node:crypto';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';

/**
 * OIDC Core §8: the `sub` under which this client knows a person: the id itself, or a pseudonym for the sector of the client, from which nobody finds the id again.
 * Inside, people are looked up by their id alone. A `sub` that comes back is compared with what the person at hand would be called.
 */
export function publicSubject(userId: string, { subject, tenant, id }: NamedTo, { subjectKeys }: { readonly subjectKeys: SubjectKeys }): string {
  if (subject.type === 'public') return userId;
  const { sector } = subject;
  if (sector === undefined) throw new Error(`The application ${id} has pairwise subjects and no sector.`);
  // A sector is a host name, which has no "|", so no two pairs are written alike.
  return createHmac('sha256', subjectKeys.pairwiseKey(tenant)).update(`${sector}|${userId}`, 'utf8').digest('base64url');
}

/** What of a client decides on the name. */
export type NamedTo = Pick<Client, 'subject' | 'id'> & { readonly tenant: TenantId };
