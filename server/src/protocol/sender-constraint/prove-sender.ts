import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import type { SenderConstraint } from '../client/client-policies.ts';
import { rulesOf } from '../client/profiles.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { ClientCertificate } from './client-certificate.ts';
import type { Confirmation, SenderProof } from './confirmation.ts';
import { proveDpop, type DpopTools } from './dpop.ts';

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

/**
 * The key that a client proves to hold at an endpoint that issues tokens (RFC 9449 §5, RFC 8705 §3): what its tokens will be bound to.
 * A DPoP proof that is sent must hold even where none is demanded.
 */
export async function proveSender(call: SenderCall, client: Client, tools: DpopTools): Promise<SenderProof | OAuthRefusal> {
  const demanded = demandedOf(client);
  const confirmation = await findConfirmation(call, client, tools);
  if (confirmation instanceof Refusal) return confirmation;
  if (demanded !== 'none' && confirmation === undefined) return missing(demanded);
  if (demanded === 'mtls' && confirmation !== undefined && 'jkt' in confirmation) return invalidRequest('sender.other_kind', { expected: 'a TLS client certificate', received: 'a DPoP proof' });
  if (confirmation !== undefined) call.record.pass('sender.proved', { received: 'jkt' in confirmation ? 'DPoP' : 'mTLS' });
  return { confirmation } as SenderProof;
}

/** An API whose tokens are always bound to a key: the same proof, held against it. */
export const proveSenderFor = (api: ResourceServer | undefined, proof: SenderProof): SenderProof | OAuthRefusal => (proof.confirmation === undefined ? refuseUnbound(api) : undefined) ?? proof;

/** A browser proves no key (RFC 9449 §5 speaks of token requests alone), so it brings no token of such an API. */
export const refuseUnbound = (api: ResourceServer | undefined): OAuthRefusal | undefined => (api?.senderConstrained === true ? missing('either') : undefined);

/** RFC 8705 §3: a client that may use certificates is bound to the one that it shows, unless it sends a DPoP proof. */
async function findConfirmation(call: SenderCall, client: Client, tools: DpopTools): Promise<Confirmation | OAuthRefusal | undefined> {
  const { dpop, certificate } = call;
  if (dpop !== undefined) {
    const proof = await proveDpop({ ...call, dpop }, client, tools);
    return proof instanceof Refusal ? proof : { jkt: proof.jkt };
  }
  const demanded = demandedOf(client);
  return certificate !== undefined && (demanded === 'mtls' || demanded === 'either') ? { 'x5t#S256': certificate.thumbprint } : undefined;
}

/** FAPI 2.0 §5.3.2.1: this profile demands one of both where the client names none. */
const demandedOf = (client: Client): SenderConstraint => (client.senderConstraint === 'none' && rulesOf(client).senderConstrained ? 'either' : client.senderConstraint);

const wanted: Readonly<Record<SenderConstraint, string>> = { none: 'nothing', dpop: 'a DPoP proof', mtls: 'a TLS client certificate', either: 'a DPoP proof or a TLS client certificate' };
const missing = (demanded: SenderConstraint) => invalidRequest('sender.proof_missing', { expected: wanted[demanded] });
