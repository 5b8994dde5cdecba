import type { TenantId } from '../../kernel/tenant.ts';
import type { ConnectionOptions } from './connection-options.ts';

/** Where people come from. `auth0`: a database of people with passwords; `email`: whoever can read the mail of an address; the others: people of another provider. */
export type ConnectionStrategy = 'auth0' | 'email' | UpstreamStrategy;
/** Other providers that people sign in at: any OpenID Provider, or the one of Google; any provider of OAuth 2.0, or one that is known by name. */
export type UpstreamStrategy = 'oidc' | 'google-oauth2' | 'oauth2' | 'facebook' | 'github' | 'linkedin';

/** A source of people of a tenant. The people of it name it by `name`, which never changes. */
export interface Connection {
  readonly tenant: TenantId;
  /** `con_…` */
  readonly id: string;
  readonly name: string;
  readonly strategy: ConnectionStrategy;
  readonly displayName: string | undefined;
  readonly options: ConnectionOptions;
  readonly metadata: Readonly<Record<string, string>>;
  /** Auth0: open to applications that are not the tenant's own, also without being enabled for each of them. */
  readonly isDomainConnection: boolean;
  /** Auth0: shown with a button of its own where there are several; kept for whoever reads it. */
  readonly showAsButton: boolean;
  /** The client secret at another provider, under the master key. It is told to nobody but that provider. */
  readonly sealedSecret?: string | undefined;
}
