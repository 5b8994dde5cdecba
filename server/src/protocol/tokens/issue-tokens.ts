import type { Awaitable } from '../../kernel/awaitable.ts';
import type { OpaqueTokens } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { AuthorizationDetail } from '../authorization-details/authorization-detail.ts';
import { isConfidential } from '../client/client.ts';
import { entitle, type Entitled } from '../entitlement/entitle.ts';
import type { Caller, LoginRules } from '../ports/login-rules.ts';
import type { PersonPermissions } from '../ports/role-store.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';
import { tokenTypes } from '../token-exchange/token-types.ts';
import { tokenTypeOf } from '../sender-constraint/confirmation.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';
import type { Authorization } from './authorization.ts';
import { accessTokenJwt, accessTokenTtl } from './formats/access-token-jwt.ts';
import { idToken, type Beside } from './formats/id-token.ts';
import type { TokenDetail, TokenRecord } from './records.ts';
import { signForApi } from './sign-token.ts';
import { writeForClient, type FormContext, type FormTools } from './write-for-client.ts';

/** RFC 6749 §5.1, OIDC Core §3.1.3.3: a token response as a value. */
export interface TokenResponse { readonly access_token: string; readonly token_type: 'Bearer' | 'DPoP' | 'N_A'; readonly expires_in: number; readonly scope?: string; readonly refresh_token?: string; readonly id_token?: string; readonly issued_token_type?: string; readonly authorization_details?: readonly AuthorizationDetail[] }

/** What signs, encrypts, names people and makes opaque values. */
export type IssueTools = FormTools & { readonly tokens: OpaqueTokens; readonly subjectKeys: SubjectKeys; readonly roles: PersonPermissions; readonly loginRules: LoginRules };
/** Who issues, with what, for whom, and where it is written down. */
export type IssueContext = FormContext & { readonly tools: IssueTools; readonly caller: Caller };
/** The answer, and the rows that must be stored before anyone may see it. */
export interface IssuedTokens { readonly response: TokenResponse; readonly records: readonly TokenRecord[] }

/** Makes the tokens of an authorization. Refused where a token can not be had in the form that was agreed; nothing is spent then. */
export async function issueTokens(proved: Authorization, context: IssueContext): Promise<IssuedTokens | OAuthRefusal> {
  const entitled = entitle(proved, context);
  const authorization = entitled instanceof Promise ? await entitled : entitled;
  if (authorization instanceof Refusal) return authorization;
  if (authorization.issuedTokenType === tokenTypes.id_token) return idTokenAlone(authorization, context);
  const [access, id] = [mintAccessToken(authorization, context), signIdToken(authorization, context)];
  const minted = access instanceof Promise ? await access : access;
  const signedId = id instanceof Promise ? await id : id;
  if (minted instanceof Refusal) return minted;
  return signedId instanceof Refusal ? signedId : { records: [minted.record, boundRefresh(authorization)].filter((row) => row !== undefined), response: responseOf(authorization, minted, signedId) };
}

function responseOf({ refresh, scope, confirmation, issuedTokenType, authorizationDetails }: Authorization, { value, expiresIn }: Minted, idTokenValue: string | undefined): TokenResponse {
  return {
    access_token: value,
    token_type: tokenTypeOf(confirmation),
    expires_in: expiresIn,
    ...(scope.length > 0 ? { scope: scope.join(' ') } : {}),
    ...(refresh === undefined ? {} : { refresh_token: refresh.token }),
    ...(idTokenValue === undefined ? {} : { id_token: idTokenValue }),
    ...(issuedTokenType === undefined ? {} : { issued_token_type: issuedTokenType }),
    ...(authorizationDetails === undefined ? {} : { authorization_details: authorizationDetails }),
  };
}

/** RFC 8693 §2.2.1: whatever was issued stands in `access_token`; an ID token is none, so its token_type is N_A. It does not outlive what it was exchanged for. */
async function idTokenAlone(authorization: Authorization, context: IssueContext): Promise<IssuedTokens | OAuthRefusal> {
  const { client, scope, issuedTokenType, accessTokenTtl: longest = client.idTokenTtl } = authorization;
  const idTokenTtl = Math.min(client.idTokenTtl, longest);
  const signed = await signIdToken({ ...authorization, client: { ...client, idTokenTtl }, withoutIdToken: false }, context);
  if (signed === undefined) throw new Error('An ID token was promised without a person or openid.');
  if (signed instanceof Refusal) return signed;
  return { records: [], response: { access_token: signed, token_type: 'N_A', expires_in: idTokenTtl, scope: scope.join(' '), ...(issuedTokenType === undefined ? {} : { issued_token_type: issuedTokenType }) } };
}

/** RFC 9449 §5, RFC 8705 §4: who has no secret proves the key again with every refresh. */
function boundRefresh({ client, refresh, confirmation }: Authorization): TokenRecord | undefined {
  if (refresh?.record === undefined || confirmation === undefined || isConfidential(client)) return refresh?.record;
  return { ...refresh.record, detail: { ...refresh.record.detail, confirmation } };
}

/** An access token with the row that must be stored first, if it has one, and its lifetime in seconds. */
export interface Minted { readonly value: string; readonly record: TokenRecord | undefined; readonly expiresIn: number }

/** A JWT where an API was asked for (nothing to store), else an opaque token with its row. */
export function mintAccessToken(authorization: Entitled, context: IssueContext): Awaitable<Minted | OAuthRefusal> {
  const { api } = authorization;
  if (api === undefined) return opaqueAccessToken(authorization, context);
  const signed = signForApi(accessTokenJwt(authorization, api, context), api, context);
  const minted = (value: string | OAuthRefusal): Minted | OAuthRefusal => (value instanceof Refusal ? value : { value, record: undefined, expiresIn: accessTokenTtl(authorization, api) });
  return signed instanceof Promise ? signed.then(minted) : minted(signed);
}

function opaqueAccessToken(authorization: Authorization, { tenant, tools: { tokens, clock } }: IssueContext): Minted {
  const { client, grant, subject, scope } = authorization;
  const { token, key } = tokens.mint(clock.nowMs());
  const issuedAt = clock.now();
  const expiresIn = Math.min(tenant.settings.opaqueTokenTtl, authorization.accessTokenTtl ?? Infinity);
  const record: TokenRecord = { key, kind: 'access_token', grantKey: grant?.key, clientId: client.id, userId: subject?.id, scope, audience: undefined, issuedAt, expiresAt: issuedAt + expiresIn, detail: tokenDetail(authorization) };
  return { value: token, record, expiresIn };
}

/** `undefined` in the plain case, so that nothing is stored for it. */
function tokenDetail({ confirmation, authorizationDetails, actor }: Authorization): TokenDetail | undefined {
  if (confirmation === undefined && authorizationDetails === undefined && actor === undefined) return undefined;
  return { ...(confirmation === undefined ? {} : { confirmation }), ...(authorizationDetails === undefined ? {} : { authorizationDetails }), ...(actor === undefined ? {} : { actor }) };
}

/** OIDC Core §3.1.3.3: an ID token whenever openid was granted, on a refresh too (OIDC Core §12.2). `beside` is what leaves with it through the browser. */
export function signIdToken(authorization: Authorization, context: IssueContext, beside?: Beside): Awaitable<string | OAuthRefusal> | undefined {
  const { client, grant, scope, subject } = authorization;
  if (grant === undefined || subject === undefined || authorization.withoutIdToken === true || !scope.includes('openid')) return undefined;
  return writeForClient(idToken(authorization, { grant, subject, beside }, context), { client, alg: client.idTokenAlg, encryption: client.formats.idTokenEncryption }, context);
}
