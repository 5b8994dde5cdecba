import type { Client } from '../client/client.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';
import { encryptForClient } from './encrypt-for-client.ts';
import { writeForClient, type FormContext } from './write-for-client.ts';

/** Claims as they are, or a JWT. */
export type Written = string | Readonly<Record<string, unknown>>;

/**
 * OIDC Core §5.3.2: signed with `iss` and `aud`, or encrypted, or both, as the client is set; plain otherwise.
 * There is no `exp`, and so nobody takes the answer for an ID token (RFC 8725 §3.12).
 */
export async function writeUserinfo(claims: Readonly<Record<string, unknown>>, client: Client, context: FormContext): Promise<Written | OAuthRefusal> {
  const { userinfoSigningAlg: alg, userinfoEncryption: encryption } = client.formats;
  if (alg !== undefined) return writeForClient({ typ: 'JWT', claims: { ...claims, iss: context.tenant.issuer, aud: client.id } }, { client, alg, encryption }, context);
  return encryption === undefined ? claims : encryptForClient(JSON.stringify(claims), { client, to: encryption, nested: false }, context.tools);
}
