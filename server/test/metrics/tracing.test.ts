import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { after, describe, test } from 'node:test';
import { context, ROOT_CONTEXT, trace, type Attributes, type Context, type Span, type SpanContext, type SpanStatus, type Tracer } from '@opentelemetry/api';
import { createTracing } from '../../src/metrics/tracing.ts';

interface Recorded { readonly name: string; readonly parent: SpanContext | undefined; readonly attributes: Attributes; status: SpanStatus | undefined; ended: boolean }

/** What an operator's SDK is to the API: it keeps every span. */
function register(): Recorded[] {
  const spans: Recorded[] = [];
  const tracer: Tracer = {
    startSpan(name, options = {}, parent = context.active()) {
      const recorded: Recorded = { name, parent: trace.getSpanContext(parent), attributes: { ...options.attributes }, status: undefined, ended: false };
      spans.push(recorded);
      const spanContext: SpanContext = { traceId: recorded.parent?.traceId ?? 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
      const span: Span = {
        spanContext: () => spanContext, isRecording: () => true, recordException: () => undefined, addEvent: () => span, addLink: () => span, addLinks: () => span, updateName: () => span, setAttributes: () => span,
        setAttribute(key, value) { recorded.attributes[key] = value; return span; },
        setStatus(status) { recorded.status = status; return span; },
        end() { recorded.ended = true; },
      };
      return span;
    },
    startActiveSpan: () => { throw new Error('not used'); },
  };
  const storage = new AsyncLocalStorage<Context>();
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  context.setGlobalContextManager({
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (inside, work, ...[self, ...rest]) => storage.run(inside, () => work.call(self as ThisParameterType<typeof work>, ...rest)),
    bind: (_inside, target) => target, enable() { return this; }, disable() { return this; },
  });
  return spans;
}

describe('spans', () => {
  const tracing = createTracing();
  after(() => { trace.disable(); context.disable(); });

  test('without an SDK nothing is recorded', () => {
    assert.equal(tracing.start('POST', '/oauth/token', undefined), undefined);
  });

  test('W3C Trace Context §3.2: a span is named by method and route, and continues the trace of the caller', async () => {
    const spans = register();
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const span = createTracing().start('POST', '/oauth/token', `00-${traceId}-b7ad6b7169203331-01`);
    const inner = await span?.run(async () => { await Promise.resolve(); return trace.getSpanContext(context.active())?.spanId; });
    span?.end(200);
    assert.deepEqual([span?.traceId, inner], [traceId, 'b'.repeat(16)]);
    assert.deepEqual([spans[0]?.name, spans[0]?.parent?.spanId, spans[0]?.attributes, spans[0]?.status, spans[0]?.ended], [
      'POST /oauth/token', 'b7ad6b7169203331', { 'http.request.method': 'POST', 'http.route': '/oauth/token', 'http.response.status_code': 200 }, undefined, true,
    ]);
  });

  for (const traceparent of ['', 'x', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, `00-${'a'.repeat(32)}-${'0'.repeat(16)}-01`, `ff-${'a'.repeat(32)}-b7ad6b7169203331-01`, `00-${'A'.repeat(32)}-b7ad6b7169203331-01`, `00-${'a'.repeat(32)}-b7ad6b7169203331-01-more`]) {
    test(`W3C Trace Context §3.2: traceparent ${JSON.stringify(traceparent)} counts as none`, () => {
      trace.disable();
      const spans = register();
      const span = createTracing().start('GET', '/userinfo', traceparent);
      span?.end(500);
      assert.deepEqual([spans[0]?.parent, spans[0]?.attributes['error.type']], [undefined, '500']);
    });
  }
});
