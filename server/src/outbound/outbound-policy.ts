import { isIP } from 'node:net';
import type { OutboundPolicy } from '../protocol/ports/outbound.ts';
import type { AllowList } from './allow-list.ts';
import { isPublicAddress } from './public-address.ts';

/** `URL.hostname` has an IPv6 address in brackets; nobody else wants them. */
export const withoutBrackets = (hostname: string) => (hostname.startsWith('[') ? hostname.slice(1, -1) : hostname);

/** RFC 6761 §6.3: these names are this machine, whatever a resolver says. */
const ownName = /^(?:.+\.)?localhost$/;

/** Judges hosts by their spelling under this allow-list. */
export function outboundPolicy(allowed: AllowList): OutboundPolicy {
  return {
    standingOf(hostname, port) {
      const host = withoutBrackets(hostname);
      if (allowed.names(host, port)) return 'named';
      // The name of this machine may still lead to addresses that are admitted: the resolver's answer decides then.
      if (ownName.test(host)) return allowed.admits('127.0.0.1', port) || allowed.admits('::1', port) ? 'open' : 'refused';
      return isIP(host) !== 0 && !isPublicAddress(host) ? 'refused' : 'open';
    },
  };
}
