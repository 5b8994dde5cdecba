import type { Exchange } from './exchange.ts';

const longestCorrelation = 64;

/**
 * After the answer: metrics, span, log and the hook. Nothing here can change what was answered.
 * @param status what was written; `undefined` when the peer had gone
 */
export function conclude(exchange: Exchange, status: number | undefined): void {
  const { route, span, startedAt, method, request, reply, site: { options } } = exchange;
  const elapsedMs = performance.now() - startedAt;
  if (status === undefined) { span?.end(499); return; }
  route.timer(method)(status, elapsedMs / 1000);
  span?.end(status);
  if (exchange.failure !== undefined) options.logger.error({ ...lineOf(exchange, status, elapsedMs), event: 'request.failed', err: exchange.failure }, 'The request failed.');
  else if (options.logger.isLevelEnabled('debug')) options.logger.debug(lineOf(exchange, status, elapsedMs), 'request');
  if (request === undefined || reply === undefined || options.finish === undefined) return;
  try { options.finish(request, reply, elapsedMs); } catch (error) { options.logger.error({ ...lineOf(exchange, status, elapsedMs), event: 'request.hook_failed', err: error }, 'The hook after a request failed.'); }
}

/** One line of the log. The query is left out: it may hold codes and tokens. */
function lineOf({ id, method, route, path, incoming, span }: Exchange, status: number, elapsedMs: number): object {
  const correlation = incoming.headers['x-correlation-id'];
  return {
    event: 'request', request_id: id, method, route: route.label, status, ms: Math.round(elapsedMs * 1000) / 1000,
    ...(route.label === 'unmatched' ? { path: path.slice(0, 200) } : {}),
    ...(typeof correlation === 'string' ? { correlation_id: printable(correlation) } : {}),
    ...(span === undefined ? {} : { trace_id: span.traceId }),
  };
}

const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, '').slice(0, longestCorrelation);
