import type { OpaqueTokens } from '../../kernel/opaque-token.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { AuthorizationDetail } from '../authorization-details/authorization-detail.ts';
import { isConfidential } from '../client/client.ts';
import type { TokenSigner } from '../ports/key-ring.ts';
import { tokenTypes } from '../token-exchange/token-types.ts';
import { tokenTypeOf } from '../sender-constraint/confirmation.ts';
import type { Authorization } from './authorization.ts';
import { accessTokenJwt, accessTokenTtl } from './formats/access-token-jwt.ts';
import { idToken, type Beside } from './formats/id-token.ts';
import { opaqueAccessTokenTtl } from './lifetimes.ts';
import type { TokenDetail, TokenRecord } from './records.ts';

/** RFC 6749 §5.1, OIDC Core §3.1.3.3: a token response as a value. */
export interface TokenResponse { readonly access_token: string; readonly token_type: 'Bearer' | 'DPoP' | 'N_A'; readonly expires_in: number; readonly scope?: string; readonly refresh_token?: string; readonly id_token?: string; readonly issued_token_type?: string; readonly authorization_details?: readonly AuthorizationDetail[] }

/** Who issues, what signs and what makes opaque values. */
export interface IssueTools { readonly tenant: Tenant; readonly signer: TokenSigner; readonly tokens: OpaqueTokens; readonly clock: Clock }

/** Makes the tokens of an authorization and the rows that must be stored before anyone may see them. */
export async function issueTokens(authorization: Authorization, tools: IssueTools): Promise<{ readonly response: TokenResponse; readonly records: readonly TokenRecord[] }> {
  const { refresh, scope, confirmation, issuedTokenType, authorizationDetails } = authorization;
  if (issuedTokenType === tokenTypes.id_token) return { response: await idTokenAlone(authorization, tools), records: [] };
  const [access, id] = [mintAccessToken(authorization, tools), signIdToken(authorization, tools)];
  const { value, record, expiresIn } = access instanceof Promise ? await access : access;
  const signedId = id instanceof Promise ? await id : id;
  return {
    records: [record, boundRefresh(authorization)].filter((row) => row !== undefined),
    response: {
      access_token: value,
      token_type: tokenTypeOf(confirmation),
      expires_in: expiresIn,
      ...(scope.length > 0 ? { scope: scope.join(' ') } : {}),
      ...(refresh === undefined ? {} : { refresh_token: refresh.token }),
      ...(signedId === undefined ? {} : { id_token: signedId }),
      ...(issuedTokenType === undefined ? {} : { issued_token_type: issuedTokenType }),
      ...(authorizationDetails === undefined ? {} : { authorization_details: authorizationDetails }),
    },
  };
}

/** RFC 8693 §2.2.1: whatever was issued stands in `access_token`; an ID token is none, so its token_type is N_A. It does not outlive what it was exchanged for. */
async function idTokenAlone(authorization: Authorization, tools: IssueTools): Promise<TokenResponse> {
  const { client, scope, issuedTokenType, accessTokenTtl: longest = client.idTokenTtl } = authorization;
  const idTokenTtl = Math.min(client.idTokenTtl, longest);
  const signed = await signIdToken({ ...authorization, client: { ...client, idTokenTtl }, withoutIdToken: false }, tools);
  if (signed === undefined) throw new Error('An ID token was promised without a person or openid.');
  return { access_token: signed, token_type: 'N_A', expires_in: idTokenTtl, scope: scope.join(' '), ...(issuedTokenType === undefined ? {} : { issued_token_type: issuedTokenType }) };
}

/** RFC 9449 §5, RFC 8705 §4: who has no secret proves the key again with every refresh. */
function boundRefresh({ client, refresh, confirmation }: Authorization): TokenRecord | undefined {
  if (refresh?.record === undefined || confirmation === undefined || isConfidential(client)) return refresh?.record;
  return { ...refresh.record, detail: { ...refresh.record.detail, confirmation } };
}

/** An access token with the row that must be stored first, if it has one, and its lifetime in seconds. */
export interface Minted { readonly value: string; readonly record: TokenRecord | undefined; readonly expiresIn: number }

/** A JWT where an API was asked for (nothing to store), else an opaque token with its row. */
export function mintAccessToken(authorization: Authorization, tools: IssueTools): Minted | Promise<Minted> {
  const { api } = authorization;
  if (api === undefined) return opaqueAccessToken(authorization, tools);
  const signed = tools.signer.sign(tools.tenant, api.signingAlg, accessTokenJwt(authorization, api, tools));
  const minted = (value: string): Minted => ({ value, record: undefined, expiresIn: accessTokenTtl(authorization, api) });
  return signed instanceof Promise ? signed.then(minted) : minted(signed);
}

function opaqueAccessToken(authorization: Authorization, { tokens, clock }: IssueTools): Minted {
  const { client, grant, subject, scope } = authorization;
  const { token, key } = tokens.mint(clock.nowMs());
  const issuedAt = clock.now();
  const expiresIn = Math.min(opaqueAccessTokenTtl, authorization.accessTokenTtl ?? opaqueAccessTokenTtl);
  const record: TokenRecord = { key, kind: 'access_token', grantKey: grant?.key, clientId: client.id, userId: subject?.id, scope, audience: undefined, issuedAt, expiresAt: issuedAt + expiresIn, detail: tokenDetail(authorization) };
  return { value: token, record, expiresIn };
}

/** `undefined` in the plain case, so that nothing is stored for it. */
function tokenDetail({ confirmation, authorizationDetails, actor }: Authorization): TokenDetail | undefined {
  if (confirmation === undefined && authorizationDetails === undefined && actor === undefined) return undefined;
  return { ...(confirmation === undefined ? {} : { confirmation }), ...(authorizationDetails === undefined ? {} : { authorizationDetails }), ...(actor === undefined ? {} : { actor }) };
}

/** OIDC Core §3.1.3.3: an ID token whenever openid was granted, on a refresh too (OIDC Core §12.2). `beside` is what leaves with it through the browser. */
export function signIdToken(authorization: Authorization, { tenant, signer, clock }: IssueTools, beside?: Beside): string | Promise<string> | undefined {
  const { client, grant, scope, subject } = authorization;
  if (grant === undefined || subject === undefined || authorization.withoutIdToken === true || !scope.includes('openid')) return undefined;
  return signer.sign(tenant, client.idTokenAlg, idToken(authorization, { grant, subject, beside }, { tenant, now: clock.now() }));
}
