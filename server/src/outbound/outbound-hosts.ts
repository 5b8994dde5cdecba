import { getCACertificates } from 'node:tls';
import type { OutboundHosts } from '../protocol/ports/outbound.ts';
import type { AllowList } from './allow-list.ts';
import { outboundPolicy } from './outbound-policy.ts';
import { systemResolver, vetAddresses, type Resolve } from './vetted-addresses.ts';

/** What hosts are found with. */
export interface OutboundHostTools { readonly allowed: AllowList; readonly resolve?: Resolve }

/** Finds hosts for who opens connections of their own, under the rules of all outbound requests. */
export function createOutboundHosts({ allowed, resolve = systemResolver }: OutboundHostTools): OutboundHosts {
  const policy = outboundPolicy(allowed);
  return {
    async find({ host, port, trusted }) {
      if (!trusted && policy.standingOf(host, port) === 'refused') return { failure: 'address_refused', detail: `${host} is not a public address` };
      const found = await vetAddresses({ host, port }, trusted ? everything : allowed, resolve);
      return 'failure' in found ? found : { addresses: found.map(({ address }) => address) };
    },
    mayBePlain: (host, port) => policy.standingOf(host, port) === 'named',
    authorities: () => [...new Set([...getCACertificates('default'), ...getCACertificates('system')])],
  };
}

/** What the operator named is not judged. */
const everything: AllowList = { names: () => true, admits: () => true };
