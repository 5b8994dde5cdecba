import type { TenantId } from '../../kernel/tenant.ts';

/** What a provider gave for a person. `expiresAt` in seconds, as the provider said it. */
export interface KeptUpstreamTokens { readonly accessToken: string; readonly refreshToken?: string | undefined; readonly expiresAt?: number | undefined }

/** Where the tokens of an identity lie: they open there alone. */
export const upstreamTokenPlace = (tenant: TenantId, identity: string): string => `upstream tokens ${tenant} ${identity}`;
