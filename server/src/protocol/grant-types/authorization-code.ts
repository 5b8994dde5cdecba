import type { Brand } from '../../kernel/brand.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { findGrantedApi } from '../audience/granted-api.ts';
import { narrowDetails } from '../authorization-details/parse-authorization-details.ts';
import { provePkce, type PkceProof } from '../pkce/prove-pkce.ts';
import type { CodeInContext } from '../ports/grant-store.ts';
import { sameConfirmation } from '../sender-constraint/confirmation.ts';
import type { Payment } from '../tokens/issuance.ts';
import { markMargin } from '../tokens/lifetimes.ts';
import { mintRefreshToken } from '../tokens/mint-refresh-token.ts';
import { proveUsable } from '../usability/prove-usable.ts';
import { invalidGrant, tooManyRequests, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { GrantTools, GrantType, TokenCall } from './grant-type.ts';

/** RFC 6749 §4.1.3. */
export const authorizationCode: GrantType = {
  name: 'authorization_code',

  async authorize(call, tools) {
    const { client, params, record, tenant } = call;
    const presented = params.required('code');
    if (presented instanceof Refusal) return presented;
    const key = tools.tokens.keyOf(presented);
    const found = key === undefined ? undefined : await tools.grants.findCode(tenant.id, key);
    const code = proveCode(found, call, tools);
    if (code instanceof Refusal) return code;
    const pkce = proveVerifier(code, call, tools);
    if (pkce instanceof Refusal) return pkce;
    const usable = proveUsable(code, client, record);
    if (usable instanceof Refusal) return usable;

    const { grant, subject } = usable;
    const details = narrowDetails(grant.detail?.authorizationDetails, params);
    if (details instanceof Refusal) return details;
    const api = await findGrantedApi(grant, tenant, tools);
    if (api instanceof Refusal) return api;
    return {
      client, grant, subject, api,
      scope: grant.scope,
      nonce: code.code.nonce,
      authorizationDetails: details,
      ruled: grant.detail?.rules,
      refresh: grant.offline ? mintRefreshToken(grant, client, tools) : undefined,
      payment: payWith(code, pkce),
      // RFC 6749 §4.1.2: what a second, otherwise valid redemption shows is that the code leaked.
      whenSpent: async () => {
        await tools.grants.revokeGrant(tenant.id, grant.key, tools.clock.now());
        return invalidGrant('code.used');
      },
    };
  },
};

/** Evidence that this code is alive and was issued for this very call. Whether it was used before, the commit says. */
type UsableCode = Brand<CodeInContext, 'UsableCode'>;

function proveCode(found: CodeInContext | undefined, { client, params, record, proof }: TokenCall, { clock }: GrantTools): UsableCode | OAuthRefusal {
  if (found === undefined) return invalidGrant('code.unknown');
  const { code } = found;
  if (code.clientId !== client.id) return invalidGrant('code.other_client');
  record.pass('code.client');
  const now = clock.now();
  if (code.expiresAt <= now) return invalidGrant('code.expired', { expected: 'at most 60 s', received: `${now - code.expiresAt + 60} s` });
  record.pass('code.alive');
  // RFC 6749 §4.1.3: identical to the redirect_uri of the authorization request.
  const sent = params.optional('redirect_uri');
  if (sent !== code.redirectUri) return invalidGrant('redirect_uri.differs', { expected: code.redirectUri, received: sent?.slice(0, 300) ?? 'nothing' });
  record.pass('redirect_uri.same');
  // RFC 9449 §10: the key that the authorization request named.
  if (code.dpopJkt !== undefined && !sameConfirmation({ jkt: code.dpopJkt }, proof.confirmation)) return invalidGrant('sender.other_key');
  return found as UsableCode;
}

/** A wrong verifier does not burn the code, but nobody may try for long (RFC 7636 §7.1). */
function proveVerifier({ code }: UsableCode, { params, record }: TokenCall, { failures, clock }: GrantTools): PkceProof | OAuthRefusal {
  const now = clock.now();
  const wait = failures.retryAfter(code.key, now);
  if (wait !== undefined) return tooManyRequests('pkce.verifier_wrong', { expected: `a pause of ${wait} seconds` });
  const proof = provePkce(code.challenge, params.optional('code_verifier'));
  if (proof instanceof Refusal) failures.fail(code.key, now);
  else if (proof === 'proved') record.pass('pkce.verifier');
  return proof;
}

/** A code is spent only by who proved both the code and the verifier. */
const payWith = ({ code }: UsableCode, _proof: PkceProof) => ({ kind: 'code', key: code.key, keepUntil: code.expiresAt + markMargin, outcome: undefined }) as Payment;
