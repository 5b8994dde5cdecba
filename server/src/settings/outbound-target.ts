import { isIPv4, isIPv6 } from 'node:net';
import { isAddressOrRange } from './address-range.ts';

/** Labels of letters, digits, hyphens and underscores, without a dot at the end; the last one holds a letter, or it would be a strange spelling of an IPv4 address. */
const hostName = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*(?!\d+$|0x[0-9a-f]*$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** Is this an entry of GATEHOUSE_OUTBOUND_ALLOW: a range, an address or a host name, the latter two with a port where only that one is meant? */
export function isOutboundTarget(text: string): boolean {
  if (isAddressOrRange(text)) return true;
  const { host, bracketed, port } = /^(?:\[(?<bracketed>[0-9a-f:.]+)\]|(?<host>[^:/[\]]+))(?::(?<port>\d{1,5}))?$/i.exec(text)?.groups ?? {};
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return false;
  return bracketed === undefined ? host !== undefined && (isIPv4(host) || hostName.test(host)) : isIPv6(bracketed);
}
