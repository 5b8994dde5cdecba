import type { ExportAssignment } from '../../identity/ports/job-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { exportedPerson, fieldsOf, needsIdentities, renderJsonLine } from '../../management/jobs/exported-person.ts';
import { renderCsvLine } from '../../management/jobs/render-csv.ts';
import type { BulkTools } from '../bulk-step.ts';

/** Some people as text, and where the next ones begin. */
export interface ExportPage { readonly text: string; readonly count: number; readonly after: string; readonly last: boolean }
/** Where an export stands: the last person that was written, and how many so far. */
export interface ExportPlace { readonly assignment: ExportAssignment; readonly after: string; readonly total: number }

const mostPeople = 200;

/** The next people of an export. The first page of a table begins with the titles. */
export async function writePeople(tenant: TenantId, { assignment, after, total }: ExportPlace, { users, linkedUsers }: Pick<BulkTools, 'users' | 'linkedUsers'>): Promise<ExportPage> {
  const { connection, format, limit = Infinity } = assignment;
  const fields = fieldsOf(assignment);
  const take = Math.min(mostPeople, limit - total);
  const people = take <= 0 ? [] : await users.listAfter(tenant, { connection, after, take });
  const linked = needsIdentities(fields) ? await Promise.all(people.map(({ id }) => linkedUsers.listOf(tenant, id))) : [];
  const lines = people.map((user, index) => {
    const values = exportedPerson(user, linked[index] ?? [], fields);
    return format === 'json' ? renderJsonLine(values, fields) : renderCsvLine(values);
  });
  const titles = format === 'csv' && after === '' ? renderCsvLine(fields.map(({ title }) => title)) : '';
  return { text: titles + lines.join(''), count: people.length, after: people.at(-1)?.id ?? after, last: people.length < mostPeople };
}
