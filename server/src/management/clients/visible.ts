import type { Permit } from '../permit.ts';
import { insufficientScope, type ManagementRefusal } from '../refusal.ts';
import type { ClientBody } from './schema.ts';

const summary: ReadonlySet<string> = new Set(['tenant', 'client_id', 'global', 'name', 'description', 'app_type', 'logo_uri', 'is_first_party']);
const credentials: ReadonlySet<string> = new Set([...summary, 'token_endpoint_auth_method', 'client_authentication_methods']);

/** Auth0: with read:client_summary alone the names of applications are seen, and with read:client_credentials how they prove themselves. */
export function visibleTo({ scopes }: Permit, view: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (scopes.has('read:clients') || scopes.has('read:client_keys')) return view;
  const seen = scopes.has('read:client_credentials') ? credentials : summary;
  return Object.fromEntries(Object.entries(view).filter(([name]) => seen.has(name)));
}

const scopeOf: Readonly<Record<string, string>> = { client_secret: 'update:client_keys', client_authentication_methods: 'update:client_credentials' };

/** Auth0: who may change secrets or credentials alone changes nothing else, and a secret is never changed by update:clients alone. */
export function refuseUnseen({ scopes }: Permit, body: ClientBody): ManagementRefusal | undefined {
  for (const name of Object.keys(body)) {
    const own = scopeOf[name];
    const enough = name === 'client_secret' ? [own ?? ''] : ['update:clients', ...(own === undefined ? [] : [own])];
    if (!enough.some((scope) => scopes.has(scope))) return insufficientScope(enough);
  }
  return undefined;
}
