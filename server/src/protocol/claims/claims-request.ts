/** OIDC Core §5.5.1: how one claim is asked for; `null` asks for it in the plain manner. */
export type ClaimDemand = { readonly essential?: boolean; readonly value?: unknown; readonly values?: readonly unknown[] } | null;

/** OIDC Core §5.5: claims that a request asked for by name, and where they shall stand. */
export interface ClaimsRequest { readonly userinfo: Readonly<Record<string, ClaimDemand>>; readonly idToken: Readonly<Record<string, ClaimDemand>> }
