import { isOutboundFailure } from '../ports/outbound.ts';
import { proveOutboundUrl, type OutboundUrlForm } from '../outbound/prove-outbound-url.ts';
import type { Ground } from './ground.ts';
import type { MetadataReader } from './metadata-reader.ts';

/** A URL that people or their browsers are led to: https alone, for it stands on our pages (A123 of the attack cases: no `javascript:`, no `data:`). */
export function readShownUrl(read: MetadataReader, name: string): string | undefined {
  const text = read.text(name);
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url === null || !/^https:\/\/[^/?#\\@\s]+([/?#]|$)/i.test(text) || /[\s\\]/.test(text)) return read.fault('registration.url_not_taken', `${name} = '${text.slice(0, 120)}'`, 'an https URL');
  return text;
}

/** A URL that the server will ask some day: its form is judged now, where it leads each time it is asked (RFC 7591 §5). */
export function readOutboundUrl(read: MetadataReader, name: string, ground: Ground): string | undefined {
  const text = read.text(name);
  return text === undefined ? undefined : proveOne(read, { name, text, ground });
}

/** The same for a list. */
export function readOutboundUrls(read: MetadataReader, name: string, { ground, most, form }: { readonly ground: Ground; readonly most: number; readonly form: OutboundUrlForm }): readonly string[] {
  return (read.texts(name, most) ?? []).filter((text) => proveOne(read, { name, text, ground, form }) !== undefined);
}

interface Told { readonly name: string; readonly text: string; readonly ground: Ground; readonly form?: OutboundUrlForm }

function proveOne(read: MetadataReader, { name, text, ground, form = {} }: Told): string | undefined {
  const proved = proveOutboundUrl(text, ground.policy, form);
  if (typeof proved === 'string') return proved;
  return read.fault('registration.url_not_taken', `${name} = '${text.slice(0, 120)}'`, isOutboundFailure(proved) ? `an https URL of a public host; ${proved.detail}` : 'an https URL');
}
