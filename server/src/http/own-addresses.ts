import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import { comesFromLoopback } from './client-address.ts';
import { isLoopback, parseHost } from './host.ts';
import type { Limits } from './limits.ts';
import type { HealthCheck, HttpServerOptions } from './options.ts';
import type { OwnAddress } from './routes.ts';

/** Health and metrics: addresses of the process, not of a tenant. */
export function ownAddresses(options: HttpServerOptions, limits: Limits, state: { readonly draining: boolean }): readonly OwnAddress[] {
  const checks = openChecks(options, limits);
  const live = (): Answer => ({ kind: 'json', status: 200, body: { status: 'ok', checks: [] } });
  const ready = async (incoming: IncomingMessage): Promise<Answer> => {
    if (state.draining) return { kind: 'json', status: 503, body: { status: 'draining', checks: [] } };
    const made = await checks();
    const ok = made.every((check) => check.ok);
    const shown = mayOperate(incoming, options.metricsToken) ? made : made.map(({ name, ok: well }) => ({ name, ok: well }));
    return { kind: 'json', status: ok ? 200 : 503, body: { status: ok ? 'ok' : 'unavailable', checks: shown } };
  };
  const metrics = async (incoming: IncomingMessage): Promise<Answer | undefined> => {
    if (!mayOperate(incoming, options.metricsToken)) return undefined;
    const { mediaType, text } = await options.metrics.render();
    return { kind: 'text', status: 200, mediaType, text };
  };
  return [
    ...['/health/live', '/healthz'].map((path) => ({ path, label: '/health/live', answer: live })),
    ...['/health/ready', '/readyz'].map((path) => ({ path, label: '/health/ready', answer: ({ incoming }: { readonly incoming: IncomingMessage }) => ready(incoming) })),
    { path: '/metrics', label: '/metrics', answer: ({ incoming }) => metrics(incoming) },
  ];
}

/** One round of checks serves everybody who asks within its time: an open address must not let strangers work the database. */
function openChecks(options: HttpServerOptions, { healthMemoryMs, healthTimeoutMs }: Limits): () => Promise<readonly HealthCheck[]> {
  let round: Promise<readonly HealthCheck[]> | undefined;
  let startedAt = 0;
  return () => {
    const now = performance.now();
    if (round !== undefined && now - startedAt < healthMemoryMs) return round;
    startedAt = now;
    round = inTime(() => options.healthChecks(), healthTimeoutMs);
    return round;
  };
}

async function inTime(ask: () => Promise<readonly HealthCheck[]>, limitMs: number): Promise<readonly HealthCheck[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly HealthCheck[]>((resolve) => { timer = setTimeout(() => resolve([{ name: 'checks', ok: false, detail: `no answer within ${limitMs} ms` }]), limitMs); });
  try {
    return await Promise.race([ask(), late]);
  } catch (error) {
    return [{ name: 'checks', ok: false, detail: error instanceof Error ? error.message : 'failed' }];
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Who sees the inside: this machine, asking by a name of this machine (a web page that points its own name here does not), or who holds the token.
 * Both sides of the comparison are hashed first, so its time tells neither length nor content.
 */
function mayOperate(incoming: IncomingMessage, token: string | undefined): boolean {
  const host = parseHost(incoming.headers.host);
  if (host !== undefined && isLoopback(host) && comesFromLoopback(incoming)) return true;
  const shown = /^Bearer ([^ ]{1,512})$/i.exec(incoming.headers.authorization ?? '')?.[1];
  return token !== undefined && shown !== undefined && timingSafeEqual(hash('sha256', token, 'buffer'), hash('sha256', shown, 'buffer'));
}
