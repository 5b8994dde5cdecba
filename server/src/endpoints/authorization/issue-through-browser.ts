import type { User } from '../../identity/ports/user-store.ts';
import type { Fields } from '../../protocol/response-modes/response-mode.ts';
import type { Subject } from '../../protocol/subject.ts';
import type { Authorization } from '../../protocol/tokens/authorization.ts';
import { mintAccessToken, signIdToken, type IssueTools } from '../../protocol/tokens/issue-tokens.ts';
import type { Grant, TokenRecord } from '../../protocol/tokens/records.ts';
import type { Request } from '../request.ts';
import type { AnswerTools, Decided } from './answer-client.ts';

/** What goes beside a code, or instead of one, with the rows that must be stored first. */
export interface IssuedThroughBrowser { readonly fields: Fields; readonly records: readonly TokenRecord[] }

/** OIDC Core §3.2.2.5, OIDC Core §3.3.2.5: the tokens of the implicit and hybrid flows; nothing for the code flow. */
export async function issueThroughBrowser({ decided, grant, code }: { readonly decided: Decided; readonly grant: Grant; readonly code: string | undefined }, request: Request, tools: AnswerTools): Promise<IssuedThroughBrowser> {
  const { asked, person, address } = decided;
  const { responseType, client, api, nonce, details } = asked;
  if (!responseType.token && !responseType.idToken) return { fields: {}, records: [] };
  const authorization: Authorization = {
    client, grant, subject: subjectOf(person.user), scope: grant.scope, api, nonce, refresh: undefined, payment: undefined, whenSpent: undefined, authorizationDetails: details,
  };
  const issue: IssueTools = { tenant: request.tenant, signer: tools.signer, tokens: tools.tokens, clock: tools.clock };
  const access = responseType.token ? await mintAccessToken(authorization, issue) : undefined;
  const idToken = responseType.idToken
    ? await signIdToken(authorization, issue, { code, accessToken: access?.value, state: address.state, alone: !responseType.code && !responseType.token })
    : undefined;
  return {
    records: access?.record === undefined ? [] : [access.record],
    fields: {
      ...(access === undefined ? {} : { access_token: access.value, token_type: 'Bearer', expires_in: String(access.expiresIn), scope: grant.scope.join(' ') }),
      ...(idToken === undefined ? {} : { id_token: idToken }),
    },
  };
}

/** OIDC Core §5.1: the same claims that a token request finds in the store. */
function subjectOf({ id, connection, blocked, profile, email, emailVerified, updatedAt }: User): Subject {
  return { id, connection, blocked, profile: { ...profile, ...(email === undefined ? {} : { email, email_verified: emailVerified }), updated_at: updatedAt } };
}
