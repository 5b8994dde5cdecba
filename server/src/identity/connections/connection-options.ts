/** Auth0: how strong a password must be. */
export type PasswordPolicyName = 'none' | 'low' | 'fair' | 'good' | 'excellent';
/** Auth0: kinds of characters. */
export type CharacterType = 'lowercase' | 'uppercase' | 'number' | 'special';
/** Auth0: whether a name is asked for when somebody makes an account. */
export type SignupStatus = 'required' | 'optional' | 'inactive';

/** Auth0: a name to sign in with, and whether it is asked for. */
export interface NameAttribute {
  readonly identifier?: { readonly active?: boolean };
  readonly profile_required?: boolean;
  readonly signup?: { readonly status?: SignupStatus };
}

/** Auth0: the newer shape of the rules for passwords; where it says something it wins over the older members. */
export interface PasswordOptions {
  readonly complexity?: {
    readonly min_length?: number; readonly character_types?: readonly CharacterType[]; readonly character_type_rule?: 'all' | 'three_of_four';
    readonly identical_characters?: 'allow' | 'block'; readonly sequential_characters?: 'allow' | 'block'; readonly max_length_exceeded?: 'error';
  };
  readonly dictionary?: { readonly active?: boolean; readonly custom?: readonly string[] };
  readonly history?: { readonly active?: boolean; readonly size?: number };
  readonly profile_data?: { readonly active?: boolean; readonly blocked_fields?: readonly string[] };
}

/** Auth0: the options of a connection, named and kept as on the wire. What the management schema does not let in never gets here; what they mean is read by the rules beside this file. */
export interface ConnectionOptions {
  readonly disable_signup?: boolean;
  readonly requires_username?: boolean;
  readonly brute_force_protection?: boolean;
  readonly import_mode?: boolean;
  readonly validation?: { readonly username?: { readonly min: number; readonly max: number } | null } | null;
  readonly attributes?: { readonly email?: NameAttribute; readonly username?: NameAttribute & { readonly validation?: { readonly min_length?: number; readonly max_length?: number } } };
  readonly passwordPolicy?: PasswordPolicyName | null;
  readonly password_complexity_options?: { readonly min_length?: number } | null;
  readonly password_history?: { readonly enable: boolean; readonly size?: number } | null;
  readonly password_dictionary?: { readonly enable: boolean; readonly dictionary?: readonly string[] } | null;
  readonly password_no_personal_info?: { readonly enable: boolean } | null;
  readonly password_options?: PasswordOptions;
  /** Auth0: the codes of the strategy `email`: digits, and seconds that one is good. */
  readonly totp?: { readonly length?: number; readonly time_step?: number };
  /** Auth0: the mail of the strategy `email`, in Liquid. */
  readonly email?: { readonly from?: string; readonly subject?: string; readonly body?: string };
  /** Auth0: how this server is registered at another provider, without the secret. */
  readonly issuer?: string; readonly discovery_url?: string; readonly client_id?: string; readonly scope?: string | readonly string[]; readonly token_endpoint_auth_method?: 'client_secret_basic' | 'client_secret_post';
  /** Auth0: client ids of native applications at the same provider, whose tokens are believed at `/oauth/access_token`. */
  readonly allowed_audiences?: readonly string[];
  /** Auth0: where a provider of plain OAuth 2.0 is found. */
  readonly authorizationURL?: string; readonly tokenURL?: string; readonly pkce_enabled?: boolean;
  /** Where it tells of the person, and under which names: claim to path. */
  readonly userinfo_url?: string; readonly fieldsMap?: Readonly<Record<string, string>>;
  /** Members of other strategies. */
  readonly [name: string]: unknown;
}
