import type { Tracing } from './tracing.ts';

/** Where the OpenTelemetry API keeps what an SDK has registered, the same for every copy of the API in a process. */
const registered = Symbol.for('opentelemetry.js.api.1');

/** Spans through the API package, which is loaded only where an SDK came before us (`--import`); without one nothing is recorded and nothing is paid. */
export async function openTracing(): Promise<Tracing> {
  if (!(registered in globalThis)) return { start: () => undefined };
  const { createTracing } = await import('./tracing.ts');
  return createTracing();
}
