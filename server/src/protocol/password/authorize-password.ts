import { Refusal } from '../../kernel/refusal.ts';
import { authorizeDirectly } from '../direct/authorize-directly.ts';
import type { GrantTools, TokenCall } from '../grant-types/grant-type.ts';
import type { LegacyPermit } from '../legacy/prove-legacy.ts';
import type { Authorization } from '../tokens/authorization.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';

/** The connection to ask, and the evidence that this may be done at all. */
export interface PasswordRequest { readonly permit: LegacyPermit; readonly realm: string | undefined }

/** RFC 6749 §4.3: the application brings the person's name and password. */
export async function authorizePassword({ realm }: PasswordRequest, call: TokenCall, tools: GrantTools): Promise<Authorization | OAuthRefusal> {
  const { client, params, tenant, record, address } = call;
  const username = params.required('username');
  if (username instanceof Refusal) return username;
  const password = params.required('password');
  if (password instanceof Refusal) return password;
  const prove = async () => {
    const subject = await tools.passwordCheck.provePassword({ tenant, realm, username, password, clientId: client.id, address, record });
    return subject instanceof Refusal ? subject : { subject, payment: undefined };
  };
  return authorizeDirectly({ prove, amr: ['pwd'], gty: 'password', whenSpent: undefined }, call, tools);
}
