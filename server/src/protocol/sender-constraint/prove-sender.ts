import { Refusal } from '../../kernel/refusal.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import { rulesOf } from '../client/profiles.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { ClientCertificate } from './client-certificate.ts';
import type { Confirmation, SenderProof } from './confirmation.ts';

/** What a request brings along to prove a key. */
export interface SenderCall {
  readonly tenant: Tenant;
  readonly record: DecisionRecord;
  /** The header `DPoP`. */
  readonly dpop: string | undefined;
  readonly certificate: ClientCertificate | undefined;
  /** RFC 9449 §4.2 `htm` and `htu`: the method, and the address without query, as the client must have meant it. */
  readonly method: string;
  readonly url: string;
}

/** The key that a client proves to hold at an endpoint that issues tokens (RFC 9449 §5, RFC 8705 §3): what its tokens will be bound to. */
export async function proveSender(call: SenderCall, client: Client): Promise<SenderProof | OAuthRefusal> {
  const confirmation = await findConfirmation(call, client);
  if (confirmation instanceof Refusal) return confirmation;
  if (confirmation === undefined && demands(client)) return invalidRequest('sender.proof_missing', { expected: client.senderConstraint === 'none' ? 'DPoP or mTLS' : client.senderConstraint });
  return { confirmation } as SenderProof;
}

/** RFC 8705 §3: a client that is set to certificates is bound to the one that it shows. */
const findConfirmation = ({ certificate }: SenderCall, { senderConstraint }: Client): Promise<Confirmation | OAuthRefusal | undefined> =>
  Promise.resolve(certificate !== undefined && (senderConstraint === 'mtls' || senderConstraint === 'either') ? { 'x5t#S256': certificate.thumbprint } : undefined);

const demands = (client: Client) => client.senderConstraint !== 'none' || rulesOf(client).senderConstrained;
