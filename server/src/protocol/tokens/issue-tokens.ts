import type { OpaqueTokens } from '../../kernel/opaque-token.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { TokenSigner } from '../ports/key-ring.ts';
import type { Authorization } from './authorization.ts';
import { accessTokenJwt } from './formats/access-token-jwt.ts';
import { idToken } from './formats/id-token.ts';
import { opaqueAccessTokenTtl } from './lifetimes.ts';
import type { TokenRecord } from './records.ts';

/** RFC 6749 §5.1, OIDC Core §3.1.3.3: a token response as a value. */
export interface TokenResponse { readonly access_token: string; readonly token_type: 'Bearer'; readonly expires_in: number; readonly scope?: string; readonly refresh_token?: string; readonly id_token?: string }

/** Who issues, what signs and what makes opaque values. */
export interface IssueTools { readonly tenant: Tenant; readonly signer: TokenSigner; readonly tokens: OpaqueTokens; readonly clock: Clock }

/** Makes the tokens of an authorization and the rows that must be stored before anyone may see them. */
export async function issueTokens(authorization: Authorization, tools: IssueTools): Promise<{ readonly response: TokenResponse; readonly records: readonly TokenRecord[] }> {
  const { refresh, scope } = authorization;
  const [access, id] = [accessToken(authorization, tools), signedIdToken(authorization, tools)];
  const { value, record, expiresIn } = access instanceof Promise ? await access : access;
  const signedId = id instanceof Promise ? await id : id;
  return {
    records: [record, refresh?.record].filter((row) => row !== undefined),
    response: {
      access_token: value,
      token_type: 'Bearer',
      expires_in: expiresIn,
      ...(scope.length > 0 ? { scope: scope.join(' ') } : {}),
      ...(refresh === undefined ? {} : { refresh_token: refresh.token }),
      ...(signedId === undefined ? {} : { id_token: signedId }),
    },
  };
}

interface Minted { readonly value: string; readonly record: TokenRecord | undefined; readonly expiresIn: number }

/** A JWT where an API was asked for (nothing to store), else an opaque token with its row. */
function accessToken(authorization: Authorization, tools: IssueTools): Minted | Promise<Minted> {
  const { api } = authorization;
  if (api === undefined) return opaqueAccessToken(authorization, tools);
  const signed = tools.signer.sign(tools.tenant, api.signingAlg, accessTokenJwt(authorization, api, tools));
  const minted = (value: string): Minted => ({ value, record: undefined, expiresIn: api.tokenTtl });
  return signed instanceof Promise ? signed.then(minted) : minted(signed);
}

function opaqueAccessToken({ client, grant, subject, scope }: Authorization, { tokens, clock }: IssueTools): Minted {
  const { token, key } = tokens.mint(clock.nowMs());
  const issuedAt = clock.now();
  const record: TokenRecord = { key, kind: 'access_token', grantKey: grant?.key, clientId: client.id, userId: subject?.id, scope, audience: undefined, issuedAt, expiresAt: issuedAt + opaqueAccessTokenTtl };
  return { value: token, record, expiresIn: opaqueAccessTokenTtl };
}

/** OIDC Core §3.1.3.3: an ID token whenever openid was granted, on a refresh too (OIDC Core §12.2). */
function signedIdToken(authorization: Authorization, { tenant, signer, clock }: IssueTools): string | Promise<string> | undefined {
  const { client, grant, scope, subject } = authorization;
  if (grant === undefined || subject === undefined || !scope.includes('openid')) return undefined;
  return signer.sign(tenant, client.idTokenAlg, idToken(authorization, { grant, subject }, { tenant, now: clock.now() }));
}
