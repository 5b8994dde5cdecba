import type { TenantId } from '../../kernel/tenant.ts';

/** Whose add-on it is: sealed secrets open in their own place only. */
export interface AddonOwner { readonly tenant: TenantId; readonly clientId: string; readonly addon: string }

/** Keeps the secrets that an add-on signs with (keys of storage accounts, service accounts): encrypted at rest, opened for the moment of use. */
export interface AddonSecrets {
  seal(secrets: Readonly<Record<string, string>>, owner: AddonOwner): string;
  /** Throws when the master key is another one or the stored value was changed. */
  open(sealed: string, owner: AddonOwner): Readonly<Record<string, string>>;
}
