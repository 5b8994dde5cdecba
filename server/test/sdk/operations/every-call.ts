import { accessCalls } from './access.ts';
import { applicationCalls } from './applications.ts';
import type { DrivenCall } from './driven.ts';
import { jobCalls } from './jobs.ts';
import { logCalls } from './log.ts';
import { peopleCalls } from './people.ts';
import { tenantCalls } from './tenant.ts';
import { ticketCalls } from './tickets.ts';

/** All calls, in an order in which each finds what it works on. */
export const everyCall: readonly DrivenCall[] = [...tenantCalls, ...applicationCalls, ...peopleCalls, ...accessCalls, ...logCalls, ...jobCalls, ...ticketCalls];

/** Is it a request to the operation of this row? `url` is that of the whole request. */
export function isRequestOf(row: string, { method, url }: Pick<Request, 'method' | 'url'>): boolean {
  return new RegExp(`^${row.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(`${method} ${new URL(url).pathname.replace('/api/v2', '')}`);
}
