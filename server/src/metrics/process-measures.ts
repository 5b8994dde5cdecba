import { readdirSync } from 'node:fs';
import { constants, monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { histogram, single } from './exposition.ts';

/** Milliseconds between two looks at the event loop. */
const resolution = 20;
const gcSeconds = [0.001, 0.01, 0.1, 1, 2, 5];
const gcKinds: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major', [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor', [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental', [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};

/** The measures of the process under the names that dashboards for Node.js know. The returned function writes them as they are now. */
export function measureProcess(): () => string {
  const lag = monitorEventLoopDelay({ resolution });
  lag.enable();
  const collections = histogram({ name: 'nodejs_gc_duration_seconds', help: 'Garbage collections by kind.', labelNames: ['kind'], buckets: gcSeconds });
  new PerformanceObserver((list) => {
    for (const { detail, duration } of list.getEntries() as readonly { readonly detail?: unknown; readonly duration: number }[]) {
      collections.member(gcKinds[(detail as { readonly kind: number }).kind] ?? 'other')(duration / 1000);
    }
  }).observe({ entryTypes: ['gc'] });
  return () => processorAndMemory() + lagOf(lag) + collections.render();
}

const gauge = (name: string, help: string, value: number) => single({ name, help, type: 'gauge' }, value);
const total = (name: string, help: string, value: number) => single({ name, help, type: 'counter' }, value);

function processorAndMemory(): string {
  const { user, system } = process.cpuUsage();
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
  return [
    total('process_cpu_user_seconds_total', 'User CPU time.', user / 1e6),
    total('process_cpu_system_seconds_total', 'System CPU time.', system / 1e6),
    total('process_cpu_seconds_total', 'User and system CPU time.', (user + system) / 1e6),
    gauge('process_start_time_seconds', 'Start of the process since the epoch.', Math.round(performance.timeOrigin / 1000)),
    gauge('process_resident_memory_bytes', 'Resident memory.', rss),
    openFiles(),
    gauge('nodejs_heap_size_total_bytes', 'Heap of the JavaScript engine.', heapTotal),
    gauge('nodejs_heap_size_used_bytes', 'Used part of that heap.', heapUsed),
    gauge('nodejs_external_memory_bytes', 'Memory of objects outside that heap.', external),
    gauge('nodejs_active_resources_total', 'Handles and requests that keep the event loop busy.', process.getActiveResourcesInfo().length),
  ].join('');
}

/** Linux says it; elsewhere the measure is left out. */
function openFiles(): string {
  try { return gauge('process_open_fds', 'Open file descriptors.', readdirSync('/proc/self/fd').length); } catch { return ''; }
}

/** Since the last time that somebody asked; 0 when nothing was seen since. */
function lagOf(lag: ReturnType<typeof monitorEventLoopDelay>): string {
  const seconds = (nanoseconds: number) => (lag.count === 0 ? 0 : nanoseconds / 1e9);
  const text = [
    gauge('nodejs_eventloop_lag_mean_seconds', 'Mean delay of the event loop.', seconds(lag.mean)),
    gauge('nodejs_eventloop_lag_max_seconds', 'Longest delay of the event loop.', seconds(lag.max)),
    ...[50, 90, 99].map((percent) => gauge(`nodejs_eventloop_lag_p${percent}_seconds`, `Delay of the event loop, percentile ${percent}.`, seconds(lag.percentile(percent)))),
  ].join('');
  lag.reset();
  return text;
}
