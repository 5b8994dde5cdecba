import type { Connection, UpstreamStrategy } from './connection.ts';

/** Every strategy whose people sign in at another provider. */
export const upstreamStrategies = ['oidc', 'google-oauth2'] as const satisfies readonly UpstreamStrategy[];
const all: ReadonlySet<string> = new Set(upstreamStrategies);

/** Is this one of them? */
export const isUpstreamStrategy = (strategy: string): strategy is UpstreamStrategy => all.has(strategy);

/** Does this id of a person name somebody of another provider? */
export const isUpstreamId = (id: string): boolean => all.has(id.slice(0, Math.max(0, id.indexOf('|'))));

/** Auth0: the id of a person of another provider. Of Google there is one connection, so its people need no name of it. */
export const upstreamUserId = ({ strategy, name }: Pick<Connection, 'strategy' | 'name'>, sub: string): string => (strategy === 'oidc' ? `oidc|${name}|${sub}` : `${strategy}|${sub}`);

const issuers: Readonly<Partial<Record<string, string>>> = { 'google-oauth2': 'https://accounts.google.com' };
const discovery = '/.well-known/openid-configuration';

/** How the provider of a connection may call itself: as it was registered, or, where its metadata were named, what they stand under, with and without a slash. `undefined`: the options name none. */
export function upstreamIssuersOf({ strategy, options: { issuer, discovery_url: url } }: Pick<Connection, 'strategy' | 'options'>): readonly [string, ...string[]] | undefined {
  const fixed = issuers[strategy] ?? issuer;
  if (fixed !== undefined) return [fixed];
  if (url?.endsWith(discovery) !== true) return undefined;
  const place = url.slice(0, -discovery.length);
  return [place, `${place}/`];
}

/** Where the secret of a connection lies: it opens there alone. */
export const connectionSecretPlace = ({ tenant, id }: Pick<Connection, 'tenant' | 'id'>): string => `connection secret ${tenant} ${id}`;
