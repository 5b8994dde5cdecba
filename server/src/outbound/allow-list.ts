import { BlockList, isIP } from 'node:net';

/** What the operator lets outbound requests reach although it is not public. */
export interface AllowList {
  /** Is this very host (without brackets), alone or with this port, an entry; or is it an address inside a range? */
  names(host: string, port: number): boolean;
  /** Is this address an entry, alone or with this port, or inside a range? */
  admits(address: string, port: number): boolean;
}

/**
 * The entries of the setting: `idp.internal`, `idp.internal:8443`, `10.1.2.3`, `10.1.2.3:8443`, `[fd00::1]:8443`, `fd00::1`, `10.0.0.0/8`, `fd00::/8`.
 * A host that is named may resolve to anything; an address or range is admitted under every name.
 * @throws Error for an entry that is none of these: the settings let none through
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const hosts = new Set<string>();
  const ranges = new BlockList();
  for (const entry of entries) {
    const [network = '', prefix] = entry.split('/');
    if (prefix === undefined) hosts.add(canonical(entry));
    else ranges.addSubnet(network, Number(prefix), familyOf(network, entry));
  }
  const admits = (address: string, port: number) => {
    const version = address.includes('%') ? 0 : isIP(address);
    if (version === 0) return false;
    return isEntry(hosts, address, port) || ranges.check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
  return { admits, names: (host, port) => isEntry(hosts, host, port) || admits(host, port) };
}

function isEntry(hosts: ReadonlySet<string>, host: string, port: number): boolean {
  const literal = isIP(host) === 6 ? `[${host}]` : host.toLowerCase();
  return hosts.has(literal) || hosts.has(`${literal}:${port}`);
}

/** `host` or `host:port` in the spelling of `URL`; an IPv6 address in brackets. */
function canonical(entry: string): string {
  const written = isIP(entry) === 6 ? `[${entry}]` : entry;
  if (!URL.canParse(`none://${written}`) || !/^[^/?#@]+$/.test(written)) throw new Error(`outboundAllow: ${entry} is no host, address or range.`);
  // The scheme has no usual port, so the port stays; https is asked for the spelling of the host.
  const { port } = new URL(`none://${written}`);
  const { hostname } = new URL(`https://${written}`);
  return port === '' ? hostname : `${hostname}:${port}`;
}

function familyOf(network: string, entry: string): 'ipv4' | 'ipv6' {
  const version = isIP(network);
  if (version === 0) throw new Error(`outboundAllow: ${entry} is no range.`);
  return version === 4 ? 'ipv4' : 'ipv6';
}
