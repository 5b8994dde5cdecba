import { describeApi, resourceMetadata, resourceMetadataAddress } from '../../protocol/resource-access/resource-metadata.ts';
import type { Command } from '../call.ts';
import { CliFailure } from '../failure.ts';
import { withHouse } from './with-house.ts';

/** `gatehouse api-metadata IDENTIFIER`: the document that an API serves about itself (RFC 9728 §2), for one that is hosted elsewhere. */
export const apiMetadata: Command = (call) => withHouse(call, async ({ storage, defaultTenant }, { json }) => {
  const identifier = call.args[0] ?? '';
  const apis = await storage.registry.listResourceServers(defaultTenant.id);
  const api = apis.find((one) => one.identifier === identifier);
  if (api === undefined) throw new CliFailure(`No API is registered as ${identifier}; there ${apis.length === 1 ? 'is' : 'are'} ${apis.map((one) => one.identifier).join(', ') || 'none'}.`, { next: `gatehouse api-metadata ${apis[0]?.identifier ?? 'IDENTIFIER'}` });
  const document = resourceMetadata(defaultTenant, describeApi(api));
  call.terminal.result(json ? JSON.stringify(document) : JSON.stringify(document, null, 2));
  const address = URL.canParse(identifier) && /^https?:/.test(identifier) ? resourceMetadataAddress(identifier) : undefined;
  if (!json && address !== undefined) call.terminal.progress(`Serve it at ${address}, and name that address in the challenge of every 401: WWW-Authenticate: Bearer resource_metadata="${address}"`);
  return 0;
});
