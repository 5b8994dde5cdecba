import type { Endpoint } from '../endpoints/reply.ts';
import type { Awaitable } from '../kernel/awaitable.ts';
import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { HttpMetrics, RequestTimer } from './options.ts';

/** An address of the adapter itself (health, metrics, assets): it belongs to no tenant. `undefined`: for this peer there is nothing here. */
export interface OwnAddress { readonly path: string; readonly label: string; answer(exchange: Exchange): Awaitable<Answer | undefined> }

/** What stands at one path, and how its requests are counted. */
export interface Route {
  readonly endpoint: Endpoint | undefined;
  readonly own: OwnAddress | undefined;
  readonly methods: ReadonlySet<string>;
  /** The value of an Allow header. */
  readonly allow: string;
  readonly label: string;
  timer(method: string): RequestTimer;
}

/** The whole route table. */
export interface Routes { readonly byPath: ReadonlyMap<string, Route>; /** Those that have everything below their path, which ends in a slash here. */ readonly below: ReadonlyMap<string, Route>; /** Counts what is at no address. */ readonly unmatched: Route }

const countedMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE']);

/**
 * One map from every path, aliases too, to what stands there: an address either is one of these, character for character, or lies below one that says so, or does not exist.
 * @throws Error when two endpoints claim one path
 */
export function tableOf(endpoints: readonly Endpoint[], own: readonly OwnAddress[], metrics: HttpMetrics): Routes {
  const byPath = new Map<string, Route>();
  const below = new Map<string, Route>();
  const add = (path: string, route: Route) => {
    if (byPath.has(path)) throw new Error(`Two endpoints claim the path ${path}.`);
    byPath.set(path, route);
  };
  for (const address of own) add(address.path, routeOf({ own: address, label: address.label, methods: ['GET', 'HEAD'] }, metrics));
  for (const endpoint of endpoints) {
    const route = routeOf({ endpoint, label: endpoint.path, methods: methodsOf(endpoint) }, metrics);
    for (const path of [endpoint.path, ...(endpoint.aliases ?? [])]) add(path, route);
    if (endpoint.below === true) below.set(`${endpoint.path}/`, route);
  }
  return { byPath, below, unmatched: routeOf({ label: 'unmatched', methods: [] }, metrics) };
}

/** What stands at a path, character for character, or has it below its own. */
export function findRoute({ byPath, below, unmatched }: Routes, path: string): Route {
  const found = byPath.get(path);
  if (found !== undefined) return found;
  for (const [start, route] of below) if (path.startsWith(start)) return route;
  return unmatched;
}

/** HEAD only where GET is known to change nothing: a GET of the sign-in opens transactions and sets cookies (RFC 9110 §9.2.1). */
function methodsOf({ methods, cors }: Endpoint): readonly string[] {
  const head = cors === 'public' && methods.includes('GET') ? ['HEAD'] : [];
  return [...methods, ...head, ...(cors === 'none' ? [] : ['OPTIONS'])];
}

interface Plan { readonly endpoint?: Endpoint; readonly own?: OwnAddress; readonly label: string; readonly methods: readonly string[] }

function routeOf({ endpoint, own, label, methods }: Plan, metrics: HttpMetrics): Route {
  const timers = new Map<string, RequestTimer>();
  return {
    endpoint, own, label, methods: new Set(methods), allow: methods.join(', '),
    timer(method) {
      const known = timers.get(method);
      if (known !== undefined) return known;
      const counted = countedMethods.has(method) ? method : 'OTHER';
      const timer = metrics.requestTimer(counted, label);
      if (counted === method) timers.set(method, timer);
      return timer;
    },
  };
}
