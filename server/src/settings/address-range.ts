import { isIP } from 'node:net';

/** `10.1.2.3`, `10.0.0.0/8`, `fd00::1` or `fd00::/8`. */
export function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = address.includes('%') ? 0 : isIP(address);
  return more.length === 0 && version !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)));
}
