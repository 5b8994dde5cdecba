/** One request for the profile, and what is read from its answer. A path names a member, and members of members with dots between. */
export interface ProfileSource {
  readonly url: string;
  /** Where the answer is a list: its first element with these values is read. */
  readonly pick?: Readonly<Record<string, string | boolean>>;
  /** Claim to path. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A provider of plain OAuth 2.0: everything that differs between two of them, as data. */
export interface PlainService {
  /** How it names itself in its answers, where it does (RFC 9207). */
  readonly issuer: string | undefined;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** RFC 7636: whether it knows PKCE. */
  readonly pkce: boolean;
  /** How it takes the secret (RFC 6749 §2.3.1). */
  readonly secretMethod: 'client_secret_basic' | 'client_secret_post';
  /** What is asked for where the connection says nothing. */
  readonly scope: readonly string[];
  /** The first must answer, and name the person in `user_id`; of the others what is there is taken. */
  readonly sources: readonly [ProfileSource, ...ProfileSource[]];
}
