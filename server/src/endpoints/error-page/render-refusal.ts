import { checks } from '../../kernel/checks.ts';
import { reasons } from '../../kernel/reasons/index.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { systemClock, type Seconds } from '../../kernel/time.ts';
import type { DeveloperDetail, Frame } from '../../pages/page.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { languageOf } from './language.ts';
import { clientOfPage } from './page-client.ts';

/** What every page knows: the tenant, the language and the reference. */
export function frameOf(request: Request, uiLocales?: string): Frame {
  const { name, settings } = request.tenant;
  return { tenantName: name, language: languageOf(request, uiLocales), requestId: request.id, supportEmail: settings.supportEmail, supportUri: settings.supportUri, pictureUri: settings.pictureUri, languages: settings.locales, texts: settings.texts };
}

/**
 * RFC 6749 §4.1.2.1: a refusal that is told to the person and sent nowhere. The words are chosen by the reason; what was sent and what is allowed
 * is shown only in a tenant of development.
 * @param client the application that the page speaks for and leads back to, where it is known
 */
export function refusalPage(request: Request, refusal: Refusal, client?: Client): Reply {
  request.record.refuse(refusal);
  return {
    kind: 'page', status: statusOf(refusal), headers: retryHeaders(refusal, systemClock.now()),
    page: { name: 'error', frame: frameOf(request), client: client === undefined ? undefined : clientOfPage(client), reason: refusal.reason, developer: developerDetail(request, refusal) },
  };
}

/** Everything that was decided and why; `undefined` in production. */
export function developerDetail(request: Request, refusal: Refusal): DeveloperDetail | undefined {
  if (request.tenant.settings.environment !== 'development') return undefined;
  const { check, explain, fix } = reasons[refusal.reason];
  return {
    error: refusal.code, reason: refusal.reason, explain, fix, section: checks[check].section,
    expected: refusal.evidence.expected, received: refusal.evidence.received,
    checks: request.record.checks.map((made) => ({ check: made.check, ok: made.ok, holds: checks[made.check].holds, section: checks[made.check].section })),
  };
}

const statusByCode: Readonly<Record<string, number>> = { too_many_requests: 429, temporarily_unavailable: 503, server_error: 500 };

/** The HTTP status under which a refusal is shown to a person. */
export const statusOf = ({ code, reason }: Refusal): number => (reason === 'csrf.failed' ? 403 : statusByCode[code] ?? 400);

const busyFor: Seconds = 5;

/** RFC 9110 §10.2.3: `Retry-After` in seconds, where waiting helps. */
export function retryHeaders(refusal: Refusal, now: Seconds): Readonly<Record<string, string>> {
  const status = statusOf(refusal);
  if (status !== 429 && status !== 503) return {};
  const { retryAt } = refusal.evidence;
  return { 'retry-after': String(retryAt === undefined ? busyFor : Math.max(1, retryAt - now)) };
}
