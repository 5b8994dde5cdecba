import type { Issuer } from '../kernel/tenant.ts';
import { isLoopback } from './host.ts';

/** What the adapter derives from an issuer. */
export interface IssuerFacts {
  /** The issuer is https: cookies are Secure and carry the `__Host-` prefix. */
  readonly secure: boolean;
  /** RFC 6797 §6.1: the header value, where browsers shall insist on https. */
  readonly strictTransport: string | undefined;
}

const known = new Map<Issuer, IssuerFacts>();
const mostKnown = 10_000;
const oneYear = 31_536_000;

/** From memory: an issuer never changes its meaning. */
export function factsOf(issuer: Issuer): IssuerFacts {
  const found = known.get(issuer);
  if (found !== undefined) return found;
  const { protocol, host } = new URL(issuer);
  const secure = protocol === 'https:';
  // On localhost the rule would reach every other program of the developer, whatever its port: there it is left out.
  const facts = { secure, strictTransport: secure && !isLoopback(host) ? `max-age=${oneYear}` : undefined };
  if (known.size >= mostKnown) known.clear();
  known.set(issuer, facts);
  return facts;
}
