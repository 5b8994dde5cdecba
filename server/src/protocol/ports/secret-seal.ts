import type { TenantId } from '../../kernel/tenant.ts';

/** Whose secret it is: a sealed secret opens for its own client only. */
export interface SecretOwner { readonly tenant: TenantId; readonly id: string }

/** Keeps the secrets of clients where the value itself is a key (OIDC Core §10.1, OIDC Core §10.2): encrypted at rest, opened for the moment of use. */
export interface SecretSeal {
  seal(secret: string, owner: SecretOwner): string;
  /** The secret in clear. Throws when the master key is another one or the stored value was changed. */
  open(sealed: string, owner: SecretOwner): string;
}
