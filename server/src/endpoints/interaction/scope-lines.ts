import type { ConsentDetail, ConsentScope } from '../../pages/page.ts';
import type { AuthorizationDetail } from '../../protocol/authorization-details/authorization-detail.ts';
import type { ResourceServer } from '../../protocol/client/resource-server.ts';
import { isOidcScope } from '../../protocol/scope/oidc-scopes.ts';

/** The lines of the consent page: what is new, what was allowed before, and whether access shall last. */
export interface ScopeLines { readonly scopes: readonly ConsentScope[]; readonly alreadyAllowed: readonly ConsentScope[]; readonly offlineAccess: boolean; readonly details: readonly ConsentDetail[] | undefined }

/** What was asked and what the person allowed this application before, for this API. */
export interface Asked { readonly scope: readonly string[]; readonly allowed: readonly string[]; readonly api: ResourceServer | undefined; readonly details: readonly AuthorizationDetail[] | undefined }

/**
 * OIDC Core §3.1.2.4: every permission is told in the words of its API. Only what is new is asked; where a request asks again for what was allowed
 * (prompt=consent), all of it is. The page puts the lines in order.
 */
export function scopeLines({ scope, allowed, api, details }: Asked): ScopeLines {
  const fresh = scope.filter((token) => !allowed.includes(token));
  const asked = fresh.length > 0 ? fresh : scope;
  const before = scope.filter((token) => !asked.includes(token));
  const lines = (tokens: readonly string[]) => tokens.filter((token) => token !== 'offline_access').map((token) => lineOf(token, api));
  return { scopes: lines(asked), alreadyAllowed: lines(before), offlineAccess: asked.includes('offline_access'), details: details?.map(detailLines) };
}

/** RFC 9396 §11: every member as it was sent; what is no text is shown as JSON. */
const detailLines = ({ type, ...members }: AuthorizationDetail): ConsentDetail => ({
  type, members: Object.entries(members).map(([name, value]) => ({ name, value: typeof value === 'string' ? value : JSON.stringify(value) })),
});

/** The scopes of OIDC have their words on the page itself, in its language. */
function lineOf(value: string, api: ResourceServer | undefined): ConsentScope {
  if (isOidcScope(value)) return { value, title: value, detail: undefined };
  const description = api?.permissions.find((permission) => permission.value === value)?.description ?? '';
  return { value, title: description === '' ? value : description, detail: api?.name };
}
