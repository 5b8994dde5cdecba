import type { Seconds } from '../../kernel/time.ts';

/** Claims by name. */
export type Claims = Readonly<Record<string, unknown>>;

/** What rules made of a sign-in, after it was judged. It is stored with the grant, as JSON. */
export interface RuleOutcome {
  /** Further claims of the ID token, and of the answer of /userinfo. */
  readonly idToken: Claims;
  /** Further claims of access tokens that are JWTs. */
  readonly accessToken: Claims;
  /** Members of the profile that are told otherwise than they are kept; `null` where one is not told. */
  readonly profile: Claims;
  /** Members that the profile does not have; told where the scope has `profile`. */
  readonly further: Claims;
  /** No permission of the API beyond these. */
  readonly scope?: readonly string[];
  readonly idTokenTtl?: Seconds;
  /** Auth0: of the scope values that were asked for, those that `jwtConfiguration.scopes` gave a meaning to. A refresh has them again. */
  readonly customScopes?: readonly string[];
}
