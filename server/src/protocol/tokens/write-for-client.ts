import type { Awaitable } from '../../kernel/awaitable.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../client/client.ts';
import type { EncryptionTo } from '../client/client-policies.ts';
import type { Unsigned } from '../ports/key-ring.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';
import type { TokenAlgorithm } from '../vocabulary/names.ts';
import { encryptForClient, type EncryptTools } from './encrypt-for-client.ts';
import { signForClient, type SignContext, type SignTools } from './sign-token.ts';

/** What tokens are signed and encrypted with. */
export type FormTools = SignTools & EncryptTools;

/** In whose name, with what, and where it is written down. */
export type FormContext = SignContext & { readonly tools: FormTools };

/** The form that a client wants a JWT in. */
export interface Form { readonly client: Client; readonly alg: TokenAlgorithm; readonly encryption: EncryptionTo | undefined }

/** OIDC Core §2, OIDC Core §16.14: signed first, then encrypted where the client is set so. */
export function writeForClient(token: Unsigned, { client, alg, encryption }: Form, context: FormContext): Awaitable<string | OAuthRefusal> {
  const signed = signForClient(token, { client, alg }, context);
  return encryption === undefined ? signed : nest(signed, { client, to: encryption, nested: true }, context.tools);
}

async function nest(signed: Awaitable<string | OAuthRefusal>, recipient: Parameters<typeof encryptForClient>[1], tools: EncryptTools): Promise<string | OAuthRefusal> {
  const jws = await signed;
  return jws instanceof Refusal ? jws : encryptForClient(jws, recipient, tools);
}
