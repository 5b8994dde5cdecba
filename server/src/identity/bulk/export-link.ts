import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Brand } from '../../kernel/brand.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** Evidence that this server made the link to the file of this job, for this tenant, a moment ago. */
export type ExportLink = Brand<{ readonly jobId: string }, 'ExportLink'>;

/** Auth0: a link is good for a minute, to begin a download; who asks for the job again gets a new one. */
export const exportLinkTtl: Seconds = 60;

const shape = /^(job_[A-Za-z0-9]{16})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

interface Terms { readonly tenant: TenantId; readonly jobId: string; readonly expiresAt: Seconds }

/** HMAC with SHA-256: 256 bits that nobody guesses. It names the tenant, so that the link is nothing at another one. */
const signatureOf = ({ tenant, jobId, expiresAt }: Terms, key: KeyObject): string => createHmac('sha256', key).update(JSON.stringify([tenant, jobId, expiresAt])).digest('base64url');

/** The last segment of the address at which the file of a job can be had without a token. */
export function renderExportLink(tenant: TenantId, jobId: string, { key, now }: { readonly key: KeyObject; readonly now: Seconds }): string {
  const expiresAt = now + exportLinkTtl;
  return `${jobId}.${expiresAt}.${signatureOf({ tenant, jobId, expiresAt }, key)}`;
}

/** Proves such a segment; `undefined`: it is none of ours, of another tenant, or its minute is over. */
export function proveExportLink(tenant: TenantId, segment: string, { key, now }: { readonly key: KeyObject; readonly now: Seconds }): ExportLink | undefined {
  const [, jobId = '', time = '', signature = ''] = shape.exec(segment) ?? [];
  if (jobId === '') return undefined;
  const expected = signatureOf({ tenant, jobId, expiresAt: Number(time) }, key);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return undefined;
  return Number(time) <= now ? undefined : { jobId } as ExportLink;
}
