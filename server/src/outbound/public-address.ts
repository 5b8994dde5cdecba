import { BlockList, isIP } from 'node:net';

/** IPv4 that does not lead to a host of the public internet: the special-purpose registry of IANA, and what clouds answer on. */
const closedIPv4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24',
  '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
  // A public number that means the machine below: the metadata service of one cloud.
  '168.63.129.16/32',
];
/** IPv6 is closed but for global unicast; inside it these are closed too: protocol assignments with Teredo, documentation, 6to4. */
const closedIPv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const ipv4 = listOf(closedIPv4, 'ipv4');
const ipv6 = listOf(closedIPv6, 'ipv6');
const globalUnicast = listOf(['2000::/3'], 'ipv6');
const translated = listOf(['64:ff9b::/96'], 'ipv6');

function listOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}

/**
 * Is this the address of a host on the public internet? `address` is what a resolver or `URL.hostname` gives, without brackets; anything else, a zone too, is not public.
 * An IPv4 address that is carried in an IPv6 one counts only behind the well-known prefix of address translation (64:ff9b::/96), where it is judged itself.
 */
export function isPublicAddress(address: string): boolean {
  if (address.includes('%')) return false;
  const version = isIP(address);
  if (version === 4) return !ipv4.check(address, 'ipv4');
  if (version !== 6) return false;
  if (translated.check(address, 'ipv6')) return isPublicAddress(embeddedIPv4(address));
  return globalUnicast.check(address, 'ipv6') && !ipv6.check(address, 'ipv6');
}

/** The last 32 bits of an IPv6 address as IPv4. `URL` knows one spelling of it, in hexadecimal groups. */
function embeddedIPv4(address: string): string {
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':').slice(-2);
  return groups.map((group) => Number.parseInt(group === '' ? '0' : group, 16)).flatMap((group) => [group >> 8, group & 255]).join('.');
}
