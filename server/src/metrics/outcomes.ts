import type { DecisionRecord } from '../kernel/decision-record.ts';
import type { Metrics } from './metrics.ts';

/** What the counters need to know of a finished request. `path` is the canonical one. */
export interface Finished { readonly method: string; readonly path: string; readonly record: DecisionRecord }

/** Counts what a request came to: token requests by grant type and error, sign-ins by reason. Other requests are in the times alone. */
export function countOutcome({ method, path, record }: Finished, metrics: Metrics): void {
  if (method !== 'POST') return;
  // The grant type is written into the record only when it is a known one, so the label has few values.
  if (path === '/oauth/token') metrics.tokenRequest(record.facts.grantType ?? 'unknown', record.refusal?.code);
  else if (path === '/u/login') metrics.login(record.reason);
}
