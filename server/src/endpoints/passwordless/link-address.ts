import type { CodePlace } from '../../identity/passwordless/code-place.ts';
import type { Issuer } from '../../kernel/tenant.ts';

/** Where links of mails lead, and where programs send a browser with a code that a person typed. */
export const linkPath = '/passwordless/verify_redirect';

/** The address of a link, by its code. It is the configured issuer's, whatever the request that led to it called itself. */
export const linkOf = (issuer: Issuer, { place, authParams }: { readonly place: CodePlace; readonly authParams: Readonly<Record<string, string>> }) => (code: string): string =>
  `${issuer}${linkPath.slice(1)}?${new URLSearchParams({ ...authParams, client_id: place.clientId ?? '', connection: place.connection.name, email: place.email, verification_code: code }).toString()}`;
