import { isOutboundFailure, type OutboundPolicy } from '../../protocol/ports/outbound.ts';
import { proveOutboundUrl } from '../../protocol/outbound/prove-outbound-url.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';

/** Letters that a host is made of; an IPv6 address has colons, and no brackets. */
const wellFormed = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45})$/;

/**
 * A host that mail may be given to, in one spelling: by the rules of every outbound request (A106 of the attack cases). Where its name leads is judged again at each mail.
 * @param text a name, or an address without brackets
 */
export function proveSmtpHost(text: string, port: number, policy: OutboundPolicy): { readonly host: string } | ManagementRefusal {
  if (!wellFormed.test(text)) return flaw('it must be a host: no scheme, no port, no path');
  const url = `https://${text.includes(':') ? `[${text}]` : text}:${port}/`;
  const proved = proveOutboundUrl(url, policy);
  if (typeof proved === 'string') return { host: new URL(proved).hostname.replace(/^\[|\]$/g, '') };
  if (!isOutboundFailure(proved)) return flaw('it is not well formed');
  return flaw(proved.failure === 'address_refused' ? `${text} is not a public address; the operator can let it with GATEHOUSE_OUTBOUND_ALLOW=${text}:${port}` : proved.detail);
}

const flaw = (why: string) => invalidBody(`Payload validation error: credentials.smtp_host: ${why}.`);
