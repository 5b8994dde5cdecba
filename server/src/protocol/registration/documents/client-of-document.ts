import { Refusal } from '../../../kernel/refusal.ts';
import type { Tenant } from '../../../kernel/tenant.ts';
import type { Seconds } from '../../../kernel/time.ts';
import type { Client } from '../../client/client.ts';
import type { JsonContent } from '../../documents/fetch-json.ts';
import type { RemoteDocuments } from '../../documents/remote-documents.ts';
import type { OutboundPolicy } from '../../ports/outbound.ts';
import { invalidRequest, type OAuthRefusal } from '../../vocabulary/errors.ts';
import type { AuthenticationMethodName } from '../../vocabulary/names.ts';
import { clientOfMetadata } from '../client-of-metadata.ts';
import type { Members } from '../metadata-reader.ts';
import { parseMetadata } from '../parse-metadata.ts';
import { proveSector } from '../prove-sector.ts';

/** What a document is judged with. */
export interface DocumentTools { readonly policy: OutboundPolicy; readonly documents: RemoteDocuments; readonly methods: readonly AuthenticationMethodName[] }
/** Where it was found, by whom, when. */
export interface DocumentFound { readonly address: string; readonly tenant: Tenant; readonly now: Seconds }

/** OAuth Client ID Metadata Document §4: the client that the document at its own client_id describes, by the same rules as a registration, or what is wrong with it. */
export async function clientOfDocument(content: JsonContent, { address, tenant, now }: DocumentFound, { policy, documents, methods }: DocumentTools): Promise<Client | OAuthRefusal> {
  const flaw = findFlaw(content, address);
  if (flaw !== undefined) return malformed(flaw);
  const parsed = parseMetadata(content as Members, { tenant, policy, by: 'metadata_document', admitted: false, methods });
  if (parsed instanceof Refusal) return malformed(`${parsed.evidence.received ?? parsed.reason} (expected: ${parsed.evidence.expected ?? 'something else'})`);
  const { subject, redirectUris = [] } = parsed.settings;
  const sector = subject === undefined ? undefined : await proveSector({ subject, redirectUris }, documents);
  if (sector instanceof Refusal) return malformed(sector.evidence.received ?? sector.reason);
  const settings = sector === undefined ? parsed.settings : { ...parsed.settings, subject: sector };
  const registration = { by: 'metadata_document', tokenHash: undefined, registeredAt: now, metadata: parsed.accepted } as const;
  return clientOfMetadata({ settings, accepted: parsed.accepted }, { tenant: tenant.id, id: address, secrets: [], registration, fallbackName: '' });
}

/** OAuth Client ID Metadata Document §4.1: it names itself, and rests on no shared secret: it is public. */
function findFlaw(content: JsonContent, address: string): string | undefined {
  if (Array.isArray(content)) return 'the document is no object';
  const members = content as Members;
  if (members['client_id'] !== address) return `its client_id is ${typeof members['client_id'] === 'string' ? members['client_id'].slice(0, 200) : 'missing'}, not its own address`;
  const secret = ['client_secret', 'client_secret_expires_at'].find((name) => members[name] !== undefined);
  return secret === undefined ? undefined : `it has ${secret}, and everybody can read it`;
}

const malformed = (received: string) => invalidRequest('document.malformed', { received });
