import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Proxies that are believed: a list of addresses and CIDRs, or `undefined` for none. */
export type TrustedProxies = BlockList | undefined;

/** @throws Error for an entry that is no address and no CIDR: the settings let none through */
export function parseTrustedProxies(entries: readonly string[]): TrustedProxies {
  if (entries.length === 0) return undefined;
  const list = new BlockList();
  for (const entry of entries) {
    const [network = '', prefix] = entry.split('/');
    const family = familyOf(network);
    if (family === undefined) throw new Error(`trustProxy: ${entry} is neither an address nor a CIDR.`);
    if (prefix === undefined) list.addAddress(network, family);
    else list.addSubnet(network, Number(prefix), family);
  }
  return list;
}

/** A chain longer than this is not a chain of proxies. */
const longestChain = 10;

/**
 * The address that limits, allow-lists and the log go by: the peer's own or, when the peer is a trusted proxy, the nearest hop of X-Forwarded-For that is none.
 * What stands further to the left was written by whoever sent the request, and is never read. `Forwarded` is not read at all.
 */
export function findClientAddress(incoming: IncomingMessage, trusted: TrustedProxies): string {
  const peer = plainAddress(incoming.socket.remoteAddress ?? '');
  if (trusted === undefined || !contains(trusted, peer)) return peer;
  const header = incoming.headers['x-forwarded-for'];
  if (header === undefined) return peer;
  const hops = (typeof header === 'string' ? header : header.join(',')).split(',').reverse().slice(0, longestChain);
  let nearest = peer;
  for (const hop of hops) {
    const address = parseHop(hop.trim());
    if (address === undefined) return nearest;
    nearest = address;
    if (!contains(trusted, address)) return address;
  }
  return nearest;
}

/** Is the very peer of this connection a proxy that is believed? */
export const isTrustedPeer = ({ socket }: IncomingMessage, trusted: TrustedProxies): boolean => trusted !== undefined && contains(trusted, plainAddress(socket.remoteAddress ?? ''));

function contains(list: BlockList, address: string): boolean {
  const family = familyOf(address);
  return family !== undefined && list.check(address, family);
}

const familyOf = (address: string) => { const version = isIP(address); return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined; };

/** `1.2.3.4`, `1.2.3.4:5678`, `2001:db8::1`, `[2001:db8::1]:5678`; a zone id means nothing on another machine. */
function parseHop(hop: string): string | undefined {
  if (hop.length > 60) return undefined;
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(hop)?.[1];
  const address = plainAddress(bracketed ?? (/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(hop)?.[1] ?? hop));
  return isIP(address) === 0 ? undefined : address;
}

/** One spelling for one address: IPv4 inside IPv6 as IPv4, and no zone id. */
function plainAddress(address: string): string {
  const bare = address.includes('%') ? address.slice(0, address.indexOf('%')) : address;
  return bare.startsWith('::ffff:') && bare.includes('.') ? bare.slice(7) : bare;
}

/** Does the connection come from this very machine, without any proxy having spoken for somebody else? */
export function comesFromLoopback({ socket, headers }: IncomingMessage): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined || headers['x-real-ip'] !== undefined || headers['via'] !== undefined) return false;
  const peer = plainAddress(socket.remoteAddress ?? '');
  return peer === '::1' || peer.startsWith('127.');
}
