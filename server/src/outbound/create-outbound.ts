import { portOf, proveOutboundUrl } from '../protocol/outbound/prove-outbound-url.ts';
import type { Outbound, OutboundAnswer, OutboundFailure, OutboundRequest } from '../protocol/ports/outbound.ts';
import type { AllowList } from './allow-list.ts';
import { exchange } from './exchange.ts';
import { createGate, type GateLimits } from './gate.ts';
import { outboundPolicy, withoutBrackets } from './outbound-policy.ts';
import { systemResolver, vetAddresses, type Resolve } from './vetted-addresses.ts';
import { verifyingAgent } from './verifying-agent.ts';

/** What the door goes by. */
export interface OutboundOptions {
  /** What may be reached although it is not public. */
  readonly allowed: AllowList;
  /** Certificates of authorities to trust besides the usual ones, as PEM texts. */
  readonly ca?: readonly string[];
  readonly limits?: GateLimits;
  readonly resolve?: Resolve;
}

/** The door, and a way to shut it: what is under way then comes back as `unreachable`. */
export interface OutboundDoor extends Outbound { close(): void }

const usualLimits: GateLimits = { inAll: 50, perHost: 6, waiting: 1000 };
const usualBytes = 65_536;
const usualTimeoutMs = 5000;

/** Opens the one way out. */
export function createOutbound({ allowed, ca = [], limits = usualLimits, resolve = systemResolver }: OutboundOptions): OutboundDoor {
  const gate = createGate(limits);
  const tlsAgent = verifyingAgent(ca);
  const policy = outboundPolicy(allowed);
  const shut = new AbortController();

  /** A place is kept until the resolver answers, even when the time is over: what the resolver works on stays bounded too. */
  const pass = async (url: URL, request: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer | OutboundFailure> => {
    const host = withoutBrackets(url.hostname);
    const leave = await gate.enter(host, signal);
    if (leave === undefined) return { failure: 'timeout', detail: `too many requests were under way before the one to ${url.host}` };
    try {
      const addresses = await vetAddresses({ host, port: portOf(url) }, allowed, resolve);
      if ('failure' in addresses) return addresses;
      return await exchange({ url, request, addresses, tlsAgent, signal, maxBytes: request.maxBytes ?? usualBytes });
    } finally {
      leave();
    }
  };

  return {
    async send(request) {
      // A fragment is allowed here, for it never leaves: whether one may be registered is the question of who registers.
      const proven = proveOutboundUrl(request.url, policy, { fragment: true });
      if (typeof proven !== 'string') return proven;
      const url = new URL(proven);
      return within(request.timeoutMs ?? usualTimeoutMs, shut.signal, { url, run: (signal) => pass(url, request, signal) });
    },
    close() { shut.abort(); },
  };
}

interface Work { readonly url: URL; readonly run: (signal: AbortSignal) => Promise<OutboundAnswer | OutboundFailure> }

/** The answer, or the failure that comes when the time is over or the door is shut; the work is told then, and not waited for. */
async function within(timeoutMs: number, shut: AbortSignal, { url, run }: Work): Promise<OutboundAnswer | OutboundFailure> {
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let whenShut: (() => void) | undefined;
  const cut = new Promise<OutboundFailure>((resolve) => {
    const end = (failure: OutboundFailure) => { resolve(failure); ended.abort(); };
    whenShut = () => end({ failure: 'unreachable', detail: 'the server is going down' });
    timer = setTimeout(() => end({ failure: 'timeout', detail: `${url.host} did not answer within ${timeoutMs} ms` }), timeoutMs);
    if (shut.aborted) whenShut();
    else shut.addEventListener('abort', whenShut, { once: true });
  });
  try {
    return await Promise.race([cut, run(ended.signal)]);
  } finally {
    clearTimeout(timer);
    if (whenShut !== undefined) shut.removeEventListener('abort', whenShut);
  }
}
