import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { defaultConnection } from '../../src/identity/connections/default-connection.ts';
import type { ManagedHouse } from './house.ts';

/** A job as it is answered. */
export type JobView = Readonly<Record<string, unknown>> & { readonly id: string; readonly status: string; readonly summary?: { readonly failed: number; readonly updated: number; readonly inserted: number; readonly total: number } };
/** The errors of one row. */
export interface RowErrors { readonly user: Readonly<Record<string, unknown>>; readonly errors: readonly { readonly code: string; readonly message: string; readonly path: string }[]; readonly row: number }

/** The id of the connection of the default tenant. */
export const connectionOf = (house: ManagedHouse): string => defaultConnection(house.running.house.defaultTenant.id).id;

/** A form as an import is sent with; a field of '' is left out. */
export function importForm(house: ManagedHouse, file: unknown, fields: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  form.append('users', new Blob([typeof file === 'string' || file instanceof Uint8Array ? file as string : JSON.stringify(file)]), 'users.json');
  for (const [name, value] of Object.entries({ connection_id: connectionOf(house), ...fields })) if (value !== '') form.append(name, value);
  return form;
}

/** Posts a form, and answers what came back. */
export async function sendImport(house: ManagedHouse, body: NonNullable<RequestInit['body']>, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const response = await fetch(`${house.running.origin}/api/v2/jobs/users-imports`, { method: 'POST', headers: { authorization: `Bearer ${await house.token()}`, ...headers }, body });
  return { status: response.status, body: JSON.parse(await response.text()) as Readonly<Record<string, unknown>> };
}

/** Waits until a job has ended. */
export async function endOf(house: ManagedHouse, id: unknown): Promise<JobView> {
  for (let tries = 0; tries < 600; tries++) {
    const { status, body } = await house.ask('GET', `/jobs/${String(id)}`);
    assert.equal(status, 200, JSON.stringify(body));
    if (body['status'] === 'completed' || body['status'] === 'failed') return body as unknown as JobView;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The job ${String(id)} did not end.`);
}

/** The whole way: a file, its job, and the errors of its rows. */
export async function importPeople(house: ManagedHouse, file: unknown, fields: Readonly<Record<string, string>> = {}): Promise<{ readonly job: JobView; readonly errors: readonly RowErrors[] }> {
  const taken = await sendImport(house, importForm(house, file, fields));
  assert.equal(taken.status, 202, JSON.stringify(taken.body));
  const job = await endOf(house, taken.body['id']);
  const errors = await house.ask('GET', `/jobs/${job.id}/errors`);
  return { job, errors: errors.status === 204 ? [] : errors.body as unknown as readonly RowErrors[] };
}

/** The text of an exported file. */
export async function exportPeople(house: ManagedHouse, body: object): Promise<string> {
  const begun = await house.ask('POST', '/jobs/users-exports', { body });
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  const { location } = await endOf(house, begun.body['id']);
  const file = await fetch(String(location));
  assert.equal(file.status, 200);
  return gunzipSync(Buffer.from(await file.arrayBuffer())).toString();
}
