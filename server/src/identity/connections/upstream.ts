import type { Connection, UpstreamStrategy } from './connection.ts';

/** OAuth 2.0 without OpenID Connect: any provider, and those that are known by name. */
const plainStrategies = ['oauth2', 'facebook', 'github', 'linkedin'] as const satisfies readonly UpstreamStrategy[];
/** Every strategy whose people sign in at another provider. */
export const upstreamStrategies = ['oidc', 'google-oauth2', ...plainStrategies] as const satisfies readonly UpstreamStrategy[];
const all: ReadonlySet<string> = new Set(upstreamStrategies);
const plain: ReadonlySet<string> = new Set(plainStrategies);

/** Is the provider no OpenID Provider? */
export const isPlainStrategy = (strategy: string): boolean => plain.has(strategy);

/** Of these a tenant has as many as it likes; of the others one each, which is called as its strategy. */
const several: ReadonlySet<string> = new Set<UpstreamStrategy>(['oidc', 'oauth2']);
/** Is there one connection of it? */
export const isOnlyOne = (strategy: UpstreamStrategy): boolean => !several.has(strategy);

/** Auth0: people of a provider that anybody may join; an `oidc` one is somebody's own. */
export const isSocial = (strategy: string): boolean => all.has(strategy) && strategy !== 'oidc';

/** Is this one of them? */
export const isUpstreamStrategy = (strategy: string): strategy is UpstreamStrategy => all.has(strategy);

/** Does this id of a person name somebody of another provider? */
export const isUpstreamId = (id: string): boolean => all.has(id.slice(0, Math.max(0, id.indexOf('|'))));

/** Auth0: the id of a person of another provider. Of Google and the like there is one connection, so its people need no name of it. */
export const upstreamUserId = ({ strategy, name }: Pick<Connection, 'strategy' | 'name'>, sub: string): string => (several.has(strategy) ? `${strategy}|${name}|${sub}` : `${strategy}|${sub}`);

const brands: Readonly<Partial<Record<string, string>>> = { 'google-oauth2': 'Google', facebook: 'Facebook', github: 'GitHub', linkedin: 'LinkedIn' } satisfies Partial<Record<UpstreamStrategy, string>>;

/** What a provider is called on the pages: as the administrator says, or as everybody calls it. */
export const shownNameOf = ({ displayName, strategy, name }: Pick<Connection, 'displayName' | 'strategy' | 'name'>): string => displayName ?? brands[strategy] ?? name;

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
