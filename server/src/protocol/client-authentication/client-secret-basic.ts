import { invalidClient } from '../vocabulary/errors.ts';
import type { ClientAuthenticationMethod, SecretPresentation } from './method.ts';
import { verifySecret } from './secrets.ts';

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** RFC 6749 §2.3.1: HTTP Basic, both halves form-urlencoded first. */
export const clientSecretBasic: ClientAuthenticationMethod<SecretPresentation> = {
  name: 'client_secret_basic',

  present({ authorization }) {
    if (authorization === undefined || !/^basic(?: |$)/i.test(authorization)) return undefined;
    const encoded = authorization.slice(6).trim();
    const text = base64.test(encoded) ? Buffer.from(encoded, 'base64').toString('utf8') : '';
    const colon = text.indexOf(':');
    if (colon === -1 || text.includes('\ufffd')) return invalidClient('client.basic_malformed');
    const [clientId, secret] = [formDecode(text.slice(0, colon)), formDecode(text.slice(colon + 1))];
    return clientId === undefined || secret === undefined ? invalidClient('client.basic_malformed') : { clientId, secret };
  },

  verify: verifySecret,
};

function formDecode(text: string): string | undefined {
  try { return decodeURIComponent(text.replaceAll('+', '%20')); } catch { return undefined; }
}
