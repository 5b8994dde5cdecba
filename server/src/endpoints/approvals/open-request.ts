import type { Brand } from '../../kernel/brand.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { BackchannelRequest } from '../../protocol/ciba/backchannel-request.ts';
import { findWaiting, type ListOwner, type WaitingListTools } from '../../protocol/ciba/waiting-list.ts';
import { ciba } from '../../protocol/grant-types/ciba.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import type { Pending } from '../../protocol/ports/pending-store.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';

/** Evidence that a request waits for the answer of this very person, and that its application may still ask. */
export type OpenRequest = Brand<Pending<BackchannelRequest> & { readonly client: Client }, 'OpenRequest'>;

/** Where requests wait, and who made them. */
export type OpenRequestTools = WaitingListTools & { readonly clients: ClientDirectory };

/** One request by its key; a request of another person is as good as none (OIDC CIBA §8). */
export async function findOpenRequest(key: string, { tenant, userId }: ListOwner, { pending, clients, clock }: OpenRequestTools): Promise<OpenRequest | OAuthRefusal> {
  const found = await pending.load<BackchannelRequest>(tenant, 'ciba', key);
  if (found === undefined || found.data.userId !== userId) return invalidRequest('ciba.not_waiting');
  if (found.data.answer.kind !== 'waiting' || found.data.expiresAt <= clock.now()) return invalidRequest('ciba.not_waiting');
  const client = await clients.findClient(tenant, found.data.clientId);
  if (client === undefined) return invalidRequest('client.unknown');
  if (!client.enabled) return invalidRequest('client.disabled');
  return client.grantTypes.includes(ciba.name) ? { ...found, client } as OpenRequest : invalidRequest('client.grant_not_allowed', { received: ciba.name });
}

/** Everything that waits for a person, oldest first. */
export async function listOpenRequests(owner: ListOwner, tools: OpenRequestTools): Promise<readonly OpenRequest[]> {
  const found = await Promise.all((await findWaiting(owner, tools)).map((key) => findOpenRequest(key, owner, tools)));
  return found.filter((one): one is OpenRequest => !(one instanceof Refusal));
}
