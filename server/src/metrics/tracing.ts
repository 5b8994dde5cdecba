import { context, isSpanContextValid, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';

/** One span that is really recorded. */
export interface TracedSpan { readonly traceId: string; run<T>(work: () => T): T; end(status: number): void }

/** Where the spans of requests come from. */
export interface Tracing {
  /** A server span named `{method} {route}`; `undefined` when no SDK records it. `traceparent` as the request brought it. */
  start(method: string, route: string, traceparent: string | undefined): TracedSpan | undefined;
}

/** Spans through the API package: without an SDK, which operators bring with `--import`, they cost nothing. No attribute holds personal data. */
export function createTracing(): Tracing {
  const tracer = trace.getTracer('gatehouse');
  return {
    start(method, route, traceparent) {
      const parent = traceparent === undefined ? ROOT_CONTEXT : parentOf(traceparent);
      const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes: { 'http.request.method': method, 'http.route': route } }, parent);
      return span.isRecording() ? wrap(span, parent) : undefined;
    },
  };
}

function wrap(span: Span, parent: Context): TracedSpan {
  const inside = trace.setSpan(parent, span);
  return {
    traceId: span.spanContext().traceId,
    run: (work) => context.with(inside, work),
    end(status) {
      span.setAttribute('http.response.status_code', status);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', String(status));
      span.end();
    },
  };
}

const header = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** W3C Trace Context §3.2: a malformed header counts as none, and the trace starts here. */
function parentOf(traceparent: string): Context {
  const [, traceId, spanId, flags] = header.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined || (traceparent.length > 55 && traceparent.startsWith('00'))) return ROOT_CONTEXT;
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(remote) ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
}
