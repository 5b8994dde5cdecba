import { Refusal } from '../../kernel/refusal.ts';
import type { User } from '../../identity/ports/user-store.ts';
import type { Fields } from '../../protocol/response-modes/response-mode.ts';
import type { Subject } from '../../protocol/subject.ts';
import { entitle, type Entitled } from '../../protocol/entitlement/entitle.ts';
import type { ResponseType } from '../../protocol/response-types/response-type.ts';
import { mintAccessToken, signIdToken, type IssueContext, type Minted } from '../../protocol/tokens/issue-tokens.ts';
import type { Beside } from '../../protocol/tokens/formats/id-token.ts';
import type { Grant, TokenRecord } from '../../protocol/tokens/records.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';
import { callerOfBrowser } from '../caller-of.ts';
import type { AnswerTools, Decided } from './answer-client.ts';

/** What goes beside a code, or instead of one, with the rows that must be stored first. */
export interface IssuedThroughBrowser { readonly fields: Fields; readonly records: readonly TokenRecord[] }

/** OIDC Core §3.2.2.5, OIDC Core §3.3.2.5: the tokens of the implicit and hybrid flows; nothing for the code flow. */
export async function issueThroughBrowser({ decided, grant, code }: { readonly decided: Decided; readonly grant: Grant; readonly code: string | undefined }, request: Request, tools: AnswerTools): Promise<IssuedThroughBrowser | OAuthRefusal> {
  const { asked, person, address } = decided;
  const { responseType, client, api, nonce, details } = asked;
  if (!responseType.token && !responseType.idToken) return { fields: {}, records: [] };
  const issue: IssueContext = { tenant: request.tenant, record: request.record, tools, caller: callerOfBrowser(request, decided.sent, responseType) };
  const authorization = await entitle({
    client, grant, subject: subjectOf(person.user), scope: grant.scope, api, nonce, refresh: undefined, payment: undefined, whenSpent: undefined, authorizationDetails: details, ruled: grant.detail?.rules,
  }, issue);
  if (authorization instanceof Refusal) return authorization;
  const beside = { code, state: address.state, alone: !responseType.code && !responseType.token };
  return mintAsked(authorization, { asked: responseType, beside }, issue);
}

interface Wanted { readonly asked: ResponseType; readonly beside: Omit<Beside, 'accessToken'> }

async function mintAsked(authorization: Entitled, { asked, beside }: Wanted, issue: IssueContext): Promise<IssuedThroughBrowser | OAuthRefusal> {
  const access = asked.token ? await mintAccessToken(authorization, issue) : undefined;
  if (access instanceof Refusal) return access;
  const idToken = asked.idToken ? await signIdToken(authorization, issue, { ...beside, accessToken: access?.value }) : undefined;
  if (idToken instanceof Refusal) return idToken;
  return { records: access?.record === undefined ? [] : [access.record], fields: { ...accessFields(access, authorization.scope), ...(idToken === undefined ? {} : { id_token: idToken }) } };
}

/** RFC 6749 §4.2.2. */
const accessFields = (access: Minted | undefined, scope: readonly string[]): Fields =>
  (access === undefined ? {} : { access_token: access.value, token_type: 'Bearer', expires_in: String(access.expiresIn), scope: scope.join(' ') });

/** OIDC Core §5.1: the same claims that a token request finds in the store. */
function subjectOf({ id, connection, blocked, profile, email, emailVerified, updatedAt }: User): Subject {
  return { id, connection, blocked, profile: { ...profile, ...(email === undefined ? {} : { email, email_verified: emailVerified }), updated_at: updatedAt } };
}
