import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { invalidTarget, type OAuthRefusal } from '../../vocabulary/errors.ts';

/** The two parts of a JWS before its signature. */
export interface Unsealed { readonly header: Readonly<Record<string, unknown>>; readonly claims: Readonly<Record<string, unknown>> }

/**
 * RFC 7515 §7.1 with RS256 and a key of somebody else's service, which only the add-on holds.
 * @param pem PKCS #8 or PKCS #1; line ends may be written as `\n`, as in files of service accounts
 */
export function signWithPrivateKey({ header, claims }: Unsealed, pem: string): string | OAuthRefusal {
  const key = parseKey(pem.replaceAll('\\n', '\n'));
  if (key === undefined) return invalidTarget('addon.key_unusable');
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input, 'latin1'), key).toString('base64url')}`;
}

function parseKey(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 ? key : undefined;
  } catch { return undefined; }
}

const encode = (part: Readonly<Record<string, unknown>>) => Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');
